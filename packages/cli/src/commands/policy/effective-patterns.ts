import type { Policy } from '@lockkeeper/policy-core';

type PatternLine = Policy['protected'][number]['paths'][number];
type Dialect = PatternLine['pattern']['dialect'];

/** How the paths of a policy are read. What is built in is always read as lockpath. */
export function dialectOf(policy: Policy): Dialect {
  const isOther = allPatterns(policy).some(({ dialect }) => dialect !== 'lockpath');
  return isOther ? 'codeowners' : 'lockpath';
}

/**
 * Texts that mean the same when they are read again, each once: what is built in and would be read in
 * another dialect is left out, and is built in again.
 */
export function textsIn(dialect: Dialect, lines: readonly PatternLine[]): readonly string[] {
  return [
    ...new Set(lines.filter(({ pattern }) => pattern.dialect === dialect).map(({ pattern }) => pattern.text)),
  ];
}

function allPatterns(policy: Policy) {
  const { integrity, migrations } = policy;
  const lines = [
    ...policy.protected.flatMap(({ paths }) => paths),
    ...scopeLines(policy),
    ...policy.machineOwned.flatMap(({ paths }) => paths),
    ...integrity.selfProtect.paths,
  ];
  return [
    ...lines.map(({ pattern }) => pattern),
    ...policy.protected.flatMap(({ except }) => except),
    ...(policy.scope ?? []),
    ...integrity.symlinks.except,
    ...migrations.sql,
    ...migrations.application,
    ...migrations.models,
    ...policy.documents,
    ...policy.waivers.map(({ pattern }) => pattern),
  ];
}

function scopeLines({ changeScope }: Policy): readonly PatternLine[] {
  if (changeScope === undefined) return [];
  const { allow = [], deny, additiveOnly, featureFlags } = changeScope;
  return [...allow, ...deny, ...additiveOnly, ...(featureFlags?.paths ?? [])];
}

import { ENFORCERS } from './enforcers/known-tools.ts';
import type { PatternCompiler } from './patterns/compile-patterns.ts';
import { literalPattern } from './patterns/literal-pattern.ts';
import type { PolicyFile } from './policy-schema.ts';
import {
  DEFAULT_APPROVAL_LABEL,
  POLICY_FILE_NAMES,
  type IntegrityPolicy,
  type PatternLine,
} from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/** Holds with or without its section, and protects the policy whatever its list says. */
export function integrityPolicy(
  path: string,
  { integrity = {}, baseline }: PolicyFile,
  { source, compiler }: { readonly source: Source; readonly compiler: PatternCompiler },
): IntegrityPolicy {
  const { self_protect: self, symlinks, submodules = 'deny', history = 'net' } = integrity;
  const itself = [...POLICY_FILE_NAMES, path, ...(baseline === undefined ? [] : [baseline])];
  return {
    selfProtect: {
      paths: [...enforcers(self?.paths, compiler), ...compiler.builtIn(literally(itself))],
      label: self?.require?.label ?? DEFAULT_APPROVAL_LABEL,
    },
    symlinks: symlinkTerms(symlinks, compiler),
    submodules,
    history,
    at: source.keySpanOf(['integrity']),
  };
}

function symlinkTerms(
  { allow = false, except = [] }: NonNullable<NonNullable<PolicyFile['integrity']>['symlinks']> = {},
  compiler: PatternCompiler,
): IntegrityPolicy['symlinks'] {
  const lines = compiler.patterns(except, ['integrity', 'symlinks', 'except']);
  return { allow, except: lines.map(({ pattern }) => pattern) };
}

function enforcers(
  written: readonly string[] | undefined,
  compiler: PatternCompiler,
): readonly PatternLine[] {
  return written === undefined
    ? compiler.builtIn(ENFORCERS)
    : compiler.hintedPatterns(written, ['integrity', 'self_protect', 'paths']);
}

function literally(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].map(literalPattern);
}

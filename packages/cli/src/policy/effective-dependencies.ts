import { SOURCE_OPTIONS, type Policy } from '@lockkeeper/policy-core';

type Pair = Policy['dependencies'][number];

/** The pairs of requirements and locks, with what is enforced in any case. */
export function effectiveDependencies({ dependencies }: Policy): readonly object[] {
  return dependencies.map((pair) => ({
    id: pair.id,
    manager: 'pip',
    source: pair.source,
    lock: pair.lock,
    pinned: { source: 'exact', lock: 'exact', operators: ['=='] },
    sync: { mode: 'textual' },
    hashes: 'optional',
    direct_urls: 'deny',
    editable: 'deny',
    ...effectiveTerms(pair.terms),
    on_change: onChange(pair),
    check_on: checkOn(pair),
    branch: pair.branch && { suggest: pair.branch.suggestion, severity: pair.branch.severity },
    docs: pair.docs,
  }));
}

function effectiveTerms({ includes, refusedOptions, envVars }: Pair['terms']): object {
  const allow = SOURCE_OPTIONS.filter((option) => !refusedOptions.includes(option));
  return { includes, options: { allow, deny: refusedOptions }, env_vars: envVars };
}

function onChange({ label, bothFiles }: Pair): object {
  return {
    require: label === undefined ? undefined : { label },
    both_files: bothFiles,
    events: ['pull_request'],
  };
}

/** `undefined`: every push, and pull requests as always. */
function checkOn({ pushes }: Pair): readonly string[] | undefined {
  return pushes && ['pull_request', ...pushes.map(({ pattern }) => `push:${pattern.text}`)];
}

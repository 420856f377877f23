import type { Policy } from '@lockkeeper/policy-core';

type Pair = Policy['dependencies'][number];

/** The pairs of requirements and locks, with everything that holds for them. */
export function effectiveDependencies({ dependencies }: Policy): readonly object[] {
  return dependencies.map((pair) => ({
    id: pair.id,
    manager: 'pip',
    source: pair.source,
    lock: pair.lock,
    sync: effectiveSync(pair),
    ...effectiveTerms(pair),
    on_change: onChange(pair),
    check_on: checkOn(pair),
    branch: pair.branch && { suggest: pair.branch.suggestion, severity: pair.branch.severity },
    upgrade: pair.upgrade,
    docs: pair.docs,
  }));
}

/** Python and platform mean something where markers are looked at. */
function effectiveSync({ sync: { mode, python, platform } }: Pair): object {
  return mode === 'compiled' ? { mode, python, platform } : { mode };
}

function effectiveTerms({ terms }: Pair): object {
  const { pinned, refusedOptions, allowedSources } = terms;
  return {
    pinned: { source: pinned.source, lock: 'exact', operators: pinned.operators },
    hashes: terms.hashes,
    direct_urls: terms.directUrls,
    editable: terms.editables,
    local_paths: terms.localPaths,
    includes: terms.includes,
    options: { allow: allowedSources, deny: refusedOptions },
    env_vars: terms.envVars,
  };
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

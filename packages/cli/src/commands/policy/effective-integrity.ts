import type { Policy } from '@lockkeeper/policy-core';

import { dialectOf, textsIn } from './effective-patterns.ts';

/** What keeps the policy from being gone around, the parts that cannot be changed included. */
export function effectiveIntegrity(policy: Policy): object {
  const { selfProtect, symlinks, submodules, history } = policy.integrity;
  const paths = textsIn(dialectOf(policy), selfProtect.paths);
  return {
    policy_from: 'base',
    self_protect: {
      paths: paths.length === 0 ? undefined : paths,
      require: { label: selfProtect.label },
    },
    symlinks: { allow: symlinks.allow, except: symlinks.except.map(({ text }) => text) },
    submodules,
    case_collisions: 'error',
    suspicious_names: 'error',
    history,
    unreadable_diff: 'error',
  };
}

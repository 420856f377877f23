import type { Policy } from '@lockkeeper/policy-core';

/** The pairs of requirements and locks, as a policy file would write them. */
export function effectiveDependencies({ dependencies }: Policy): readonly object[] {
  return dependencies.map(({ id, source, lock, docs }) => ({
    id,
    source,
    lock,
    sync: { mode: 'textual' },
    docs,
  }));
}

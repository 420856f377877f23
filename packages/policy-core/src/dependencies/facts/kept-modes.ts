import { SYNC_MODES } from '../../policy/schema/dependencies-schema.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { comparePair } from './pair-comparison.ts';
import type { DependencySync } from '../../policy/policy.ts';
import type { RequirementsPair } from './requirements-pair.ts';

/** The modes in which a pair would pass, whatever the policy says of it. Several rules may ask. */
export const keptModes = memoizeByObject(modesOf);

function modesOf({ pair, source, lock, fileAt }: RequirementsPair): readonly DependencySync['mode'][] {
  if (!source.known || !lock.known) return [];
  const files = { source: source.value, lock: lock.value, fileAt };
  return SYNC_MODES.filter((mode) => {
    const comparison = comparePair(files, { ...pair.sync, mode });
    return comparison?.differences.length === 0 && comparison.unseen.length === 0;
  });
}

import type { Known } from '../../model/known.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { FileAt } from './expanded-requirements.ts';
import { comparePair, type PairComparison } from './pair-comparison.ts';
import type { RequirementsFile } from './requirements-file.ts';

/** A pair the policy names, as far as its files could be seen. */
export interface RequirementsPair {
  readonly pair: DependencyPair;
  readonly source: Known<RequirementsFile>;
  readonly lock: Known<RequirementsFile>;
  /** What one of them may bring in. */
  readonly fileAt: FileAt;
  /**
   * The two held against each other as the policy asks. Worked out once, when somebody asks first;
   * `undefined` where there are no two files to compare.
   */
  readonly comparison: () => PairComparison | undefined;
}

export function requirementsPair(pair: DependencyPair, fileAt: FileAt): RequirementsPair {
  const [source, lock] = [fileAt(pair.source), fileAt(pair.lock)];
  let made: { readonly comparison: PairComparison | undefined } | undefined;
  return {
    pair,
    source,
    lock,
    fileAt,
    comparison: () => {
      made ??= { comparison: compared({ pair, source, lock, fileAt }) };
      return made.comparison;
    },
  };
}

/** A file that nobody read is missing from what was compared, as is one that it brings in. */
function compared({
  pair,
  source,
  lock,
  fileAt,
}: Omit<RequirementsPair, 'comparison'>): PairComparison | undefined {
  if (source.known && lock.known) {
    return comparePair({ source: source.value, lock: lock.value, fileAt }, pair.sync);
  }
  const unseen = [
    ...(source.known ? [] : [{ path: pair.source, reason: source.reason }]),
    ...(lock.known ? [] : [{ path: pair.lock, reason: lock.reason }]),
  ];
  return { differences: [], unseen };
}

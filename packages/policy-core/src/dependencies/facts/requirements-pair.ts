import { observed, type Known } from '../../model/known.ts';
import { lazily } from '../../model/lazy.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { FileAt } from './expanded-requirements.ts';
import { comparePair, type PairComparison } from './pair-comparison.ts';
import { comesFrom } from '../requirements/lock-header.ts';
import { requirementsFile, type RequirementsFile } from './requirements-file.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Fact, type Get } from '../../engine/queries/query.ts';
import { fileContent } from '../../engine/seen-inputs.ts';
import { judgedPairs } from './touched-pairs.ts';

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

/** Those of which a file is there, or may be. */
export const requirementsPairs = defineSubjects<RequirementsPair>({
  name: 'requirements-pairs',
  words: 'requirements files',
  of: 'pair',
  isConfigured: hasPairs,
  compute: (get) =>
    get(namedPairs)
      .filter(({ source, lock }) => ![source, lock].every(isAbsent))
      .map((judged) => ({ paths: [judged.pair.source, judged.pair.lock], judged })),
});

/** Sources that the policy names and nobody has written: no file says so, and somebody must. */
export const missingSources = defineSubjects<DependencyPair>({
  name: 'missing-sources',
  words: 'requirements files',
  of: 'file',
  isConfigured: hasPairs,
  compute: (get) =>
    get(namedPairs).flatMap(({ pair, source }) =>
      isAbsent(source) ? [{ paths: [pair.source], judged: pair }] : [],
    ),
});

/** By its id. */
export const namedPair = defineFact<RequirementsPair | undefined, string>({
  name: 'named-pair',
  compute: (get, id) => get(namedPairs).find(({ pair }) => pair.id === id),
});

/** All pairs under judgement, also those of which nothing is there. */
export const namedPairs = defineFact<readonly RequirementsPair[]>({
  name: 'named-pairs',
  compute: (get) =>
    get(judgedPairs).map((pair) => ({
      ...requirementsPair(pair, (path) => {
        const content = get(fileContent, path);
        return content.known ? observed(requirementsFile(path, content.value)) : content;
      }),
      comparison: () => get(pairComparison, pair.id),
    })),
});

/** By its id. A fact, for what one rule compared rests on files that the next one has to rest on as well. */
const pairComparison: Fact<string, PairComparison | undefined> = defineFact<
  PairComparison | undefined,
  string
>({
  name: 'pair-comparison',
  compute: (get, id) => {
    const named = get(namedPair, id);
    return named && compared(named);
  },
});

export function hasPairs(get: Get): boolean {
  return policySections(get, 'dependencies').dependencies.length > 0;
}

/** Seen not to be there. */
export function isAbsent(file: Known<{ readonly kind: string }>): boolean {
  return file.known && file.value.kind === 'absent';
}

export function requirementsPair(named: DependencyPair, fileAt: FileAt): RequirementsPair {
  const [source, lock] = [fileAt(named.source), fileAt(named.lock)];
  const pair = asWritten(named, lock);
  return { pair, source, lock, fileAt, comparison: lazily(() => compared({ pair, source, lock, fileAt })) };
}

/** A lock that says that it was compiled from the source is judged so, whatever the policy asks for. */
function asWritten(pair: DependencyPair, lock: Known<RequirementsFile>): DependencyPair {
  if (pair.sync.mode === 'compiled' || !lock.known || lock.value.kind !== 'read') return pair;
  const { header } = lock.value;
  if (header === undefined || !comesFrom(header, pair.source)) return pair;
  return { ...pair, sync: { ...pair.sync, mode: 'compiled' } };
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

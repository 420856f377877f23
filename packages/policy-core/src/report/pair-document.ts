import { keptModes } from '../dependencies/facts/kept-modes.ts';
import { pairCounts, type SideCounts } from '../dependencies/facts/pair-counts.ts';
import type { RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import type { UsedTerms } from '../dependencies/facts/used-terms.ts';
import { counted } from '../engine/tally.ts';
import { lines, section, strong, toned, type Document, type Text } from './document/document.ts';

export interface ListedPair {
  readonly judged: RequirementsPair;
  /** Why it is judged in its mode, as a clause; `undefined` where the policy says so. */
  readonly because: string | undefined;
  /** What is let in because it stands there; left out where the policy says what is. */
  readonly uses?: UsedTerms | undefined;
}

/** For each pair how it is held to be in sync, which ways it would pass, and how much it holds. */
export function pairDocument(pairs: readonly ListedPair[]): Document {
  return section(strong(pairs.length === 1 ? 'The pair' : 'The pairs'), pairs.flatMap(pairSection));
}

function pairSection({ judged, because, uses }: ListedPair): Document {
  const { pair } = judged;
  const counts = pairCounts(judged);
  const why = because === undefined ? '' : `, because ${because}`;
  return section(strong(pair.id), [
    {
      kind: 'facts',
      facts: [
        [pair.source, countsText(counts.source)],
        [pair.lock, countsText(counts.lock)],
      ],
    },
    ...lines(
      [`mode ${pair.sync.mode}${why}; `, keptText(judged)],
      ...(uses === undefined ? [] : usesTexts(uses)),
    ),
  ]);
}

/** Nobody has said whether it may stand there, and nobody should overlook it. */
function usesTexts({ editables, directUrls, localPaths, envVars, options }: UsedTerms): readonly Text[] {
  const used = [
    ...(editables ? ['checkouts (-e)'] : []),
    ...(directUrls ? ['addresses'] : []),
    ...(localPaths ? ['paths on the machine'] : []),
    ...(envVars ? ['environment variables'] : []),
    ...options,
  ];
  return used.length === 0
    ? []
    : [[toned('warning', 'uses'), ` ${used.join(', ')}: a policy has to allow it`]];
}

function countsText(counts: SideCounts | undefined): string {
  if (counts === undefined) return 'not there, or not readable';
  const { requirements, pins, hashes } = counts;
  const held = `${counted(requirements, 'requirement')}, ${pins} pinned`;
  return hashes === 0 ? held : `${held}, ${hashes === 1 ? '1 hash' : `${hashes} hashes`}`;
}

/** A stricter mode is not advised where the one that is set is kept: a team may want its freedom. */
function keptText(judged: RequirementsPair): Text {
  const { mode } = judged.pair.sync;
  const kept = keptModes(judged);
  const names = kept.join(', ');
  if (kept.includes(mode)) return toned('good', kept.length === 1 ? 'it keeps it' : `it keeps ${names}`);
  if (isOpen(judged)) return toned('warning', 'whether it keeps it is unknown');
  return kept.length === 0
    ? toned('error', 'it keeps no mode')
    : toned('warning', `it does not keep it, and would keep ${names}`);
}

/** Nothing stands against it, and not everything is known. */
function isOpen(judged: RequirementsPair): boolean {
  const { differences, unseen } = judged.comparison() ?? { differences: [], unseen: [] };
  return differences.length + unseen.length > 0 && differences.every(({ kind }) => kind === 'unclear');
}

import { displayText } from '../model/display-text.ts';
import { keptModes } from '../dependencies/facts/kept-modes.ts';
import { pairCounts, type SideCounts } from '../dependencies/facts/pair-counts.ts';
import type { RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import type { UsedTerms } from '../dependencies/facts/used-terms.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { counted } from '../engine/tally.ts';

export interface ListedPair {
  readonly judged: RequirementsPair;
  /** Why it is judged in its mode, as a clause; `undefined` where the policy says so. */
  readonly because: string | undefined;
  /** What is let in because it stands there; left out where the policy says what is. */
  readonly uses?: UsedTerms | undefined;
}

/** For each pair how it is held to be in sync, which ways it would pass, and how much it holds. */
export function pairTable(pairs: readonly ListedPair[], { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const blocks = pairs.map((pair) => blockOf(pair, paint).join('\n'));
  return `${[paint.strong(pairs.length === 1 ? 'The pair' : 'The pairs'), ...blocks].join('\n')}\n`;
}

function blockOf({ judged, because, uses }: ListedPair, paint: Paint): readonly string[] {
  const { pair } = judged;
  const [source, lock] = [displayText(pair.source), displayText(pair.lock)];
  const counts = pairCounts(judged);
  const width = Math.max(source.length, lock.length);
  const why = because === undefined ? '' : `, because ${displayText(because)}`;
  return [
    `  ${paint.strong(displayText(pair.id))}`,
    `    ${source.padEnd(width)}  ${countsText(counts.source)}`,
    `    ${lock.padEnd(width)}  ${countsText(counts.lock)}`,
    `    mode ${pair.sync.mode}${why}; ${keptText(judged, paint)}`,
    ...(uses === undefined ? [] : usesLines(uses, paint)),
  ];
}

/** Nobody has said whether it may stand there, and nobody should overlook it. */
function usesLines(
  { editables, directUrls, localPaths, envVars, options }: UsedTerms,
  paint: Paint,
): readonly string[] {
  const used = [
    ...(editables ? ['checkouts (-e)'] : []),
    ...(directUrls ? ['addresses'] : []),
    ...(localPaths ? ['paths on the machine'] : []),
    ...(envVars ? ['environment variables'] : []),
    ...options,
  ];
  if (used.length === 0) return [];
  return [`    ${paint.warning('uses')} ${displayText(used.join(', '))}: a policy has to allow it`];
}

function countsText(counts: SideCounts | undefined): string {
  if (counts === undefined) return 'not there, or not readable';
  const { requirements, pins, hashes } = counts;
  const held = `${counted(requirements, 'requirement')}, ${pins} pinned`;
  return hashes === 0 ? held : `${held}, ${hashes === 1 ? '1 hash' : `${hashes} hashes`}`;
}

/** A stricter mode is not advised where the one that is set is kept: a team may want its freedom. */
function keptText(judged: RequirementsPair, paint: Paint): string {
  const { mode } = judged.pair.sync;
  const kept = keptModes(judged);
  const names = kept.join(', ');
  if (kept.includes(mode)) return paint.good(kept.length === 1 ? 'it keeps it' : `it keeps ${names}`);
  if (isOpen(judged)) return paint.warning('whether it keeps it cannot be told');
  return kept.length === 0
    ? paint.error('it keeps no mode')
    : paint.warning(`it does not keep it, and would keep ${names}`);
}

/** Nothing stands against it, and not everything is known. */
function isOpen(judged: RequirementsPair): boolean {
  const { differences, unseen } = judged.comparison() ?? { differences: [], unseen: [] };
  return differences.length + unseen.length > 0 && differences.every(({ kind }) => kind === 'unclear');
}

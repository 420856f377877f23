import { isDeepStrictEqual } from 'node:util';

import { parseRequirements } from '../../packages/policy-core/src/dependencies/requirements/parse-requirements.ts';
import type { RequirementsLine } from '../../packages/policy-core/src/dependencies/requirements/requirements-document.ts';
import type { PipLine } from './pip-answers.ts';
import { ourReading, pipReadings } from './read-line.ts';

/** One logical line that pip and we read in different ways. */
export interface LineDifference {
  /** Either is missing where the other has a line more. */
  readonly ours: RequirementsLine | undefined;
  readonly pips: PipLine | undefined;
}

/** Where our reading of a file and pip's part. After a line more or less nothing else is compared. */
export function lineDifferences(text: string, pips: readonly PipLine[]): readonly LineDifference[] {
  const { lines } = parseRequirements(text);
  const different: LineDifference[] = [];
  for (let index = 0; index < Math.max(lines.length, pips.length); index += 1) {
    const difference = { ours: lines[index], pips: pips[index] };
    if (agree(difference)) continue;
    different.push(difference);
    if (difference.ours?.content !== difference.pips?.content) break;
  }
  return different;
}

/** Both answers: what kind of line it is, and where they agree on that, the parts that differ. */
export function shownDifference({ ours, pips }: LineDifference): string {
  if (ours === undefined) return `only pip has a line ${JSON.stringify(pips?.content)}`;
  if (pips === undefined) return `only we have a line ${JSON.stringify(ours.content)}`;
  const left = ourReading(ours);
  const right = pipReadings(pips).at(-1) ?? {};
  const differing = Object.keys(left).filter((part) => !isDeepStrictEqual(left[part], right[part]));
  const parts = left['kind'] === right['kind'] ? differing : ['kind'];
  return [
    JSON.stringify(pips.content),
    ...parts.map((part) => `  ${part}: we ${JSON.stringify(left[part])}, pip ${JSON.stringify(right[part])}`),
    ...(ours.entry.kind === 'invalid' ? [`  we say: ${ours.entry.problem}`] : []),
    ...('error' in pips ? [`  pip says: ${pips.error.replaceAll('\n', ' ')}`] : []),
  ].join('\n');
}

function agree({ ours, pips }: LineDifference): boolean {
  if (ours === undefined || pips === undefined) return false;
  const reading = ourReading(ours);
  return pipReadings(pips).some((possible) => isDeepStrictEqual(reading, possible));
}

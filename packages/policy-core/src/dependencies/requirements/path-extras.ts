import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import { beforeSpace } from './python-space.ts';

/** A path, and the extras in brackets behind it. */
export interface PathWithExtras {
  /** Where the path ends within the text, white space before the bracket not counted. */
  readonly pathEnd: number;
  /** As written. */
  readonly extras: readonly string[];
}

/** `undefined` where there are brackets that pip cannot read: it refuses them wherever they stand. */
export function pathExtras(text: string): PathWithExtras | undefined {
  const open = text.endsWith(']') ? bracketBefore(text, text.length - 1) : -1;
  if (open < 1) return { pathEnd: text.length, extras: [] };
  // pip takes the extras of any project to see whether they can be read.
  const read = parseProjectRequirement(`placeholder${text.slice(open).toLowerCase()}`);
  if (read.kind === 'invalid') return undefined;
  const extras = text.slice(open + 1, -1).split(',');
  return {
    pathEnd: beforeSpace(text, 0, open),
    extras: extras.map((extra) => extra.trim()).filter((extra) => extra !== ''),
  };
}

/** The last `[` with something between it and the bracket at `close`, and no other `]`. */
function bracketBefore(text: string, close: number): number {
  const open = text.lastIndexOf('[', close - 2);
  return open > text.lastIndexOf(']', close - 1) ? open : -1;
}

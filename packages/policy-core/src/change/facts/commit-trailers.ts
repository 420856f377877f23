import { plainReading } from '../../model/confusable-path.ts';

export interface CommitTrailer {
  readonly key: string;
  readonly value: string;
}

/**
 * Every line of the form `Key: value`, wherever it stands. Git looks at the last paragraph only, but a
 * squash merge puts those of the single commits in the middle, and one too many only makes a check
 * stricter. A line that is none as it is written is read as it looks.
 */
export function trailersOf(message: string): readonly CommitTrailer[] {
  // Git lets a value go on, and begin, on the next line.
  const unfolded = message.replaceAll(/[ \t]*(?:\r\n|[\n\r])[ \t]+(?=\S)/g, ' ');
  const lines = new Set([message, unfolded].flatMap((text) => text.split(LINE_END)));
  return [...lines].flatMap((line) => trailerIn(line) ?? trailerIn(plainReading(line)) ?? []);
}

/** Whatever some program or other takes for one. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const TRAILER = /^\s*(?:(?:[*>+-]|\d+[.)])\s+)?(?<key>[A-Za-z][A-Za-z0-9-]*)\s*:\s*(?<value>\S.*)$/;

function trailerIn(line: string): CommitTrailer | undefined {
  const { key, value } = TRAILER.exec(line)?.groups ?? {};
  return key === undefined || value === undefined ? undefined : { key, value: value.trimEnd() };
}

import type { TextRange } from './text-range.ts';

/**
 * The physical lines of a logical one with what belongs to it: from the beginning of the first, over its
 * continuations, to the end of the last comment below that is moved in, as pip-compile and uv write them.
 */
export function wholeLines(text: string, { start, end }: TextRange): TextRange {
  let from = start;
  while (from > 0 && !isLineEnd(text, from - 1) && text[from - 1] !== '\uFEFF') from -= 1;
  let to = lineAfter(text, end);
  while (isOwnComment(text, to)) to = lineAfter(text, to);
  return { start: from, end: to };
}

function isOwnComment(text: string, at: number): boolean {
  OWN_COMMENT.lastIndex = at;
  return OWN_COMMENT.test(text);
}

const OWN_COMMENT = /[ \t]+#/y;

function lineAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text, at)) at += 1;
  return text.startsWith('\r\n', at) ? at + 2 : Math.min(at + 1, text.length);
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || text[at] === '\r';
}

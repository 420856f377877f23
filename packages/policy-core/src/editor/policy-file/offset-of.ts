import { lineStarts, type Position } from '../../model/source-span.ts';

/** A place behind the end of its line is that end. */
export function offsetOf(text: string, { line, character }: Position): number {
  const starts = lineStarts(text);
  const start = starts[line];
  if (start === undefined) return text.length;
  const next = starts[line + 1] ?? text.length + 1;
  const lineEnd = text.slice(start, next).replace(/[\r\n]+$/, '').length + start;
  return Math.min(start + character, lineEnd);
}

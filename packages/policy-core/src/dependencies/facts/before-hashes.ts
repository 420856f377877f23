import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { SyncEntry } from './sync-difference.ts';

/** A line up to its hashes, which may go on for many lines: nobody wants to see them all underlined. */
export function beforeHashes(
  text: string,
  { range, hashes: [first] }: Pick<RequirementsLine, 'range' | 'hashes'>,
): TextRange {
  if (first === undefined) return range;
  let end = first.range.start;
  while (end > range.start && ' \t\\\r\n'.includes(text.charAt(end - 1))) end -= 1;
  // Hashes may also stand first, where pip finds no requirement.
  return end === range.start ? range : { start: range.start, end };
}

/** An entry as it is underlined. */
export function shownRange({ file, line, range }: SyncEntry): TextRange {
  const isLong = /[\n\r]/.test(file.text.slice(range.start, range.end));
  return line !== undefined && isLong ? beforeHashes(file.text, line) : range;
}

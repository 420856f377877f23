import type { Position, SourceSpan } from '@lockkeeper/policy-core';
import type { Range } from 'vscode-languageserver';

/** The most a character can be; LSP clips it to the end of the line. */
const LINE_END = 2 ** 31 - 1;

/** Both sides count lines and UTF-16 units from zero. A finding about a whole file underlines its first line. */
export function rangeOf({ start, end }: Pick<SourceSpan, 'start' | 'end'>): Range {
  const isWholeFile = isStart(start) && isStart(end);
  return { start: plain(start), end: isWholeFile ? { line: 0, character: LINE_END } : plain(end) };
}

/** What is missing in a section is said of its beginning: nobody wants the whole of it underlined. */
export function firstLineOf({ start, end }: Range): Range {
  return end.line === start.line ? { start, end } : { start, end: { line: start.line, character: LINE_END } };
}

function isStart({ line, character }: Position): boolean {
  return line === 0 && character === 0;
}

function plain({ line, character }: Position): Position {
  return { line, character };
}

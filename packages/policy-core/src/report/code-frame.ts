import { displayText } from '../model/display-text.ts';
import type { SourceSpan } from '../model/source-span.ts';
import { coveredCredentials } from '../model/without-credentials.ts';
import { displayWidth } from './display-width.ts';

/** One line of a file and what is underlined in it. */
export interface CodeFrame {
  readonly lineNumber: string;
  readonly code: string;
  /** As wide as what stands before the underlined text. */
  readonly indent: string;
  readonly underline: string;
}

/**
 * The first line of a span with its underlined part; a line longer than `columns` is shown around that part.
 * `undefined` for the file as a whole and for a place the text does not have.
 */
export function codeFrame(at: SourceSpan, lines: readonly string[], columns: number): CodeFrame | undefined {
  const written = lines[at.start.line];
  if (written === undefined || isWholeFile(at)) return undefined;
  const line = coveredCredentials(written);
  const start = Math.min(at.start.character, line.length);
  const end = at.end.line > at.start.line ? line.length : Math.min(at.end.character, line.length);
  const shown = stretchAround(start, line, columns);
  const before = (shown.from > 0 ? '…' : '') + visible(line.slice(shown.from, start));
  const marked = visible(line.slice(start, Math.min(end, shown.to)));
  const after =
    visible(line.slice(Math.max(start, Math.min(end, shown.to)), shown.to)) +
    (shown.to < line.length ? '…' : '');
  return {
    lineNumber: String(at.start.line + 1),
    code: before + marked + after,
    indent: ' '.repeat(displayWidth(before)),
    underline: '^'.repeat(Math.max(1, displayWidth(marked))),
  };
}

/** Lines as LSP counts them. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

function isWholeFile({ start, end }: SourceSpan): boolean {
  return start.line === 0 && start.character === 0 && end.line === 0 && end.character === 0;
}

/** A third of the room goes to what stands before the underlined part. */
function stretchAround(
  start: number,
  line: string,
  columns: number,
): { readonly from: number; readonly to: number } {
  if (line.length <= columns) return { from: 0, to: line.length };
  const from = Math.max(0, Math.min(start - Math.floor(columns / 3), line.length - columns));
  return { from, to: from + columns };
}

/** A tab in front of code is indentation, not something to show as an escape. */
function visible(text: string): string {
  return displayText(text.replaceAll('\t', '  '));
}

import { spansIn, type SourceSpan } from '../source-span.ts';

/** One physical line as pip cuts them, with where it stands. */
export interface PhysicalLine {
  /** Without its line end. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A separator pip splits at and most editors do not show: it can hide a requirement. */
export interface UnusualSeparator {
  readonly codePoint: string;
  readonly at: SourceSpan;
}

/** pip cuts files with Python's `str.splitlines()`: these, and not only line feeds, end a line. */
// oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
const SEPARATOR = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

export function physicalLines(text: string): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = 0;
  for (const separator of text.matchAll(SEPARATOR)) {
    lines.push({ text: text.slice(start, separator.index), start, end: separator.index });
    start = separator.index + separator[0].length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), start, end: text.length });
  return lines;
}

export function unusualSeparators(path: string, text: string): UnusualSeparator[] {
  const spans = spansIn(path, text);
  return Array.from(text.matchAll(SEPARATOR))
    .filter(([separator]) => !['\n', '\r\n', '\r'].includes(separator))
    .map((match) => ({
      codePoint: `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
      at: spans.span(match.index, match.index + 1),
    }));
}

/** A line after pip has joined continuations and cut comments. Never blank. */
export interface LogicalLine {
  readonly content: string;
  /** The whole of it in the file, continuations included, outer white space not. */
  readonly start: number;
  readonly end: number;
}

export function logicalLines(text: string): LogicalLine[] {
  const joined: LogicalLine[] = [];
  let parts: PhysicalLine[] = [];
  for (const line of physicalLines(text)) {
    parts.push(line);
    const continues = line.text.endsWith('\\') && !isComment(line.text);
    if (continues) continue;
    joined.push(...join(parts));
    parts = [];
  }
  joined.push(...join(parts));
  return joined;
}

/** A comment ends a continuation, and pip drops the comment itself. */
function join(parts: readonly PhysicalLine[]): LogicalLine[] {
  const said = parts.filter(({ text }) => !isComment(text));
  const whole = said.map(({ text }) => (text.endsWith('\\') ? text.slice(0, -1) : text)).join('');
  const content = withoutComment(whole).trim();
  const [first] = said;
  const last = said.at(-1);
  if (content === '' || first === undefined || last === undefined) return [];
  const start = first.start + (first.text.length - first.text.trimStart().length);
  return [{ content, start, end: Math.max(start, last.start + visibleLength(last.text)) }];
}

function visibleLength(text: string): number {
  return withoutComment(text).trimEnd().length;
}

/** White space before it is left: looking for all of it would take long where there is much. */
function withoutComment(text: string): string {
  const at = text.search(/(?:^|\s)#/);
  return at < 0 ? text : text.slice(0, at);
}

function isComment(text: string): boolean {
  return text.trimStart().startsWith('#');
}

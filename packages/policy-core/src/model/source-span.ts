/** A place in a text. Both count from zero; `character` counts UTF-16 units, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open stretch of one file; it may run over several lines. */
export interface SourceSpan {
  /** Relative to the repository root, with `/` on every platform. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets of one text into spans. Offsets count UTF-16 units and are clamped to the text. */
export interface SpanFinder {
  position(offset: number): Position;
  span(start: number, end: number): SourceSpan;
}

/** Lines end with `\n`, `\r\n` or a lone `\r`, exactly as LSP defines them. */
export function spansIn(path: string, text: string): SpanFinder {
  let starts: readonly number[] | undefined;
  const position = (offset: number): Position => {
    // Of most files nothing is told.
    starts ??= lineStarts(text);
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lastStartAtOrBefore(starts, clamped);
    return { line, character: clamped - (starts[line] ?? 0) };
  };
  return { position, span: (start, end) => ({ path, start: position(start), end: position(end) }) };
}

/** The offset of a place; behind the end of its line it is that end. */
export function offsetOf(text: string, { line, character }: Position): number {
  const starts = lineStarts(text);
  const start = starts[line];
  if (start === undefined) return text.length;
  const written = text.slice(start, starts[line + 1]).replace(/[\r\n]+$/, '');
  return start + Math.min(character, written.length);
}

/** The very beginning of a file: where a finding about the file as a whole is shown. */
export function startOf(path: string): SourceSpan {
  const start = { line: 0, character: 0 };
  return { path, start, end: start };
}

/** Offsets at which the lines of a text begin. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    return starts;
  }
  for (const terminator of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(terminator.index + terminator[0].length);
  }
  return starts;
}

function lastStartAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

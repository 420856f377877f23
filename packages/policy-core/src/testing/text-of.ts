import { lineStarts, type SourceSpan } from '../model/source-span.ts';

/** The text a span covers, to assert what an editor would underline. */
export function textOf(text: string, { start, end }: Pick<SourceSpan, 'start' | 'end'>): string {
  const starts = lineStarts(text);
  return text.slice(
    (starts[start.line] ?? 0) + start.character,
    (starts[end.line] ?? text.length) + end.character,
  );
}

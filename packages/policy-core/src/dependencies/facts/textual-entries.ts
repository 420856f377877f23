import { nextPhysicalLine, startOfLines } from '../requirements/physical-lines.ts';
import { afterSpace, beforeSpace } from '../requirements/python-space.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { PlacedText } from './requirements-file.ts';

/** A physical line that is neither blank nor a comment: what the textual comparison looks at. */
export interface TextualEntry {
  /** Without white space around it. */
  readonly text: string;
  readonly range: TextRange;
}

export function textualEntries(file: Pick<PlacedText, 'text'>): readonly TextualEntry[] {
  return writtenLines(file).filter(({ text }) => !text.startsWith('#'));
}

/** The same with comments. */
export function writtenLines({ text }: Pick<PlacedText, 'text'>): readonly TextualEntry[] {
  const entries: TextualEntry[] = [];
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const start = afterSpace(text, cursor.start, cursor.end);
    const end = beforeSpace(text, start, cursor.end);
    if (start < end) entries.push({ text: text.slice(start, end), range: { start, end } });
  }
  return entries;
}

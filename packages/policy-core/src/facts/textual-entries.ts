import { nextPhysicalLine, startOfLines } from '../requirements/physical-lines.ts';
import type { TextRange } from '../text-range.ts';
import type { PlacedText } from './requirements-file.ts';

/** A physical line that is neither blank nor a comment: what the textual comparison looks at. */
export interface TextualEntry {
  /** Without white space around it. */
  readonly text: string;
  readonly range: TextRange;
}

export function textualEntries({ text }: Pick<PlacedText, 'text'>): readonly TextualEntry[] {
  const entries: TextualEntry[] = [];
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const line = text.slice(cursor.start, cursor.end);
    const entry = line.trim();
    if (entry === '' || entry.startsWith('#')) continue;
    const start = cursor.start + line.indexOf(entry);
    entries.push({ text: entry, range: { start, end: start + entry.length } });
  }
  return entries;
}

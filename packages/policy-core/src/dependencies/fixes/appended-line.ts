import type { PlacedText } from '../facts/requirements-file.ts';
import type { TextEdit } from '../../model/fix.ts';
import { lineHabits } from './line-habits.ts';

/**
 * Adds a line at the end of a file, which keeps its line ends and, where it has none at its end, stays so.
 * `undefined` where the line would become a part of another one, or the file mixes in unusual separators.
 */
export function appendedLine(file: PlacedText, line: string): TextEdit | undefined {
  const { path, text, place } = file;
  const { isUsual, lineEnd, isOpen } = lineHabits(file);
  if (!isUsual || isOpen) return undefined;
  const { start, end } = place({ start: text.length, end: text.length });
  const isClosed = text === '' || text === '\uFEFF' || text.endsWith('\n') || text.endsWith('\r');
  return { path, start, end, text: isClosed ? line + lineEnd : lineEnd + line };
}

/** Whether its lines end only where editors show it: pip ends some at other characters. */
export function hasUsualLines(file: PlacedText): boolean {
  return lineHabits(file).isUsual;
}

import type { PlacedText } from '../facts/requirements-file.ts';
import type { TextEdit } from '../fix.ts';

/**
 * Adds a line at the end of a file, which keeps its line ends and, where it has none at its end, stays so.
 * `undefined` where the line would become a part of another one, or the file mixes in unusual separators.
 */
export function appendedLine(file: PlacedText, line: string): TextEdit | undefined {
  const { path, text, place } = file;
  const { isUsual, lineEnd } = habitsOf(file);
  if (!isUsual || text.endsWith('\\')) return undefined;
  const { start, end } = place({ start: text.length, end: text.length });
  const isClosed = text === '' || text === '\uFEFF' || text.endsWith('\n') || text.endsWith('\r');
  return { path, start, end, text: isClosed ? line + lineEnd : lineEnd + line };
}

/** Whether its lines end only where editors show it: pip ends some at other characters. */
export function hasUsualLines(file: PlacedText): boolean {
  return habitsOf(file).isUsual;
}

interface LineHabits {
  readonly isUsual: boolean;
  readonly lineEnd: string;
}

/** Asked for each of many findings; a long text is looked through once. */
const known = new WeakMap<PlacedText, LineHabits>();

function habitsOf(file: PlacedText): LineHabits {
  const before = known.get(file);
  if (before !== undefined) return before;
  const habits = {
    // oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
    isUsual: !/[\v\f\x1c-\x1e\x85\u2028\u2029]/.test(file.text),
    lineEnd: /\r\n|\n|\r/.exec(file.text)?.[0] ?? '\n',
  };
  known.set(file, habits);
  return habits;
}

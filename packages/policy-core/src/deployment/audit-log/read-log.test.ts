import { describe, expect, test } from 'vitest';

import { numberedLog, STAMPED, entriesOf, linesOf } from '../../testing/sample-log.ts';
import { EMPTY_LOG } from './log-entry.ts';
import { readLog } from './read-log.ts';

const lines = numberedLog(6).split('\n').slice(0, -1);
const problemsOf = (changed: readonly string[]) => readLog(`${changed.join('\n')}\n`).problems;
const without = (...numbers: readonly number[]) => lines.filter((_, index) => !numbers.includes(index + 1));

describe('a log', () => {
  test('that nobody touched has no problems, and ends with its last entry', () => {
    const reading = readLog(numberedLog(6));
    expect(reading).toMatchObject({ problems: [], tail: '', head: { seq: 6 } });
    expect(reading.entries.map(({ data }) => data['revision'])).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('that is empty ends where every log begins', () => {
    expect(readLog('')).toEqual({ entries: [], head: EMPTY_LOG, problems: [], tail: '' });
  });

  test('tells of a changed entry, and of none behind it', () => {
    const changed = lines.map((line, index) => (index === 2 ? line.replace('alice', 'mallory') : line));
    expect(problemsOf(changed)).toEqual([
      { line: 3, problem: 'The line, which should be entry 3, was changed after it was written.' },
    ]);
  });

  test('tells of an entry that was written again with a hash that fits', () => {
    const forged = linesOf(
      entriesOf([1, 2, 3].map((n) => ({ ...STAMPED, actor: 'mallory', data: { revision: String(n) } }))),
    );
    const changed = lines.map((line, index) => (index === 2 ? (forged.split('\n')[2] ?? '') : line));
    expect(problemsOf(changed)).toEqual([
      { line: 3, problem: 'Entry 3 was written after another entry 2 than the one there.' },
      { line: 4, problem: 'Entry 4 was written after another entry 3 than the one there.' },
    ]);
  });

  test('tells of entries that were taken out', () => {
    expect(problemsOf(without(4))).toEqual([{ line: 4, problem: 'Entry 4 is missing before entry 5.' }]);
    expect(problemsOf(without(1, 2))).toEqual([
      { line: 1, problem: 'Entries 1 to 2 are missing before entry 3.' },
    ]);
  });

  test('tells of an entry that stands in two places', () => {
    const [first = '', second = ''] = lines;
    expect(problemsOf([first, second, first, ...lines.slice(2)])).toEqual([
      { line: 3, problem: 'Entry 1 is out of place: entry 3 belongs here.' },
    ]);
  });

  test('tells of a line that cannot be read, and goes on behind it', () => {
    const changed = lines.map((line, index) => (index === 1 ? '' : line));
    expect(problemsOf(changed)).toEqual([
      {
        line: 2,
        problem:
          'The line, which should be entry 2, cannot be read: it is not written as a log writes its entries.',
      },
    ]);
  });

  test('that was not written to its end keeps what stands there apart', () => {
    const text = numberedLog(3);
    expect(readLog(text.slice(0, -20))).toMatchObject({ head: { seq: 2 }, problems: [] });
    expect(readLog(text.slice(0, -20)).tail).toBe(`${lines[2]}\n`.slice(0, -20));
  });

  test('is read from any entry on', () => {
    const { entries } = readLog(numberedLog(6));
    const head = entries[3] ?? EMPTY_LOG;
    const rest = readLog(`${lines.slice(4).join('\n')}\n`, { head, line: 5 });
    expect(rest).toMatchObject({ problems: [], head: { seq: 6 } });
    expect(readLog(`${lines[5]}\n`, { head, line: 5 }).problems).toEqual([
      { line: 5, problem: 'Entry 5 is missing before entry 6.' },
    ]);
  });
});

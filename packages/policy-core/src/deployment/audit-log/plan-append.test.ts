import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { numberedLog } from '../../testing/sample-log.ts';
import { planAppend, type SeenLog } from './plan-append.ts';
import { EMPTY_LOG } from './log-entry.ts';
import { readLog } from './read-log.ts';

const text = numberedLog(3);
const { entries, head } = readLog(text);
const lengths = text.split('\n').map((line) => line.length + 1);
const lengthOf = (count: number) => lengths.slice(0, count).reduce((sum, length) => sum + length, 0);

/** The log cut to some length, with the end that was written down after its first entries. */
function seen(length: number, ended: number): SeenLog {
  const shown = text.slice(0, length);
  const { seq, hash } = entries[ended - 1] ?? EMPTY_LOG;
  const bytes = lengthOf(ended);
  const wholeBytes = shown.lastIndexOf('\n') + 1;
  return { end: ended === 0 ? undefined : { seq, hash, bytes }, text: shown.slice(bytes), wholeBytes };
}

describe('a writer', () => {
  test('begins a log that is not there', () => {
    expect(planAppend({ end: undefined, text: '', wholeBytes: 0 })).toEqual({
      kind: 'append',
      head: EMPTY_LOG,
    });
  });

  test('goes on after the last entry, also where its end was not written down any more', () => {
    const { seq, hash } = head;
    for (const ended of [0, 1, 2, 3])
      expect(planAppend(seen(text.length, ended))).toEqual({ kind: 'append', head: { seq, hash } });
  });

  test('ends a last entry that lacks only its line end', () => {
    expect(planAppend(seen(text.length - 1, 2))).toEqual({ kind: 'end-line' });
  });

  test('puts a line aside that was not written to its end', () => {
    expect(planAppend(seen(text.length - 5, 2))).toEqual({
      kind: 'cut',
      head: { seq: 2, hash: entries[1]?.hash },
      bytes: lengthOf(2),
      tail: text.slice(lengthOf(2), -5),
    });
  });

  test('appends to no log whose acknowledged end is gone', () => {
    for (let length = 0; length < lengthOf(3); length += 1)
      expect(planAppend(seen(length, 3))).toEqual({
        kind: 'refuse',
        problems: [
          {
            line: undefined,
            problem: 'Entry 3 was written, but the log ends before it: its end was cut off.',
          },
        ],
      });
  });

  test('appends to no log in which the last entries do not follow', () => {
    const changed = text.replace('"revision":"3"', '"revision":"4"');
    expect(planAppend({ ...seen(text.length, 1), text: changed.slice(lengthOf(1)) })).toEqual({
      kind: 'refuse',
      problems: [
        { line: 3, problem: 'The line, which should be entry 3, was changed after it was written.' },
      ],
    });
  });

  test('loses no entry, wherever the machine stopped while the last one was written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: lengthOf(2), max: text.length }),
        fc.constantFrom(0, 1, 2),
        (length, ended) => {
          const plan = planAppend(seen(length, ended));
          if (length === lengthOf(2)) expect(plan).toMatchObject({ kind: 'append', head: { seq: 2 } });
          else if (length === text.length) expect(plan).toMatchObject({ kind: 'append', head: { seq: 3 } });
          else if (length === text.length - 1) expect(plan.kind).toBe('end-line');
          else expect(plan).toMatchObject({ kind: 'cut', bytes: lengthOf(2) });
        },
      ),
    );
  });
});

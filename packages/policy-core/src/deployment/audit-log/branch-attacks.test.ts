import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { entriesOf, linesOf, STAMPED } from '../../testing/sample-log.ts';
import { branchProblems } from './branch-problems.ts';
import type { LogEvent } from './log-entry.ts';
import { readLog } from './read-log.ts';
import { verifyLog } from './verify-log.ts';

/**
 * Somebody who may write to the branch and knows how a log is made: whatever they put there is a whole chain with a whole file
 * beside it. Only what somebody else kept of it shows that it is another one.
 */
const eventsOf = (names: readonly string[]): readonly LogEvent[] =>
  names.map((actor) => ({ ...STAMPED, actor }));
const logOf = (names: readonly string[]) => linesOf(entriesOf(eventsOf(names)));
const someNames = fc.array(fc.constantFrom('ana', 'bob', 'ci'), { minLength: 1, maxLength: 6 });

function onItsOwn(text: string) {
  const { seq, hash } = readLog(text).head;
  return verifyLog({ text, isUtf8: true, end: { seq, hash, bytes: text.length }, known: [] }).problems;
}

const besides = (log: string, copy: string) =>
  branchProblems(log, {
    name: 'origin/lockkeeper/records',
    lost: undefined,
    isUnwitnessed: false,
    mirror: { text: copy, isUtf8: true },
  });

describe('a log that was forged as a whole [D-5]', () => {
  test('holds on its own: its chain cannot tell', () => {
    fc.assert(
      fc.property(someNames, (names) => {
        expect(onItsOwn(logOf(names))).toEqual([]);
      }),
    );
  });

  test('is found out by the copy in the tree, where an entry differs that was copied', () => {
    fc.assert(
      fc.property(someNames, fc.nat(), someNames, (names, at, more) => {
        const changed = at % names.length;
        const forged = names.map((name, index) => (index === changed ? 'mallory' : name));
        const copied = logOf(names);
        expect(besides(logOf(forged), copied)).toHaveLength(1);
        expect(besides(logOf([...forged, ...more]), copied)).toHaveLength(1);
      }),
    );
  });

  test('is found out where an entry was taken out or put in before the end of the copy', () => {
    fc.assert(
      fc.property(someNames, fc.nat(), (names, at) => {
        const place = at % names.length;
        const without = names.filter((_name, index) => index !== place);
        expect(besides(logOf(without), logOf(names))).toHaveLength(1);
        const withMore = [...names.slice(0, place), 'mallory', ...names.slice(place)];
        expect(besides(logOf(withMore), logOf(names))).toHaveLength(1);
      }),
    );
  });

  test('is the same log where only what came later differs: that is for who saw the branch before', () => {
    fc.assert(
      fc.property(someNames, someNames, (names, later) => {
        expect(besides(logOf([...names, ...later]), logOf(names))).toEqual([]);
      }),
    );
  });
});

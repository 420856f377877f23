import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { numberedLog } from '../../testing/sample-log.ts';
import { branchProblems, type LogOnBranch } from './branch-problems.ts';

const NAME = 'origin/lockkeeper/records';
const problemsOf = (log: string, more: Partial<LogOnBranch>) =>
  branchProblems(log, { name: NAME, lost: undefined, isUnwitnessed: false, mirror: undefined, ...more }).map(
    ({ problem }) => problem,
  );
const copy = (text: string) => ({ mirror: { text, isUtf8: true } });
const LOG = numberedLog(6);
const linesOf = (text: string) => text.split('\n').slice(0, -1);

test('a log on a branch without its witness may have been cut off', () => {
  expect(problemsOf(LOG, { isUnwitnessed: true })).toHaveLength(1);
  expect(problemsOf('', { isUnwitnessed: true })).toEqual([]);
});

test('a log on a branch ends with a whole line', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => !text.includes('\n')),
      (tail) => {
        expect(problemsOf(LOG + tail, {})).toHaveLength(1);
      },
    ),
  );
});

describe('a log on a branch that only grows [D-5]', () => {
  test('begins with whatever the tree has copied of it, also with half a line', () => {
    fc.assert(
      fc.property(fc.nat({ max: LOG.length }), (end) => {
        expect(problemsOf(LOG, copy(LOG.slice(0, end)))).toEqual([]);
      }),
    );
    expect(problemsOf('', copy(''))).toEqual([]);
    expect(problemsOf(LOG, {})).toEqual([]);
  });

  test('lost entries that the tree has copied', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), (kept) => {
        const there = linesOf(LOG)
          .slice(0, kept)
          .map((line) => `${line}\n`)
          .join('');
        expect(problemsOf(there, copy(LOG))).toEqual([
          `The log on ${NAME} has ${kept} lines and its copy in the tree 6: lines are gone from the branch, or the tree is not its copy.`,
        ]);
      }),
    );
  });

  test('is another one, or the copy is, where any whole line of it differs', () => {
    fc.assert(
      fc.property(fc.nat({ max: LOG.length - 1 }), fc.constantFrom('x', '\n', ''), (at, other) => {
        const changed = `${LOG.slice(0, at)}${other}${LOG.slice(at + 1)}`;
        fc.pre(changed !== LOG && changed.endsWith('\n'));
        const line = LOG.slice(0, at).split('\n').length;
        const [problem, ...more] = problemsOf(LOG, copy(changed));
        expect(more).toEqual([]);
        expect(problem).toContain(
          `Line ${line} of the copy of the log in the tree is not the one on ${NAME}`,
        );
      }),
    );
  });

  test('is not what a copy says that is no text', () => {
    expect(problemsOf(LOG, { mirror: { text: LOG, isUtf8: false } })).toEqual([
      `The copy of the log in the tree is not UTF-8, so it differs from ${NAME}.`,
    ]);
  });

  test('was rewritten where a commit that was seen there is gone', () => {
    const lost = 'a'.repeat(40);
    expect(problemsOf(LOG, { lost, ...copy(LOG) })).toEqual([
      `${NAME} was rewritten or deleted: it no longer holds the commit ${lost}, which was seen there before.`,
    ]);
    expect(problemsOf('', { lost, ...copy(LOG) })).toHaveLength(2);
  });
});

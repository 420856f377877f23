import { describe, expect, test } from 'vitest';

import { environmentProblems } from './environment-problems.ts';

const NONE = { missing: [], circles: [], duplicates: [], unplaced: [] };

describe('what keeps Alembic from reading a history', () => {
  test('is nothing, mostly', () => {
    expect(environmentProblems(NONE)).toEqual([]);
  });

  test('is a revision that is not there', () => {
    const missing = [
      { revision: 'b2', names: 'zz', as: 'down_revision' },
      { revision: 'c3', names: 'yy', as: 'depends_on' },
    ] as const;
    expect(environmentProblems({ ...NONE, missing })).toEqual([
      'b2 names zz as down_revision, and there is no such revision.',
      'c3 names yy as depends_on, and there is no such revision.',
    ]);
  });

  test('is a circle, of one revision or of several', () => {
    expect(environmentProblems({ ...NONE, circles: [['a1'], ['b2', 'c3', 'd4']] })).toEqual([
      'a1 builds on itself.',
      'These revisions build on each other: b2, c3, d4.',
    ]);
  });

  test('is an id that two files have', () => {
    const duplicates = [{ id: 'a1', paths: ['v/a.py', 'v/b.py'] }];
    expect(environmentProblems({ ...NONE, duplicates })).toEqual([
      'a1 is the id of several files: v/a.py, v/b.py.',
    ]);
  });

  test('is a file whose place cannot be read', () => {
    expect(environmentProblems({ ...NONE, unplaced: ['v/x.py'] })).toEqual([
      'Where v/x.py belongs cannot be read from it.',
    ]);
  });

  test('is told in this order, a sentence each', () => {
    const all = environmentProblems({
      unplaced: ['v/x.py', 'v/y.py'],
      duplicates: [{ id: 'a1', paths: ['v/a.py', 'v/b.py'] }],
      circles: [['b2']],
      missing: [{ revision: 'c3', names: 'zz', as: 'down_revision' }],
    });
    expect(all.map((sentence) => sentence.split(' ')[0])).toEqual(['c3', 'b2', 'a1', 'Where', 'Where']);
    for (const sentence of all) expect(sentence).toMatch(/\.$/);
  });
});

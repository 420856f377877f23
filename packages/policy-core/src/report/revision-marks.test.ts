import { describe, expect, test } from 'vitest';

import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import { listedRevision } from '../testing/sample-listed-revisions.ts';
import { environmentProblems } from './environment-problems.ts';
import { lastReleased, revisionMarks } from './revision-marks.ts';

describe('marks of a revision', () => {
  test.each<[string, Partial<ListedRevision>]>([
    ['', {}],
    ['', { is_released: false, is_new: false }],
    ['head', { is_head: true }],
    ['base', { is_base: true }],
    ['head, base', { is_base: true, is_head: true }],
    ['merge', { is_merge: true, parents: ['a', 'b'] }],
    ['label billing, label shop', { labels: ['billing', 'shop'] }],
    ['depends on a1, depends on b2', { depends_on: ['a1', 'b2'] }],
    ['released', { is_released: true }],
    ['new', { is_new: true }],
    [
      'head, merge, label x, depends on a, released, new',
      { is_head: true, is_merge: true, labels: ['x'], depends_on: ['a'], is_released: true, is_new: true },
    ],
  ])('%s', (marks, more) => {
    expect(revisionMarks(listedRevision('ab', more)).join(', ')).toBe(marks);
  });
});

describe('among many, released is said of', () => {
  const released = (id: string, ...parents: readonly string[]) =>
    listedRevision(id, { parents, is_released: true });

  test('the last one', () => {
    const list = [
      listedRevision('c', { parents: ['b'], is_released: false }),
      released('b', 'a'),
      released('a'),
    ];
    expect([...lastReleased(list)]).toEqual(['b']);
    expect(list.map((one) => revisionMarks(one, lastReleased(list)).join())).toEqual([
      '',
      'last release',
      '',
    ]);
  });

  test('the last one of each branch', () => {
    expect([
      ...lastReleased([released('d', 'a'), released('c', 'b'), released('b', 'a'), released('a')]),
    ]).toEqual(['d', 'c']);
  });

  test('none, where nothing is known', () => {
    expect(lastReleased([listedRevision('a'), listedRevision('b', { parents: ['a'] })]).size).toBe(0);
    expect(lastReleased([]).size).toBe(0);
  });
});

test('a history without problems has nothing to tell', () => {
  expect(environmentProblems({ missing: [], circles: [], duplicates: [], unplaced: [] })).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { graphLanes } from '../migrations/history/graph-lanes.ts';
import { laneTexts } from './lane-text.ts';

type Parents = Readonly<Record<string, string>>;

function drawn(
  rows: readonly (readonly [id: string, parents: string])[],
  style: 'unicode' | 'ascii' = 'unicode',
) {
  const parents: Parents = Object.fromEntries(rows);
  const lanes = graphLanes(
    rows.map(([id]) => id),
    (id) => (parents[id] ?? '').split(' ').filter((parent) => parent !== ''),
  );
  return laneTexts(lanes, style);
}

describe('lines in front of revisions', () => {
  test('of a chain', () => {
    expect(
      drawn([
        ['b', 'a'],
        ['a', ''],
      ]),
    ).toEqual(['●', '●']);
  });

  test('of a branch and a merge', () => {
    const rows = [
      ['m', 'a b'],
      ['a', 'x'],
      ['b', 'x'],
      ['x', ''],
    ] as const;
    expect(drawn(rows)).toEqual(['●─╮', '● │', '│ ●', '●─╯']);
    expect(drawn(rows, 'ascii')).toEqual(['*-.', '* |', '| *', "*-'"]);
  });

  test('of a merge of three', () => {
    expect(
      drawn([
        ['m', 'a b c'],
        ['a', ''],
        ['b', ''],
        ['c', ''],
      ]),
    ).toEqual(['●─┬─╮', '● │ │', '  ● │', '    ●']);
  });

  test('of two heads', () => {
    expect(
      drawn([
        ['c', 'a'],
        ['b', 'a'],
        ['a', ''],
      ]),
    ).toEqual(['●', '│ ●', '●─╯']);
  });

  test('that end on the left, or cross', () => {
    const rows = [
      ['d', 'x'],
      ['e', 'y'],
      ['x', 'z'],
      ['f', 'y w'],
      ['y', ''],
      ['w', ''],
      ['z', ''],
    ] as const;
    const texts = drawn(rows);
    expect(texts.every((text) => text.includes('●'))).toBe(true);
    expect(texts).toEqual(['●', '│ ●', '● │', '│ │ ●─╮', '│ ●─╯ │', '│     ●', '●']);
  });

  test('that go on below', () => {
    expect(
      drawn([
        ['m', 'a b'],
        ['a', 'x'],
      ]),
    ).toEqual(['●─╮', '● │']);
  });

  test('show one dot each, and no space at their ends', () => {
    const anyRows = fc
      .array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), { maxLength: 20 })
      .map((steps) =>
        steps.map(
          (all, index) =>
            [`r${index}`, [...new Set(all)].map((step) => `r${index + step}`).join(' ')] as const,
        ),
      );
    fc.assert(
      fc.property(anyRows, (rows) => {
        const texts = drawn(rows);
        expect(texts).toHaveLength(rows.length);
        for (const text of texts) expect(text).toMatch(/^[^●]*●([^●]*[^●\s])?$/);
        for (const text of drawn(rows, 'ascii')) expect(text).toMatch(/^[*|+.' -]*$/);
      }),
    );
  });
});

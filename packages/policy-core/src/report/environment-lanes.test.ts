import { describe, expect, test } from 'vitest';

import { environmentLanes } from './environment-lanes.ts';

function revision(id: string, ...parents: readonly string[]) {
  return { id, parents };
}

describe('what is drawn in front', () => {
  test('does not lead to what is not there', () => {
    const { lines } = environmentLanes({ revisions: [revision('b', 'zz')], missing: [{ names: 'zz' }] });
    expect(lines).toEqual([]);
  });

  test('does not lead from a revision to itself', () => {
    expect(environmentLanes({ revisions: [revision('b', 'b')], missing: [] }).lines).toEqual([]);
  });

  test('leads once to a parent that is named twice', () => {
    const { lines } = environmentLanes({ revisions: [revision('b', 'a', 'a'), revision('a')], missing: [] });
    expect(lines).toHaveLength(1);
  });

  test('leads on where the parent is left out below', () => {
    const { lines } = environmentLanes({ revisions: [revision('b', 'a')], missing: [] });
    expect(lines).toEqual([{ from: { id: 'b', row: 0, lane: 0 }, to: undefined, lane: 0 }]);
  });

  test('leads to both sides of a merge', () => {
    const { lines, width } = environmentLanes({
      revisions: [revision('d', 'b', 'c'), revision('b', 'a'), revision('c', 'a'), revision('a')],
      missing: [],
    });
    expect(lines.map(({ from, to, lane }) => `${from.id} ${to?.id} ${lane}`).toSorted()).toEqual([
      'b a 0',
      'c a 1',
      'd b 0',
      'd c 1',
    ]);
    expect(width).toBe(2);
  });
});

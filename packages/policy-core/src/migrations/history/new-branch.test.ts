import { describe, expect, it } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';
import { newBranch } from './new-branch.ts';

/** `c after b`: the line to this head leaves what was there behind `b`, with `c`. */
function told(before: string, added: string, head: string): string | undefined {
  const branch = newBranch(sampleGraph(`${before}; ${added}`), sampleGraph(before), head);
  return branch && `${branch.id} (${branch.path}) after ${branch.parent}`;
}

describe('where new revisions leave what was there before', () => {
  it.each<[string, string, string, string, string | undefined]>([
    ['one revision', 'a; b < a', 'c < b', 'c', 'c (v/c.py) after b'],
    ['several: the oldest', 'a', 'b < a; c < b; d < c', 'd', 'b (v/b.py) after a'],
    ['from the middle of a chain', 'a; b < a; c < b', 'x < b', 'x', 'x (v/x.py) after b'],
    ['one of two new lines', 'a', 'b < a; c < a', 'c', 'c (v/c.py) after a'],
    ['a merge of two old heads: its first parent', 'a; b < a; c < a', 'm < b, c', 'm', 'm (v/m.py) after b'],
    ['a merge of new and old: the old one', 'a; b < a', 'x < a; m < x, b', 'm', 'm (v/m.py) after b'],
    ['a merge of new ones: the nearest fork', 'a', 'x < a; y < a; m < x, y', 'm', 'x (v/x.py) after a'],
    ['nothing old below it', 'a', 'x; y < x', 'y', undefined],
    ['a head that was there before', 'a; b < a', 'x < a', 'b', undefined],
    ['a head that is not there', 'a', 'x < a', 'lost', undefined],
    ['a parent that is missing', 'a', 'x < lost', 'x', undefined],
    ['a circle', 'a', 'x < y; y < x', 'x', undefined],
    ['a circle that also leaves an old one', 'a', 'x < y; y < x, a', 'x', 'y (v/y.py) after a'],
    ['what it only depends on is not what it leaves', 'a; b < a', 'x ~ b', 'x', undefined],
  ])('%s', (...[, before, added, head, expected]) => {
    expect(told(before, added, head)).toBe(expected);
  });

  it('leads nowhere old, by any number of new revisions', () => {
    const added = Array.from({ length: 500 }, (__, index) => `n${index + 1} < n${index}`).join('; ');
    expect(told('a', `n0 < a; ${added}`, 'n500')).toBe('n0 (v/n0.py) after a');
  });
});

import { describe, expect, test } from 'vitest';

import { draw, nameOf } from '../../tools/draw-findings/draw.mjs';

function found(rule: string, count: number, path = (at: number) => `versions/${at}.py`) {
  return Array.from({ length: count }, (_, at) => {
    return { repository: 'shop', rule, path: path(at), line: at + 1, message: 'This drops orders.' };
  });
}

const countBy = (drawn: readonly { readonly rule: string }[], rule: string) =>
  drawn.filter((one) => one.rule === rule).length;

describe('A draw of findings', () => {
  const all = [...found('a/many', 50), ...found('a/some', 20), ...found('a/few', 2)];

  test('gives each rule the same share, as far as it found enough', () => {
    const drawn = draw(all, { size: 22, seed: 1, most: 3 });
    expect(drawn).toHaveLength(22);
    expect(['a/many', 'a/some', 'a/few'].map((rule) => countBy(drawn, rule))).toEqual([10, 10, 2]);
  });

  test('is the same for the same seed, in whatever order they come, and another one for another', () => {
    const how = { size: 22, seed: 1, most: 3 };
    expect(draw(all.toReversed(), how)).toEqual(draw(all, how));
    expect(draw(all, { ...how, seed: 2 })).not.toEqual(draw(all, how));
  });

  test('takes no finding twice, and no more of a file than it is told', () => {
    const drawn = draw(
      found('a/many', 50, () => 'versions/one.py'),
      { size: 10, seed: 1, most: 3 },
    );
    expect(new Set(drawn.map((one) => nameOf(one))).size).toBe(3);
  });

  test('takes all where there are fewer', () => {
    expect(draw(found('a/few', 2), { size: 10, seed: 1, most: 3 })).toHaveLength(2);
  });
});

test('A finding is called by its place and its rule', () => {
  expect(found('a/few', 1).map((one) => nameOf(one))).toEqual(['shop versions/0.py:1 a/few']);
});

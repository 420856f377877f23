import { describe, expect, test } from 'vitest';

import { createGraphCache } from './graph-cache.ts';

const SHOP = 'file:///work/shop';
const HARBOUR = 'file:///work/harbour';

function setUp() {
  const drawn = createGraphCache();
  let times = 0;
  const draw = (root: string, inputs: string) =>
    drawn.of(root, inputs, () => Promise.resolve(`${inputs}, drawn as number ${(times += 1)}`));
  return { drawn, draw };
}

describe('a history', () => {
  test('is drawn once from the same inputs', async () => {
    const { draw } = setUp();
    expect(await draw(SHOP, 'a1')).toBe('a1, drawn as number 1');
    expect(await draw(SHOP, 'a1')).toBe('a1, drawn as number 1');
  });

  test('is drawn again when anything it is drawn from has changed, also back', async () => {
    const { draw } = setUp();
    await draw(SHOP, 'a1');
    expect(await draw(SHOP, 'a1 b2')).toBe('a1 b2, drawn as number 2');
    expect(await draw(SHOP, 'a1')).toBe('a1, drawn as number 3');
  });

  test('of another policy is another one', async () => {
    const { draw } = setUp();
    await draw(SHOP, 'a1');
    expect(await draw(HARBOUR, 'a1')).toBe('a1, drawn as number 2');
    expect(await draw(SHOP, 'a1')).toBe('a1, drawn as number 1');
  });

  test('that could not be drawn is tried again', async () => {
    const { drawn, draw } = setUp();
    await expect(drawn.of(SHOP, 'a1', () => Promise.reject(new Error('no parsers')))).rejects.toThrow(
      'no parsers',
    );
    expect(await draw(SHOP, 'a1')).toBe('a1, drawn as number 1');
  });
});

import { describe, expect, test } from 'vitest';

import { splitAtDuration } from './split-at-duration.ts';

describe('A text without the time it took', () => {
  test('is what stands around it', () => {
    expect(splitAtDuration((milliseconds) => `Judged in ${milliseconds} ms.`)).toEqual([
      'Judged in ',
      ' ms.',
    ]);
    expect(splitAtDuration((milliseconds) => `${milliseconds}`)).toEqual(['', '']);
  });

  test.each<[string, (milliseconds: number) => string]>([
    ['does not tell it', () => 'Judged.'],
    ['tells it in another form', (milliseconds) => `Judged in ${(milliseconds / 1000).toFixed(3)} s.`],
    ['tells it twice', (milliseconds) => `${milliseconds} of ${milliseconds} ms`],
  ])('is none where the text %s', (_, render) => {
    expect(splitAtDuration(render)).toBeUndefined();
  });

  test('is found by a number that nobody can write beforehand', () => {
    const seen = new Set<number>();
    for (let count = 0; count < 20; count += 1)
      splitAtDuration((milliseconds) => `${seen.add(milliseconds).size}`);
    expect(seen.size).toBe(20);
  });
});

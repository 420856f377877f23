import { describe, expect, it } from 'vitest';

import { LONGEST_INPUT, tooLong } from './input-limit.ts';

describe('The longest text that is parsed', () => {
  it('is 2 MB of UTF-16 units', () => {
    expect(LONGEST_INPUT).toBe(2_097_152);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a short one', 'SELECT 1'],
    ['one that just fits', 'a'.repeat(LONGEST_INPUT)],
    ['emoji that just fit, two units each', '😀'.repeat(LONGEST_INPUT / 2)],
    ['letters that take three bytes each', '訂'.repeat(LONGEST_INPUT)],
  ])('is not reached by %s', (_, text) => {
    expect(tooLong(text)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['one unit too many', 'a'.repeat(LONGEST_INPUT + 1)],
    ['one emoji too many', '😀'.repeat(LONGEST_INPUT / 2 + 1)],
    ['twice as much', ' '.repeat(LONGEST_INPUT * 2)],
  ])('is passed, with a clause that reads well after "because": %s', (_, text) => {
    expect(tooLong(text)).toEqual({ kind: 'unanalyzable', problem: 'the text is longer than 2 MB' });
  });
});

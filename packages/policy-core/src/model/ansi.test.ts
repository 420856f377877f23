import { describe, expect, test } from 'vitest';

import { paintFor } from './ansi.ts';

const WAYS = ['strong', 'faint', 'good', 'error', 'warning', 'info'] as const;

describe('painting', () => {
  test.each(WAYS)('leaves a %s text as it is without colours', (way) => {
    expect(paintFor(false)[way]('2 errors')).toBe('2 errors');
  });

  test.each(WAYS)('closes what it opens around a %s text', (way) => {
    // oxlint-disable-next-line no-control-regex -- this is what a terminal reads
    expect(paintFor(true)[way]('2 errors')).toMatch(/^\u001b\[\d+m2 errors\u001b\[(22|39)m$/);
  });

  test('paints an error red', () => {
    expect(paintFor(true).error('x')).toBe('\u001b[31mx\u001b[39m');
  });

  test.each(WAYS)('leaves no trace of an empty %s text', (way) => {
    expect(paintFor(true)[way]('')).toBe('');
  });
});

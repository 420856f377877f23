import { describe, expect, it } from 'vitest';

import type { Version } from './version.ts';
import { cursorOn } from './version-cursor.ts';
import { scanVersion } from './version-scan.ts';

describe('the form of a version', () => {
  it.each<[string, Version['epoch'], Version['release']]>([
    ['1', 0, [1]],
    ['v1', 0, [1]],
    ['V1.2', 0, [1, 2]],
    ['1!2', 1, [2]],
    ['v01!2.03', 1, [2, 3]],
    ['0!0', 0, [0]],
    ['1.2.3', 0, [1, 2, 3]],
    ['1.2.3.4.5.6', 0, [1, 2, 3, 4, 5, 6]],
    ['1.2.post1', 0, [1, 2]],
    ['1.2.dev', 0, [1, 2]],
    ['1a', 0, [1]],
  ])('%s has its epoch and release', (text, epoch, release) => {
    expect(scanVersion(cursorOn(text))).toMatchObject({ epoch, release });
  });

  it.each([
    '',
    'v',
    '!',
    '1!',
    '!1',
    '1!!2',
    '1.0!2',
    '1!2!3',
    '1.!2',
    '1!v2',
    '1!.2',
    ' 1',
    '1 ',
    '1\n',
    '1.',
    '1a1x',
  ])('is not %j, white space included', (text) => {
    expect(scanVersion(cursorOn(text))).toBeUndefined();
  });

  it('is there though a number is too long to be read, and the cursor knows', () => {
    const long = '1'.repeat(5000);
    for (const text of [long, `${long}!1`, `1.${long}`, `1a${long}`, `1+a.${long}`]) {
      const cursor = cursorOn(text);
      expect(scanVersion(cursor)).toBeDefined();
      expect(cursor.oversized).toBe(true);
    }
    const cursor = cursorOn(`1+${long}a`);
    expect(scanVersion(cursor)).toBeDefined();
    expect(cursor.oversized).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { itemOf } from '../../testing/sample-checklist.ts';
import { migrationsFlag } from './migrations-flag.ts';

describe('the flag of an emergency', () => {
  test.each([
    ['on', 'done', 'not-done'],
    ['off', 'not-done', 'done'],
    ['unclear', 'not-done', 'not-done'],
  ] as const)('that is %s [row 4.85] [row 4.86] [row 4.43]', (flag, isSet, isRemoved) => {
    expect(itemOf('flag-set', { flag }).state).toBe(isSet);
    expect(itemOf('flag-removed', { flag }).state).toBe(isRemoved);
  });

  test('is spoken of only as far as somebody looked', () => {
    expect(itemOf('flag-removed', { flag: 'off' }).seen).toBe(
      'It is not set where this list is made. Elsewhere nobody looked.',
    );
  });

  test.each([
    ['on', ['true', 'TRUE', 'True', 'yes', 'on', '1']],
    ['off', [undefined, '', 'false', 'No', 'OFF', '0']],
    ['unclear', ['ture', ' true', '2', 'disabled']],
  ] as const)('is %s as the script of the start reads it', (flag, values) => {
    expect(values.map(migrationsFlag)).toEqual(values.map(() => flag));
  });
});

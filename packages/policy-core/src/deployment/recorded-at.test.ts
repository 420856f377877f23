import { expect, test } from 'vitest';

import { recordedAt } from './recorded-at.ts';

test('a file of the records is named as git shows it, or by its path in the tree', () => {
  expect(recordedAt({ path: 'a/b.json', branch: 'origin/lockkeeper/records' })).toBe(
    'origin/lockkeeper/records:a/b.json',
  );
  expect(recordedAt({ path: 'a/b.json', branch: null })).toBe('a/b.json');
});

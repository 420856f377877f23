import { describe, expect, test } from 'vitest';

import { mayChangeHistory } from './history-changes.ts';
import { columnBeside } from './panel-column.ts';

describe('a change of a file', () => {
  const FOLDERS = ['file:///shop/alembic/versions'];

  test.each([
    'file:///shop/alembic/versions/a1_x.py',
    'file:///shop/alembic/versions/deep/a1_x.py',
    'file:///shop/lockkeeper.yaml',
    'file:///shop/billing/lockkeeper.toml',
    'file:///shop/alembic.ini',
    'file:///shop/pyproject.toml',
    'file:///shop/alembic/env.py',
    'file:///shop/infrastructure/LAST_PROD_DEPLOY.json',
  ])('%s may change what is drawn', (uri) => {
    expect(mayChangeHistory(uri, FOLDERS)).toBe(true);
  });

  test.each([
    'file:///shop/app/main.py',
    'file:///shop/alembic/versions_old/a.py',
    'file:///shop/package.json',
  ])('%s does not', (uri) => {
    expect(mayChangeHistory(uri, FOLDERS)).toBe(false);
  });

  test('always may where nothing is drawn', () => {
    expect(mayChangeHistory('file:///shop/app/main.py', [])).toBe(true);
  });
});

test('a revision opens in the column in which the drawing is not', () => {
  expect([undefined, 1, 2, 3].map(columnBeside)).toEqual([1, 2, 1, 1]);
});

import { describe, expect, test } from 'vitest';

import { mayChangeHistory } from './history-changes.ts';
import { columnBeside } from './panel-column.ts';

describe('a change of a file', () => {
  const DRAWN = {
    folders: ['file:///shop/alembic/versions'],
    records: ['file:///shop/ops/live.json'],
  };

  test.each([
    'file:///shop/alembic/versions/a1_x.py',
    'file:///shop/alembic/versions/deep/a1_x.py',
    'file:///shop/lockkeeper.yaml',
    'file:///shop/billing/lockkeeper.toml',
    'file:///shop/alembic.ini',
    'file:///shop/pyproject.toml',
    'file:///shop/alembic/env.py',
    'file:///shop/ops/live.json',
  ])('%s may change what is drawn', (uri) => {
    expect(mayChangeHistory(uri, DRAWN)).toBe(true);
  });

  test.each([
    'file:///shop/app/main.py',
    'file:///shop/alembic/versions_old/a.py',
    'file:///shop/package.json',
    'file:///shop/infrastructure/last-good-deploy.json',
  ])('%s does not', (uri) => {
    expect(mayChangeHistory(uri, DRAWN)).toBe(false);
  });

  test('always may where nothing is drawn', () => {
    expect(mayChangeHistory('file:///shop/app/main.py', { folders: [], records: DRAWN.records })).toBe(true);
  });
});

test('a revision opens in the column in which the drawing is not', () => {
  expect([undefined, 1, 2, 3].map(columnBeside)).toEqual([1, 2, 1, 1]);
});

import { describe, expect, test } from 'vitest';

import { configurationOf } from './configuration-of.ts';

describe('the configuration of an environment', () => {
  test.each([
    ['alembic.ini', { config: 'alembic.ini', section: undefined }],
    ['backend/alembic.ini', { config: 'backend/alembic.ini', section: undefined }],
    ['backend/alembic.ini [billing]', { config: 'backend/alembic.ini', section: 'billing' }],
    ['pyproject.toml', { config: 'pyproject.toml', section: undefined }],
  ])('is read from its name: %s', (name, configuration) => {
    expect(configurationOf({ name })).toEqual(configuration);
  });

  test.each(['alembic', 'backend/migrations', 'billing', ''])('is not known of a folder: %s', (name) => {
    expect(configurationOf({ name })).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import { startFolders } from './start-folders.ts';

describe('Alembic is started', () => {
  test.each([
    {
      what: 'at the root, where its configuration lies',
      folders: ['alembic/versions'],
      paths: ['alembic.ini'],
      expected: [''],
    },
    {
      what: 'where the nearest configuration lies',
      folders: ['api/alembic/versions'],
      paths: ['api/alembic.ini', 'alembic.ini'],
      expected: ['api'],
    },
    {
      what: 'beside a pyproject.toml',
      folders: ['api/migrations/versions'],
      paths: ['api/pyproject.toml'],
      expected: ['api'],
    },
    {
      what: 'once for histories of one configuration',
      folders: ['a/versions', 'b/versions'],
      paths: ['alembic.ini'],
      expected: [''],
    },
    {
      what: 'once for each configuration',
      folders: ['a/versions', 'b/versions'],
      paths: ['a/alembic.ini', 'b/alembic.ini'],
      expected: ['a', 'b'],
    },
    {
      what: 'at the root, where no configuration is seen',
      folders: ['a/b/versions'],
      paths: ['c/alembic.ini'],
      expected: [''],
    },
    { what: 'nowhere, where there are no revisions', folders: [], paths: ['alembic.ini'], expected: [] },
  ])('$what', ({ folders, paths, expected }) => {
    expect(startFolders(folders, paths)).toEqual(expected);
  });
});

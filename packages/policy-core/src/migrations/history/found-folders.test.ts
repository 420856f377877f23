import { describe, expect, test } from 'vitest';

import { configurationPaths, foundFolders } from './found-folders.ts';

function found(paths: readonly string[], texts: Readonly<Record<string, string>> = {}): readonly string[] {
  return foundFolders({ paths: [...paths, ...Object.keys(texts)], texts: new Map(Object.entries(texts)) })
    .alembic;
}

test('configurations of Alembic are known by their names', () => {
  expect(
    configurationPaths([
      'alembic.ini',
      'a/alembic_billing.ini',
      'setup.ini',
      'b/pyproject.toml',
      'c/alembic.py',
    ]),
  ).toEqual(['alembic.ini', 'a/alembic_billing.ini', 'b/pyproject.toml']);
});

describe('folders of revisions are found', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string>>, readonly string[]]>([
    [
      'where alembic.ini says',
      ['db/versions/a.py'],
      { 'alembic.ini': '[alembic]\nscript_location = db\n' },
      ['db/versions'],
    ],
    [
      'and in none that holds only what makes it a package',
      ['db/versions/__init__.py', 'alembic/versions/__init__.py', 'alembic/env.py'],
      { 'alembic.ini': '[alembic]\nscript_location = db\n' },
      [],
    ],
    [
      'from the folder above, where Alembic is started there',
      ['db/versions/a.py'],
      { 'conf/alembic.ini': '[alembic]\nscript_location = db\n' },
      ['db/versions'],
    ],
    [
      'beside the configuration',
      ['conf/db/versions/a.py', 'db/versions/b.py'],
      { 'conf/alembic.ini': '[alembic]\nscript_location = %(here)s/./db\n' },
      ['conf/db/versions'],
    ],
    [
      'in several places',
      ['one/a.py', 'two/b.py'],
      { 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = one two\n' },
      ['one', 'two'],
    ],
    [
      'where pyproject.toml says',
      ['db/versions/a.py'],
      { 'pyproject.toml': '[tool.alembic]\nscript_location = "db"\n' },
      ['db/versions'],
    ],
    [
      'beside an env.py',
      ['x/env.py', 'x/versions/a.py', 'env.py', 'versions/b.py'],
      {},
      ['versions', 'x/versions'],
    ],
    [
      'by the usual names',
      ['alembic/versions/a.py', 'b/migrations/versions/b.py'],
      {},
      ['alembic/versions', 'b/migrations/versions'],
    ],
    [
      'once',
      ['alembic/env.py', 'alembic/versions/a.py'],
      { 'alembic.ini': '[alembic]\nscript_location = alembic\n' },
      ['alembic/versions'],
    ],
  ])('%s', (...row) => {
    const [, paths, texts, folders] = row;
    expect(found(paths, texts)).toEqual(folders);
  });

  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    [
      'where there is no revision',
      ['db/env.py', 'db/versions/README'],
      { 'alembic.ini': '[alembic]\nscript_location = db\n' },
    ],
    ['in folders of other names', ['versions/a.py', 'alembic/other/versions/a.py'], {}],
    [
      'where a configuration cannot be read',
      ['db/versions/a.py'],
      { 'alembic.ini': 'script_location = db\n' },
    ],
    ['in a project of another kind', ['a.py'], { 'pyproject.toml': '[project]\nname = "x"\n' }],
  ])('not %s', (...row) => {
    const [, paths, texts] = row;
    expect(found(paths, texts)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { migrationFolders, migrationKind } from './migration-files.ts';

const policy = policyOf({
  migrations: { alembic: ['backend/alembic/versions'], sql: ['db/**/*.sql', '*.up.sql'] },
});

describe('a path is a migration', () => {
  test.each([
    ['backend/alembic/versions/1_init.py', 'alembic'],
    ['backend/alembic/versions/2026/2_more.py', 'alembic'],
    ['backend/alembic/versions/tools__init__.py', 'alembic'],
    ['db/1.sql', 'sql'],
    ['db/2026/11/2.sql', 'sql'],
    ['1.up.sql', 'sql'],
  ])('%s of kind %s', (path, kind) => {
    expect(migrationKind(policy, path)).toBe(kind);
  });

  test.each([
    ['a package marker', 'backend/alembic/versions/__init__.py'],
    ['a package marker deeper down', 'backend/alembic/versions/2026/__init__.py'],
    ['a template', 'backend/alembic/versions/script.py.mako'],
    ['a compiled file', 'backend/alembic/versions/1_init.pyc'],
    ['the folder itself', 'backend/alembic/versions'],
    ['a folder that begins with the same letters', 'backend/alembic/versions_old/1.py'],
    ['the same folder below another', 'old/backend/alembic/versions/1.py'],
    ['another case', 'backend/alembic/Versions/1.py'],
    ['SQL elsewhere', 'src/1.sql'],
    ['a down migration', 'x/1.up.sql'],
    ['another ending', 'db/1.sql.bak'],
    ['nothing', ''],
  ])('and %s is none', (_what, path) => {
    expect(migrationKind(policy, path)).toBeUndefined();
  });

  test('of Alembic when both could be meant', () => {
    const both = policyOf({ migrations: { alembic: ['m'], sql: ['m/*'] } });
    expect(migrationKind(both, 'm/1.py')).toBe('alembic');
    expect(migrationKind(both, 'm/1.sql')).toBe('sql');
    // A pattern may ask for package markers; the folder does not.
    expect(migrationKind(both, 'm/__init__.py')).toBe('sql');
  });

  test('only where the policy names a place', () => {
    fc.assert(fc.property(fc.string(), (path) => migrationKind(policyOf({}), path) === undefined));
  });
});

describe('the folders to list', () => {
  test.each([
    { migrations: {}, folders: [] },
    { migrations: { alembic: ['a/versions/'] }, folders: ['a/versions'] },
    { migrations: { sql: ['db/migrations/*.sql'] }, folders: ['db/migrations'] },
    { migrations: { sql: ['db/v*/*.sql'] }, folders: ['db'] },
    { migrations: { sql: ['**/*.sql'] }, folders: [''] },
    { migrations: { sql: ['*.sql'] }, folders: [''] },
    { migrations: { alembic: ['a', 'b'], sql: ['c/*'] }, folders: ['a', 'b', 'c'] },
  ])('for $migrations are $folders', ({ migrations, folders }) => {
    expect(migrationFolders(policyOf({ migrations }))).toEqual(folders);
  });

  test('hold every path that is a migration', () => {
    const name = fc.constantFrom('db', 'a', '1.sql', 'x.up.sql', 'versions', '1.py', 'backend', 'alembic');
    const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(path, (candidate) => {
        fc.pre(migrationKind(policy, candidate) !== undefined);
        expect(migrationFolders(policy).some((folder) => isBelow(candidate, folder))).toBe(true);
      }),
    );
  });
});

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

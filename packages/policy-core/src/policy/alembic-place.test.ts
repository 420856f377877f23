import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { alembicFolders, holds, isRevisionOf, type AlembicPlace } from './alembic-place.ts';

const FLAT: AlembicPlace = {
  name: 'network',
  folders: ['db/kilo', 'db/liberty'],
  history: 'one',
  isRecursive: false,
};
const DEEP: AlembicPlace = { ...FLAT, isRecursive: true };

describe('a revision of a place', () => {
  test.each([
    ['db/kilo/a1.py', true, true],
    ['db/liberty/b2_users.py', true, true],
    ['db/kilo/expand/c3.py', false, true],
    ['db/kilo/expand/more/c3.py', false, true],
    ['db/kilo/__init__.py', false, false],
    ['db/kilo/expand/__init__.py', false, false],
    ['db/kilo/README', false, false],
    ['db/kilo/a1.pyc', false, false],
    ['db/kilo2/a1.py', false, false],
    ['db/kilo.py', false, false],
    ['db/a1.py', false, false],
    ['a1.py', false, false],
    ['other/db/kilo/a1.py', false, false],
  ])('%s: flat %s, deep %s', (path, isFlat, isDeep) => {
    expect([isRevisionOf(FLAT, path), isRevisionOf(DEEP, path)]).toEqual([isFlat, isDeep]);
  });
});

describe('what Alembic loads from a folder', () => {
  test.each([
    ['db/kilo', false, true, true],
    ['db/kilo', true, false, true],
    ['db/kilo/expand', false, false, true],
    ['db/kilo/expand', true, false, true],
    ['db', true, false, false],
    ['db/kilo2', false, false, false],
    ['', true, false, false],
  ])('%s (deep: %s) is held by a flat place: %s, by a deep one: %s', (folder, isRecursive, ...expected) => {
    const location = { folder, isRecursive };
    expect([holds(FLAT, location), holds(DEEP, location)]).toEqual(expected);
  });

  const anyFolder = fc
    .array(fc.constantFrom('db', 'kilo', 'liberty', 'expand'), { minLength: 1, maxLength: 4 })
    .map((steps) => steps.join('/'));

  test('is all of the place where the place holds it', () => {
    const location = fc.record({ folder: anyFolder, isRecursive: fc.boolean() });
    fc.assert(
      fc.property(
        location,
        fc.constantFrom(FLAT, DEEP),
        fc.constantFrom('', '/deeper'),
        (loaded, place, more) => {
          const path = `${loaded.folder}${loaded.isRecursive ? more : ''}/a1.py`;
          if (holds(place, loaded)) expect(isRevisionOf(place, path)).toBe(true);
        },
      ),
    );
  });
});

test('folders that two places name are told once, in their order', () => {
  const more: AlembicPlace = { ...DEEP, folders: ['legacy', 'db/kilo'] };
  expect(alembicFolders({ migrations: { alembic: [FLAT, more] } })).toEqual([
    'db/kilo',
    'db/liberty',
    'legacy',
  ]);
  expect(alembicFolders({ migrations: { alembic: [] } })).toEqual([]);
});

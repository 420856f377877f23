import { chmodSync, mkdirSync, rmdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { createPathResolver, resolveInRepository, withSlashes } from './path-resolution.ts';
import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';
import { asUnprivileged } from '../testing/unprivileged.ts';

afterAll(removeTemporaryFolders);

describe('a path of a repository', () => {
  test.each([
    '',
    '.',
    '..',
    '../secret',
    'a/../../secret',
    'a/..',
    '/etc/passwd',
    '/passwd',
    '//passwd',
    'a//b',
    './a',
    'a/',
    '/',
    'a\0b',
    'a\0/b',
  ])('leads nowhere when it is %j', async (given) => {
    expect(await resolveInRepository(temporaryFolder(), given)).toEqual({ kind: 'outside' });
  });

  test('lies below the root, in a folder that need not exist', async () => {
    const root = temporaryFolder();
    expect(await resolveInRepository(root, 'core/a.py')).toEqual({
      kind: 'inside',
      location: Buffer.from(path.join(root, 'core/a.py')),
      folder: Buffer.from(path.join(root, 'core')),
    });
    expect(await resolveInRepository(root, 'a.py')).toMatchObject({ folder: Buffer.from(root) });
  });

  test('is not reached through a link, even to a folder inside', async () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'core/deep'), { recursive: true });
    symlinkSync('core', path.join(root, 'alias'));
    symlinkSync('/', path.join(root, 'core/deep/slash'));
    expect(await resolveInRepository(root, 'alias/deep/a.py')).toEqual({
      kind: 'behind-link',
      folder: 'alias',
    });
    expect(await resolveInRepository(root, 'core/deep/slash/etc/passwd')).toEqual({
      kind: 'behind-link',
      folder: 'core/deep/slash',
    });
  });

  test('may itself be a link: its reader decides about that', async () => {
    const root = temporaryFolder();
    symlinkSync('nowhere', path.join(root, 'a.py'));
    expect(await resolveInRepository(root, 'a.py')).toMatchObject({ kind: 'inside' });
  });

  test('may lie in a root that is reached through a link', async () => {
    const root = temporaryFolder();
    const alias = path.join(temporaryFolder(), 'alias');
    symlinkSync(root, alias);
    expect(await resolveInRepository(alias, 'a.py')).toMatchObject({ kind: 'inside' });
  });
});

test('a path of Windows gets slashes, and elsewhere a backslash is part of a name', () => {
  expect(withSlashes('core\\a.py', '\\')).toBe('core/a.py');
  expect(withSlashes('core\\a.py', '/')).toBe('core\\a.py');
});

describe('many paths at once', () => {
  test('are each told apart', () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'core/deep'), { recursive: true });
    symlinkSync('core', path.join(root, 'alias'));
    const placeOf = createPathResolver(root);
    const kinds = [
      'core/a.py',
      'alias/a.py',
      'core/deep/a.py',
      '../a.py',
      'alias/deep/b.py',
      'core/b.py',
    ].map((asked) => placeOf(asked).kind);
    expect(kinds).toEqual(['inside', 'behind-link', 'inside', 'outside', 'behind-link', 'inside']);
    expect(placeOf('alias/deep/b.py')).toEqual({ kind: 'behind-link', folder: 'alias' });
  });

  test('let each folder be looked at once', () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'core'));
    const placeOf = createPathResolver(root);
    expect(placeOf('core/a.py').kind).toBe('inside');
    rmdirSync(path.join(root, 'core'));
    symlinkSync('/', path.join(root, 'core'));
    expect(placeOf('core/b.py').kind).toBe('inside');
    expect(createPathResolver(root)('core/b.py')).toEqual({ kind: 'behind-link', folder: 'core' });
  });

  test('lead nowhere before anything on the way is looked at', () => {
    const root = temporaryFolder();
    symlinkSync('/', path.join(root, 'alias'));
    const placeOf = createPathResolver(root);
    expect(placeOf('alias/../a.py')).toEqual({ kind: 'outside' });
    expect(placeOf('alias/a.py')).toEqual({ kind: 'behind-link', folder: 'alias' });
    expect(placeOf('alias/./a.py')).toEqual({ kind: 'outside' });
    expect(placeOf('alias')).toMatchObject({ kind: 'inside', folder: Buffer.from(root) });
  });

  test('are not looked for behind a link', async () => {
    await asUnprivileged(async () => {
      const [root, closed] = [temporaryFolder(), temporaryFolder()];
      mkdirSync(path.join(closed, 'deep'));
      symlinkSync(closed, path.join(root, 'alias'));
      chmodSync(closed, 0);
      expect(createPathResolver(root)('alias/deep/a.py')).toEqual({ kind: 'behind-link', folder: 'alias' });
      chmodSync(closed, 0o700);
    });
  });
});

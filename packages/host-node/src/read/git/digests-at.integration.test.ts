import { createHash } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

describe('digests at a commit', () => {
  test('are those of the bytes, and every path asked for has an answer [row 2.06]', async () => {
    const repository = temporaryRepository();
    const bytes = Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x0d, 0x0a, 0x00, 0xc3]);
    writeFileSync(path.join(repository.root, 'odd.lock'), bytes);
    symlinkSync('odd.lock', path.join(repository.root, 'link.lock'));
    const head = repository.commit({ 'a/r.lock': 'a==1\r\n', 'empty.lock': '' });
    repository.write('a/r.lock', 'changed on disk\n');
    const paths = ['a/r.lock', 'odd.lock', 'empty.lock', 'gone.lock', 'a', 'link.lock', '../x'];
    expect(Object.fromEntries(await createGit(repository.root).digestsAt(head, paths))).toEqual({
      'a/r.lock': observed(sha256('a==1\r\n')),
      'odd.lock': observed(sha256(bytes)),
      'empty.lock': observed(sha256('')),
      'gone.lock': observed(null),
      a: unobserved('it is a folder'),
      'link.lock': unobserved('it is a symbolic link'),
      '../x': observed(null),
    });
  });

  test('are not taken of what is too large to be read', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({ 'big.lock': 'x'.repeat(9 * 1024 * 1024) });
    expect((await createGit(repository.root).digestsAt(head, ['big.lock'])).get('big.lock')).toEqual(
      unobserved('it has 9437184 bytes and more than 8388608 are not read'),
    );
  });

  test('are not known at a commit that is not here, and outside of a repository', async () => {
    const { root } = temporaryRepository();
    const asked = await createGit(root).digestsAt('f'.repeat(40), ['r.lock']);
    expect(asked.get('r.lock')).toMatchObject({ known: false });
    const nowhere = await createGit(temporaryFolder()).digestsAt('HEAD', ['r.lock']);
    expect(nowhere.get('r.lock')).toMatchObject({ known: false });
  });

  test('are known in a clone that is shallow, of the commits that it has', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'r.lock': 'a==1\n' });
    const head = repository.commit({ 'r.lock': 'a==2\n' });
    const clone = path.join(temporaryFolder(), 'clone');
    runGit(repository.root, ['clone', '--quiet', '--depth=1', `file://${repository.root}`, clone]);
    const git = createGit(clone);
    expect((await git.digestsAt(head, ['r.lock'])).get('r.lock')).toEqual(observed(sha256('a==2\n')));
    expect((await git.digestsAt(first, ['r.lock'])).get('r.lock')).toMatchObject({ known: false });
  });
});

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

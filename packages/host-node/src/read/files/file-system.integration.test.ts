import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { asUnprivileged } from '../../testing/unprivileged.ts';
import { createFileSystem } from './file-system.ts';

afterAll(removeTemporaryFolders);

describe('a file on disk', () => {
  test('is read as text, whatever its name', async () => {
    const root = folderWith({ 'core/a.py': 'x = 1\r\n', 'a\nb "c".py': 'y', 'größe.sql': 'z' });
    writeFileSync(joinBytes(Buffer.from(root), 'caf\udce9.py'), 'w');
    expect(await read(root, 'core/a.py')).toEqual(text('x = 1\r\n'));
    expect(await read(root, 'a\nb "c".py')).toEqual(text('y'));
    expect(await read(root, 'größe.sql')).toEqual(text('z'));
    expect(await read(root, 'caf\udce9.py')).toEqual(text('w'));
  });

  test.each(['none.py', 'core/none.py', 'core/a.py/b', 'none/none', 'x'.repeat(300)])(
    'is absent when nothing is at %.20s',
    async (name) => {
      expect(await read(folderWith({ 'core/a.py': '' }), name)).toEqual(observed({ kind: 'absent' }));
    },
  );

  test.each([
    ['core', 'it is a folder'],
    ['link', 'it is a symbolic link'],
    ['broken', 'it is a symbolic link'],
    ['alias/a.py', 'alias is a symbolic link, which is not followed'],
    ['away/passwd', 'away is a symbolic link, which is not followed'],
    ['../a.py', 'it lies outside the repository'],
    ['/etc/passwd', 'it lies outside the repository'],
    ['core/../../a.py', 'it lies outside the repository'],
    ['pipe', 'it is not a regular file'],
    ['logo.png', 'it is a binary file'],
    ['old.sql', 'it is not valid UTF-8'],
    ['long.sql', 'it has 2.0 MB and more than 2 MB is not analysed'],
    ['huge.sql', 'it has 1024.0 MB and more than 2 MB is not analysed'],
  ])('that is %s is unreadable: %s', async (name, problem) => {
    const root = folderWith({
      'core/a.py': '',
      'logo.png': 'PNG\0',
      'old.sql': Buffer.of(0xe9),
      'long.sql': 'x'.repeat(2 * 1024 * 1024 + 1),
      'huge.sql': '',
    });
    truncateSync(path.join(root, 'huge.sql'), 1024 ** 3);
    symlinkSync('core/a.py', path.join(root, 'link'));
    symlinkSync('nowhere', path.join(root, 'broken'));
    symlinkSync('core', path.join(root, 'alias'));
    symlinkSync('/etc', path.join(root, 'away'));
    if (name === 'pipe') execFileSync('mkfifo', [path.join(root, 'pipe')]);
    expect(await read(root, name)).toEqual(observed({ kind: 'unreadable', problem }));
  });

  test('is read up to the last byte that is allowed', async () => {
    const content = 'x'.repeat(2 * 1024 * 1024);
    expect(await read(folderWith({ 'a.sql': content }), 'a.sql')).toEqual(text(content));
  });

  test('is unobserved when permission is denied, for itself or for its folder', async () => {
    const answers = await asUnprivileged(async () => {
      const root = folderWith({ 'secret.py': 'x', 'closed/a.py': 'x' });
      chmodSync(path.join(root, 'secret.py'), 0);
      chmodSync(path.join(root, 'closed'), 0);
      const files = createFileSystem(root);
      const found = [
        await files.read('secret.py'),
        await files.read('closed/a.py'),
        await files.read('closed/deep/a.py'),
        await files.list(['']),
      ];
      chmodSync(path.join(root, 'closed'), 0o700);
      return found;
    });
    const denied = unobserved('permission is denied');
    expect(answers).toEqual([
      denied,
      denied,
      denied,
      unobserved('a folder could not be listed: permission is denied'),
    ]);
  });
});

function read(root: string, name: string) {
  return createFileSystem(root).read(name);
}

function text(content: string) {
  return observed({ kind: 'text', text: content });
}

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  }
  return root;
}

import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { asUnprivileged } from '../../testing/unprivileged.ts';
import { asFileWriteError, isFileWriteError } from './file-write-error.ts';
import { createFileWriter } from './file-writer.ts';
import { writeNewFile } from './write-new-file.ts';

afterAll(removeTemporaryFolders);

describe('a file that is replaced', () => {
  test('has the new text and nothing lies beside it', async () => {
    const root = folderWith('core/a.py', 'old\r\n');
    await createFileWriter(root).replace('core/a.py', 'new\r\nlines\n');
    expect(readFileSync(path.join(root, 'core/a.py'), 'utf8')).toBe('new\r\nlines\n');
    expect(readdirSync(path.join(root, 'core'))).toEqual(['a.py']);
  });

  test.each([0o644, 0o755, 0o600, 0o664, 0o640])('keeps its mode %o', async (mode) => {
    const root = folderWith('a.sh', 'old');
    chmodSync(path.join(root, 'a.sh'), mode);
    await createFileWriter(root).replace('a.sh', 'new');
    expect(statSync(path.join(root, 'a.sh')).mode & 0o7777).toBe(mode);
  });

  test('keeps its owner where the writer may give files away, as root may', async () => {
    const root = folderWith('a.sh', 'old');
    const mayGive = process.getuid?.() === 0;
    if (mayGive) chownSync(path.join(root, 'a.sh'), 12_345, 12_346);
    const before = statSync(path.join(root, 'a.sh'));
    await createFileWriter(root).replace('a.sh', 'new');
    const after = statSync(path.join(root, 'a.sh'));
    expect([after.uid, after.gid]).toEqual([before.uid, before.gid]);
  });

  test('keeps its encoding and its byte order mark', async () => {
    const root = folderWith('utf16.txt', Buffer.from('\ufeffold', 'utf16le'));
    writeFileSync(path.join(root, 'bom.txt'), '\ufeffold');
    const latin1 = Buffer.from('# coding: latin-1\n# é\n', 'latin1');
    writeFileSync(path.join(root, 'latin1.py'), latin1);
    const writer = createFileWriter(root);
    await writer.replace('utf16.txt', 'é');
    await writer.replace('bom.txt', 'é');
    await writer.replace('latin1.py', '# coding: latin-1\n# è\n');
    expect(readFileSync(path.join(root, 'utf16.txt'))).toEqual(Buffer.from('\ufeffé', 'utf16le'));
    expect(readFileSync(path.join(root, 'bom.txt'), 'utf8')).toBe('\ufeffé');
    expect(readFileSync(path.join(root, 'latin1.py'), 'latin1')).toBe('# coding: latin-1\n# è\n');
  });

  test('may have any name, and one as long as the disk allows', async () => {
    const root = temporaryFolder();
    for (const name of ['caf\udce9.py', 'a\nb "c".py', 'x'.repeat(255)]) {
      writeFileSync(joinBytes(Buffer.from(root), name), 'old');
      await createFileWriter(root).replace(name, 'new');
      expect(readFileSync(joinBytes(Buffer.from(root), name), 'utf8')).toBe('new');
    }
  });

  test('leaves a second name of the old file as it was', async () => {
    const root = folderWith('a.txt', 'old');
    linkSync(path.join(root, 'a.txt'), path.join(root, 'b.txt'));
    await createFileWriter(root).replace('a.txt', 'new');
    expect(readFileSync(path.join(root, 'b.txt'), 'utf8')).toBe('old');
  });
});

describe('a file that is made', () => {
  test('has its text, in a folder that is made with it, and nothing lies beside it', async () => {
    const root = folderWith('a.txt', 'old');
    await createFileWriter(root).create('backend/deep/r.lock', 'a==1\r\n');
    expect(readFileSync(path.join(root, 'backend/deep/r.lock'), 'utf8')).toBe('a==1\r\n');
    expect(readdirSync(path.join(root, 'backend/deep'))).toEqual(['r.lock']);
  });

  test.each([
    ['a.txt', 'exists', 'a.txt was not written: it exists already.'],
    ['link.txt', 'exists', 'link.txt was not written: it exists already.'],
    ['dangling.txt', 'exists', 'dangling.txt was not written: it exists already.'],
    ['folder', 'exists', 'folder was not written: it exists already.'],
    ['alias/b.txt', 'symlink', 'alias/b.txt was not written: it is a symbolic link or lies behind one.'],
    ['../b.txt', 'outside', '../b.txt was not written: it lies outside the repository.'],
  ])('never takes the place of another: %s', async (name, kind, message) => {
    const root = folderWith('folder/a.txt', 'old');
    writeFileSync(path.join(root, 'a.txt'), 'old');
    symlinkSync('folder/a.txt', path.join(root, 'link.txt'));
    symlinkSync('nowhere', path.join(root, 'dangling.txt'));
    symlinkSync('folder', path.join(root, 'alias'));
    const before = snapshotOf(root);
    const error = await rejectionOf(createFileWriter(root).create(name, 'new'));
    expect(error).toMatchObject({ kind, message: expect.stringContaining(message) });
    expect(snapshotOf(root)).toEqual(before);
  });
});

describe('a file that must not be replaced', () => {
  test.each([
    [
      '../a.txt',
      'outside',
      '../a.txt was not written: it lies outside the repository. Name a file inside it.',
    ],
    ['/etc/hostname', 'outside', '/etc/hostname was not written: it lies outside'],
    ['.', 'outside', '. was not written: it lies outside'],
    ['link.txt', 'symlink', 'link.txt was not written: it is a symbolic link or lies behind one.'],
    ['alias/a.txt', 'symlink', 'alias/a.txt was not written: it is a symbolic link or lies behind one.'],
    ['folder', 'failed', 'folder was not written: it is not a regular file. Name a file.'],
    ['none.txt', 'failed', 'none.txt was not written: there is no such file any more.'],
    ['read-only.txt', 'denied', 'read-only.txt was not written: permission is denied. Make the file'],
    ['image.png', 'failed', 'image.png was not written: its encoding cannot hold the new text.'],
    ['latin1.py', 'failed', 'latin1.py was not written: its encoding cannot hold the new text.'],
  ])('stays as it is: %s (%s)', async (name, kind, message) => {
    const root = folderWith('folder/a.txt', 'old');
    writeFileSync(path.join(root, 'read-only.txt'), 'old', { mode: 0o444 });
    writeFileSync(path.join(root, 'image.png'), 'PNG\0');
    writeFileSync(path.join(root, 'latin1.py'), '# coding: latin-1\n');
    symlinkSync('folder/a.txt', path.join(root, 'link.txt'));
    symlinkSync('folder', path.join(root, 'alias'));
    const before = snapshotOf(root);
    const error = await rejectionOf(createFileWriter(root).replace(name, '€'));
    expect(error).toMatchObject({ kind, message: expect.stringContaining(message) });
    expect(snapshotOf(root)).toEqual(before);
  });

  test('stays as it is in a folder that is read-only', async () => {
    const error = await asUnprivileged(async () => {
      const root = folderWith('a.txt', 'old');
      chmodSync(root, 0o555);
      const found = await rejectionOf(createFileWriter(root).replace('a.txt', 'new'));
      expect(snapshotOf(root)).toEqual(['a.txt old']);
      expect(await rejectionOf(writeNewFile(path.join(root, 'b.txt'), 'x'))).toMatchObject({
        kind: 'denied',
      });
      chmodSync(root, 0o755);
      return found;
    });
    expect(error).toMatchObject({ kind: 'denied' });
  });
});

describe('a new file', () => {
  test('is made whole, with the mode that new files have here', async () => {
    const root = temporaryFolder();
    await writeNewFile(path.join(root, 'lockkeeper.yaml'), 'version: 1\n');
    writeFileSync(path.join(root, 'ordinary'), '');
    expect(readFileSync(path.join(root, 'lockkeeper.yaml'), 'utf8')).toBe('version: 1\n');
    expect(statSync(path.join(root, 'lockkeeper.yaml')).mode).toBe(
      statSync(path.join(root, 'ordinary')).mode,
    );
    expect(readdirSync(root).sort()).toEqual(['lockkeeper.yaml', 'ordinary']);
  });

  test('never takes the place of another, nor of a link that leads nowhere', async () => {
    const root = folderWith('a.txt', 'old');
    symlinkSync('nowhere', path.join(root, 'link'));
    for (const name of ['a.txt', 'link']) {
      expect(await rejectionOf(writeNewFile(path.join(root, name), 'new'))).toMatchObject({
        kind: 'exists',
        message: `${path.join(root, name)} was not written: it exists already. Remove it first, or choose another name.`,
      });
    }
    expect(readFileSync(path.join(root, 'a.txt'), 'utf8')).toBe('old');
    expect(readdirSync(root).sort()).toEqual(['a.txt', 'link']);
  });

  test('is made once when two make it at the same time', async () => {
    const file = path.join(temporaryFolder(), 'a.txt');
    const results = await Promise.allSettled([writeNewFile(file, 'one'), writeNewFile(file, 'two')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('needs its folder', async () => {
    const file = path.join(temporaryFolder(), 'none/a.txt');
    expect(await rejectionOf(writeNewFile(file, 'x'))).toMatchObject({
      kind: 'failed',
      message: `${file} was not written: writing failed (ENOENT). Look at the file and its folder, then run the command again.`,
    });
  });
});

test.each([
  ['EROFS', 'a.txt was not written: the file system is read-only. Make it writable, then'],
  ['EACCES', 'a.txt was not written: permission is denied. Make the file'],
])('%s is told by its own name', (code, text) => {
  expect(asFileWriteError(Object.assign(new Error('x'), { code }), 'a.txt').message).toContain(text);
});

test('only what a writer rejects with is such an error', () => {
  expect(isFileWriteError(new Error('x'))).toBe(false);
  expect(isFileWriteError({ kind: 'denied' })).toBe(false);
  expect(isFileWriteError(Object.assign(new Error('x'), { kind: 'other' }))).toBe(false);
});

async function rejectionOf(work: Promise<void>): Promise<Error> {
  const error: unknown = await work.then(
    () => new Error('It was written.'),
    (reason: unknown) => reason,
  );
  if (!isFileWriteError(error)) throw error;
  return error;
}

/** Every file below with its text: a temporary file left over would show, too. */
function snapshotOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(path.join(entry.parentPath, entry.name), 'utf8')}`)
    .sort();
}

function folderWith(name: string, content: string | Uint8Array): string {
  const root = temporaryFolder();
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
  return root;
}

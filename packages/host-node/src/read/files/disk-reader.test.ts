import { appendFileSync, mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test, vi } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createDiskReader } from './disk-reader.ts';

afterAll(removeTemporaryFolders);

describe('many files that are asked for at once', () => {
  test('are each answered with their own text', async () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'versions'));
    const names = Array.from({ length: 3000 }, (_, number) => `versions/${number}.py`);
    // Of very different lengths, so that what is left of one would show behind the next.
    const textOf = (name: string) => `${name}\n`.repeat(1 + ((name.length * 7919) % 13));
    for (const name of names) writeFileSync(path.join(root, name), textOf(name));
    const read = createDiskReader(root);
    const answers = await Promise.all(names.map((name) => read(name)));
    expect(answers).toEqual(names.map((name) => text(textOf(name))));
  });

  test('let others have a turn in between', async () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'long.sql'), 'x'.repeat(2 * 1024 * 1024));
    const read = createDiskReader(root);
    const events: string[] = [];
    setImmediate(() => events.push('somebody else'));
    const all = Array.from({ length: 200 }, () => read('long.sql').then(() => events.push('read')));
    await Promise.all(all);
    expect(events.indexOf('somebody else')).toBeLessThan(events.length - 1);
    expect(events).toHaveLength(201);
  });

  test('may be asked for again while the first answers come in', async () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'a.txt'), 'a');
    writeFileSync(path.join(root, 'b.txt'), 'b');
    const read = createDiskReader(root);
    const second = read('a.txt').then(() => read('b.txt'));
    expect(await Promise.all([read('a.txt'), read('none.txt'), second])).toEqual([
      text('a'),
      observed({ kind: 'absent' }),
      text('b'),
    ]);
    expect(await read('a.txt')).toEqual(text('a'));
  });
});

describe('a folder that becomes a link', () => {
  test('is not followed by the next question', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(path.join(root, 'core'));
    writeFileSync(path.join(root, 'core/a.py'), 'inside');
    writeFileSync(path.join(outside, 'a.py'), 'outside');
    const read = createDiskReader(root);
    expect(await read('core/a.py')).toEqual(text('inside'));
    renameSync(path.join(root, 'core'), path.join(root, 'old'));
    symlinkSync(outside, path.join(root, 'core'));
    expect(await read('core/a.py')).toEqual(behindLink('core'));
  });

  test('is not followed after a pause either', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(path.join(root, 'core'));
    writeFileSync(path.join(root, 'core/a.py'), 'inside');
    writeFileSync(path.join(outside, 'a.py'), 'outside');
    const read = createDiskReader(root);
    // Each look at the clock seems to come a second later, so that every file has a turn of its own.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    const first = read('core/a.py').then((content) => {
      renameSync(path.join(root, 'core'), path.join(root, 'old'));
      symlinkSync(outside, path.join(root, 'core'));
      return content;
    });
    expect(await Promise.all([first, read('core/a.py')])).toEqual([text('inside'), behindLink('core')]);
    clock.mockRestore();
  });
});

describe('a file of any length', () => {
  const CHUNK = 64 * 1024;

  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])(
    'is read to its end when it has %d bytes',
    async (length) => {
      const root = temporaryFolder();
      const content = Array.from({ length }, (_, index) => 'abcdefghijk'[index % 11]).join('');
      writeFileSync(path.join(root, 'a.sql'), content);
      expect(await createDiskReader(root)('a.sql')).toEqual(text(content));
    },
  );

  test('keeps its characters where one lies across the end of what is read at first', async () => {
    const root = temporaryFolder();
    const content = `${'x'.repeat(CHUNK - 1)}öße`;
    writeFileSync(path.join(root, 'a.sql'), content);
    expect(await createDiskReader(root)('a.sql')).toEqual(text(content));
  });

  test('is not read beyond 8 MB', async () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'a.sql'), '');
    truncateSync(path.join(root, 'a.sql'), 8 * 1024 * 1024);
    // Nothing but NUL: what was read was all of it, and it is no text.
    expect(await createDiskReader(root)('a.sql')).toEqual(unreadable('it is a binary file'));
    appendFileSync(path.join(root, 'a.sql'), 'x');
    expect(await createDiskReader(root)('a.sql')).toEqual(
      unreadable('it has 8.0 MB and more than 2 MB is not analysed'),
    );
  });

  // The system says of these that they are empty, and does not know how long they will be.
  test.runIf(process.platform === 'linux')('is read to its end though its size is told as 0', async () => {
    expect(await createDiskReader('/proc/self')('status')).toMatchObject({
      value: { kind: 'text', text: expect.stringMatching(/^Name:/) },
    });
  });
});

function text(content: string) {
  return observed({ kind: 'text', text: content });
}

function unreadable(problem: string) {
  return observed({ kind: 'unreadable', problem });
}

function behindLink(folder: string) {
  return unreadable(`${folder} is a symbolic link, which is not followed`);
}

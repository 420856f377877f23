import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createLogReader } from './log-reader.ts';

afterAll(removeTemporaryFolders);

const NAME = 'deploys/audit.jsonl';

function logOf(content: string | Uint8Array) {
  const root = temporaryFolder();
  mkdirSync(path.join(root, 'deploys'));
  writeFileSync(path.join(root, NAME), content);
  return { root, logs: createLogReader(root) };
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

describe('a log that others write', () => {
  test('is read from any byte on', async () => {
    const { logs } = logOf('one\ntwo\nthr');
    expect(await logs.since(NAME, 0)).toEqual(
      observed({ text: 'one\ntwo\nthr', isUtf8: true, wholeBytes: 8 }),
    );
    expect(await logs.since(NAME, 4)).toEqual(observed({ text: 'two\nthr', isUtf8: true, wholeBytes: 8 }));
    expect(await logs.since(NAME, 99)).toEqual(observed({ text: '', isUtf8: true, wholeBytes: 11 }));
  });

  test('has what is written down beside it', async () => {
    const { root, logs } = logOf('');
    expect(await logs.end(NAME)).toEqual(observed(undefined));
    writeFileSync(path.join(root, 'deploys/audit.end.json'), '{}');
    expect(await logs.end(NAME)).toEqual(observed('{}'));
  });

  test('has a digest of as much as is asked for, however long', async () => {
    const long = Buffer.alloc(9 * 1024 * 1024, 'abc\n');
    const { logs } = logOf(long);
    for (const bytes of [0, 5, 4 * 1024 * 1024, long.length])
      expect(await logs.digest(NAME, bytes)).toEqual(observed(sha256(long.subarray(0, bytes))));
    expect(await logs.digest(NAME, long.length + 1)).toEqual(observed(undefined));
    expect(logs.sha256('ä')).toBe(sha256('ä'));
  });

  test('that is not there is none', async () => {
    const logs = createLogReader(temporaryFolder());
    expect(await logs.since(NAME, 0)).toEqual(observed(undefined));
    expect(await logs.digest(NAME, 1)).toEqual(observed(undefined));
  });

  test('is not read through a link, nor outside', async () => {
    const { root } = logOf('secret\n');
    const other = temporaryFolder();
    symlinkSync(path.join(root, 'deploys'), path.join(other, 'deploys'));
    expect(await createLogReader(other).since(NAME, 0)).toEqual({
      known: false,
      reason: 'deploys is a symbolic link, which is not followed',
    });
    expect(await createLogReader(other).since('../audit.jsonl', 0)).toEqual({
      known: false,
      reason: 'it lies outside the repository',
    });
    const linked = temporaryFolder();
    mkdirSync(path.join(linked, 'deploys'));
    symlinkSync(path.join(root, NAME), path.join(linked, NAME));
    expect((await createLogReader(linked).since(NAME, 0)).known).toBe(false);
  });
});

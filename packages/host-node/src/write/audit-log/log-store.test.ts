import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { OpenLog } from '@lockkeeper/operations/ports';
import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createLogStore } from './log-store.ts';

afterAll(removeTemporaryFolders);

const NAME = 'infrastructure/deploys/audit.jsonl';

async function withLog<T>(root: string, work: (log: OpenLog) => Promise<T>): Promise<T> {
  return await createLogStore({ root, locks: path.join(root, '.locks') }).exclusively(NAME, work);
}

const read = (root: string, name: string) =>
  readFileSync(path.join(root, 'infrastructure/deploys', name), 'utf8');

describe('a log in a file', () => {
  test('begins with nothing, and makes its folders itself', async () => {
    const root = temporaryFolder();
    await withLog(root, async (log) => {
      expect(await log.end()).toBeUndefined();
      expect(await log.since(0)).toEqual({ text: '', isUtf8: true, wholeBytes: 0 });
      expect(await log.append('one\n')).toBe(4);
      expect(await log.append('zwei ä\n')).toBe(12);
      expect(await log.since(4)).toEqual({ text: 'zwei ä\n', isUtf8: true, wholeBytes: 12 });
    });
    expect(read(root, 'audit.jsonl')).toBe('one\nzwei ä\n');
  });

  test('knows how much of it is whole', async () => {
    await withLog(temporaryFolder(), async (log) => {
      await log.append('one\ntw');
      expect(await log.since(0)).toMatchObject({ text: 'one\ntw', wholeBytes: 4 });
      expect(await log.since(4)).toMatchObject({ text: 'tw', wholeBytes: 4 });
      expect(await log.since(40)).toMatchObject({ text: '', wholeBytes: 6 });
    });
  });

  test('says of bytes that are no text that they are none', async () => {
    const root = temporaryFolder();
    mkdirSync(path.join(root, 'infrastructure/deploys'), { recursive: true });
    writeFileSync(path.join(root, NAME), Buffer.from([0x61, 0xff, 0x0a]));
    await withLog(root, async (log) => {
      expect(await log.since(0)).toEqual({ text: 'a\ufffd\n', isUtf8: false, wholeBytes: 3 });
    });
  });

  test('keeps what is cut off, byte for byte', async () => {
    const root = temporaryFolder();
    await withLog(root, async (log) => {
      await log.append('one\n{"to');
      await log.cut(4);
      expect(log.keptIn).toBe('infrastructure/deploys/audit.torn');
      expect(await log.since(0)).toMatchObject({ text: 'one\n', wholeBytes: 4 });
    });
    expect(read(root, 'audit.torn')).toBe('{"to\n');
  });

  test('has its end written down beside it', async () => {
    const root = temporaryFolder();
    await withLog(root, async (log) => {
      await log.append('one\n');
      await log.writeEnd('first');
      await log.writeEnd('second');
      expect(await log.end()).toBe('second');
    });
    expect(read(root, 'audit.end.json')).toBe('second');
  });

  test('is not written through a link', async () => {
    const root = temporaryFolder();
    const other = temporaryFolder();
    symlinkSync(other, path.join(root, 'infrastructure'));
    await withLog(root, async (log) => {
      await expect(log.append('one\n')).rejects.toThrow('it is a symbolic link or lies behind one');
    });
    const linked = temporaryFolder();
    mkdirSync(path.join(linked, 'infrastructure/deploys'), { recursive: true });
    symlinkSync(path.join(other, 'target'), path.join(linked, NAME));
    await withLog(linked, async (log) => {
      await expect(log.append('one\n')).rejects.toThrow('it is a symbolic link or lies behind one');
    });
  });
});

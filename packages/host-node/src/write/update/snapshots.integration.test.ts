import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Snapshots } from '@lockkeeper/operations/ports';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createHostCommands } from './host-commands.ts';
import { createSnapshots } from './snapshots.ts';

let folder = '';
let disk = '';
let snapshots: Snapshots;
const at = (...names: readonly string[]) => path.join(folder, ...names);
const data = (...names: readonly string[]) => at('bot_persistence/live', ...names);
const RUN = '20261124T100000Z-aaaaaa';
const DONE = { kind: 'done' };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lk-snap-'));
  for (const name of ['live/empty', 'bot_persistence/live/meta/locks'])
    mkdirSync(at(name), { recursive: true });
  writeFileSync(at('live/bot.py'), 'print("one")\n');
  writeFileSync(at('database'), 'old');
  writeFileSync(data('meta/state'), 'old');
  const signal = new AbortController().signal;
  snapshots = createSnapshots({
    base: folder,
    live: at('live'),
    data: 'bot_persistence/live',
    backups: at('backups'),
    database: { backup: ['cp', at('database'), '{file}'], restore: ['cp', '{file}', at('database')] },
    commands: createHostCommands({ env: process.env, timeoutMs: 10_000, signal }),
  });
});
afterEach(() => {
  for (const left of [folder, disk]) if (left !== '') rmSync(left, { recursive: true, force: true });
  disk = '';
});

/** One digest of a tree: every path with its kind, mode, time and content. */
function treeHash(root: string): string {
  const lines = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'meta' && !name.startsWith('meta/'))
    .toSorted()
    .map((name) => {
      const file = path.join(root, name);
      const found = lstatSync(file);
      if (found.isSymbolicLink()) return [name, 'link', readlinkSync(file)];
      const content = found.isDirectory() ? '' : readFileSync(file, 'base64');
      return [name, found.mode, Math.floor(found.mtimeMs / 1000), content];
    });
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex');
}

/** Whatever a service may have among its data. */
function writeData(): void {
  for (const name of ['empty', 'shared', 'deep/er']) mkdirSync(data(name), { recursive: true });
  const files = [
    'trades.log',
    '-r',
    'two words',
    'näme\nof two lines',
    '.hidden',
    'deep/er/file',
    'shared/run',
  ];
  for (const name of files) writeFileSync(data(name), `${name}\n`);
  writeFileSync(data('nothing'), '');
  symlinkSync('../trades.log', data('deep/link'));
  symlinkSync('/nowhere', data('dangling'));
  for (const [name, mode] of [
    ['trades.log', 0o600],
    ['two words', 0o666],
    ['shared/run', 0o755],
    ['shared', 0o2775],
    ['nothing', 0o444],
  ] as const)
    chmodSync(data(name), mode);
  for (const name of ['trades.log', 'empty', 'shared']) utimesSync(data(name), 1_000_000_000, 1_000_000_000);
}

/** As a version does that goes another way with all of it. */
function changeData(): void {
  for (const name of readdirSync(data())) if (name !== 'meta') rmSync(data(name), { recursive: true });
  mkdirSync(data('trades.log'));
  for (const name of ['new', 'deep', 'meta/state']) writeFileSync(data(name), 'new');
  writeFileSync(at('database'), 'new');
}

async function broughtBack(run: string): Promise<void> {
  expect(await snapshots.prepare(run)).toEqual(DONE);
  expect(await snapshots.restore(run)).toEqual(DONE);
}

describe('[row 3.16] a snapshot', () => {
  test.each([
    ['a folder', () => undefined],
    [
      'a link to another disk',
      () => {
        disk = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'lk-disk-'));
        cpSync(data(), disk, { recursive: true });
        rmSync(data(), { recursive: true });
        symlinkSync(disk, data());
      },
    ],
  ])(
    'brings back all data and the database as they were, and leaves its own state, where that is %s',
    async (_, move) => {
      move();
      writeData();
      const before = treeHash(data());
      expect(await snapshots.take(RUN)).toEqual(DONE);
      changeData();
      expect(treeHash(data())).not.toBe(before);
      await broughtBack(RUN);
      expect(treeHash(data())).toBe(before);
      expect(readFileSync(at('database'), 'utf8')).toBe('old');
      expect(readFileSync(data('meta/state'), 'utf8')).toBe('new');
      // Who was cut off does it once more.
      changeData();
      await broughtBack(RUN);
      expect(treeHash(data())).toBe(before);
    },
  );

  test('of the same second as another is one of its own', async () => {
    const other = RUN.replace('aaaaaa', 'bbbbbb');
    for (const run of [RUN, other]) {
      writeFileSync(data('whose'), run);
      expect(await snapshots.take(run)).toEqual(DONE);
    }
    for (const run of [RUN, other]) {
      await broughtBack(run);
      expect(readFileSync(data('whose'), 'utf8')).toBe(run);
    }
  });

  test('has what was written since, once it is taken anew while the service is paused', async () => {
    writeFileSync(data('late'), 'no');
    expect(await snapshots.take(RUN)).toEqual(DONE);
    writeFileSync(data('late'), 'yes');
    writeFileSync(at('database'), 'late');
    expect(await snapshots.takeData(RUN, { isPaused: true })).toEqual(DONE);
    changeData();
    await broughtBack(RUN);
    expect([readFileSync(data('late'), 'utf8'), readFileSync(at('database'), 'utf8')]).toEqual([
      'yes',
      'late',
    ]);
  });

  test.each<readonly [string, (file: (name: string) => string) => void]>([
    ['one byte of its data changed', (file) => changeByte(file('persistence.tar'))],
    ['one byte of its database changed', (file) => changeByte(file('database.dump'))],
    ['its data cut', (file) => truncateSync(file('persistence.tar'), 512)],
    ['its data gone', (file) => rmSync(file('persistence.tar'))],
    ['its database gone', (file) => rmSync(file('database.dump'))],
    ['its manifest cut', (file) => truncateSync(file('manifest.json'), 20)],
    ['its manifest gone', (file) => rmSync(file('manifest.json'))],
  ])('with %s is not brought back, and changes nothing', async (_, damage) => {
    writeData();
    expect(await snapshots.take(RUN)).toEqual(DONE);
    changeData();
    const now = treeHash(data());
    damage((name) => path.join(snapshots.folder(RUN), name));
    expect(await snapshots.prepare(RUN)).toMatchObject({ kind: 'failed' });
    expect(treeHash(data())).toBe(now);
    expect(readFileSync(at('database'), 'utf8')).toBe('new');
  });

  test('goes with the oldest, but for that of the run and so many others', async () => {
    const runs = ['20261121T100000Z-a', '20261122T100000Z-a', '20261122T100000Z-b', '20261123T100000Z-a'];
    for (const run of runs) expect(await snapshots.take(run)).toEqual(DONE);
    expect(await snapshots.removeOld('20261121T100000Z-a', 2)).toEqual(DONE);
    expect(readdirSync(at('backups')).toSorted()).toEqual(runs.filter((run) => run !== '20261122T100000Z-a'));
    expect(await snapshots.drop('20261123T100000Z-a')).toEqual(DONE);
    expect(existsSync(at('backups/20261123T100000Z-a'))).toBe(false);
  });
});

function changeByte(file: string): void {
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(file, bytes);
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { makeBot, type MadeBot } from '../../tools/sample-bot/made-bot.mjs';
import { confirmed, expectConverged, servicePid, type Strategy } from './killed-updater.ts';

const run = (word: string, ...args: readonly string[]) => spawnSync(word, args, { encoding: 'utf8' });
const mount = (folder: string) => run('mount', '-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder);
const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && mount('/mnt').status === 0;
if (mayMount) run('umount', '/mnt');
const WHY = mayMount ? '' : 'skipped: file systems may not be mounted here: ';

/** Moves a folder to a small disk, where it stays in its place. */
function onOwnDisk(folder: string): void {
  const words = `mkdir -p "$1" "$1.new" && mount -t tmpfs -o size=40m tmpfs "$1.new" && cp -a "$1/." "$1.new" && mount --move "$1.new" "$1" && rmdir "$1.new"`;
  expect(run('sh', '-c', words, 'sh', folder).stderr).toBe('');
}

/** What the service writes itself lies there; and within it, on a disk of its own, the state. */
const DATA = 'service/bot_persistence';
const META = `${DATA}/live/meta`;
const TRADES = `${DATA}/live/trades.log`;

/** What an update writes to. */
const DISKS = {
  releases: {
    fetched: 'service/mirror.git',
    versions: 'service/releases',
    snapshots: 'service/backups',
    state: META,
  },
  inplace: {
    fetched: 'mirror.git',
    checkout: 'service/.git',
    'snapshots and versions': 'mirror.git.work',
    state: META,
  },
} as const;

interface SmallDisks {
  readonly bot: MadeBot;
  readonly at: (name: string) => string;
}

/** A service before each test, all of whose disks are small. */
function onSmallDisks(strategy: Strategy): SmallDisks {
  let folder = '';
  let bot: MadeBot;
  const at = (name: string) => path.join(folder, name);
  const disks = [DATA, ...Object.values(DISKS[strategy])];

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lk-full-'));
    bot = await makeBot(folder, strategy, { health_seconds: 4 });
    for (const name of disks) onOwnDisk(at(name));
    // What was written while it was moved is in neither place whole.
    writeFileSync(at(TRADES), '');
  });

  afterEach(async () => {
    await bot.end();
    for (const name of disks.toReversed()) run('umount', '--lazy', at(name));
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    at,
    get bot() {
      return bot;
    },
  };
}

/** Full disks, or disks that fill up: it comes to the old version or the new one, once there is room. */
export function describeFullDisks(strategy: Strategy, isMeant: (disk: string) => boolean = () => true): void {
  const meant = Object.entries(DISKS[strategy]).filter(([disk]) => isMeant(disk));
  describe.skipIf(!mayMount)(`${WHY}[row 3.16] an update ${strategy}`, () => {
    const small = onSmallDisks(strategy);

    test.each(meant)(
      'that meets a full disk of its %s changes nothing, and comes once there is room',
      async (_, name) => {
        const { bot, at } = small;
        const before = confirmed(bot);
        const commit = bot.release('v1.1.0');
        run('sh', '-c', `cat /dev/zero > '${at(name)}/filler'`);
        const met = await bot.update();
        expect(met.exitCode, met.stderr).not.toBe(0);
        rmSync(path.join(at(name), 'filler'));
        await bot.update(['recover']);
        await expectConverged(bot, before);
        await bot.update(['enable', '--ack']);
        expect((await bot.update()).exitCode).toBe(0);
        await expectConverged(bot, commit);
      },
      120_000,
    );

    test.each(meant)(
      'whose disk of its %s fills up in the middle is whole once there is room',
      async (_, name) => {
        const { bot, at } = small;
        const before = confirmed(bot);
        // As a version's own tests do that write without end, or as another program does just then.
        const filler = path.join(at(name), 'filler');
        bot.configure({ test_commands: [['sh', '-c', `cat /dev/zero > '${filler}' 2>/dev/null; true`]] });
        const commit = bot.release('v1.1.0');
        await bot.update();
        expect(existsSync(filler)).toBe(true);
        rmSync(filler);
        await bot.update(['recover']);
        const now = confirmed(bot);
        expect([before, commit]).toContain(now);
        await expectConverged(bot, now);
      },
      120_000,
    );
  });
}

/** Disks that fail where an update cannot do without them. */
export function describeLostDisks(strategy: Strategy): void {
  describe.skipIf(!mayMount)(`${WHY}[row 3.16] an update ${strategy}`, () => {
    const small = onSmallDisks(strategy);

    test('that may write its journal no more does not go on, and is taken back once it may', async () => {
      const { bot, at } = small;
      const [before, pid, journal] = [confirmed(bot), servicePid(bot), at(`${META}/update_journal.jsonl`)];
      const readOnly = `mount --bind '${journal}' '${journal}' && mount -o remount,bind,ro '${journal}'`;
      bot.configure({ test_commands: [['sh', '-c', readOnly]] });
      bot.release('v1.1.0');
      const met = await bot.update();
      const says = expect.stringContaining('update_journal.jsonl was not written: ');
      expect(met).toMatchObject({ exitCode: 2, stderr: says });
      expect(run('umount', journal).stderr).toBe('');
      expect([confirmed(bot), servicePid(bot)]).toEqual([before, pid]);
      expect(JSON.parse((await bot.update(['recover'])).stdout)).toMatchObject({ result: 'failed' });
      expect(servicePid(bot)).toBe(pid);
      await expectConverged(bot, before);
    });

    test('that has no room to bring data back says so, and loses nothing of it', async () => {
      const { bot, at } = small;
      const [book, filler] = [path.join(at(DATA), 'live/book'), path.join(at(DATA), 'filler')];
      writeFileSync(book, Buffer.alloc(8 * MEGABYTE, 1));
      bot.configure({ test_commands: [['sh', '-c', `head -c ${26 * MEGABYTE} /dev/zero > '${filler}'`]] });
      bot.release('v1.1.0', { ILL: 'yes' });
      const met = await bot.update();
      expect(met.exitCode, met.stdout + met.stderr).toBe(6);
      expect(JSON.parse(met.stdout)).toMatchObject({
        result: 'rollback-failed',
        level: 'critical',
        why: expect.stringMatching(/^health: .*; switch-back: tar .*No space left on device/),
      });
      expect(readFileSync(book).equals(Buffer.alloc(8 * MEGABYTE, 1))).toBe(true);
      expect(readdirSync(at(DATA)).toSorted()).toEqual(['filler', 'live']);
      const backups = at(strategy === 'releases' ? 'service/backups' : 'mirror.git.work/backups');
      const [snapshot = ''] = readdirSync(backups);
      expect(run('tar', '-tf', path.join(backups, snapshot, 'persistence.tar')).stdout).toContain('./book');
    });
  });
}

const MEGABYTE = 1024 * 1024;

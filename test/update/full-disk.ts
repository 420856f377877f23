import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { makeBot, type MadeBot } from '../../tools/sample-bot/made-bot.mjs';
import { confirmed, expectConverged, type Strategy } from './killed-updater.ts';

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

/** What is written besides the code and the data: where snapshots lie, and where the state lies. */
const META = 'service/bot_persistence/live/meta';
const DISKS = {
  releases: { snapshots: 'service/backups', state: META },
  inplace: { snapshots: 'mirror.git.work', state: META },
} as const;

/** Disks that are full, fill up or may be written no more: it comes to the old version or the new one, once there is room. */
export function describeFullDisks(strategy: Strategy): void {
  describe.skipIf(!mayMount)(`${WHY}[row 3.16] an update ${strategy}`, () => {
    let folder = '';
    let bot: MadeBot;
    const at = (name: string) => path.join(folder, name);

    beforeEach(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'lk-full-'));
      bot = await makeBot(folder, strategy, { health_seconds: 4 });
      for (const name of Object.values(DISKS[strategy])) onOwnDisk(at(name));
    });

    afterEach(async () => {
      await bot.end();
      for (const name of Object.values(DISKS[strategy])) run('umount', '--lazy', at(name));
      rmSync(folder, { recursive: true, force: true });
    });

    /** As a version's own tests do that write without end, or as another program does just then. */
    function fillsAtTest(disk: string): void {
      const words = [
        'sh',
        '-c',
        `if [ -e FILLS ]; then cat /dev/zero > '${disk}/filler' 2>/dev/null; fi; true`,
      ];
      bot.configure({ test_commands: [words] });
    }

    test.each(Object.entries(DISKS[strategy]))(
      'that meets a full disk of its %s changes nothing, and comes once there is room',
      async (_, name) => {
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

    test.each(Object.entries(DISKS[strategy]))(
      'whose disk of its %s fills up in the middle is whole once there is room',
      async (_, name) => {
        const before = confirmed(bot);
        fillsAtTest(at(name));
        const commit = bot.release('v1.1.0', { FILLS: 'yes' });
        await bot.update();
        rmSync(path.join(at(name), 'filler'), { force: true });
        await bot.update(['recover']);
        const now = confirmed(bot);
        expect([before, commit]).toContain(now);
        await expectConverged(bot, now);
      },
      120_000,
    );

    test('that may write its state no more, in the middle, is whole once it may', async () => {
      const before = confirmed(bot);
      const meta = at(META);
      writeFileSync(path.join(folder, 'read-only.sh'), `[ ! -e FILLS ] || mount -o remount,ro '${meta}'\n`);
      bot.configure({ test_commands: [['sh', path.join(folder, 'read-only.sh')]] });
      const commit = bot.release('v1.1.0', { FILLS: 'yes' });
      expect((await bot.update()).exitCode).not.toBe(0);
      expect(run('mount', '-o', 'remount,rw', meta).stderr).toBe('');
      await bot.update(['recover']);
      const now = confirmed(bot);
      expect([before, commit]).toContain(now);
      await expectConverged(bot, now);
    });
  });
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { whileUpdating } from '@lockkeeper/host-node/write';

import {
  botWorld,
  confirmed,
  expectConverged,
  killService,
  mixedStarts,
  type BotWorld,
} from './killed-updater.ts';

describe('before the service starts, in place', () => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld('inplace');
  });
  afterAll(async () => await world.end());

  /** The end of an interrupted run, as a boot asks for it. */
  const beforeStart = async () => {
    const { exitCode, stdout, stderr } = await world.bot.update(['recover', '--before-start']);
    expect(stderr).toBe('');
    const answer: Record<string, unknown> = JSON.parse(stdout);
    return { exitCode, answer };
  };

  const said = () => readFileSync(path.join(world.bot.folder, 'service.log'), 'utf8');

  /** Killed in the switch, when git had written one file of the new version. */
  async function cutInSwitch(): Promise<void> {
    const { bot } = world;
    const { version } = world.release();
    expect(await bot.update(['run'], { killAt: 'behind intent switch' })).toMatchObject({ exitCode: null });
    writeFileSync(path.join(bot.root, 'first.mjs'), `export const version = '${version}';\n`);
  }

  /** Until it is mended by what this returns, git cannot write the checkout. */
  function breakGit(): () => void {
    const index = path.join(world.bot.root, '.git/index');
    rmSync(index);
    mkdirSync(index);
    return () => rmSync(index, { recursive: true });
  }

  test('what a run was cut in is told by how it ended [row 3.02]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    await cutInSwitch();
    expect(await beforeStart()).toMatchObject({
      exitCode: 0,
      answer: { recovered: 'ended', result: 'failed' },
    });
    await expectConverged(bot, before);
    await bot.update(['enable', '--ack']);
    const { commit } = world.release();
    expect(await bot.update(['run'], { killAt: 'behind done confirm' })).toMatchObject({ exitCode: null });
    expect(await beforeStart()).toMatchObject({
      exitCode: 0,
      answer: { recovered: 'ended', result: 'updated', to: { commit } },
    });
    expect(await beforeStart()).toMatchObject({ exitCode: 0, answer: { recovered: 'nothing' } });
    await expectConverged(bot, commit);
  });

  test('a wish that nobody heeded before the power was cut stops no service that starts', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    await cutInSwitch();
    bot.configure({ service_unit: 'bot.service', restart_by: 'path-unit' });
    writeFileSync(path.join(bot.meta, 'service_stop'), '');
    expect(await beforeStart()).toMatchObject({ exitCode: 0, answer: { recovered: 'ended' } });
    expect(existsSync(path.join(bot.meta, 'service_stop'))).toBe(false);
    bot.configure({});
    await expectConverged(bot, before);
    await bot.update(['enable', '--ack']);
  });

  test('an old version that did not come back whole is no start, at each boot, until somebody looked', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    await cutInSwitch();
    const mend = breakGit();
    for (const boot of [1, 2])
      expect(await beforeStart(), `boot ${boot}`).toMatchObject({
        exitCode: 6,
        answer: { recovered: 'broken', result: 'rollback-failed', level: 'critical' },
      });
    await killService(bot);
    await bot.superviseAnew();
    await expect.poll(said, { timeout: 20_000 }).toMatch(/is not started: The rollback from .* failed\./);
    await pause(1000);
    expect(await bot.health()).toBe(undefined);
    mend();
    execFileSync('git', ['-C', bot.root, 'reset', '--quiet', '--hard', before]);
    writeFileSync(path.join(bot.root, 'bot_persistence/live/trades.log'), '');
    await bot.update(['enable', '--ack']);
    expect(await beforeStart()).toMatchObject({ exitCode: 0, answer: { recovered: 'nothing' } });
    await expectConverged(bot, before);
    expect(mixedStarts(bot)).toEqual([]);
  });

  test('where nothing was left no updater is in its way, and it is in the way of none', async () => {
    const locks = path.join(world.bot.meta, 'locks');
    const held = await whileUpdating(locks, async () => await beforeStart());
    expect(held?.value).toMatchObject({ exitCode: 0, answer: { recovered: 'nothing' } });
    // Nor is a disk on which nothing can be written.
    renameSync(locks, `${locks}.away`);
    writeFileSync(locks, '');
    expect(await beforeStart()).toMatchObject({ exitCode: 0, answer: { recovered: 'nothing' } });
    expect(await world.bot.update(['history'])).toMatchObject({ exitCode: 0 });
    rmSync(locks);
    renameSync(`${locks}.away`, locks);
  });

  test('what is installed is left to an updater of another profile that is at work there', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    await cutInSwitch();
    const journal = bot.data('meta/update_journal.jsonl');
    const held = await whileUpdating(`${bot.folder}/mirror.git.locks`, async () => {
      const waiting = beforeStart();
      const first = await Promise.race([waiting, pause(3000, 'waits')]);
      expect(first, 'the service must not start on a part of each version').toBe('waits');
      expect(bot.data('meta/update_journal.jsonl')).toBe(journal);
      return { waiting };
    });
    expect(await held?.value.waiting).toMatchObject({ exitCode: 0, answer: { recovered: 'ended' } });
    await expectConverged(bot, before);
    await bot.update(['enable', '--ack']);
  });

  test('a supervisor makes whole what a power cut left in the switch, and starts it then [row 3.02]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    await cutInSwitch();
    await killService(bot);
    writeFileSync(path.join(bot.root, 'bot_persistence/live/trades.log'), '');
    await bot.superviseAnew();
    await bot.runs(before);
    await expectConverged(bot, before);
    expect(mixedStarts(bot)).toEqual([]);
  });
});

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  confirmed,
  expectConverged,
  servicePid,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

const SOON = { health_seconds: 4, bake_seconds: 3 };

describe.each<Strategy>(['releases', 'inplace'])('a version by strategy %s', (strategy) => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld(strategy, SOON);
  });
  afterAll(async () => await world.end());

  const read = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(path.join(world.bot.meta, name), 'utf8'));

  /** The old version is whole and healthy, and every place says what happened. */
  async function expectRolledBack(before: string, { why }: { readonly why: string }): Promise<void> {
    const { bot } = world;
    const { exitCode, stdout, stderr } = await bot.update();
    expect(exitCode, stdout + stderr).toBe(5);
    const answer: unknown = JSON.parse(stdout);
    const told = { result: 'rolled-back', why: expect.stringMatching(new RegExp(`^health: .*${why}`)) };
    expect(answer).toMatchObject({ ...told, level: 'critical' });
    await expectConverged(bot, before);
    expect(read('update_state.json')).toMatchObject({ last_run: told, failure_count: 1 });
    expect(read('version.json')).toMatchObject({ commit: before, last_attempt: told });
    expect(read('banner.json')).toMatchObject({ level: 'critical', code: 'rolled-back' });
    await bot.update(['enable', '--ack']);
  }

  test.each([
    ['answers 500', { ILL: 'yes' }, 'it answered 500'],
    ['answers too late', { HEALTH: 'hangs' }, 'did not answer|timed out|no answer|within'],
    ['is well, then not, then well again', { HEALTH: 'flaps' }, 'well for a while, and then .*500'],
    ['is well, and then no more', { HEALTH: 'reddens' }, 'well for a while, and then .*500'],
    ['says that it is another one', { HEALTH: 'lies' }, 'it runs 0{40}'],
  ])('that %s is rolled back, and everybody is told why [row 3.25] [row 3.33]', async (_, files, why) => {
    const before = confirmed(world.bot);
    world.release(files);
    await expectRolledBack(before, { why });
  });

  test('whose port the old process keeps is rolled back, and comes once the port is free', async () => {
    const { bot } = world;
    const { commit: before } = world.release({ HOLDS_PORT: 'yes' });
    expect((await bot.update()).exitCode).toBe(0);
    const { commit } = world.release();
    await expectRolledBack(before, { why: `it runs ${before}` });
    const holder = path.join(bot.meta, 'holder.pid');
    process.kill(Number(readFileSync(holder, 'utf8')), 'SIGKILL');
    await bot.update(['enable', '--ack']);
    const { exitCode, stdout } = await bot.update();
    expect(exitCode, stdout).toBe(0);
    await expectConverged(bot, commit);
  });

  test('whose old one is not well either is told once, and nothing goes on until somebody looked [row 3.26]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const sick = path.join(bot.meta, 'SICK');
    bot.configure({ test_commands: [['touch', sick]] });
    world.release();
    const failed = await bot.update();
    expect(failed.exitCode, failed.stdout).toBe(6);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      result: 'rollback-failed',
      level: 'critical',
      why: expect.stringMatching(/^health: .*500; health-old: .*500$/),
    });
    expect(confirmed(bot)).toBe(before);
    expect(read('update_state.json')).toMatchObject({ disabled: { reason: 'rollback-failed' } });
    const banner = read('banner.json');
    expect(banner).toMatchObject({ level: 'critical', code: 'rollback-failed-disabled' });
    bot.configure({});
    world.release();
    const next = await bot.update();
    expect(JSON.parse(next.stdout)).toMatchObject({ result: 'skipped', level: 'info' });
    expect(next.stdout).toContain('"disabled"');
    expect(read('banner.json')).toEqual(banner);
    rmSync(sick);
    process.kill(servicePid(bot), 'SIGKILL');
    await bot.runs(before);
    writeFileSync(path.join(bot.root, 'bot_persistence/live/trades.log'), '');
    await bot.update(['enable', '--ack']);
    expect((await bot.update()).exitCode).toBe(0);
    expect(existsSync(sick)).toBe(false);
  });
});

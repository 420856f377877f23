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

/** A terminal, and somebody who says yes to whatever is asked. */
const SAYS_YES = ['sh', '-c', `yes | script -qec "$*" /dev/null; printf '{"exitCode": %d}' $? >&3`, 'sh'];

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
    const found = `^health: the probe http://127.0.0.1:${bot.port}/health \\(config/update.toml:\\d+\\) found that .*${why}`;
    const told = { result: 'rolled-back', why: expect.stringMatching(new RegExp(found)) };
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
    ['dies as soon as it is started', { DIES: 'at once' }, '.*'],
    ['dies again and again after a while', { DIES: 'asked' }, 'well for a while, and then '],
  ])('that %s is rolled back, and everybody is told why [row 3.25] [row 3.33]', async (_, files, why) => {
    const before = confirmed(world.bot);
    world.release(files);
    await expectRolledBack(before, { why });
  });

  test('does not come where the address knows nothing of what runs now, and nothing is touched', async () => {
    const { bot } = world;
    const [before, pid] = [confirmed(bot), servicePid(bot)];
    const { commit } = world.release();
    const attempts = () =>
      existsSync(path.join(bot.meta, 'update_state.json')) && read('update_state.json')['today'];
    const spent = attempts();
    bot.configure({ health_url: `http://127.0.0.1:${bot.port}/heath?key=secret` });
    const line = readFileSync(path.join(bot.root, 'config/update.toml'), 'utf8')
      .split('\n')
      .findIndex((text) => text.startsWith('health_url'));
    const said = `The running version fails its health check: the probe http://127.0.0.1:${bot.port}/heath (config/update.toml:${line + 1}) found that it answered 404.`;
    const told = { exitCode: 1, stdout: expect.stringContaining(said) };
    expect(await bot.update(['verify-setup'])).toMatchObject(told);
    expect(await bot.update(['run', '--dry-run'])).toMatchObject(told);
    const refused = await bot.update();
    expect(refused).toMatchObject(told);
    expect(JSON.parse(refused.stdout)).toMatchObject({ result: 'skipped', codes: ['health-failing'] });
    expect(read('banner.json')).toMatchObject({ level: 'warning', code: 'health-failing' });
    expect(attempts()).toEqual(spent);
    expect([confirmed(bot), servicePid(bot)]).toEqual([before, pid]);
    bot.configure({});
    expect((await bot.update()).exitCode).toBe(0);
    await expectConverged(bot, commit);
  });

  test('whose port the old process keeps is rolled back, and comes over a port that is free where a person says so', async () => {
    const { bot } = world;
    const { commit: before } = world.release({ HOLDS_PORT: 'yes' });
    expect((await bot.update()).exitCode).toBe(0);
    const { commit } = world.release();
    await expectRolledBack(before, { why: `it runs ${before}` });
    const holder = path.join(bot.meta, 'holder.pid');
    process.kill(Number(readFileSync(holder, 'utf8')), 'SIGKILL');
    await bot.update(['enable', '--ack']);
    // The old version does not answer any more, and only the new one mends that.
    expect((await bot.update()).stdout).toContain('health-failing');
    const { exitCode, stdout } = await bot.update(['run', '--interactive'], { under: SAYS_YES });
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('found that nothing listens there. It could not be brought back. Go on? [y/N]');
    await expectConverged(bot, commit);
  });

  test('that dies while a process of its own answers for it is rolled back', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    world.release({ HOLDS_PORT: 'yes', DIES: 'later' });
    const journal = () => bot.data('meta/update_journal.jsonl');
    const told = journal().length;
    const rolledBack = expectRolledBack(before, { why: 'it had ended by itself' });
    await expect.poll(() => journal().slice(told), { timeout: 20_000 }).toMatch(/"step":"switch-back"/);
    process.kill(Number(readFileSync(path.join(bot.meta, 'holder.pid'), 'utf8')), 'SIGKILL');
    await rolledBack;
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
    expect(next.exitCode).toBe(1);
    expect(JSON.parse(next.stdout)).toMatchObject({ result: 'skipped', level: 'warning' });
    expect(next.stdout).toContain('"disabled"');
    expect(read('banner.json')).toEqual(banner);
    rmSync(sick);
    process.kill(servicePid(bot), 'SIGKILL');
    await bot.runs(before);
    writeFileSync(path.join(bot.root, 'bot_persistence/live/trades.log'), '');
    await bot.update(['enable', '--ack']);
    // What it says is over.
    expect(existsSync(path.join(bot.meta, 'banner.json'))).toBe(false);
    expect((await bot.update()).exitCode).toBe(0);
    expect(existsSync(sick)).toBe(false);
  });
});

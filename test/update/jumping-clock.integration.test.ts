import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { clockWorld, DAY, type ClockWorld } from './clock-of-world.ts';
import { confirmed, expectConverged, servicePid, type Strategy } from './killed-updater.ts';

let world: ClockWorld;

interface Answer {
  readonly result: string;
  readonly codes: readonly string[];
}

async function run(): Promise<Answer> {
  const { stdout, stderr } = await world.bot.update();
  expect(stdout, stderr).not.toBe('');
  return JSON.parse(stdout);
}

/** What a run says once the clock is off by so many days, and the service has saved by it. */
async function runAt(days: number): Promise<Answer> {
  world.jump(days);
  await expect.poll(() => world.hasSaved(days)).toBe(true);
  return await run();
}

/** The attempts of the day that is counted. */
function attempts(): number {
  const file = path.join(world.bot.meta, 'update_state.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).today?.attempts ?? 0) : 0;
}

function isIn(strategy: Strategy, settings: Readonly<Record<string, unknown>>): void {
  beforeAll(async () => {
    world = await clockWorld(strategy, settings);
  });
  afterEach(() => world.jump(0));
  afterAll(async () => await world.end());
}

describe('where the clock of the host jumps between two runs', () => {
  isIn('releases', { max_attempts_per_day: 3 });

  test('a version that failed does not come back, and what has to wait waits', async () => {
    const before = confirmed(world.bot);
    world.release({ ILL: 'yes' });
    expect(await run()).toMatchObject({ result: 'rolled-back' });
    for (const days of [1, -1, 400, -400])
      expect(await runAt(days), String(days)).toMatchObject({
        result: 'skipped',
        // Before it was tagged it is the turn of nobody, besides.
        codes: ['waiting', 'blocked', ...(days > 0 ? [] : ['not-in-cohort'])],
      });
    world.release();
    for (const days of [1, -1, 400, -400])
      expect(await runAt(days), String(days)).toMatchObject({ result: 'skipped', codes: ['waiting'] });
    world.jump(0);
    await expectConverged(world.bot, before);
  });

  test('a day of limits is over when a day has passed, whatever the clock says [row 3.30]', async () => {
    const { bot } = world;
    await bot.update(['enable', '--ack']);
    const file = path.join(bot.meta, 'update_state.json');
    const stateNow = (): { readonly clock: object } => JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...stateNow(), today: null }));
    for (const _ of [1, 2, 3]) {
      world.release();
      expect(await run()).toMatchObject({ result: 'updated' });
    }
    const before = confirmed(bot);
    const { commit } = world.release();
    for (const days of [0, 1, -1])
      expect(await runAt(days), String(days)).toMatchObject({ result: 'skipped', codes: ['attempts-spent'] });
    world.jump(0);
    await expectConverged(bot, before);
    // The machine was started anew since, and a day later by its clock.
    const state = stateNow();
    writeFileSync(file, JSON.stringify({ ...state, clock: { ...state.clock, boot_id: 'before' } }));
    expect(await runAt(1)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
  });

  test('nothing is applied outside of its windows', async () => {
    const { bot } = world;
    const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
    const today = new Date().getUTCDay();
    const days = [names[today], names[(today + 1) % 7]];
    const windows = [
      { days, from: '00:00', to: '23:59' },
      { days, from: '23:30', to: '00:30' },
    ];
    bot.configure({ windows, max_attempts_per_day: 100 });
    const { commit } = world.release();
    for (const off of [3, -3])
      expect(await runAt(off), String(off)).toMatchObject({ result: 'skipped', codes: ['outside-window'] });
    const [pid, before] = [servicePid(bot), confirmed(bot)];
    // The tests of the version end when the window has closed.
    const late = `require('fs').writeFileSync(${JSON.stringify(world.clock)}, '${3 * DAY}')`;
    const test_commands = [[process.execPath, '-e', late]];
    bot.configure({ windows, max_attempts_per_day: 100, test_commands });
    expect(await runAt(0)).toMatchObject({ result: 'skipped', codes: ['outside-window'] });
    expect(servicePid(bot)).toBe(pid);
    await expectConverged(bot, before);
    bot.configure({ windows, max_attempts_per_day: 100 });
    expect(await runAt(0)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
  });

  describe('while the service is paused and its database is dumped', () => {
    /** A dump that takes so many seconds by the clock, and fails where the service trades meanwhile. */
    function dumpFor(seconds: number): readonly string[] {
      const { meta } = world.bot;
      const isPaused = `[ -e '${meta}/quiesce.json' ] || exit 0`;
      const move = `echo ${seconds * 1000} > '${world.clock}'`;
      const trades = `'${path.dirname(meta)}/trades.log'`;
      const seen = `cp ${trades} '${world.clock}.seen'; sleep 0.5; cmp ${trades} '${world.clock}.seen'`;
      return ['sh', '-c', `echo dump > "$0"; ${isPaused}; ${move}; ${seen}`, '{file}'];
    }

    async function runWith(backup: readonly string[]): Promise<unknown> {
      const { bot } = world;
      await expect.poll(() => world.hasSaved(0)).toBe(true);
      await bot.update(['enable', '--ack']);
      bot.configure({
        max_attempts_per_day: 100,
        command_seconds: 600,
        database: { backup, restore: ['true'] },
      });
      return JSON.parse((await bot.update()).stdout);
    }

    test('a dump may take as long as any program may, and nothing is traded until the switch', async () => {
      const { commit } = world.release();
      expect(await runWith(dumpFor(590))).toMatchObject({ result: 'updated', why: null });
      world.jump(0);
      await expectConverged(world.bot, commit);
    });

    test('nothing is switched where the service may have gone on by itself [row 3.07]', async () => {
      const { bot } = world;
      const before = confirmed(bot);
      world.release();
      const backup = [
        'sh',
        '-c',
        `echo dump > "$0"; [ ! -e '${bot.meta}/quiesce.json' ] || echo ${DAY} > '${world.clock}'`,
        '{file}',
      ];
      expect(await runWith(backup)).toMatchObject({
        result: 'failed',
        why: expect.stringContaining('switch: the service may go on before it is restarted'),
      });
      world.jump(0);
      await expectConverged(bot, before);
      await bot.update(['enable', '--ack']);
    });
  });

  test('one that was years ahead is told, and trusted no more once a person looked', async () => {
    const { bot } = world;
    bot.configure({ max_attempts_per_day: 100 });
    const file = path.join(bot.meta, 'update_state.json');
    const state: object = JSON.parse(readFileSync(file, 'utf8'));
    const at = new Date(Date.now() + 3650 * DAY).toISOString();
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(file, JSON.stringify({ ...state, clock: { at, boot_id: boot, uptime_ms: 0 } }));
    const status = async () => (await bot.lockkeeper(['update', 'status', '--profile', 'live'])).stdout;
    expect(await status()).toContain('3649 days ahead of this host');
    await bot.update(['enable', '--ack']);
    expect(await status()).not.toContain('ahead');
    world.release();
    expect(await run()).toMatchObject({ result: 'updated' });
    expect(await status()).not.toContain('ahead');
  });
});

describe.each<Strategy>(['releases', 'inplace'])(
  'where the clock of the host jumps, by strategy %s,',
  (strategy) => {
    isIn(strategy, {});

    test.each([1, -400])('by %i days while a version is tried, it comes, as one attempt', async (days) => {
      const { bot } = world;
      bot.configure({
        test_commands: [['sh', '-c', `printf %s ${days * DAY} > '${world.clock}'`]],
      });
      const before = attempts();
      const { commit } = world.release();
      expect(await run()).toMatchObject({ result: 'updated' });
      await expectConverged(bot, commit);
      expect(attempts()).toBe(before + 1);
      bot.configure({});
      expect(await runAt(0)).toMatchObject({ result: 'skipped', codes: ['not-newer'] });
    });

    test.each([1, -1])('by %i days once the service has paused, no trade is cut off', async (days) => {
      const { bot } = world;
      const asked = path.join(bot.meta, 'quiesce.json');
      const jumps = `[ ! -e '${asked}' ] || printf %s ${days * DAY} > '${world.clock}'; sleep 1; echo x > "$1"`;
      bot.configure({
        database: { backup: ['sh', '-c', jumps, 'sh', '{file}'], restore: ['true'] },
      });
      const [before, pid] = [confirmed(bot), servicePid(bot)];
      const { commit } = world.release();
      const { result } = await run();
      await expectConverged(bot, result === 'updated' ? commit : before);
      expect(servicePid(bot) === pid).toBe(result !== 'updated');
      await bot.update(['enable', '--ack']);
    });

    test('and nobody comes back who asked the service to pause, it goes on by itself', async () => {
      const { bot } = world;
      const before = confirmed(bot);
      world.release();
      await bot.update(['run'], { killAt: 'behind intent switch' });
      await expect.poll(async () => await bot.health()).toMatchObject({ paused: true });
      world.jump(1);
      await expect.poll(async () => await bot.health()).toMatchObject({ paused: false });
      expect(existsSync(path.join(bot.meta, 'quiesce.json')), 'nobody else let it go on').toBe(true);
      await bot.update(['recover']);
      await expectConverged(bot, before);
    });
  },
);

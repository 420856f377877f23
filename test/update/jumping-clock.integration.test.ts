import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { ROOT } from '../architecture/source-files.ts';
import { botWorld, confirmed, expectConverged, type BotWorld } from './killed-updater.ts';

const DAY = 86_400_000;
const CLOCK = pathToFileURL(path.join(ROOT, 'tools/sample-bot/clock-of-world.mjs')).href;

describe('where the clock of the host jumps between two runs', () => {
  let world: BotWorld;
  let folder = '';
  const jump = (days: number) => writeFileSync(path.join(folder, 'clock'), String(days * DAY));

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lk-clock-'));
    jump(0);
    // What is started takes them along; this process goes by the true clock.
    const ofPrograms = { CLOCK_OF_WORLD: path.join(folder, 'clock'), NODE_OPTIONS: `--import ${CLOCK}` };
    const before = process.env['NODE_OPTIONS'];
    Object.assign(process.env, ofPrograms);
    world = await botWorld('releases', { max_attempts_per_day: 3 });
    delete process.env['CLOCK_OF_WORLD'];
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  });
  afterEach(() => jump(0));
  afterAll(async () => {
    await world.end();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(): Promise<{ readonly result: string; readonly codes: readonly string[] }> {
    const { stdout, stderr } = await world.bot.update();
    expect(stdout, stderr).not.toBe('');
    const answer: { result: string; codes: readonly string[] } = JSON.parse(stdout);
    return answer;
  }

  /** What a run says once the clock is off by so many days, and the service has saved by it. */
  async function runAt(days: number) {
    jump(days);
    const at = Date.now() + days * DAY;
    await expect.poll(() => Math.abs(savedAt() - at)).toBeLessThan(DAY / 2);
    return await run();
  }

  const savedAt = () => statSync(path.join(world.bot.meta, 'last_save')).mtimeMs;

  test('a version that failed does not come back, and what has to wait waits', async () => {
    const before = confirmed(world.bot);
    world.release({ ILL: 'yes' });
    expect(await run()).toMatchObject({ result: 'rolled-back' });
    for (const days of [1, -1, 400, -400])
      expect(await runAt(days), String(days)).toMatchObject({
        result: 'skipped',
        // Before it was tagged it is the turn of nobody, besides.
        codes: days > 0 ? ['blocked'] : ['blocked', 'not-in-cohort'],
      });
    world.release();
    for (const days of [1, -1, 400, -400])
      expect(await runAt(days), String(days)).toMatchObject({ result: 'skipped', codes: ['waiting'] });
    jump(0);
    await expectConverged(world.bot, before);
  });

  test('a day of limits is over when a day has passed, whatever the clock says [row 3.30]', async () => {
    const { bot } = world;
    await bot.update(['enable', '--ack']);
    for (const _ of [1, 2]) {
      world.release();
      expect(await run()).toMatchObject({ result: 'updated' });
    }
    const before = confirmed(bot);
    const { commit } = world.release();
    for (const days of [0, 1, -1])
      expect(await runAt(days), String(days)).toMatchObject({ result: 'skipped', codes: ['attempts-spent'] });
    jump(0);
    await expectConverged(bot, before);
    // The machine was started anew since, and a day later by its clock.
    const file = path.join(bot.meta, 'update_state.json');
    const state: { clock: object } = JSON.parse(readFileSync(file, 'utf8'));
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
    expect(await runAt(0)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
  });

  test('one that was years ahead is told, and trusted no more once a person looked', async () => {
    const { bot } = world;
    const file = path.join(bot.meta, 'update_state.json');
    const state: { clock: object } = JSON.parse(readFileSync(file, 'utf8'));
    const at = new Date(Date.now() + 3650 * DAY).toISOString();
    writeFileSync(file, JSON.stringify({ ...state, clock: { ...state.clock, at } }));
    const status = async () => (await bot.lockkeeper(['update', 'status', '--profile', 'live'])).stdout;
    expect(await status()).toContain('3649 days ahead of this host');
    await bot.update(['enable', '--ack']);
    expect(await status()).not.toContain('ahead');
    world.release();
    expect(await run()).toMatchObject({ result: 'updated' });
    expect(await status()).not.toContain('ahead');
  });
});

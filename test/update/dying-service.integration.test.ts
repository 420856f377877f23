import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { botWorld, expectConverged, mixedStarts, servicePid, type BotWorld } from './killed-updater.ts';
import { slowGit } from './slow-git.ts';

const before = process.env['PATH'];
let world: BotWorld;
let programs = '';
beforeAll(async () => {
  programs = mkdtempSync(path.join(tmpdir(), 'lk-slow-'));
  process.env['PATH'] = `${programs}:${before ?? ''}`;
  world = await botWorld('inplace', { health_seconds: 10 });
});
afterAll(async () => {
  process.env['PATH'] = before;
  await world.end();
  rmSync(programs, { recursive: true });
});

const SAYS_NOTHING = { NEVER_PAUSES: 'yes' };

/** What dies once it has paused, and is in the middle of nothing. */
async function bringDying(): Promise<void> {
  const { commit } = world.release({ DIES: 'paused' });
  expect((await world.bot.update()).exitCode).toBe(0);
  await expectConverged(world.bot, commit);
}

test('one that is killed in a pause of which it says nothing is not started in it, as it was in that before', async () => {
  const { bot } = world;
  bot.configure({ on_quiesce_timeout: 'force', quiesce_seconds: 1 });
  for (const files of [SAYS_NOTHING, SAYS_NOTHING]) {
    const { commit } = world.release(files);
    expect((await bot.update()).exitCode).toBe(0);
    await expectConverged(bot, commit);
  }
  const { version, commit } = world.release();
  slowGit(programs, bot.root);
  const updated = bot.update();
  const first = () => readFileSync(path.join(bot.root, 'first.mjs'), 'utf8');
  await expect.poll(first, { timeout: 20_000 }).toContain(version);
  process.kill(servicePid(bot), 'SIGKILL');
  const { exitCode, stdout } = await updated;
  expect(exitCode, stdout).toBe(0);
  await expectConverged(bot, commit);
  expect(mixedStarts(bot)).toEqual([]);
  bot.configure({});
});

test('a service that dies in its pause is not started while git changes its files, and is by the restart', async () => {
  const { bot } = world;
  await bringDying();
  const { commit } = world.release();
  slowGit(programs, bot.root);
  const { exitCode, stdout } = await bot.update();
  expect(exitCode, stdout).toBe(0);
  await expectConverged(bot, commit);
  expect(mixedStarts(bot)).toEqual([]);
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { botWorld, confirmed, expectConverged, servicePid, type BotWorld } from './killed-updater.ts';

let world: BotWorld;

beforeAll(async () => {
  world = await botWorld('inplace');
});

afterEach(async () => await world.bot.update(['enable', '--ack']));
afterAll(async () => await world.end());

/** A release that tracks a file which git ignores on hosts. */
function releaseWith(name: string, more: Readonly<Record<string, string>> = {}): string {
  const { bot } = world;
  const file = path.join(bot.folder, 'work', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'an example\n');
  bot.git('add', '--force', name);
  return world.release(more).commit;
}

test('a file of the host that git ignores is neither replaced nor removed by a version that brings one [row 3.10]', async () => {
  const { bot } = world;
  const secrets = path.join(bot.root, 'config/secrets.env');
  writeFileSync(secrets, 'of this host\n');
  const [pid, before] = [servicePid(bot), confirmed(bot)];
  releaseWith('config/secrets.env', { ILL: 'yes' });
  const { stdout } = await bot.update();
  expect(JSON.parse(stdout)).toMatchObject({
    result: 'failed',
    why: expect.stringContaining('config/secrets.env'),
  });
  expect(readFileSync(secrets, 'utf8')).toBe('of this host\n');
  expect(readdirSync(path.join(bot.folder, 'mirror.git.work/releases')), 'nothing of it stays').toEqual([]);
  expect(servicePid(bot)).toBe(pid);
  await expectConverged(bot, before);
  expect(readdirSync(path.join(bot.folder, 'mirror.git.work/releases')), 'it is not kept').toEqual([]);
  bot.git('rm', '--quiet', '--cached', 'config/secrets.env');
});

test('a version that brings data of a profile is refused', async () => {
  const { bot } = world;
  const before = confirmed(bot);
  releaseWith('bot_persistence/paper/ledger.txt');
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({
    result: 'failed',
    why: expect.stringContaining('holds-data'),
  });
  await expectConverged(bot, before);
  bot.git('rm', '--quiet', '--cached', '-r', 'bot_persistence');
});

test('what others made meanwhile where a version has a file stays as well', async () => {
  const { bot } = world;
  const mine = path.join(bot.root, 'config/late.env');
  // Between the look at the version and the switch.
  bot.configure({ test_commands: [['cp', path.join(bot.root, 'config/update.toml'), mine]] });
  const before = confirmed(bot);
  releaseWith('config/late.env');
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ result: 'failed' });
  expect(readFileSync(mine, 'utf8')).toContain('[update]');
  await expectConverged(bot, before);
});

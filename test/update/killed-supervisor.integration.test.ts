import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { botWorld, confirmed, expectConverged, servicePid, type BotWorld } from './killed-updater.ts';

let world: BotWorld;
beforeAll(async () => {
  world = await botWorld('releases', { health_seconds: 30 });
});
afterAll(async () => await world.end());

const dataOf = (name: string) => path.join(world.bot.root, 'bot_persistence/live', name);

function supervisorPid(): number {
  const { supervisor }: { supervisor: { pid: number } } = JSON.parse(
    readFileSync(path.join(world.bot.meta, 'service_status.json'), 'utf8'),
  );
  return supervisor.pid;
}

/** Another supervisor that has found the service, and is killed later. */
async function superviseUntil(killAt: string): Promise<void> {
  const before = supervisorPid();
  await world.bot.superviseAnew({ killAt });
  await expect.poll(supervisorPid).not.toBe(before);
}

/** What has ended and nobody has asked about yet runs no more. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
}

/** Every copy of the service that runs, by what each wrote down when it began. */
function copies(): readonly number[] {
  const pids = readFileSync(dataOf('starts.log'), 'utf8').trim().split('\n');
  return [...new Set(pids.map((line) => Number(line.split(' ').at(-1))))].filter(isRunning);
}

test('a supervisor that is killed and started again goes on with the service, in the middle of its trades', async () => {
  const { bot } = world;
  const [pid, commit] = [servicePid(bot), confirmed(bot)];
  for (let times = 0; times < 3; times += 1) {
    await bot.superviseAnew();
    await expect
      .poll(() => readFileSync(path.join(bot.folder, 'service.log'), 'utf8'))
      .toMatch(new RegExp(`(?:goes on as process ${pid}[^]*){${times + 1}}`));
  }
  expect(copies()).toEqual([pid]);
  await expectConverged(bot, commit);
  // It is looked after as before.
  process.kill(pid, 'SIGKILL');
  writeFileSync(dataOf('trades.log'), '');
  await expect.poll(() => servicePid(bot) !== pid && isRunning(servicePid(bot))).toBe(true);
  const { version, commit: next } = world.release();
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ result: 'updated', to: { version } });
  await expectConverged(bot, next);
  expect(copies()).toEqual([servicePid(bot)]);
});

test('a second one starts nothing, and names the one that is at work', async () => {
  const { bot } = world;
  const [pid, commit] = [servicePid(bot), confirmed(bot)];
  const words = ['update', 'supervise', '--profile', 'live', '--', process.execPath, 'bot.mjs'];
  expect(await bot.lockkeeper(words)).toMatchObject({
    exitCode: 4,
    stderr: `Process ${supervisorPid()} supervises the service already. End it first.\n`,
  });
  expect(copies()).toEqual([pid]);
  await expectConverged(bot, commit);
});

test('one that is killed before it says which process it started leaves no second copy', async () => {
  const { bot } = world;
  const commit = confirmed(bot);
  await superviseUntil('before service_status.json 2');
  process.kill(servicePid(bot), 'SIGKILL');
  await bot.supervisorEnded();
  await bot.superviseAnew({ killAt: 'before service_status.json 1' });
  await bot.supervisorEnded();
  writeFileSync(dataOf('trades.log'), '');
  await bot.superviseAnew();
  await bot.runs(commit);
  await expect.poll(() => copies()).toEqual([servicePid(bot)]);
  await expectConverged(bot, commit);
});

test('one that is killed while it restarts the service for an update lets the update come to its end', async () => {
  const { bot } = world;
  const { version, commit } = world.release();
  await superviseUntil('before service_status.json 2');
  const updating = bot.update();
  await bot.supervisorEnded();
  await bot.superviseAnew();
  expect(JSON.parse((await updating).stdout)).toMatchObject({ result: 'updated', to: { version } });
  await expectConverged(bot, commit);
  expect(copies()).toEqual([servicePid(bot)]);
});

test('one that stays away lets no update begin, and the service goes on', async () => {
  const { bot } = world;
  const [commit, pid] = [confirmed(bot), servicePid(bot)];
  world.release();
  process.kill(supervisorPid(), 'SIGKILL');
  await bot.supervisorEnded();
  const { exitCode, stdout } = await bot.update();
  expect(exitCode, stdout).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    result: 'skipped',
    codes: ['unmanaged'],
    why: 'Nothing would restart the service: nothing supervises the service; start lockkeeper update supervise --profile live.',
  });
  await expectConverged(bot, commit);
  await bot.superviseAnew();
  expect(servicePid(bot)).toBe(pid);
  expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { botWorld, confirmed, expectConverged, servicePid, type BotWorld } from './killed-updater.ts';

/** In place of systemctl: writes down what it is asked to do, and hands it on to our supervisor, unless the unit is masked. */
const SYSTEMCTL = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync, writeFileSync, renameSync } = require('node:fs');
const [meta, asked] = readFileSync(__filename + '.where', 'utf8').split('\\n');
const words = process.argv.slice(2);
const verb = words.find((word) => !word.startsWith('-'));
const unit = words.at(-1);
if (verb === 'show') {
  const said = asked + '.' + unit;
  console.log(existsSync(said) ? readFileSync(said, 'utf8') : words.includes('--property=LoadState') ? 'loaded' : 'active');
  process.exit(0);
}
appendFileSync(asked, words.join(' ') + '\\n');
if (existsSync(asked + '.away')) {
  console.error('Failed to connect to bus: No such file or directory');
  process.exit(1);
}
if (existsSync(asked + '.masked') && verb === 'restart') {
  console.error('Failed to restart bot.service: Unit bot.service is masked.');
  process.exit(1);
}
if (verb === 'reset-failed') process.exit(1);
const status = () => JSON.parse(readFileSync(meta + '/service_status.json', 'utf8')).generation;
const generation = status() + 1;
const file = meta + '/service_request.json';
const wants = verb === 'stop' ? 'stop' : 'run';
writeFileSync(file + '.new', JSON.stringify({ schema_version: 1, generation, wants }));
renameSync(file + '.new', file);
const wait = setInterval(() => status() >= generation && clearInterval(wait), 20);
`;

/** It checks nothing out. */
const FAILING_GIT = `#!/bin/sh
case " $* " in *" checkout --quiet --no-overwrite-ignore --detach "*) exit 1 ;; esac
PATH=\${PATH#*:} exec git "$@"
`;

const before = process.env['PATH'];
let world: BotWorld;
let folder = '';
const asked = () =>
  existsSync(path.join(folder, 'asked')) ? readFileSync(path.join(folder, 'asked'), 'utf8') : '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lk-ctl-'));
  writeFileSync(path.join(folder, 'systemctl'), SYSTEMCTL, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${before ?? ''}`;
  world = await botWorld('releases', { service_unit: 'bot.service' });
  serves(world);
});

function serves({ bot }: BotWorld): void {
  writeFileSync(path.join(folder, 'systemctl.where'), `${bot.meta}\n${path.join(folder, 'asked')}`);
}

beforeEach(() => rmSync(path.join(folder, 'asked'), { force: true }));

afterAll(async () => {
  process.env['PATH'] = before;
  await world.end();
  rmSync(folder, { recursive: true, force: true });
});

const RESTART = '--no-ask-password reset-failed bot.service\n--no-ask-password restart bot.service\n';
const result = (text: string): Record<string, unknown> => JSON.parse(text);

test('a unit of systemd is restarted, whether it had failed before or not', async () => {
  const { commit } = world.release();
  expect(result((await world.bot.update()).stdout)).toMatchObject({ result: 'updated' });
  await expectConverged(world.bot, commit);
  expect(asked()).toBe(RESTART);
});

test('a version that is ill is stopped before its data comes back', async () => {
  const commit = confirmed(world.bot);
  world.release({ ILL: 'yes' });
  expect((await world.bot.update()).exitCode).toBe(5);
  await expectConverged(world.bot, commit);
  expect(asked()).toBe(`${RESTART}--no-ask-password stop bot.service\n${RESTART}`);
  await world.bot.update(['enable', '--ack']);
});

test('where systemctl can do nothing, the old version stays installed, as it is the one that runs', async () => {
  const { bot } = world;
  const [commit, pid] = [confirmed(bot), servicePid(bot)];
  world.release();
  writeFileSync(path.join(folder, 'asked.away'), '');
  const failed = await bot.update();
  rmSync(path.join(folder, 'asked.away'));
  expect(failed.exitCode).toBe(6);
  expect(result(failed.stdout)).toMatchObject({
    why: expect.stringMatching(/^restart: systemctl .*bus.*; switch-back: systemctl .*bus/),
  });
  await expectConverged(bot, commit);
  expect(servicePid(bot)).toBe(pid);
  await bot.update(['enable', '--ack']);
});

test.each([
  ['whose unit is masked', { restart_by: 'systemctl' }, 'bot.service', 'masked'],
  ['whose unit is masked from the units of root', { restart_by: 'path-unit' }, 'bot.service', 'masked'],
  ['that nothing heeds', { restart_by: 'path-unit' }, 'lockkeeper-restart-live.path', 'inactive'],
  ['that nothing would stop', { restart_by: 'path-unit' }, 'lockkeeper-stop-live.path', 'inactive'],
])('a service %s is not begun with, and goes on', async (...[, settings, unit, said]) => {
  const { bot } = world;
  const [commit, pid] = [confirmed(bot), servicePid(bot)];
  world.release();
  bot.configure(settings);
  writeFileSync(path.join(folder, `asked.${unit}`), said);
  const { exitCode, stdout } = await bot.update();
  rmSync(path.join(folder, `asked.${unit}`));
  bot.configure({});
  expect(exitCode, stdout).toBe(1);
  const why = `Nothing would restart the service: ${unit} is ${said}; systemctl status ${unit} shows why.`;
  expect(result(stdout)).toMatchObject({ result: 'skipped', level: 'warning', codes: ['unmanaged'], why });
  expect([servicePid(bot), asked()]).toEqual([pid, '']);
  await expectConverged(bot, commit);
});

test('with --interactive, who says no has nothing touched, and nobody is not a yes', async () => {
  const { bot } = world;
  const commit = confirmed(bot);
  world.release();
  const stateNow = (): { readonly today: object } =>
    JSON.parse(readFileSync(path.join(bot.meta, 'update_state.json'), 'utf8'));
  const { today } = stateNow();
  const args = ['update', 'run', '--profile', 'live', '--interactive'];
  const alone = await runMain(args, { cwd: bot.root });
  expect(alone).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Nobody can be asked here.') });
  const env = { PATH: process.env['PATH'], JOURNAL_STREAM: '8:1' };
  const typed = await runMain(args, { cwd: bot.root, env, input: 'n\n', isTyped: true, terminal: 100 });
  expect(typed.stderr).toContain('Fetch the new version into the mirror? (fetch) [y/N]');
  // Systemd reads how urgent a line is from its beginning.
  expect(typed.stderr).toMatch(/^<6>LOCKKEEPER_RUN=\S+ No update of v\d/m);
  expect(typed).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('Somebody stopped it before the step fetch.'),
  });
  // What a person stopped is no attempt of the day.
  expect(stateNow()).toMatchObject({ failure_count: 0, blocked: [], today });
  await expectConverged(bot, commit);
  expect(asked()).toBe('');
  await bot.update(['enable', '--ack']);
});

test('where the old version cannot be started either, a person has to look, and nothing goes on until then', async () => {
  const { bot } = world;
  world.release();
  writeFileSync(path.join(folder, 'asked.masked'), '');
  const failed = await bot.update();
  expect(failed.exitCode).toBe(6);
  expect(result(failed.stdout)).toMatchObject({
    result: 'rollback-failed',
    level: 'critical',
    why: expect.stringContaining('Unit bot.service is masked'),
  });
  rmSync(path.join(folder, 'asked.masked'));
  world.release();
  expect(result((await bot.update()).stdout)).toMatchObject({ codes: ['disabled', 'waiting'] });
  await bot.update(['enable', '--ack']);
  expect(result((await bot.update()).stdout)).toMatchObject({
    codes: ['health-failing'],
    why: expect.stringContaining('nothing listens there'),
  });
});

test('in place, a unit is stopped while git changes its files, and started again where it fails', async () => {
  const inPlace = await botWorld('inplace', { service_unit: 'bot.service' });
  const STOP = '--no-ask-password stop bot.service\n';
  try {
    serves(inPlace);
    const { commit } = inPlace.release();
    expect(result((await inPlace.bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(inPlace.bot, commit);
    expect(asked()).toBe(`${STOP}${RESTART}`);
    rmSync(path.join(folder, 'asked'));
    inPlace.release();
    writeFileSync(path.join(folder, 'git'), FAILING_GIT, { mode: 0o755 });
    expect(result((await inPlace.bot.update()).stdout)).toMatchObject({ result: 'failed' });
    await inPlace.bot.runs(commit);
    await expectConverged(inPlace.bot, commit);
    expect(asked()).toBe(`${STOP}--no-ask-password start bot.service\n`);
  } finally {
    rmSync(path.join(folder, 'git'), { force: true });
    await inPlace.end();
  }
});

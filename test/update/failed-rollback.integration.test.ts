import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  botWorld,
  confirmed,
  expectConverged,
  servicePid,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

describe.each<Strategy>(['releases', 'inplace'])('a rollback by strategy %s', (strategy) => {
  let world: BotWorld;
  let database = '';

  beforeEach(async () => {
    world = await botWorld(strategy);
    database = path.join(world.bot.folder, 'database');
    writeFileSync(database, 'old');
  });
  afterEach(async () => await world.end());

  const copy = (...args: readonly string[]) => ['cp', ...args];
  const read = (name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(path.join(world.bot.meta, name), 'utf8'));

  /** The folder of the only snapshot. */
  function snapshot(): string {
    const work = strategy === 'releases' ? world.bot.root : path.join(world.bot.folder, 'mirror.git.work');
    const [run = ''] = readdirSync(path.join(work, 'backups'));
    return path.join(work, 'backups', run);
  }

  /** Updates to a version that is ill and changes data and database, and does something once it runs. */
  async function rollback(restore: readonly string[], act: () => void = () => undefined) {
    const { bot } = world;
    bot.configure({ database: { backup: copy(database, '{file}'), restore } });
    const { version, commit } = world.release({ ILL: 'yes', MIGRATES: 'yes' });
    const updating = bot.update();
    await bot.runs(commit);
    writeFileSync(database, 'new');
    act();
    const pid = servicePid(bot);
    const { exitCode, stdout, stderr } = await updating;
    expect(exitCode, stdout + stderr).toBe(6);
    const answer: Record<string, unknown> = JSON.parse(stdout);
    expect(answer).toMatchObject({ result: 'rollback-failed', level: 'critical' });
    const banner = read('banner.json');
    expect(banner).toMatchObject({ code: 'rollback-failed-disabled', why: answer['why'] });
    expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ result: 'skipped' });
    expect(read('banner.json'), 'it is told until somebody looked').toEqual(banner);
    return { version, commit, pid, why: answer['why'] };
  }

  function head(): string {
    const live = strategy === 'releases' ? path.join(world.bot.root, 'current') : world.bot.root;
    return execFileSync('git', ['-C', live, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  }

  test('whose snapshot was changed is not begun: the new version goes on with its data and database [row 3.16]', async () => {
    const { bot } = world;
    const restored = path.join(bot.folder, 'restored');
    const { version, commit, pid, why } = await rollback(['touch', restored], () => {
      const archive = path.join(snapshot(), 'persistence.tar');
      const bytes = readFileSync(archive);
      const middle = bytes.length >> 1;
      bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
      writeFileSync(archive, bytes);
    });
    expect(why).toContain('switch-back: the snapshot is not what was written there');
    expect(existsSync(restored)).toBe(false);
    expect([head(), servicePid(bot), bot.data('format').trim()]).toEqual([commit, pid, version]);
    await expect.poll(async () => await bot.health()).toMatchObject({ commit, paused: false });
  });

  test('whose database does not come back leaves all of the new version, stopped, for a person', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version, commit, why } = await rollback(['false']);
    const folder = snapshot();
    expect(why).toContain(
      `switch-back: database.restore: it ended with 1; the service stays stopped: bring back by hand what lies in ${folder}`,
    );
    expect([head(), bot.data('format').trim(), readFileSync(database, 'utf8')]).toEqual([
      commit,
      version,
      'new',
    ]);
    expect([read('service_status.json')['service'], await bot.health()]).toEqual([null, undefined]);
    // As docs/updates.md says.
    const data = path.join(bot.root, 'bot_persistence/live');
    execFileSync('find', [
      data,
      '-mindepth',
      '1',
      '-maxdepth',
      '1',
      '!',
      '-name',
      'meta',
      '-exec',
      'rm',
      '-r',
      '{}',
      '+',
    ]);
    execFileSync('tar', ['-C', data, '--exclude=./meta', '-xpf', path.join(folder, 'persistence.tar')]);
    execFileSync('cp', [path.join(folder, 'database.dump'), database]);
    if (strategy === 'inplace') execFileSync('git', ['-C', bot.root, 'checkout', '--quiet', before]);
    else {
      rmSync(path.join(bot.root, 'current'));
      symlinkSync(`releases/v1.0.0-${before.slice(0, 12)}`, path.join(bot.root, 'current'));
    }
    // Before that nothing starts it.
    expect((await bot.update(['enable', '--ack'])).exitCode).toBe(0);
    rmSync(path.join(bot.meta, 'service_request.json'));
    await bot.superviseAnew();
    await expectConverged(bot, before);
    expect([bot.data('format'), readFileSync(database, 'utf8')]).toEqual(['', 'old']);
    bot.configure({});
    world.release();
    expect(JSON.parse((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
  });

  test('that a power cut ends is left to the next run, and no version starts on a database that is not its own', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const up = path.join(bot.folder, 'up');
    const restore = ['sh', '-c', `[ -e '${up}' ] && cp "$0" '${database}'`, '{file}'];
    bot.configure({ database: { backup: copy(database, '{file}'), restore } });
    const { version, commit } = world.release({ ILL: 'yes', MIGRATES: 'yes' });
    const updating = bot.update(['run'], { killAt: 'behind intent switch-back' });
    await bot.runs(commit);
    writeFileSync(database, 'new');
    expect(await updating).toMatchObject({ exitCode: null });
    await bot.end();
    const atBoot = await bot.update(['recover', '--before-start']);
    expect(atBoot.exitCode, atBoot.stdout).toBe(1);
    expect(JSON.parse(atBoot.stdout)).toMatchObject({ recovered: 'unsafe' });
    expect([head(), bot.data('format').trim(), readFileSync(database, 'utf8')]).toEqual([
      commit,
      version,
      'new',
    ]);
    writeFileSync(up, '');
    await bot.superviseAnew();
    let next = await bot.update();
    // The supervisor looks just then whether it may start the service.
    while (next.exitCode === 4) next = await bot.update();
    expect(next.exitCode, next.stdout).toBe(5);
    await expectConverged(bot, before);
    expect([bot.data('format'), readFileSync(database, 'utf8')]).toEqual(['', 'old']);
  });
});

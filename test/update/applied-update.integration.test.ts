import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  botWorld,
  confirmed,
  expectConverged,
  servicePid,
  type BotWorld,
  type Strategy,
} from './killed-updater.ts';

/** What has ended and nobody has asked about yet runs no more. */
function isRunning(pid: string): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
}

const PAST = { result: 'failed' };

describe.each<Strategy>(['releases', 'inplace'])('an update by strategy %s', (strategy) => {
  let world: BotWorld;
  beforeAll(async () => {
    world = await botWorld(strategy);
  });
  afterAll(async () => await world.end());

  const json = (text: string): Record<string, unknown> => JSON.parse(text);
  const meta = (name: string) => readFileSync(path.join(world.bot.meta, name), 'utf8');
  const work = () =>
    strategy === 'releases' ? world.bot.root : path.join(world.bot.folder, 'mirror.git.work');

  /** The service that runs is the same process as before, and the same version. */
  async function expectUntouched(act: () => Promise<void>): Promise<void> {
    const [pid, commit] = [servicePid(world.bot), confirmed(world.bot)];
    await act();
    expect(servicePid(world.bot)).toBe(pid);
    await expectConverged(world.bot, commit);
    await world.bot.update(['enable', '--ack']);
  }

  test('brings a signed version, and tells it everywhere [row 3.14] [row 3.16] [row 3.20] [row 3.21] [row 3.22] [row 3.46]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version, commit } = world.release();
    const pid = servicePid(bot);
    const { exitCode, stdout } = await bot.update();
    expect(exitCode).toBe(0);
    expect(json(stdout)).toMatchObject({ result: 'updated', level: 'info', to: { version, commit } });
    await expectConverged(bot, commit);
    expect(servicePid(bot)).not.toBe(pid);
    expect(json(meta('version.json'))).toMatchObject({
      version,
      floor: version,
      previous: { commit: before },
    });
    expect(json(meta('banner.json'))).toMatchObject({ level: 'info', code: 'updated' });
    expect(meta('update.prom')).toContain(
      `lockkeeper_update_info{version="${version}",commit="${commit}"} 1`,
    );
    const history = json((await bot.update(['history'])).stdout);
    expect(history).toMatchObject({ runs: [{ result: 'updated', to: { version }, resumes: 0 }] });
    const [snapshot = ''] = readdirSync(path.join(work(), 'backups'));
    const packed = execFileSync('tar', [
      '-tf',
      path.join(work(), 'backups', snapshot, 'code.tar'),
    ]).toString();
    expect(packed).toContain('./bot.mjs');
    const journal = meta('update_journal.jsonl');
    expect((await bot.update()).exitCode).toBe(0);
    expect(meta('update_journal.jsonl'), 'nothing is written where there is nothing to do').toBe(journal);
  });

  test('is none where the remote cannot be asked, which is told until it answers [row 3.23]', async () => {
    const { bot } = world;
    const banner = () => json(meta('banner.json'));
    bot.configure({ remote: path.join(bot.folder, 'gone.git') });
    await expectUntouched(async () => {
      const { exitCode, stdout } = await bot.update();
      expect(exitCode).toBe(1);
      expect(json(stdout)).toMatchObject({ result: 'skipped', level: 'warning', codes: ['remote-missing'] });
    });
    expect(banner()).toMatchObject({ level: 'warning', code: 'remote-missing' });
    bot.configure({});
    expect((await bot.update()).exitCode).toBe(0);
    expect(banner()).toMatchObject({ level: 'info', code: 'not-newer' });
  });

  test('is not begun where the service was asked to save, and did not [row 3.15]', async () => {
    const { bot } = world;
    world.release();
    bot.configure({ save_command: ['false'] });
    await expectUntouched(async () => {
      expect(json((await bot.update()).stdout)).toMatchObject({
        ...PAST,
        why: expect.stringMatching(/^save: /),
      });
    });
    bot.configure({ save_command: ['true'] });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    bot.configure({});
  });

  test('goes back where the new version is ill, with its data, and does not come back by itself [row 3.25]', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version } = world.release({ ILL: 'yes', MIGRATES: 'yes' });
    const { exitCode, stdout } = await bot.update();
    expect(exitCode).toBe(5);
    expect(json(stdout)).toMatchObject({ result: 'rolled-back', level: 'critical' });
    await expectConverged(bot, before);
    expect(bot.data('format'), 'what the new version wrote is gone').toBe('');
    expect(json(meta('version.json'))).toMatchObject({ last_attempt: { version, result: 'rolled-back' } });
    await bot.update(['enable', '--ack']);
    const state = json(meta('update_state.json'));
    writeFileSync(
      path.join(bot.meta, 'update_state.json'),
      JSON.stringify({
        ...state,
        blocked: [{ version, commit: 'c'.repeat(40), at: new Date().toISOString(), why: 'ill' }],
      }),
    );
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'skipped', codes: ['blocked'] });
    await bot.update(['enable', '--ack']);
  });

  test('whose tests fail touches nothing [row 3.24] [row 3.45]', async () => {
    world.release({ BROKEN: 'yes' });
    await expectUntouched(async () => {
      const { exitCode, stdout } = await world.bot.update();
      expect(exitCode).toBe(1);
      expect(json(stdout)).toMatchObject({
        ...PAST,
        level: 'critical',
        why: expect.stringContaining('test: '),
      });
    });
  });

  test('whose tests hang is ended with all they started', async () => {
    const { bot } = world;
    world.release();
    const mark = `lk-hang-${process.pid}-${strategy}`;
    const hang = ['sh', '-c', `sleep 300 & exec sleep 300 # ${mark}`];
    bot.configure({ test_commands: [hang], command_seconds: 1 });
    await expectUntouched(async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject({
        ...PAST,
        why: expect.stringContaining('did not answer within 1 s'),
      });
    });
    bot.configure({});
  });

  test('whose tests leave a process behind, or files, is brought without them', async () => {
    const { bot } = world;
    const { commit } = world.release();
    const left = path.join(bot.folder, 'left.pid');
    const leave = ['sh', '-c', `touch leftover; sleep 300 >/dev/null 2>&1 & echo $! > ${left}`];
    bot.configure({ test_commands: [leave] });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
    await expect.poll(() => isRunning(readFileSync(left, 'utf8').trim())).toBe(false);
    bot.configure({});
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'skipped', codes: ['not-newer'] });
  });

  test('whose tests start a process in a session of its own goes on, and so does the process', async () => {
    const { bot } = world;
    const left = path.join(bot.folder, 'session.pid');
    const start = `setsid sh -c 'echo $$ > "${left}"; exec sleep 300' >/dev/null 2>&1 & while ! [ -s "${left}" ]; do sleep 0.1; done`;
    const pid = () => Number(readFileSync(left, 'utf8'));
    try {
      const { commit } = world.release();
      bot.configure({ test_commands: [['sh', '-c', start]] });
      expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
      await expectConverged(bot, commit);
      expect(isRunning(String(pid()))).toBe(true);
      process.kill(pid());
      writeFileSync(left, '');
      world.release();
      bot.configure({ test_commands: [['sh', '-c', `${start}; exec sleep 300`]], command_seconds: 3 });
      await expectUntouched(async () => {
        const { stdout } = await bot.update();
        expect(json(stdout)).toMatchObject({ ...PAST, why: expect.stringContaining('did not answer') });
      });
      expect(isRunning(String(pid()))).toBe(true);
    } finally {
      process.kill(pid());
      bot.configure({});
    }
  });

  test('that was changed since it was laid ready is not installed so', async () => {
    const { bot } = world;
    const { version, commit } = world.release();
    expect(json((await bot.update(['acquire'])).stdout)).toMatchObject({ result: 'staged' });
    const staged = path.join(work(), 'releases', `${version}-${commit.slice(0, 12)}`);
    writeFileSync(path.join(staged, 'first.mjs'), "export const version = 'another';\n");
    if (strategy === 'inplace') {
      // Git brings it from what was committed.
      expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ result: 'updated' });
      await expectConverged(bot, commit);
      return;
    }
    await expectUntouched(async () => {
      const { stdout } = await bot.update(['apply']);
      expect(json(stdout)).toMatchObject({
        ...PAST,
        why: expect.stringContaining(`switch: somebody changed ${path.basename(staged)}: first.mjs`),
      });
    });
  });

  test('whose tests change what was committed is refused', async () => {
    const { bot } = world;
    world.release();
    bot.configure({ test_commands: [['sh', '-c', 'echo "//" >> bot.mjs']] });
    await expectUntouched(async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject({ ...PAST, why: expect.stringContaining('somebody changed') });
    });
    bot.configure({});
  });

  test('is not installed over what somebody changed meanwhile', async () => {
    const { bot } = world;
    world.release();
    const live = strategy === 'releases' ? path.join(bot.root, 'current') : bot.root;
    bot.configure({ test_commands: [['touch', path.join(live, 'mine')]] });
    await expectUntouched(async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject({
        ...PAST,
        why: expect.stringContaining('switch: somebody changed'),
      });
      execFileSync('rm', [path.join(live, 'mine')]);
    });
    bot.configure({});
  });

  test('leaves what somebody pulled meanwhile whole, and warns until it is put back', async () => {
    const { bot } = world;
    const before = confirmed(bot);
    const { version, commit } = world.release();
    const live = strategy === 'releases' ? path.join(bot.root, 'current') : bot.root;
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', live, ...args], { encoding: 'utf8' }).trim();
    const pull = `git -C ${live} fetch --quiet ${path.join(bot.folder, 'remote.git')} && git -C ${live} checkout --quiet ${commit}`;
    bot.configure({ test_commands: [['sh', '-c', pull]] });
    expect(json((await bot.update()).stdout)).toMatchObject({
      ...PAST,
      why: expect.stringContaining(` is at ${commit.slice(0, 12)}`),
    });
    expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([commit, '']);
    bot.configure({});
    await bot.update(['enable', '--ack']);
    const { exitCode, stdout } = await bot.update();
    expect(exitCode).toBe(1);
    expect(json(stdout)).toMatchObject({ result: 'skipped', level: 'warning', codes: ['unknown'] });
    expect(json(meta('banner.json'))).toMatchObject({ level: 'warning', code: 'unknown' });
    git('checkout', '--quiet', before);
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated', to: { version } });
    await expectConverged(bot, commit);
  });

  test('is given up where the service does not pause, and it goes on [row 3.07]', async () => {
    const { bot } = world;
    const { commit } = world.release({ NEVER_PAUSES: 'yes' });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
    world.release();
    bot.configure({ quiesce_seconds: 1 });
    await expectUntouched(async () => {
      const { stdout } = await bot.update();
      expect(json(stdout)).toMatchObject({ ...PAST, why: expect.stringContaining('did not pause') });
    });
    bot.configure({ quiesce_seconds: 1, on_quiesce_timeout: 'force' });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    bot.configure({});
  });

  test('is refused where its tag is not signed, and nothing of it is run [row 3.28]', async () => {
    const { bot } = world;
    const canary = path.join(bot.folder, 'canary');
    const { version, commit } = world.release();
    bot.git('tag', '-f', version);
    bot.git('push', '--quiet', '--force', 'origin', `refs/tags/${version}`);
    bot.configure({ test_commands: [['touch', canary]] });
    await expectUntouched(async () => {
      const first = json((await bot.update()).stdout);
      expect(first).toMatchObject({
        ...PAST,
        level: 'warning',
        why: expect.stringContaining('(tag-lightweight)'),
      });
      await bot.update(['enable', '--ack']);
      expect(json((await bot.update()).stdout)).toMatchObject({
        codes: ['tag-lightweight'],
        level: 'warning',
      });
      expect(existsSync(canary)).toBe(false);
    });
    bot.configure({});
    // Nobody had signed anything under its name: it is as good as any other.
    bot.sign(version);
    bot.git('push', '--quiet', '--force', 'origin', `refs/tags/${version}`);
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
  });

  test('is none where others may write the settings, and no program of theirs is run', async () => {
    const { bot } = world;
    const canary = path.join(bot.folder, 'canary-of-settings');
    world.release();
    bot.configure({ test_commands: [['touch', canary]], save_command: ['touch', canary] });
    const config = path.join(bot.root, 'config');
    const open = [
      [path.join(config, 'update.toml'), 0o666, 0o644],
      [config, 0o777, 0o755],
    ] as const;
    await expectUntouched(async () => {
      for (const [place, mode, before] of open) {
        chmodSync(place, mode);
        const asked = [['run'], ['run', '--dry-run'], ['acquire'], ['apply'], ['recover']];
        for (const ended of await Promise.all(asked.map(async (words) => await bot.update(words))))
          expect(ended).toMatchObject({
            exitCode: 2,
            stderr: expect.stringContaining(`Others may write ${place},`),
          });
        const { checks }: { checks: readonly object[] } = JSON.parse(
          (await bot.update(['verify-setup'])).stdout,
        );
        expect(checks).toContainEqual(expect.objectContaining({ id: 'settings', verdict: 'wrong' }));
        chmodSync(place, before);
      }
    });
    expect(existsSync(canary)).toBe(false);
    bot.configure({});
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
  });

  test('is laid ready and brought without a network', async () => {
    const { bot } = world;
    const { commit } = world.release();
    await expectUntouched(async () => {
      expect(json((await bot.update(['acquire'])).stdout)).toMatchObject({ result: 'staged' });
    });
    renameSync(bot.remote, `${bot.remote}.gone`);
    try {
      expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ result: 'updated' });
    } finally {
      renameSync(`${bot.remote}.gone`, bot.remote);
    }
    await expectConverged(bot, commit);
    expect(json((await bot.update(['apply'])).stdout)).toMatchObject({ codes: ['nothing-staged'] });
  });

  test('takes the database along, there and back, and keeps so many snapshots', async () => {
    const { bot } = world;
    const database = path.join(bot.folder, 'database');
    writeFileSync(database, 'old');
    const copy = (...args: readonly string[]) => ['cp', ...args];
    const restoring = { backup: copy(database, '{file}'), restore: copy('{file}', database) };
    bot.configure({ database: restoring, keep_releases: 1 });
    // Of runs that were rolled back before.
    for (const at of [1, 2, 3])
      mkdirSync(path.join(work(), `backups/2020010${at}T000000Z-a`), { recursive: true });
    world.release({ ILL: 'yes' });
    const updating = bot.update(['run']);
    await expect.poll(() => existsSync(path.join(bot.meta, 'quiesce_ack.json'))).toBe(true);
    await expect.poll(async () => (await bot.health())?.commit !== confirmed(bot)).toBe(true);
    writeFileSync(database, 'new');
    expect((await updating).exitCode).toBe(5);
    expect(readFileSync(database, 'utf8')).toBe('old');
    expect(readdirSync(path.join(work(), 'backups'))).toHaveLength(2);
    bot.configure({});
    await bot.update(['enable', '--ack']);
  });

  test('is done by one process at a time', async () => {
    const { bot } = world;
    const { commit } = world.release();
    const paper = path.join(bot.root, 'bot_persistence/paper');
    mkdirSync(path.join(paper, 'meta'), { recursive: true });
    const slow = bot.update(['run']);
    await expect.poll(() => existsSync(path.join(bot.meta, 'update_running.json'))).toBe(true);
    expect((await bot.update(['run'])).exitCode).toBe(4);
    expect((await bot.update(['run', '--dry-run'])).exitCode).toBe(4);
    expect((await bot.update(['enable', '--ack'])).exitCode).toBe(4);
    // What is installed is one for all profiles.
    expect((await bot.lockkeeper(['update', 'acquire', '--profile', 'paper'])).exitCode).toBe(4);
    rmSync(paper, { recursive: true });
    expect(json((await slow).stdout)).toMatchObject({ result: 'updated' });
    await expectConverged(bot, commit);
  });

  test('waits while it is paused, and stops where a state file is broken', async () => {
    const { bot } = world;
    world.release();
    expect((await bot.update(['pause'])).exitCode).toBe(0);
    await expectUntouched(async () => {
      expect(json((await bot.update()).stdout)).toMatchObject({ result: 'skipped', codes: ['disabled'] });
      const state = meta('update_state.json');
      writeFileSync(path.join(bot.meta, 'update_state.json'), '{"schema_version":1,');
      expect((await bot.update()).exitCode).toBe(2);
      writeFileSync(path.join(bot.meta, 'update_state.json'), state);
      expect((await bot.update(['resume'])).exitCode).toBe(0);
    });
    expect(json((await bot.update()).stdout)).toMatchObject({ result: 'updated' });
  });
});

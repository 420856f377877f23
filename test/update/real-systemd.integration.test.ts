import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { confirmed } from './killed-updater.ts';
import { whyNoSystemd } from './real-systemd.ts';
import { SETUPS, startPaths, systemdWorld, UPDATED, USER, type SystemdWorld } from './systemd-world.ts';

const why = whyNoSystemd();
const where = why === undefined ? 'a real systemd' : `a real systemd: skipped, ${why}`;
const FAILED = { Result: 'exit-code', ExecMainStatus: '1' };
const ROLLED_BACK = { Result: 'exit-code', ExecMainStatus: '5' };

const jsonOf = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));
const version = ({ bot }: SystemdWorld) => jsonOf(path.join(bot.meta, 'version.json'));
/** Failures do not keep the next version away any more. */
const acknowledge = (world: SystemdWorld) =>
  expect(world.lockkeeper('update', 'enable', '--ack')).toMatchObject({ code: 0 });

describe.skipIf(why !== undefined).each(SETUPS)(
  `${where}, strategy $strategy, restarted by $restart_by`,
  (setup) => {
    let world: SystemdWorld;
    beforeAll(async () => {
      world = await systemdWorld(setup);
      startPaths(world);
    });
    afterAll(async () => await world.end());

    test('finds nothing wrong with the units', () => {
      const files = world.units.map((name) => `/etc/systemd/system/${name}`);
      expect(world.run('systemd-analyze', 'verify', ...files)).toMatchObject({ code: 0, stderr: '' });
    });

    test('[row 3.01] [row 3.19] [row 3.29] [row 3.32] the timer brings a version, and its user restarts a unit that is of root', async () => {
      const { systemctl, says } = world;
      const { version: name, commit } = world.release();
      expect(systemctl('start', 'lockkeeper-update-live.timer')).toMatchObject({ code: 0 });
      await expect.poll(() => version(world)['version'], { interval: 200 }).toBe(name);
      // It lives on through the restart that it caused.
      await expect.poll(() => says('lockkeeper-update-live.service', 'ActiveState')).toBe('inactive');
      expect(says('lockkeeper-update-live.service', 'Result')).toBe('success');
      await world.converged(commit);
      expect(says('bot.service', 'User')).toBe(USER);
      systemctl('stop', 'lockkeeper-update-live.timer');
    });

    test('[row 3.25] a version that dies until systemd starts it no more is rolled back', async () => {
      const { systemctl, says, bot } = world;
      const commit = confirmed(bot);
      world.release({ DIES: 'at once' });
      systemctl('start', '--no-block', 'lockkeeper-update-live.service');
      await expect.poll(() => says('bot.service', 'ActiveState')).toBe('failed');
      // Until somebody lets systemd forget that, nobody can start it.
      expect(systemctl('start', 'bot.service')).toMatchObject({ code: 1 });
      await expect.poll(() => says('lockkeeper-update-live.service', 'ActiveState')).toBe('failed');
      expect(says('lockkeeper-update-live.service', 'ExecMainStatus')).toBe('5');
      await world.converged(commit);
      acknowledge(world);
    });

    test('[row 3.02] an updater that was killed is started again, and the service with it', async () => {
      const { bot, systemctl, says } = world;
      const unit = 'lockkeeper-update-live.service';
      const commit = confirmed(bot);
      world.release();
      const env = `NODE_OPTIONS=--import=${path.join(bot.folder, 'kill-at.mjs')}`;
      systemctl('set-environment', env, 'KILL_AT=behind done switch');
      systemctl('start', '--no-block', unit);
      await expect.poll(() => says(unit, 'Result')).toBe('signal');
      systemctl('unset-environment', 'NODE_OPTIONS', 'KILL_AT');
      // The new version was never started, so the old one comes back.
      await expect.poll(() => says(unit, 'ActiveState'), { timeout: 90_000 }).toBe('failed');
      expect(says(unit, 'NRestarts')).toBe('1');
      expect(says(unit, 'ExecMainStatus')).toBe('5');
      await world.converged(commit);
      acknowledge(world);
    }, 180_000);

    test('what somebody pulls meanwhile stays whole, and the service is not touched', async () => {
      const { bot, live, says, asUser } = world;
      const before = confirmed(bot);
      const pid = says('bot.service', 'MainPID');
      const { commit } = world.release();
      const pull = `git -C ${live} fetch --quiet ${bot.remote} && git -C ${live} checkout --quiet ${commit}`;
      bot.configure({ test_commands: [['sh', '-c', pull]] });
      expect(world.update()).toEqual(FAILED);
      bot.configure({});
      expect(version(world)).toMatchObject({
        commit: before,
        last_attempt: { why: expect.stringContaining(` is at ${commit.slice(0, 12)}`) },
      });
      const git = (...words: readonly string[]) => asUser('git', '-C', live, ...words).stdout.trim();
      expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([commit, '']);
      git('checkout', '--quiet', before);
      expect(says('bot.service', 'MainPID')).toBe(pid);
      await world.converged(before);
      acknowledge(world);
    });

    test('a unit that is masked is not left stopped, nor between two versions', async () => {
      const { bot, systemctl, says } = world;
      const commit = confirmed(bot);
      const pid = says('bot.service', 'MainPID');
      world.release();
      expect(systemctl('mask', '--runtime', 'bot.service')).toMatchObject({ code: 0 });
      expect(says('bot.service', 'LoadState')).toBe('masked');
      world.update();
      // Somebody is told of it, whether it was refused or taken back.
      expect(jsonOf(path.join(bot.meta, 'banner.json'))).not.toMatchObject({ level: 'info' });
      expect(systemctl('unmask', '--runtime', 'bot.service')).toMatchObject({ code: 0 });
      expect(says('bot.service', 'MainPID')).toBe(pid);
      await world.converged(commit);
      acknowledge(world);
    });
  },
);

describe.skipIf(why !== undefined)(where, () => {
  let world: SystemdWorld;
  beforeAll(async () => {
    world = await systemdWorld({ strategy: 'releases', restart_by: 'path-unit' });
    startPaths(world);
  });
  afterAll(async () => await world.end());

  test('[row 3.25] [row 3.22] a version that is ill is rolled back, and the journal has it by its run', async () => {
    const { bot, run, systemctl } = world;
    const commit = confirmed(bot);
    const { version: name } = world.release({ ILL: 'yes' });
    expect(systemctl('start', 'systemd-journald.service').stderr).toBe('');
    expect(world.update()).toEqual(ROLLED_BACK);
    await world.converged(commit);
    const state: { last_run: { id: string } } = JSON.parse(
      readFileSync(path.join(bot.meta, 'update_state.json'), 'utf8'),
    );
    const words = ['journalctl', '--output=json', `LOCKKEEPER_RUN=${state.last_run.id}`];
    await expect.poll(() => run(...words).stdout).not.toBe('');
    expect(JSON.parse(run(...words).stdout)).toMatchObject({
      MESSAGE: expect.stringContaining(`${name} was rolled back. v1.0.0 runs again. health: `),
      PRIORITY: '2',
      SYSLOG_IDENTIFIER: 'lockkeeper',
    });
    acknowledge(world);
  });

  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['whose health hangs', { HEALTH: 'hangs' }],
    ['whose health flaps', { HEALTH: 'flaps' }],
    ['whose health reddens', { HEALTH: 'reddens' }],
    ['whose health lies', { HEALTH: 'lies' }],
    ['that dies at once, and is started for ever', { DIES: 'at once' }],
    ['that dies after a good answer, and runs again before the next', { DIES: 'asked' }],
  ])('[row 3.25] [row 3.33] a version %s is rolled back as well', async (_, files) => {
    const { bot, run, systemctl } = world;
    const commit = confirmed(bot);
    // Whoever is started again and again never fails for good.
    run(
      'sh',
      '-c',
      `mkdir -p ${DROP_IN} && printf '[Unit]\\nStartLimitIntervalSec=0\\n' > ${DROP_IN}/limit.conf`,
    );
    systemctl('daemon-reload');
    const { version: name } = world.release(files);
    expect(world.update()).toEqual(ROLLED_BACK);
    await world.converged(commit);
    expect(version(world)).toMatchObject({
      last_attempt: { version: name, result: 'rolled-back', why: expect.stringMatching(/^health: /) },
    });
    acknowledge(world);
  });

  test('what a version runs may write its own folders, and nothing else that anybody may', async () => {
    const { bot, live, run } = world;
    const others = ['/etc/other', '/srv/other'];
    const own = [path.join(bot.root, 'bot_persistence/live'), path.dirname(live)];
    expect(run('mkdir', '--mode=777', ...others)).toMatchObject({ code: 0 });
    const { commit } = world.release();
    const writes = [...own, ...others].map((folder) => `echo yes > ${folder}/written`);
    bot.configure({ test_commands: [['sh', '-c', writes.join('; ')]] });
    expect(world.update()).toEqual(FAILED);
    expect(version(world)).toMatchObject({
      last_attempt: { why: expect.stringContaining('/srv/other/written: Read-only file system') },
    });
    bot.configure({ test_commands: [['sh', '-c', writes.slice(0, own.length).join(' && ')]] });
    acknowledge(world);
    expect(world.update()).toEqual(UPDATED);
    bot.configure({});
    await world.converged(commit);
    expect(own.map((folder) => existsSync(path.join(folder, 'written')))).toEqual([true, true]);
    for (const folder of others) expect(run('ls', folder)).toMatchObject({ code: 0, stdout: '' });
  });

  describe('verify-setup', () => {
    interface Check {
      readonly id: string;
      readonly verdict: string;
      readonly says: string;
    }
    const verify = () => {
      const { code, stdout } = world.lockkeeper('update', 'verify-setup', '--format', 'json');
      const { checks }: { checks: readonly Check[] } = JSON.parse(stdout);
      return { code, checks: new Map(checks.map((one) => [one.id, one])) };
    };
    const pins = () => path.join(world.bot.folder, 'pins/allowed_signers');

    beforeAll(() => {
      // It can be read, and nobody can push to it.
      const bundle = path.join(world.bot.folder, 'bot.bundle');
      execFileSync('git', ['bundle', 'create', '--quiet', bundle, '--all'], {
        cwd: path.join(world.bot.folder, 'work'),
      });
      world.bot.configure({ remote: bundle });
    });
    afterAll(() => world.bot.configure({}));

    test('[row 3.05] [row 3.27] finds nothing wrong with a host that was set up as its pages say', () => {
      const { code, checks } = verify();
      expect(code).toBe(0);
      checks.delete('ports');
      expect(Array.from(checks.values(), ({ id, verdict }) => [id, verdict])).toEqual([
        ['git', 'ok'],
        ['remote', 'ok'],
        ['deploy-key', 'ok'],
        ['pins', 'ok'],
        ['settings', 'ok'],
        ['user', 'ok'],
        ['units', 'ok'],
        ['health', 'ok'],
      ]);
      expect(checks.get('user')?.says).toBe('User 5 updates, and owns the folder of the service.');
      expect(checks.get('units')?.says).toContain(
        'lockkeeper-update-live.timer, lockkeeper-recover-live.service',
      );
    });

    test('[row 3.05] [row 3.27] tells trusted signers that anybody writes, and a timer that is disabled', () => {
      world.run('chmod', '666', pins());
      world.systemctl('disable', 'lockkeeper-update-live.timer');
      const { code, checks } = verify();
      world.run('chmod', '644', pins());
      world.systemctl('enable', 'lockkeeper-update-live.timer');
      expect(code).toBe(1);
      expect(Array.from(checks.values()).filter(({ verdict }) => verdict === 'wrong')).toMatchObject([
        { id: 'pins', says: `The service or others may write ${pins()}.` },
        { id: 'units', says: 'Not ready: lockkeeper-update-live.timer (disabled).' },
      ]);
    });

    test('cannot say of the units what systemd was not asked', () => {
      expect(world.systemctl('stop', 'dbus.socket', 'dbus.service').code).toBe(0);
      const { code, checks } = verify();
      expect(world.systemctl('start', 'dbus.socket', 'dbus.service').code).toBe(0);
      expect(code).toBe(2);
      expect(checks.get('units')).toMatchObject({
        verdict: 'unknown',
        says: expect.stringContaining('Failed to connect to bus'),
      });
    });
  });

  /** What the boot did by itself: it recovered, and then started the service. */
  async function expectRecovered(commit: string): Promise<void> {
    await world.bot.runs(commit);
    expect(world.says('lockkeeper-recover-live.service', 'Result')).toBe('success');
    const recovered = Number(world.says('lockkeeper-recover-live.service', 'ExecMainExitTimestampMonotonic'));
    const started = Number(world.says('bot.service', 'ExecMainStartTimestampMonotonic'));
    expect(recovered).toBeGreaterThan(0);
    expect(started).toBeGreaterThan(recovered);
  }

  test('what a power cut left at the switch is undone at boot, before the service starts', async () => {
    const { bot, systemctl } = world;
    const commit = confirmed(bot);
    world.release();
    const env = `NODE_OPTIONS=--import=${path.join(bot.folder, 'kill-at.mjs')}`;
    systemctl('set-environment', env, 'KILL_AT=behind intent switch');
    expect(world.update()).toMatchObject({ Result: 'signal' });
    // The service was asked to pause.
    expect(existsSync(path.join(bot.meta, 'quiesce.json'))).toBe(true);
    await world.cutPower();
    await expectRecovered(commit);
    // Nobody else tells the service to go on.
    await world.converged(commit);
    acknowledge(world);
  });

  test('a power cut while the new version is watched leaves it whole, and the next run confirms it', async () => {
    const { bot, systemctl } = world;
    startPaths(world);
    const { commit } = world.release();
    systemctl('start', '--no-block', 'lockkeeper-update-live.service');
    await expect.poll(async () => (await bot.health())?.commit).toBe(commit);
    await world.cutPower();
    await expectRecovered(commit);
    expect(confirmed(bot)).not.toBe(commit);
    startPaths(world);
    expect(world.update()).toEqual(UPDATED);
    await world.converged(commit);
  });
});

const DROP_IN = '/etc/systemd/system/bot.service.d';

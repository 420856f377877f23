import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { generateSystemd } from '../../packages/policy-core/src/update/units/generate-systemd.ts';
import { installBot } from '../../tools/sample-bot/made-bot.mjs';
import { bootSystemd, whyNoSystemd, type RealSystemd } from './real-systemd.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** A user of every Debian who may nothing. */
const [USER, UID] = ['games', 5];
const why = whyNoSystemd();

describe.skipIf(why !== undefined)(`a real systemd${why === undefined ? '' : `: skipped, ${why}`}`, () => {
  let folder = '';
  let bot: Awaited<ReturnType<typeof installBot>>['bot'];
  let systemd: RealSystemd;
  let units: Record<string, string> = {};

  beforeAll(async () => {
    // Units have a /tmp of their own.
    folder = mkdtempSync('/srv/lk-systemd-');
    const world = path.join(folder, 'world');
    mkdirSync(world);
    const settings = {
      service_unit: 'bot.service',
      restart_by: 'path-unit',
      health_seconds: 10,
      bake_seconds: 3,
    };
    ({ bot } = await installBot(world, 'releases', settings));
    // What runs has to be where its user may look.
    cpSync(path.join(ROOT, 'packages/cli/dist'), path.join(world, 'program'), { recursive: true });
    cpSync(process.execPath, path.join(world, 'node'));
    cpSync(path.join(ROOT, 'tools/sample-bot/kill-at.mjs'), path.join(world, 'kill-at.mjs'));
    const program = [path.join(world, 'node'), path.join(world, 'program/lockkeeper.cjs')];
    const place = { profile: 'live', root: bot.root, user: USER, program };
    const made = generateSystemd(place, { ...SETTINGS, restart_by: 'path-unit' });
    if (made.kind !== 'files') throw new Error(made.problem);
    units = Object.fromEntries(
      made.files.flatMap(({ path: name, text }) =>
        name.startsWith('systemd/') ? [[name.slice('systemd/'.length), text]] : [],
      ),
    );
    units['bot.service'] = serviceUnit(world, bot);
    // Hourly is too slow for a test.
    units['lockkeeper-update-live.timer.d/soon.conf'] =
      '[Timer]\nOnBootSec=\nOnActiveSec=1s\nAccuracySec=1ms\nRandomizedDelaySec=0\n';
    handOver(folder);
    systemd = await bootSystemd(path.join(folder, 'scratch'), { units, shared: world });
  });

  afterAll(async () => {
    await systemd.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const systemctl = (...words: readonly string[]) => systemd.run(['systemctl', ...words]);
  const result = (unit: string) =>
    systemctl('show', '--property=ActiveState,Result,ExecMainStatus', unit).stdout;
  const release = (version: string, files: Readonly<Record<string, string>> = {}) => {
    // Git pushes to what its own user owns.
    belongsTo(0, path.join(folder, 'world/remote.git'));
    const commit = bot.release(version, files);
    handOver(folder);
    return commit;
  };
  /** Lockkeeper, as the user of the service. */
  const asUser = () => {
    const world = path.join(folder, 'world');
    return [
      'setpriv',
      `--reuid=${UID}`,
      `--regid=${UID}`,
      '--clear-groups',
      `${world}/node`,
      `${world}/program/lockkeeper.cjs`,
    ];
  };
  /** Failures do not keep the next version away any more. */
  const acknowledge = () => {
    const words = [...asUser(), 'update', 'enable', '--ack', ...PROFILE, '--root', bot.root];
    expect(systemd.run(words)).toMatchObject({ code: 0 });
  };
  const version = (): Record<string, unknown> =>
    JSON.parse(readFileSync(path.join(bot.meta, 'version.json'), 'utf8'));

  test('finds nothing wrong with the units', () => {
    const names = Object.keys(units).filter((name) => name.startsWith('lockkeeper-') && !name.includes('/'));
    const files = names.map((name) => `/etc/systemd/system/${name}`);
    expect(systemd.run(['systemd-analyze', 'verify', ...files])).toMatchObject({ code: 0, stderr: '' });
  });

  test('[row 3.01] [row 3.19] [row 3.29] [row 3.32] the timer brings a version, and its user restarts a unit that it may not', async () => {
    expect(systemctl('start', 'lockkeeper-recover-live.service', 'bot.service').stderr).toBe('');
    await bot.runs(String(version()['commit']));
    expect(systemctl('start', 'lockkeeper-restart-live.path', 'lockkeeper-stop-live.path').stderr).toBe('');
    const commit = release('v1.1.0');
    expect(systemctl('start', 'lockkeeper-update-live.timer').stderr).toBe('');
    await expect.poll(() => version()['version'], { timeout: 60_000, interval: 200 }).toBe('v1.1.0');
    await bot.runs(commit);
    // It lives on through the restart that it caused, and leaves no half trade behind.
    await expect
      .poll(() => result('lockkeeper-update-live.service'))
      .toBe('Result=success\nExecMainStatus=0\nActiveState=inactive\n');
    expect(bot.cutTrades()).toEqual([]);
    expect(systemctl('show', '--property=User', 'bot.service').stdout).toBe(`User=${USER}\n`);
    systemctl('stop', 'lockkeeper-update-live.timer');
  });

  test('[row 3.25] [row 3.22] a version that is ill is rolled back, the unit of the update fails, and the journal has it by its run', async () => {
    const commit = String(version()['commit']);
    release('v1.2.0', { ILL: 'yes' });
    expect(systemctl('start', 'systemd-journald.service').stderr).toBe('');
    systemctl('start', 'lockkeeper-update-live.service');
    expect(result('lockkeeper-update-live.service')).toBe(
      'Result=exit-code\nExecMainStatus=5\nActiveState=failed\n',
    );
    await bot.runs(commit);
    expect(version()).toMatchObject({ version: 'v1.1.0', commit });
    expect(bot.cutTrades()).toEqual([]);
    const state: { last_run: { id: string } } = JSON.parse(
      readFileSync(path.join(bot.meta, 'update_state.json'), 'utf8'),
    );
    const words = ['journalctl', '--output=json', `LOCKKEEPER_RUN=${state.last_run.id}`];
    await expect.poll(() => systemd.run(words).stdout).not.toBe('');
    expect(JSON.parse(systemd.run(words).stdout)).toMatchObject({
      MESSAGE: expect.stringMatching(/^v1\.2\.0 was rolled back\. v1\.1\.0 runs again\. health: /),
      PRIORITY: '2',
      SYSLOG_IDENTIFIER: 'lockkeeper',
    });
  });

  test.each([
    ['hangs', 'v1.2.1'],
    ['flaps', 'v1.2.2'],
    ['reddens', 'v1.2.3'],
    ['lies', 'v1.2.4'],
  ])('[row 3.25] [row 3.33] a version whose health %s is rolled back as well', async (health, name) => {
    const commit = String(version()['commit']);
    acknowledge();
    release(name, { HEALTH: health });
    systemctl('start', 'lockkeeper-update-live.service');
    expect(result('lockkeeper-update-live.service')).toBe(
      'Result=exit-code\nExecMainStatus=5\nActiveState=failed\n',
    );
    await bot.runs(commit);
    expect(version()).toMatchObject({
      commit,
      last_attempt: { version: name, result: 'rolled-back', why: expect.stringMatching(/^health: /) },
    });
    expect(bot.cutTrades()).toEqual([]);
  });

  test('what a power cut left is made whole before the service starts', async () => {
    const commit = String(version()['commit']);
    acknowledge();
    release('v1.3.0');
    const env = `NODE_OPTIONS=--import=${path.join(folder, 'world/kill-at.mjs')}`;
    systemctl('set-environment', env, 'KILL_AT=behind intent switch');
    systemctl('start', 'lockkeeper-update-live.service');
    expect(result('lockkeeper-update-live.service')).toMatch(/^Result=signal\n/);
    // The service was asked to pause, and nobody tells it to go on.
    const request = path.join(bot.meta, 'quiesce.json');
    expect(existsSync(request)).toBe(true);
    await systemd.end();
    systemd = await bootSystemd(path.join(folder, 'scratch'), { units, shared: path.join(folder, 'world') });
    systemctl('enable', 'lockkeeper-recover-live.service');
    expect(systemctl('start', 'bot.service')).toMatchObject({ code: 0 });
    expect(result('lockkeeper-recover-live.service')).toBe(
      'Result=success\nExecMainStatus=0\nActiveState=active\n',
    );
    expect(existsSync(request)).toBe(false);
    await bot.runs(commit);
    expect(version()).toMatchObject({ version: 'v1.1.0', commit });
  });
});

const PROFILE = ['--profile', 'live'];

const SETTINGS = {
  interval_minutes: 60,
  strategy: 'releases',
  service_unit: 'bot.service',
  mirror: undefined,
} as const;

function serviceUnit(world: string, { root, meta, port }: { root: string; meta: string; port: number }) {
  return `[Unit]
Description=A bot that trades
StartLimitIntervalSec=0
DefaultDependencies=no

[Service]
User=${USER}
WorkingDirectory=${root}/current
Environment=LOCKKEEPER_UPDATE_META=${meta} BOT_PORT=${port}
ExecStart=${world}/node bot.mjs
Restart=on-failure
`;
}

/** All of it belongs to the user of the service; whoever releases is root, and may everything. */
function handOver(folder: string): void {
  chmodSync(folder, 0o755);
  const world = path.join(folder, 'world');
  chownSync(world, UID, UID);
  for (const name of ['service', 'remote.git', 'program']) belongsTo(UID, path.join(world, name));
}

function belongsTo(uid: number, folder: string): void {
  execFileSync('chown', ['-R', `${uid}:${uid}`, folder]);
}

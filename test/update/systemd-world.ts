import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { expect } from 'vitest';

import { generateSystemd } from '../../packages/policy-core/src/update/units/generate-systemd.ts';
import { installBot } from '../../tools/sample-bot/made-bot.mjs';
import { expectConverged, type Strategy } from './killed-updater.ts';
import { bootSystemd, BOOT_TARGET, type Disk, type RealSystemd } from './real-systemd.ts';

export interface SystemdSetup {
  readonly strategy: Strategy;
  readonly restart_by: 'systemctl' | 'path-unit';
}

/** Each strategy once, and each way to restart a unit. */
export const SETUPS: readonly SystemdSetup[] = [
  { strategy: 'releases', restart_by: 'path-unit' },
  { strategy: 'inplace', restart_by: 'systemctl' },
];

type InstalledBot = Awaited<ReturnType<typeof installBot>>['bot'];
type Ran = ReturnType<RealSystemd['run']>;

/** A service and its updates as units of a real systemd, as `lockkeeper generate systemd` writes them. */
export interface SystemdWorld {
  readonly bot: InstalledBot;
  /** Where the code lies that runs. */
  readonly live: string;
  /** Those of ours, by name. */
  readonly units: readonly string[];
  /** As root. */
  readonly run: (...words: readonly string[]) => Ran;
  readonly systemctl: (...words: readonly string[]) => Ran;
  /** As the user of the service. */
  readonly asUser: (...words: readonly string[]) => Ran;
  readonly lockkeeper: (...words: readonly string[]) => Ran;
  /** What systemd says of a unit. */
  readonly says: (unit: string, property: string) => string;
  /** The next version, whole and signed. */
  readonly release: (files?: Readonly<Record<string, string>>) => {
    readonly version: string;
    readonly commit: string;
  };
  /** What systemd says of the unit of the update once it has ended. */
  readonly update: () => UnitEnd;
  /** The old version or the new one and no mixture, healthy, at work. */
  readonly converged: (commit: string) => Promise<void>;
  /** All ends at once, and what is enabled starts again from the same disk. */
  readonly cutPower: () => Promise<void>;
  readonly end: () => Promise<void>;
}

export interface UnitEnd {
  readonly Result: string;
  readonly ExecMainStatus: string;
}

/** Also where there was nothing to bring. */
export const UPDATED: UnitEnd = { Result: 'success', ExecMainStatus: '0' };

/** A user of every Debian who may nothing. */
export const USER = 'games';
const UID = 5;
const PROFILE = ['--profile', 'live'];
const UPDATE = 'lockkeeper-update-live.service';

export async function systemdWorld(setup: SystemdSetup): Promise<SystemdWorld> {
  // Units have a /tmp of their own.
  const folder = mkdtempSync('/srv/lk-systemd-');
  const world = path.join(folder, 'world');
  mkdirSync(world);
  const mirror = mirrorOf(world, setup);
  const { bot, first } = await installBot(world, setup.strategy, { ...setup, ...SETTINGS, mirror });
  // What runs has to be where its user may look.
  cpSync(path.join(ROOT, 'packages/cli/dist'), path.join(world, 'program'), { recursive: true });
  cpSync(process.execPath, path.join(world, 'node'));
  cpSync(path.join(ROOT, 'tools/sample-bot/kill-at.mjs'), path.join(world, 'kill-at.mjs'));
  const program = [path.join(world, 'node'), path.join(world, 'program/lockkeeper.cjs')];
  const live = setup.strategy === 'releases' ? path.join(bot.root, 'current') : bot.root;
  const made = generateSystemd(
    { profile: 'live', root: bot.root, user: USER, program },
    { ...setup, interval_minutes: 60, service_unit: SERVICE, mirror },
  );
  if (made.kind !== 'files') throw new Error(made.problem);
  const ours = made.files.flatMap(({ path: name, text }) =>
    name.startsWith('systemd/') ? [{ name: path.basename(name), text }] : [],
  );
  const disk: Disk = {
    files: {
      ...Object.fromEntries(ours.map(({ name, text }) => [`/etc/systemd/system/${name}`, text])),
      // Where a package installs one, so that it can be masked.
      [`/usr/lib/systemd/system/${SERVICE}`]: serviceUnit(world, { live, bot }),
      // Hourly is too slow for a test.
      '/etc/systemd/system/lockkeeper-update-live.timer.d/soon.conf':
        '[Timer]\nOnBootSec=\nOnActiveSec=1s\nAccuracySec=1ms\nRandomizedDelaySec=0\n',
      ...(setup.restart_by === 'systemctl'
        ? { '/etc/polkit-1/rules.d/50-lockkeeper.rules': polkitRule() }
        : {}),
    },
    enabled: [SERVICE, ...ours.flatMap(({ name, text }) => (text.includes('[Install]') ? [name] : []))],
    shared: world,
  };
  handOver(folder);
  let systemd = await bootSystemd(path.join(folder, 'scratch'), disk);
  await bot.runs(first);
  const run = (...words: readonly string[]) => systemd.run(words);
  const asUser = (...words: readonly string[]) =>
    run('setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups', ...words);
  const says = (unit: string, property: string) =>
    run('systemctl', 'show', '--value', `--property=${property}`, unit).stdout.trim();
  let minor = 0;
  return {
    bot,
    live,
    units: ours.map(({ name }) => name),
    run,
    systemctl: (...words) => run('systemctl', ...words),
    asUser,
    lockkeeper: (...words) => asUser(...program, ...words, ...PROFILE, '--root', bot.root),
    says,
    release: (files = {}) => {
      // Git pushes to what its own user owns.
      belongsTo(0, bot.remote);
      minor += 1;
      const version = `v1.${minor}.0`;
      const commit = bot.release(version, files);
      handOver(folder);
      return { version, commit };
    },
    update: () => {
      run('systemctl', 'start', UPDATE);
      return { Result: says(UPDATE, 'Result'), ExecMainStatus: says(UPDATE, 'ExecMainStatus') };
    },
    converged: async (commit) =>
      await expectConverged(bot, commit, (place, ...args) => {
        const ran = asUser('git', '-C', place, ...args);
        expect(ran).toMatchObject({ code: 0 });
        return ran.stdout;
      }),
    cutPower: async () => {
      await systemd.end();
      systemd = await bootSystemd(path.join(folder, 'scratch'), disk);
    },
    end: async () => {
      await systemd.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Those that act for the user who may not, where there are such. */
export function startPaths({ units, systemctl }: SystemdWorld): void {
  const paths = units.filter((name) => name.endsWith('.path'));
  if (paths.length > 0) expect(systemctl('start', ...paths)).toMatchObject({ code: 0 });
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const SERVICE = 'bot.service';
const SETTINGS = { service_unit: SERVICE, health_seconds: 6, bake_seconds: 2 };

/** The units may write all that lies beside it. */
function mirrorOf(world: string, { strategy }: SystemdSetup): string {
  if (strategy === 'releases') return path.join(world, 'service/mirror.git');
  mkdirSync(path.join(world, 'mirror'));
  return path.join(world, 'mirror/mirror.git');
}

/** Twice in an hour it starts by itself: whoever restarts it has to have that forgotten. */
function serviceUnit(
  world: string,
  { live, bot: { meta, port } }: { readonly live: string; readonly bot: InstalledBot },
): string {
  return `[Unit]
Description=A bot that trades
StartLimitIntervalSec=1h
StartLimitBurst=2
DefaultDependencies=no

[Service]
User=${USER}
WorkingDirectory=${live}
Environment=LOCKKEEPER_UPDATE_META=${meta} BOT_PORT=${port}
ExecStart=${world}/node bot.mjs
Restart=on-failure
RestartSec=1ms

[Install]
WantedBy=${BOOT_TARGET}
`;
}

/** As docs/updates.md shows it. */
function polkitRule(): string {
  const page = readFileSync(path.join(ROOT, 'docs/updates.md'), 'utf8');
  const [, rule = ''] = /```js\n(\/\/ \S+\npolkit\.addRule.*?)```/s.exec(page) ?? [];
  return rule.replace('"bot"', JSON.stringify(USER));
}

/** All of it belongs to the user of the service; whoever releases is root, and may everything. */
function handOver(folder: string): void {
  chmodSync(folder, 0o755);
  const world = path.join(folder, 'world');
  // Each may make files there and takes away nobody else's, such as the trusted signers of root.
  chmodSync(world, 0o1777);
  for (const name of ['service', 'mirror', 'remote.git', 'program'].filter((one) =>
    existsSync(path.join(world, one)),
  ))
    belongsTo(UID, path.join(world, name));
}

function belongsTo(uid: number, folder: string): void {
  execFileSync('chown', ['-R', `${uid}:${uid}`, folder]);
}

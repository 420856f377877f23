import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import { releaseWorld, type ReleaseWorld } from './release-world.ts';

let world: ReleaseWorld;
let daemon: ChildProcess;
let port = 0;

/** Git itself, which serves what may be read, and takes no push. */
beforeAll(async () => {
  world = releaseWorld();
  world.remote('shop');
  port = await freePort();
  daemon = spawn(
    'git',
    ['daemon', '--export-all', `--base-path=${world.folder}`, '--listen=127.0.0.1', `--port=${port}`],
    { stdio: 'ignore' },
  );
  await pause(300);
});

afterAll(() => {
  daemon.kill();
  world.remove();
});

interface Check {
  readonly id: string;
  readonly verdict: string;
  readonly says: string;
}

async function verify(settings: Readonly<Record<string, string>>): Promise<readonly Check[]> {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  writeFileSync(path.join(world.checkout, 'config/update.toml'), `[update]\n${lines.join('\n')}\n`);
  const { stdout, stderr } = await runMain(
    ['update', 'verify-setup', '--profile', 'live', '--format', 'json'],
    {
      cwd: world.checkout,
      env: { PATH: process.env['PATH'], XDG_STATE_HOME: path.join(world.folder, 'state') },
    },
  );
  expect(stderr).toBe('');
  const { checks }: { checks: readonly Check[] } = JSON.parse(stdout);
  return checks;
}

const verdictOf = (checks: readonly Check[], id: string) => checks.find((one) => one.id === id)?.verdict;

test('[row 3.27] a remote that refuses a push is told from one that takes it, and from one that is not there', async () => {
  const own = path.join(world.folder, 'shop.git');
  expect(verdictOf(await verify({ remote: `git://127.0.0.1:${port}/shop.git` }), 'deploy-key')).toBe('ok');
  expect(verdictOf(await verify({ remote: own }), 'deploy-key')).toBe('wrong');
  expect(verdictOf(await verify({ remote: `${own}-gone` }), 'deploy-key')).toBe('unknown');
  // A dry run leaves nothing behind.
  expect(world.remote('other').git(['branch', '--list', 'lockkeeper*'])).toBe('');
});

test('[row 3.05] [row 3.06] what listens where other hosts may reach it is told, and what does not is not', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  const open = typeof address === 'object' && address !== null ? address.port : 0;
  const [udp, own] = [createSocket('udp4'), createSocket('udp4')];
  await new Promise<void>((done) => udp.bind(0, '0.0.0.0', done));
  await new Promise<void>((done) => own.bind(0, '127.0.0.1', done));
  const [udpPort, ownPort] = [udp.address().port, own.address().port];
  const checks = await verify({ remote: `git://127.0.0.1:${port}/shop.git` });
  server.close();
  udp.close();
  own.close();
  const ports = checks.find(({ id }) => id === 'ports');
  expect(ports).toMatchObject({
    verdict: 'told',
    says: expect.stringContaining(`every address, port ${open}`),
  });
  expect(ports?.says).toContain(`every address, UDP port ${udpPort}`);
  expect(ports?.says).not.toContain(`port ${port}`);
  expect(ports?.says).not.toContain(`UDP port ${ownPort}`);
});

test('a unit whose program only a shell knows is not ready, though it is enabled', async () => {
  const bin = path.join(world.folder, 'bin');
  mkdirSync(bin);
  /** In place of systemctl, as it answers of units that are enabled. */
  const saying = (program: string) =>
    writeFileSync(
      path.join(bin, 'systemctl'),
      `#!/bin/sh\n[ "$1" = show ] && echo 'ExecStart={ path=${program} ; argv[]=${program} update run ; }' || echo enabled\n`,
      { mode: 0o755 },
    );
  const settings = { remote: path.join(world.folder, 'shop.git'), service_unit: 'bot.service' };
  const before = process.env['PATH'];
  process.env['PATH'] = `${bin}:${before ?? ''}`;
  try {
    saying(process.execPath);
    expect(verdictOf(await verify(settings), 'units')).toBe('ok');
    saying('lockkeeper');
    const units = (await verify(settings)).find(({ id }) => id === 'units');
    const says = expect.stringContaining('(enabled, and lockkeeper is no program here)');
    expect(units).toMatchObject({ verdict: 'wrong', says });
  } finally {
    process.env['PATH'] = before;
  }
});

describe('[row 3.27] a remote that is asked by the real ssh', () => {
  let mirror: string;
  let key: string;
  let known: string;

  /** A mirror whose ssh reads settings of its own, as a service has them that owns no home. */
  beforeAll(() => {
    const folder = path.join(world.folder, 'ssh');
    mirror = path.join(folder, 'mirror.git');
    key = path.join(folder, 'deploy-key');
    known = path.join(folder, 'known_hosts');
    mkdirSync(folder);
    execFileSync('git', ['init', '--quiet', '--bare', mirror]);
    execFileSync('git', [
      `--git-dir=${mirror}`,
      'config',
      'core.sshCommand',
      `ssh -F '${folder}/config file'`,
    ]);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  });

  /** What is said of keys where the settings of ssh and the hosts that it knows are these. */
  async function keysOf(remote: string, settings: readonly string[], hosts: readonly string[]) {
    const lines = ['Host *', 'GlobalKnownHostsFile none', `UserKnownHostsFile ${known}`, ...settings];
    writeFileSync(path.join(path.dirname(mirror), 'config file'), `${lines.join('\n')}\n`);
    const [type = '', publicKey = ''] = readFileSync(`${key}.pub`, 'utf8').split(' ');
    writeFileSync(known, hosts.map((host) => `${host} ${type} ${publicKey}\n`).join(''));
    const checks = await verify({ remote, mirror });
    // Nobody listens there.
    expect(verdictOf(checks, 'deploy-key')).toBe('unknown');
    return Object.fromEntries(
      checks
        .filter(({ id }) => id === 'host-key' || id === 'key-files')
        .map(({ id, verdict, says }) => [id, `${verdict}: ${says}`]),
    );
  }

  const HOST = ['Host forge', 'HostName 127.0.0.1', 'Port 9', 'ConnectTimeout 1'];
  const OWN = () => `IdentityFile ${key}`;

  test.each<readonly [string, string, readonly string[], readonly string[], string]>([
    ['by a name of its settings', 'forge:shop.git', [], ['[127.0.0.1]:9'], 'ok'],
    ['whose key is known at another port alone', 'forge:shop.git', [], ['127.0.0.1'], 'wrong'],
    ['whose port the address says', 'ssh://git@forge:7/shop.git', [], ['[127.0.0.1]:7'], 'ok'],
    ['whose keys have an alias', 'git@forge:shop.git', ['HostKeyAlias front'], ['front'], 'ok'],
    [
      'that takes each new key',
      'forge:shop.git',
      ['StrictHostKeyChecking accept-new'],
      ['[127.0.0.1]:9'],
      'wrong',
    ],
    ['that takes any key', 'forge:shop.git', ['StrictHostKeyChecking no'], ['[127.0.0.1]:9'], 'wrong'],
    ['whose keys no file has', 'forge:shop.git', [], [], 'wrong'],
    ['by a number of IPv6', 'ssh://git@[::1]:7/shop.git', [], ['[::1]:7'], 'ok'],
  ])('%s', async (_, ...[remote, more, hosts, verdict]) => {
    const checks = await keysOf(remote, [OWN(), ...HOST, ...more], hosts);
    expect(checks['host-key']).toMatch(new RegExp(`^${verdict}: `));
  });

  test('with a key that only its owner reads, and one that others read as well', async () => {
    const settings = [OWN(), ...HOST];
    expect((await keysOf('forge:shop.git', settings, []))['key-files']).toBe(
      `ok: Only their owner reads ${key}.`,
    );
    chmodSync(key, 0o644);
    expect((await keysOf('forge:shop.git', settings, []))['key-files']).toBe(
      `wrong: Others may read ${key}.`,
    );
    chmodSync(key, 0o600);
  });

  test('whose settings ssh cannot read is unknown', async () => {
    const checks = await keysOf('forge:shop.git', ['NoSuchSetting yes'], []);
    expect(checks['host-key']).toMatch(/^unknown: .*ssh -F .* -G gives no answer/);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

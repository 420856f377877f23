import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

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

test('[row 3.05] what listens where other hosts may reach it is told, and what does not is not', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  const open = typeof address === 'object' && address !== null ? address.port : 0;
  const checks = await verify({ remote: `git://127.0.0.1:${port}/shop.git` });
  server.close();
  const ports = checks.find(({ id }) => id === 'ports');
  expect(ports).toMatchObject({
    verdict: 'told',
    says: expect.stringContaining(`every address, port ${open}`),
  });
  expect(ports?.says).not.toContain(`port ${port}`);
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

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { startWatchdog } from './command-watchdog.ts';

afterAll(removeTemporaryFolders);

/** A command with a command of its own; both do not listen to SIGTERM. */
function stubborn() {
  const folder = temporaryFolder();
  const inner = "trap '' TERM; echo $$ > inner; while :; do sleep 0.1; done";
  const child = spawn('sh', ['-c', `trap '' TERM; sh -c "${inner.replaceAll('$', '\\$')}"; touch effect`], {
    cwd: folder,
    stdio: 'ignore',
  });
  if (child.pid === undefined) throw new Error('It was not started.');
  const inside = () => Number(readFileSync(path.join(folder, 'inner'), 'utf8'));
  return { folder, child, pid: child.pid, inside, isUp: () => existsSync(path.join(folder, 'inner')) };
}

function watched(pid: number) {
  const watchdog = startWatchdog({}, Date.now() + 3_600_000);
  watchdog.watch(pid);
  return watchdog;
}

const endOf = (child: ChildProcess) =>
  new Promise<NodeJS.Signals | number | null>((ended) => {
    child.once('exit', (code, signal) => ended(signal ?? code));
  });

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a command that is watched', () => {
  test('ends with all that it started once nobody lets it go on', async () => {
    const { folder, child, pid, inside, isUp } = stubborn();
    const ended = endOf(child);
    const watchdog = watched(pid);
    await expect.poll(isUp).toBe(true);
    watchdog.allow(Date.now() + 100);
    expect(await ended).toBe('SIGKILL');
    await expect.poll(() => isRunning(inside())).toBe(false);
    expect(existsSync(path.join(folder, 'effect'))).toBe(false);
  });

  test.each([
    ['in its group', '&'],
    ['in a group of its own', '& set +m'],
  ])('ends with what it left behind %s, whose parent has ended', async (_, behind) => {
    const folder = temporaryFolder();
    const left = "trap '' TERM; echo $$ > left; while :; do sleep 0.1; done";
    const program = `${behind === '&' ? '' : 'set -m; '}sh -c "${left.replaceAll('$', String.raw`\$`)}" ${behind}`;
    const child = spawn('bash', ['-c', program], { cwd: folder, stdio: 'ignore', detached: true });
    const ended = endOf(child);
    const watchdog = watched(child.pid ?? 0);
    expect(await ended).toBe(0);
    const file = path.join(folder, 'left');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8') !== '').toBe(true);
    const pid = Number(readFileSync(file, 'utf8'));
    try {
      watchdog.allow(Date.now());
      await expect.poll(() => isRunning(pid)).toBe(false);
    } finally {
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    }
  });

  test('is all that is ended: what is started for good in a session of its own goes on', async () => {
    const child = spawn('sh', ['-c', 'setsid sleep 20 & echo $!'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const said: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const ended = endOf(child);
    const watchdog = watched(child.pid ?? 0);
    expect(await ended).toBe(0);
    await expect.poll(() => said.join('')).toMatch(/\d+\n/);
    const pid = Number(said.join(''));
    watchdog.allow(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isRunning(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  });

  test('is found by what it was started with where nobody came to say which one it is', async () => {
    const watchdog = startWatchdog(process.env, Date.now() + 3_600_000);
    const child = spawn('sleep', ['20'], { stdio: 'ignore', env: watchdog.env });
    const bystander = spawn('sleep', ['20'], { stdio: 'ignore' });
    const ended = endOf(child);
    watchdog.allow(Date.now());
    expect(await ended).toBe('SIGTERM');
    expect(bystander.kill('SIGKILL')).toBe(true);
  });

  test('that ends by itself is let alone, and so is what gets its number', async () => {
    const child = spawn('sleep', ['0.2'], { stdio: 'ignore' });
    const watchdog = watched(child.pid ?? 0);
    const ended = await endOf(child);
    watchdog.stop();
    expect(ended).toBe(0);
  });
});

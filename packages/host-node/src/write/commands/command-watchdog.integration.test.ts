import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { watchCommand } from './command-watchdog.ts';

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
    const watchdog = watchCommand(pid, Date.now() + 60_000);
    await expect.poll(isUp).toBe(true);
    watchdog.allow(Date.now() + 100);
    expect(await ended).toBe('SIGKILL');
    await expect.poll(() => isRunning(inside())).toBe(false);
    expect(existsSync(path.join(folder, 'effect'))).toBe(false);
  });

  test('that ends by itself is let alone, and so is what gets its number', async () => {
    const child = spawn('sleep', ['0.2'], { stdio: 'ignore' });
    const watchdog = watchCommand(child.pid ?? 0, Date.now() + 60_000);
    const ended = await endOf(child);
    watchdog.stop();
    expect(ended).toBe(0);
  });
});

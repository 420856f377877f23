import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { ROOT } from '../architecture/source-files.ts';

afterAll(removeTemporaryFolders);

const CLI = path.join(ROOT, 'packages/cli/dist/lockkeeper.cjs');

/** What ended under somebody who is stopped stays in the list of processes until he takes note. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

test.each(['SIGSTOP', 'SIGKILL'] as const)(
  'a command under a lock ends where its holder gets %s and says no more that he lives',
  async (signal) => {
    const cwd = temporaryFolder();
    const script = 'echo $$ > up; while :; do sleep 0.1; done; touch effect';
    const holder = spawn(
      process.execPath,
      [
        CLI,
        'lock',
        'production',
        '--reason',
        'release',
        '--for',
        '2s',
        '--file',
        '.',
        '--',
        'sh',
        '-c',
        script,
      ],
      { cwd, stdio: 'ignore' },
    );
    try {
      await expect.poll(() => existsSync(path.join(cwd, 'up'))).toBe(true);
      const command = Number(readFileSync(path.join(cwd, 'up'), 'utf8'));
      holder.kill(signal);
      await expect.poll(() => isRunning(command)).toBe(false);
      expect(existsSync(path.join(cwd, 'effect'))).toBe(false);
    } finally {
      holder.kill('SIGKILL');
    }
  },
);

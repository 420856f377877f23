import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import {
  PROGRAMS,
  UPGRADE_FILES,
  upgradeSample,
  type UpgradeSample,
} from '../../packages/cli/src/testing/upgrade-sample.ts';
import { lockkeeper, PROGRAM, quietEnvironment, type Ended } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const START = ['deps', 'upgrade', '--start', '--yes'];
/** Says that it runs, writes half a lock, and never ends by itself. */
const HANGING = `fs.writeFileSync('begun', ''); fs.writeFileSync('requirements.txt', 'half');
process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;

describe('deps upgrade, as it is installed', () => {
  test('[row 2.01] goes from a clean worktree to a commit and the text of a pull request', async () => {
    const sample = upgradeSample(UPGRADE_FILES);
    const { root } = sample.repository;
    const { exitCode, stdout, stderr } = await lockkeeper(START, { cwd: root, env: sample.env });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(stdout).toContain('| httpx | 0.27.0 | 0.28.1 | minor |');
    expect(sample.repository.git('log', '--format=%s', 'main..HEAD')).toBe(
      'Upgrade httpx from 0.27.0 to 0.28.1',
    );
    const check = await lockkeeper(['check', '--base', 'main'], { cwd: root, env: sample.env });
    expect({ exitCode: check.exitCode, stdout: check.stdout }).toMatchObject({ exitCode: 0 });
  });

  test.each([
    ['SIGINT', 'pip-compile', 'backend/begun'],
    ['SIGTERM', 'pip-compile', 'backend/begun'],
    ['SIGHUP', 'pip-compile', 'backend/begun'],
    ['SIGINT', 'run-tests', 'begun'],
  ] as const)('%s while %s runs takes everything back and ends it', async (signal, program, begun) => {
    const sample = upgradeSample(
      { ...UPGRADE_FILES, '.gitignore': 'begun\n' },
      {
        ...PROGRAMS,
        [program]: HANGING.replace(
          /fs.writeFileSync\('requirements.txt'/,
          "fs.writeFileSync(process.cwd().endsWith('backend') ? 'requirements.txt' : 'backend/requirements.txt'",
        ),
      },
    );
    const ended = await interrupted(sample, { signal, begun });
    expect(ended.stderr).toMatch(
      /The upgrade was interrupted\.\nbackend\/requirements\.in and backend\/requirements\.txt are as before, main is checked out, and the branch \S+ is gone\.\n$/,
    );
    expect({ exitCode: ended.exitCode, stdout: ended.stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(sample.branches()).toEqual(['*main']);
    expect(sample.repository.git('status', '--porcelain')).toBe('');
  });

  test('nobody who reads any more is a reason to take everything back', async () => {
    const slow = `setTimeout(() => {}, 500); process.exitCode = 1;`;
    const sample = upgradeSample(UPGRADE_FILES, { ...PROGRAMS, 'run-tests': slow });
    const { root } = sample.repository;
    const child = spawn(process.execPath, [PROGRAM, ...START], {
      cwd: root,
      env: { ...quietEnvironment(), ...sample.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    child.stderr.destroy();
    await new Promise((resolve) => child.on('close', resolve));
    expect(sample.branches()).toEqual(['*main']);
    expect(sample.repository.git('status', '--porcelain')).toBe('');
  });

  test('a machine that stops in the middle loses nothing, and the next run says how to go on', async () => {
    const sample = upgradeSample(
      { ...UPGRADE_FILES, '.gitignore': 'begun\n' },
      {
        ...PROGRAMS,
        'pip-compile': HANGING.replace('setInterval(() => {}, 1000)', 'setTimeout(() => {}, 3000)'),
      },
    );
    await interrupted(sample, { signal: 'SIGKILL', begun: 'backend/begun' });
    const { exitCode, stderr } = await lockkeeper(START, { cwd: sample.repository.root, env: sample.env });
    expect(exitCode).toBe(2);
    const [, restore = '', goBack = ''] = /Take it back with `([^`]*)` and `([^`]*)`/.exec(stderr) ?? [];
    for (const command of [restore, goBack]) sample.repository.git(...command.split(' ').slice(1));
    expect(sample.repository.git('branch', '--show-current')).toBe('main');
    expect(sample.repository.git('status', '--porcelain')).toBe('');
  });
});

/** Sends a signal once the program of the sample runs, and waits for the end. */
function interrupted(
  { repository, env }: UpgradeSample,
  { signal, begun }: { readonly signal: NodeJS.Signals; readonly begun: string },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...START], {
      cwd: repository.root,
      env: { ...quietEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const waiting = setInterval(() => {
      if (!existsSync(path.join(repository.root, begun))) return;
      clearInterval(waiting);
      child.kill(signal);
    }, 20);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearInterval(waiting);
      resolve({ exitCode, stdout, stderr });
    });
  });
}

import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const FILES = {
  'lockkeeper.yaml': `version: 1
dependencies: [{ id: app, source: requirements.txt, lock: requirements.lock }]
deployment: { record: LAST.json }
`,
  'requirements.txt': 'fastapi==0.110.0\nhttpx>=0.27\n',
  'requirements.lock': 'fastapi==0.110.0\nhttpx>=0.27\n',
  'LAST.json': 'no record\n',
};

describe('check --only', () => {
  test('judges by the rules of an area, and says so [row 2.03]', async () => {
    const { exitCode, stdout } = await check('--only', 'dependencies');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('dependencies/requirements-pinned');
    expect(stdout).not.toContain('deployment/record-is-valid');
    expect(stdout).toMatch(/note: Only dependencies was judged: \d+ rules were left out\./);
  });

  test('takes several names, with commas or one after the other', async () => {
    for (const args of [
      ['--only', 'docs,deployment'],
      ['--only', 'docs', '--only', 'deployment'],
    ]) {
      const { stdout } = await check(...args);
      expect(stdout).toContain('note: Only docs and deployment were judged');
      expect(stdout).toContain('deployment/record-is-valid');
      expect(stdout).not.toContain('dependencies/requirements-pinned');
    }
  });

  test('passes where only other rules find something', async () => {
    expect((await check('--only', 'docs')).exitCode).toBe(0);
  });

  test('tells a program what was left out', async () => {
    const report: unknown = JSON.parse((await check('--only', 'dependencies', '--format', 'json')).stdout);
    expect(report).toMatchObject({ left_out: expect.arrayContaining(['deployment/record-is-valid']) });
    expect(JSON.parse((await check('--format', 'json')).stdout)).toMatchObject({ left_out: [] });
  });

  test('replays a snapshot, which holds what the other rules would ask for as well', async () => {
    const file = path.join(temporaryFolder(), 'run.json');
    await check('--only', 'docs', '--save-snapshot', file);
    const replayed = await runMain(['check', '--snapshot', file, '--only', 'deployment'], {
      cwd: temporaryFolder(),
    });
    expect(replayed.exitCode).toBe(1);
    expect(replayed.stdout).toContain('deployment/record-is-valid');
    expect(replayed.stdout).not.toContain('dependencies/requirements-pinned');
  });

  test.each([
    ['dependecies', 'There is no rule or area "dependecies". Did you mean dependencies?\n'],
    ['lock-in-sync', 'There is no rule or area "lock-in-sync". Did you mean dependencies/lock-in-sync?\n'],
    ['docs,zzzzzzz', 'There is no rule or area "zzzzzzz". Run `lockkeeper explain` for the list of rules.\n'],
    [',', '--only names nothing. Name a rule or an area, such as dependencies.\n'],
  ])('does not judge by %j', async (names, message) => {
    expect(await check('--only', names)).toEqual({ exitCode: 2, stdout: '', stderr: message });
  });
});

function check(...args: readonly string[]) {
  const repository = temporaryRepository();
  repository.commit(FILES);
  return runMain(['check', ...args], { cwd: repository.root });
}

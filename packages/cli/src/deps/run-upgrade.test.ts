import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../testing/run-main.ts';
import {
  lockText,
  PROGRAMS,
  SOURCE,
  UPGRADE_FILES,
  upgradeSample,
  type UpgradeSample,
} from '../testing/upgrade-sample.ts';

afterAll(removeTemporaryFolders);

function upgrade({ repository, env }: UpgradeSample, ...args: readonly string[]) {
  return runMain(['deps', 'upgrade', ...args], { cwd: repository.root, env });
}

const TODAY = new Date().toISOString().slice(0, 10).replaceAll('-', '');
const BRANCH = `auto/dependency-upgrade-${TODAY}-001`;

describe('deps upgrade --start', () => {
  test('[row 2.01] [row 2.05] makes the branch, runs lock command and tests, and commits the result', async () => {
    const sample = upgradeSample(UPGRADE_FILES);
    const { exitCode, stdout, stderr } = await upgrade(sample, '--start', '--yes');
    expect({ stderr, exitCode }).toMatchObject({ exitCode: 0 });
    expect(sample.calls()).toEqual([
      'backend: pip-compile --output-file=requirements.txt requirements.in --upgrade',
      `${path.basename(sample.repository.root)}: run-tests --all`,
    ]);
    expect(sample.branches()).toEqual([`*${BRANCH}`, ' main']);
    expect(sample.repository.git('status', '--porcelain')).toBe('');
    expect(sample.repository.git('log', '-1', '--format=%B')).toBe('Upgrade httpx from 0.27.0 to 0.28.1');
    expect(sample.repository.git('show', '--format=', '--name-only', 'HEAD')).toBe('backend/requirements.txt');
    expect(stdout).toContain('| httpx | 0.27.0 | 0.28.1 | minor |');
    expect(stdout).toContain('needs the label `approved-dependency-upgrade`');
    expect(stdout).toContain('Passed: `run-tests --all`');
    expect(stderr).toContain(`git push -u origin ${BRANCH}\n`);
  });
});

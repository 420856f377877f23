import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { runMain } from '../packages/cli/src/testing/run-main.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../packages/host-node/src/testing/temporary-repository.ts';
import { PLAN_SIGNS } from '../packages/policy-core/src/database/plan/plan-check.ts';
import { ROOT } from './architecture/source-files.ts';

const PAGE = readFileSync(path.join(ROOT, 'docs/plans.md'), 'utf8');

const PLAN = 'BEGIN;\nALTER TABLE users ADD COLUMN age integer;\nDROP TABLE sessions;\nCOMMIT;\n';

afterAll(removeTemporaryFolders);

function here(...args: readonly string[]) {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, 'plan.sql'), PLAN);
  return runMain(args, { cwd });
}

describe('the page about plans', () => {
  test('shows what the program says', async () => {
    const shown = Array.from(PAGE.matchAll(/```console\n\$ lockkeeper (.*)\n([\s\S]*?)```/g));
    expect(shown).toHaveLength(1);
    for (const [, line = '', stdout] of shown) {
      expect(await here(...line.split(' '))).toEqual({ exitCode: 1, stderr: '', stdout });
    }
  });

  test('names every kind of reason, and every field that programs get', async () => {
    for (const kind of PLAN_SIGNS) expect(PAGE).toContain(`| \`${kind}\` |`);
    const { stdout } = await here('plan', 'check', 'plan.sql', '--format', 'json');
    const { reasons, ...rest } = JSON.parse(stdout);
    for (const field of [...Object.keys(rest), 'reasons', ...Object.keys(reasons[0]), 'end_line']) {
      expect(PAGE).toContain(`\`${field}`);
    }
  });
});

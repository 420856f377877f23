import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { checklistAnswer } from '../../../../policy-core/src/answers/checklist-answer.ts';
import { inVersions } from '../../testing/alembic-sample.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = 'version: 1\nmigrations: { alembic: [migrations/versions], models: [models.py] }\n';
const NOTES = inVersions([{ id: '1a00', message: 'add notes', parents: 'None' }]);

type Options = Omit<Parameters<typeof runMain>[1], 'cwd'>;

async function states(cwd: string, args: readonly string[] = [], options: Options = {}) {
  const { exitCode, stdout } = await runMain(['checklist', '--format', 'json', ...args], { cwd, ...options });
  expect(exitCode).toBe(0);
  const { sections } = checklistAnswer.parse(JSON.parse(stdout));
  return Object.fromEntries(
    sections.flatMap(({ items }) => items.map(({ id, state }) => [id, state] as const)),
  );
}

describe('`lockkeeper checklist`', () => {
  test('ticks what a migration on a branch of its own has behind it [rows 4.76-4.86]', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'lockkeeper.yaml': POLICY,
      'models.py': '',
      'scripts/deploy_guard.sh': '#!/bin/sh\n',
      'scripts/stamp_baseline.sh': '#!/bin/sh\n',
    });
    repository.git('checkout', '-q', '-b', 'notes');
    repository.commit({ 'models.py': 'note = 1\n' });
    for (const [file, text] of Object.entries(NOTES)) repository.write(file, text);
    expect(await states(repository.root)).toEqual({
      'production-stamped': 'unknown',
      'guard-run': 'done',
      'guard-passed': 'not-done',
      'plan-harmless': 'unknown',
      'models-modified': 'done',
      'migration-generated': 'done',
      'migration-reviewed': 'unknown',
      'tested-locally': 'unknown',
      committed: 'not-done',
      'flag-set': 'not-done',
      'flag-removed': 'done',
    });
    repository.commit();
    expect(await states(repository.root)).toMatchObject({ committed: 'done' });
  });

  test('looks at a plan, and at the flag', async () => {
    const { root } = temporaryRepository();
    const env = { DISABLE_AUTO_MIGRATIONS: 'true' };
    expect(await states(root, ['--plan', '-'], { env, input: 'DROP TABLE orders;' })).toMatchObject({
      'plan-harmless': 'not-done',
      'flag-set': 'done',
      'flag-removed': 'not-done',
    });
    expect(await states(root, ['--plan', '-'], { input: 'CREATE TABLE orders (id int);' })).toMatchObject({
      'plan-harmless': 'done',
    });
  });

  test('ticks nothing that cannot be seen, outside of a repository and without a policy', async () => {
    const { exitCode, stdout, stderr } = await runMain(['checklist'], { cwd: temporaryFolder() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/ {2}\[ \] Run \.\/scripts\/deploy_guard\.sh\n {6}.*The guard could not judge\./);
    expect(stdout.match(/\[x\]/g)).toHaveLength(1);
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': '' });
    expect(await states(repository.root)).toMatchObject({
      'guard-run': 'not-done',
      'guard-passed': 'unknown',
    });
  });

  test('is a task list in Markdown', async () => {
    const { stdout } = await runMain(['checklist', '--format', 'markdown'], { cwd: temporaryFolder() });
    expect(stdout.match(/^- \[[ x]\] /gm)).toHaveLength(11);
  });

  test('says what is wrong with a plan that is not there, and with a policy', async () => {
    const { root } = temporaryRepository();
    const missing = await runMain(['checklist', '--plan', 'gone.sql'], { cwd: root });
    expect(missing).toMatchObject({ exitCode: 2, stdout: '' });
    expect(missing.stderr).toContain('The plan gone.sql cannot be read');
    const repository = temporaryRepository();
    repository.commit({ 'lockkeeper.yaml': 'version: 9\n' });
    expect((await runMain(['checklist'], { cwd: repository.root })).exitCode).toBe(2);
  });
});

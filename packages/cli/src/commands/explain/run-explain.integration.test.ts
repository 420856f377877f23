import { allRules } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

describe('explain', () => {
  test('lists every rule with its severity and what it asks', async () => {
    const { exitCode, stdout } = await explain();
    expect(exitCode).toBe(0);
    for (const { id, summary, defaultSeverity } of allRules) {
      const line = stdout.split('\n').find((text) => text.startsWith(`${id} `));
      expect(line).toContain(summary);
      expect(line).toContain(defaultSeverity);
    }
  });

  test('lists severities as the policy here has them', async () => {
    const { stdout } = await explain([], "version: 1\nrules: { migrations/drop-table: 'off' }\n");
    expect(stdout).toMatch(/^migrations\/drop-table +off +/m);
  });

  test.each(allRules.map(({ id }) => id))('shows the page of %s', async (id) => {
    const { exitCode, stdout } = await explain([id]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(id);
    expect(stdout).toMatch(/\nHere: \w+ \(the default\)\.\n$/);
    expect(stdout).not.toContain('<!--');
  });

  test('says where the severity of a rule comes from', async () => {
    const { stdout } = await explain(
      ['migrations/drop-table'],
      'version: 1\nrules:\n  migrations/drop-table: info\n',
    );
    expect(stdout).toMatch(/\nHere: info \(lockkeeper\.yaml:3\)\.\n$/);
  });

  test('works with a broken policy and outside of any repository', async () => {
    expect((await explain(['paths/protected'], 'version: [\n')).exitCode).toBe(0);
    expect((await runMain(['explain'], { cwd: temporaryFolder() })).exitCode).toBe(0);
  });

  test.each([
    ['drop-table', 'Did you mean migrations/drop-table?'],
    ['drop-tabel', 'Did you mean migrations/drop-table?'],
    ['migrations/drop-tabel', 'Did you mean migrations/drop-table?'],
    ['pinned', 'Did you mean dependencies/requirements-pinned?'],
    ['Paths/Protected', 'Did you mean paths/protected?'],
    ['something', 'Run `lockkeeper explain` for the list of rules.'],
    ['../../secret', 'Run `lockkeeper explain` for the list of rules.'],
  ])('does not know %s', async (id, advice) => {
    const { exitCode, stdout, stderr } = await explain([id]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `There is no rule ${JSON.stringify(id)}. ${advice}\n`,
    });
  });
});

function explain(args: readonly string[] = [], policy?: string) {
  const repository = temporaryRepository();
  if (policy !== undefined) repository.write('lockkeeper.yaml', policy);
  return runMain(['explain', ...args], { cwd: repository.root });
}

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
      const line = stdout.split('\n').find((text) => text.startsWith(`  ${id} `));
      expect(line).toContain(summary);
      expect(line).toContain(defaultSeverity);
    }
  });

  test('lists rules by area, and says how many an area has', async () => {
    const { stdout } = await explain();
    const areas = new Set(allRules.map(({ id }) => areaOf(id)));
    const headings = stdout.split('\n').filter((line) => /^[a-z]/.test(line));
    expect(headings).toEqual(
      Array.from(areas, (area) => {
        const count = allRules.filter(({ id }) => areaOf(id) === area).length;
        return count === 1 ? `${area} (1 rule)` : `${area} (${count} rules)`;
      }),
    );
  });

  test('lists one area, and fits it to the terminal', async () => {
    const { exitCode, stdout } = await explain(['docs']);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `\
docs (2 rules)
  docs/dangling-reference  warning  Refer only to things that exist in policy documents.
  docs/encoding            info     Save the policy and its documents as intact UTF-8 text.

Run \`lockkeeper explain RULE\` for the page of a rule.
`,
    });
    const { stdout: narrow } = await runMain(['explain', 'migrations'], {
      cwd: temporaryFolder(),
      terminal: 80,
    });
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('lists severities as the policy here has them', async () => {
    const { stdout } = await explain([], "version: 1\nrules: { migrations/drop-table: 'off' }\n");
    expect(stdout).toMatch(/^  migrations\/drop-table +off +/m);
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
    ['migration', 'Did you mean migrations?'],
    ['something', 'Run `lockkeeper explain` for the list of rules.'],
    ['../../secret', 'Run `lockkeeper explain` for the list of rules.'],
  ])('does not know %s', async (id, advice) => {
    const { exitCode, stdout, stderr } = await explain([id]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `There is no rule or area ${JSON.stringify(id)}. ${advice}\n`,
    });
  });
});

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function explain(args: readonly string[] = [], policy?: string) {
  const repository = temporaryRepository();
  if (policy !== undefined) repository.write('lockkeeper.yaml', policy);
  return runMain(['explain', ...args], { cwd: repository.root });
}

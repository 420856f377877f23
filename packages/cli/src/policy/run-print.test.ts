import { loadPolicy, type Policy } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../testing/run-main.ts';
import { effectivePolicy } from './effective-policy.ts';
import { yamlText } from './yaml-text.ts';

afterAll(removeTemporaryFolders);

const RICH = `version: 1
extends: [python-backend, alembic, self-protection]
policy: { title: 'Rules: of the house', version: '1.2' }
scope: ['**']
protected:
  - id: core
    description: "What must not break"
    paths: [core/**, 'a: b']
    except: [core/docs/**]
    require: { label: ok }
    docs: docs/core.md
migrations: { sql: ['db/**/*.sql'] }
rules:
  migrations/drop-table: warning
  dependencies/requirements-pinned: 'off'
waivers:
  - { rule: migrations/drop-table, path: 'db/**', reason: 'old, unused', approver: ada, expires: '2027-01-31' }
since: v1.0
baseline: accepted.json
`;

describe('policy print', () => {
  test('shows presets merged in and where each severity comes from', async () => {
    const { exitCode, stdout, stderr } = await print(RICH);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^# lockkeeper\.yaml as it takes effect, presets merged in\.\nversion: 1\n/);
    expect(stdout).toContain('  - id: policy\n');
    expect(stdout).toContain('    - alembic/versions\n');
    expect(stdout).toContain('  paths/protected: error  # the default\n');
    expect(stdout).toContain('  migrations/drop-table: warning  # lockkeeper.yaml:14\n');
  });

  test('is itself a policy that says the same', async () => {
    const { stdout } = await print(RICH);
    const again = loaded(stdout);
    expect(effectivePolicy(again)).toEqual(effectivePolicy(loaded(RICH)));
    expect(yamlText(effectivePolicy(again))).toBe(yamlText(effectivePolicy(loaded(RICH))));
  });

  test('a draft says what it makes of an error', async () => {
    const { stdout } = await print('version: 1\npolicy: { status: draft }\n');
    expect(stdout).toContain('  paths/protected: error  # the default says error; the policy is a draft\n');
  });

  test('gives a program the same as JSON', async () => {
    const { stdout } = await print(RICH, '--format', 'json');
    const object: unknown = JSON.parse(stdout);
    expect(object).toMatchObject({
      schema_version: 1,
      path: 'lockkeeper.yaml',
      policy: { version: 1, since: 'v1.0', rules: { 'migrations/drop-table': 'warning' } },
      severity_from: { 'migrations/drop-table': 'lockkeeper.yaml:14', 'paths/protected': 'the default' },
      hints: [],
    });
  });

  test('shows hints with their line', async () => {
    const policy = 'version: 1\nprotected:\n  - { id: a, paths: [docs/*], require: { label: x } }\n';
    const { exitCode, stderr } = await print(policy);
    const hints = loaded(policy).hints;
    expect(exitCode).toBe(0);
    expect(stderr.match(/Hint: /g)?.length ?? 0).toBe(hints.length);
    for (const { message } of hints) expect(stderr).toContain(`Hint: ${message}`);
  });

  test('of an invalid policy shows every problem', async () => {
    const { exitCode, stdout, stderr } = await print('version: 1\nextends: nothing\n');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('lockkeeper.yaml:2:10 There is no preset "nothing".');
    expect(stderr).toContain('2 | extends: nothing');
  });

  test('without a policy says how to get one', async () => {
    const { root } = temporaryRepository();
    const { exitCode, stderr } = await runMain(['policy', 'print'], { cwd: root });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Run `lockkeeper init`');
  });
});

describe('policy schema', () => {
  test('prints a JSON Schema that names every key', async () => {
    const { exitCode, stdout } = await runMain(['policy', 'schema'], { cwd: temporaryRepository().root });
    expect(exitCode).toBe(0);
    const schema = JSON.parse(stdout);
    expect(schema).toMatchObject({ title: 'Lockkeeper policy', additionalProperties: false });
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining([
        'version',
        'extends',
        'protected',
        'dependencies',
        'migrations',
        'rules',
        'waivers',
      ]),
    );
  });
});

function print(policy: string, ...args: readonly string[]) {
  const repository = temporaryRepository();
  repository.write('lockkeeper.yaml', policy);
  return runMain(['policy', 'print', ...args], { cwd: repository.root });
}

function loaded(text: string): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}

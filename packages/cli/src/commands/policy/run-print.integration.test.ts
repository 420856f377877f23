import { readFileSync } from 'node:fs';

import { loadPolicy, policyJsonSchema, type Policy } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';
import { effectivePolicy } from './effective-policy.ts';
import { yamlText } from '../../policy/yaml-text.ts';

afterAll(removeTemporaryFolders);

/** It has every key of services. */
const EXAMPLE = new URL('../../../../../test/example-services.yaml', import.meta.url);

const RICH = `version: 1
extends: [mayassistant, alembic, self-protection]
policy: { title: 'Rules: of the house', version: '1.2' }
scope: ['**']
protected:
  - id: core
    description: "What must not break"
    paths: [core/**, 'a: b']
    except: [core/docs/**]
    require: { label: ok }
    applies_to: [ai]
    changes: [modify, delete]
    owners: ['@acme/core']
    docs: docs/core.md
branches:
  production: { match: [main], environment: production, direct_push: deny, force_push: deny }
  ai: { match: ['auto/**'] }
  deploy_from: { production: [production] }
  production_requires: [tagged]
actors:
  ai: { trailers: [{ key: Made-by, value: /robot/i }, { key: [Session, Run] }] }
  human: { accounts: [ada] }
labels:
  ok: { grants: [protected.core], applied_by: { not: [], permission: admin }, expires: never }
change_scope:
  branches: [ai]
  allow: ['**']
  deny: { paths: [core/auth.py], unless: { label: deny-ok } }
  also_allow: [{ dependencies: backend, unless_missing: { label: pins-ok }, branches: ['auto/pins-*'], branch_severity: warn }]
  machine_owned: [{ paths: ['dist/**'], writers: ['ci[bot]'] }]
  additive_only: [core/api/**]
  feature_flags: { paths: [routers/], dependencies: [flag], decorators: [flagged] }
integrity:
  symlinks: { except: [docs/latest] }
  submodules: allow
  history: strict
documents: ['docs/**/*.md']
dependencies:
  - id: tools
    source: tools.txt
    lock: tools.lock
    includes: { constraints: deny }
    options: { allow: [--pre, -i], deny: [--no-binary] }
    env_vars: allow
    on_change: { require: { label: pins-ok }, both_files: true }
    check_on: [pull_request, 'push:main']
    branch: { suggest: auto/tools-YYYYMMDD, severity: warn }
migrations: { sql: ['db/**/*.sql'] }
rules:
  migrations/drop-table: warning
  dependencies/requirements-pinned: 'off'
waivers:
  - { rule: migrations/drop-table, path: 'db/**', reason: 'old, unused', approver: ada, expires: '2027-01-31' }
since: v1.0
baseline: accepted.json
databases: { production: SHOP_DB, schemas: [app], backup_max_age: 90m }
variables:
  - id: backend
    environments: [staging, production]
    names:
      DATABASE_URL: { secret: true, matches: ['postgresql*', 'postgres:*'], differs: false }
      SENTRY_DSN: { optional: true, min_length: 12 }
`;

describe('policy print', () => {
  test('shows what the policy and its bases say, where they say it, and what would hold without it', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'lockkeeper.yaml':
        'version: 1\nextends: [alembic, ./org/base.yaml]\nrules:\n  migrations/drop-table: warning\n  migrations/drop-column: { severity: error }\n',
      'org/base.yaml': 'version: 1\nunsupported: error\ndatabases: { production: SHOP_DB }\n',
    });
    const { exitCode, stdout, stderr } = await runMain(['policy', 'print'], { cwd: repository.root });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(`\
# lockkeeper.yaml with what it extends merged in.
# \`lockkeeper policy print --defaults\` adds the defaults.
version: 1  # lockkeeper.yaml:1
migrations:
  alembic:  # preset alembic
    - alembic/versions
databases:
  production: SHOP_DB  # org/base.yaml:3 (default: DATABASE_URL_PROD)
unsupported: error  # org/base.yaml:2 (default: note)
rules:
  migrations/drop-table: warning  # lockkeeper.yaml:4 (default: error)
  migrations/drop-column:
    severity: error  # lockkeeper.yaml:5 (the default)
`);
  });

  test('shows with the defaults where each severity comes from', async () => {
    const { exitCode, stdout, stderr } = await print(RICH, '--defaults');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^# lockkeeper\.yaml as it takes effect, with what it extends merged in\.\nversion: 1  # lockkeeper\.yaml:1\n/,
    );
    expect(stdout).toContain('      - Makefile\n');
    expect(stdout).toContain('    - alembic/versions\n');
    expect(stdout).toContain('  paths/protected: error  # the default\n');
    expect(stdout).toContain('  migrations/drop-table: warning  # lockkeeper.yaml:50\n');
  });

  test('shows every key that has a value', () => {
    const properties = schemaKeys().filter((key) => !NOT_PRINTED.includes(key));
    expect(new Set(Object.keys(written(effectivePolicy(loaded(RICH)))))).toEqual(new Set(properties));
  });

  test('names who counts as an agent where the policy leaves that out, and what of an agent is looked for', () => {
    expect(effectivePolicy(loaded(RICH))).toMatchObject({
      actors: {
        ai: {
          accounts: expect.arrayContaining(['Copilot']),
          trailers: [
            { key: ['made-by'], value: '/robot/i' },
            { key: ['session', 'run'], value: undefined },
          ],
        },
        human: { accounts: ['ada'], emails: [] },
        default: 'human',
      },
    });
  });

  test('names every label that something asks for, with all that it approves and whose counts', () => {
    expect(effectivePolicy(loaded(RICH))).toMatchObject({
      labels: {
        ok: {
          grants: ['protected.core'],
          applied_by: { actors: ['human'], not: [], permission: 'admin' },
          expires: 'never',
        },
        'deny-ok': {
          grants: ['change_scope.deny'],
          applied_by: { actors: ['human'], not: ['author'], permission: 'maintain' },
          expires: 'on_push',
        },
        'approved-core-change': { grants: ['integrity.self_protect'] },
      },
    });
  });

  test('shows what the files of a pair may hold, and what a change of it needs', () => {
    expect(effectivePolicy(loaded(RICH))).toMatchObject({
      labels: { 'pins-ok': { grants: ['dependencies.tools', 'dependencies.backend'] } },
      change_scope: { also_allow: [{ dependencies: 'backend', branch_severity: 'warning' }] },
      dependencies: [
        {
          id: 'tools',
          pinned: { source: 'exact', lock: 'exact', operators: ['=='] },
          includes: { requirements: 'inside_repo', constraints: 'deny' },
          options: {
            allow: ['--index-url', '--pre'],
            deny: expect.arrayContaining(['--extra-index-url', '--no-binary']),
          },
          env_vars: 'allow',
          on_change: { require: { label: 'pins-ok' }, both_files: true },
          check_on: ['pull_request', 'push:main'],
          branch: { suggest: 'auto/tools-YYYYMMDD', severity: 'warning' },
        },
        { id: 'backend', options: { allow: [] }, check_on: undefined, branch: undefined },
      ],
    });
  });

  test('shows who may go where, and what only machines write', () => {
    expect(effectivePolicy(loaded(RICH))).toMatchObject({
      branches: {
        production: { match: ['main'], direct_push: 'deny', force_push: 'deny' },
        ai: { match: ['auto/**'], direct_push: 'allow', force_push: 'allow' },
        deploy_from: { production: ['production'] },
        production_requires: ['tagged'],
      },
      change_scope: {
        applies_to: ['ai'],
        deny: { paths: ['core/auth.py'], unless: { label: 'deny-ok' } },
        machine_owned: [
          { paths: ['dist/**'], writers: ['ci[bot]'] },
          { paths: ['infrastructure/LAST_PROD_DEPLOY.json', 'infrastructure/deploys/**'], writers: [] },
        ],
      },
      generate: {
        guard_workflow: '.github/workflows/backend_integrity_guard.yml',
        dependency_workflow: '.github/workflows/dependency_freeze_guard.yml',
        stamp_script: 'scripts/stamp_prod_baseline.sh',
      },
      integrity: {
        symlinks: { allow: false, except: ['docs/latest'] },
        submodules: 'allow',
        history: 'strict',
      },
    });
  });

  test.each([
    ['of five lines', 'version: 1\nextends: [alembic, self-protection]\n'],
    [
      'that reads paths as CODEOWNERS does',
      `${RICH.replace('a: b', 'a:b')}patterns: { dialect: codeowners }\n`,
    ],
    [
      'with its own list of what enforces it',
      'version: 1\nintegrity: { self_protect: { paths: [ci/**], require: { label: two-eyes } } }\n',
    ],
    ['that says how services are deployed', readFileSync(EXAMPLE, 'utf8')],
    ['that only names services', 'version: 1\ndeployment: { services: [api, worker] }\n'],
    ['that names the deploy record', 'version: 1\ndeployment: { record: ops/last.json }\nchange_scope: {}\n'],
  ])('of a policy %s is a policy that says the same', async (_, text) => {
    for (const args of [[], ['--defaults']]) {
      const { stdout } = await print(text, ...args);
      expect(effectivePolicy(loaded(stdout))).toEqual(effectivePolicy(loaded(text)));
    }
  });

  test('leaves what is built in to be built in where another dialect would read it otherwise', () => {
    const text = 'version: 1\npatterns: { dialect: codeowners }\nscope: [/docs]\n';
    expect(effectivePolicy(loaded(text))).toMatchObject({
      patterns: { dialect: 'codeowners' },
      integrity: { self_protect: { paths: undefined, require: { label: 'approved-core-change' } } },
    });
  });

  test('is itself a policy that says the same', async () => {
    for (const args of [[], ['--defaults']]) {
      const again = loaded((await print(RICH, ...args)).stdout);
      expect(effectivePolicy(again)).toEqual(effectivePolicy(loaded(RICH)));
      expect(yamlText(effectivePolicy(again))).toBe(yamlText(effectivePolicy(loaded(RICH))));
    }
  });

  test('a draft says what it makes of an error', async () => {
    const { stdout } = await print('version: 1\npolicy: { status: draft }\n', '--defaults');
    expect(stdout).toContain('  paths/protected: error  # the default says error; the policy is a draft\n');
  });

  test('gives a program the same as JSON', async () => {
    const { stdout } = await print(RICH, '--format', 'json');
    const object: unknown = JSON.parse(stdout);
    expect(object).toMatchObject({
      schema_version: 1,
      path: 'lockkeeper.yaml',
      policy: { version: 1, since: 'v1.0', rules: { 'migrations/drop-table': 'warning' } },
      severity_from: { 'migrations/drop-table': 'lockkeeper.yaml:50', 'paths/protected': 'the default' },
      hints: [],
    });
  });

  test('says for each key where it comes from', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'lockkeeper.yaml': 'version: 1\nextends: [alembic, ./org/base.yaml]\nunsupported: error\n',
      'org/base.yaml':
        "version: 1\nprotected:\n  - id: core\n    paths: [core/**]\n    require: { label: ok }\nrules:\n  paths/symlink: 'off'\n",
    });
    const yaml = await runMain(['policy', 'print', '--defaults'], { cwd: repository.root });
    expect(yaml.stdout).toContain(`
protected:
  - id: core  # org/base.yaml:3
    paths:  # org/base.yaml:4
      - "core/**"
    require:
      label: ok  # org/base.yaml:5
`);
    expect(yaml.stdout).toContain('\n  alembic:  # preset alembic\n');
    expect(yaml.stdout).toContain('\nunsupported: error  # lockkeeper.yaml:3\n');
    expect(yaml.stdout).toContain('\n  paths/symlink: "off"  # org/base.yaml:7\n');
    const json = await runMain(['policy', 'print', '--format', 'json'], { cwd: repository.root });
    expect(JSON.parse(json.stdout)).toMatchObject({
      from: {
        'protected[0].paths': 'org/base.yaml:4',
        'migrations.alembic': 'preset alembic',
        unsupported: 'lockkeeper.yaml:3',
      },
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

/** What says how the file is read, and what is merged in already. */
const NOT_PRINTED = ['$schema', 'extends'];

function schemaKeys(): readonly string[] {
  const { properties }: { properties?: object } = policyJsonSchema();
  return Object.keys(properties ?? {});
}

/** As it arrives in a file. */
function written(policy: object): object {
  return JSON.parse(JSON.stringify(policy));
}

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

import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';
import { alembicFolders } from '../alembic-place.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import type { Policy } from '../policy.ts';
import { PRESETS } from './presets.ts';

test.each(PRESETS.map(({ name, description }) => ({ name, description })))(
  '$name alone is a valid policy: $description',
  ({ name }) => {
    expect(loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\nextends: ${name}\n` })).toMatchObject({
      kind: 'policy',
    });
  },
);

test('what is built in stands at no preset', () => {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\nextends: alembic\n' });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  const { actors, machineOwned } = policy;
  const builtIn = [...actors.ai.branches, ...machineOwned.flatMap(({ paths }) => paths)];
  expect(builtIn.map(({ at }) => at.start.line)).toEqual(builtIn.map(() => 0));
});

describe('a preset under a policy', () => {
  const policyOf = (keys: object): Policy => {
    const text = JSON.stringify({ version: 1, ...keys });
    const policy = loadPolicy({ path: 'lockkeeper.json', text });
    if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
    return policy;
  };
  const selfProtected = (keys: object, path: string) =>
    policyOf(keys).integrity.selfProtect.paths.some(({ pattern }) => pattern.matches(path));

  test('adds keys beside those of the same section', () => {
    const keys = { extends: 'self-protection', integrity: { history: 'strict', submodules: 'allow' } };
    expect(policyOf(keys).integrity).toMatchObject({ history: 'strict', submodules: 'allow' });
    expect(selfProtected(keys, 'Makefile')).toBe(true);
  });

  test('adds keys beside those of a section in a section', () => {
    const keys = { extends: 'self-protection', integrity: { self_protect: { require: { label: 'mine' } } } };
    expect(policyOf(keys).integrity.selfProtect.label).toBe('mine');
    expect(selfProtected(keys, 'tox.ini')).toBe(true);
  });

  test('gives its list up for one of the policy, which still protects the policy itself', () => {
    const keys = { extends: 'self-protection', integrity: { self_protect: { paths: ['ci/**'] } } };
    expect(
      ['ci/a', 'Makefile', '.github/a', 'lockkeeper.json'].map((path) => selfProtected(keys, path)),
    ).toEqual([true, false, false, true]);
  });

  test('gives its pair up for one of the same id, whole, and keeps it beside others', () => {
    const mine = { id: 'backend', source: 'r.txt', lock: 'r.lock' };
    const pairs = (dependencies: readonly object[]) =>
      policyOf({ extends: 'mayassistant', dependencies }).dependencies.map(({ id, source }) => [id, source]);
    expect(pairs([mine])).toEqual([['backend', 'r.txt']]);
    expect(pairs([{ ...mine, id: 'api' }])).toEqual([
      ['api', 'r.txt'],
      ['backend', 'backend/requirements.txt'],
    ]);
    expect(pairs([])).toEqual([['backend', 'backend/requirements.txt']]);
  });

  test('gives a single value up', () => {
    const keys = { extends: 'mayassistant', deployment: { record: 'deploy.json' } };
    expect(policyOf(keys).record.path).toBe('deploy.json');
    expect(policyOf({ extends: 'mayassistant' }).record.path).toBe('infrastructure/LAST_PROD_DEPLOY.json');
  });

  test('keeps under its own names what others have under the defaults: mayassistant', () => {
    const record = 'infrastructure/LAST_PROD_DEPLOY.json';
    const named = [
      '.github/workflows/backend_integrity_guard.yml',
      '.github/workflows/dependency_freeze_guard.yml',
      'scripts/stamp_prod_baseline.sh',
    ];
    const policy = policyOf({ extends: 'mayassistant' });
    expect(policy).toMatchObject({
      record: { first: record },
      generated: { guardWorkflow: named[0], dependencyWorkflow: named[1], stampScript: named[2] },
    });
    const isOwned = (path: string) =>
      policy.machineOwned.some(({ paths }) => paths.some(({ pattern }) => pattern.matches(path)));
    expect([record, 'infrastructure/deploys/audit.jsonl'].filter(isOwned)).toHaveLength(2);
    for (const keys of [
      { extends: 'mayassistant' },
      { extends: ['mayassistant', 'self-protection'] },
      { extends: 'mayassistant', integrity: { self_protect: { paths: ['Makefile'] } } },
    ])
      expect(named.filter((path) => selfProtected(keys, path))).toEqual(named);
    expect(selfProtected({}, 'scripts/stamp_baseline.sh')).toBe(true);
  });

  test('gives its folders up for those of the policy, and adds to what it does not say', () => {
    const sql = { extends: 'alembic', migrations: { sql: ['db/*.sql'] } };
    expect(alembicFolders(policyOf(sql))).toEqual(['alembic/versions']);
    expect(alembicFolders(policyOf({ extends: 'alembic', migrations: { alembic: ['x'] } }))).toEqual(['x']);
  });

  test('brings what labels may grant', () => {
    const keys = {
      extends: ['mayassistant'],
      labels: { upgrade: { grants: ['dependencies.backend'] } },
      change_scope: { also_allow: [{ dependencies: 'backend', unless_missing: { label: 'upgrade' } }] },
    };
    expect(policyOf(keys).changeScope?.alsoAllow).toMatchObject([{ pair: { id: 'backend' } }]);
  });

  test.each([
    ['mayassistant', 'dependencies'],
    ['alembic', 'migrations'],
    ['self-protection', 'integrity'],
  ])('of the name %s does not make up for a section %s of another kind', (name, key) => {
    const text = JSON.stringify({ version: 1, extends: name, [key]: 'oops' });
    const policy = loadPolicy({ path: 'lockkeeper.json', text });
    expect(policy.kind === 'invalid' && policy.problems.map(({ message }) => message)).toEqual([
      `${key} must be ${key === 'dependencies' ? 'a list' : 'a map'}.`,
    ]);
  });

  test.each([
    ['extends: 7', 'extends must name a preset or a base, or list several.', '7'],
    ['extends: [7]', 'There is no preset 7. The presets are alembic, self-protection, mayassistant.', '7'],
    [
      'extends: Alembic',
      'There is no preset "Alembic". The presets are alembic, self-protection, mayassistant.',
      'Alembic',
    ],
  ])('is named as it is called: %s', (keys, message, underlined) => {
    expect(problemsIn(keys)).toEqual([[message, underlined]]);
  });
});

import { describe, expect, test } from 'vitest';

import { changeObservations, documentObservations, treeObservations } from './observations-from-input.ts';
import { loadPolicy } from './load-policy.ts';
import { textContent } from '../model/file-content.ts';
import { observed } from '../model/known.ts';
import { policyOf } from '../testing/any-repository.ts';
import { migrationFolders, migrationKind } from '../migrations/facts/migration-files.ts';
import { needsParsers, wantedPaths } from './wanted-paths.ts';
import { judgedFilesOf } from '../testing/wanted-of.ts';

const policy = loadPolicy({
  path: 'lockkeeper.yaml',
  text: `version: 1
dependencies: [{ id: api, source: api/requirements.txt, lock: api/requirements.lock }]
migrations: { alembic: [alembic/versions/], sql: ['db/**/*.sql', 'one.sql'] }
`,
});
if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');

describe('of a change is read', () => {
  const filesOf = (...changes: readonly string[]) =>
    judgedFilesOf(policy, changeObservations({ changes }, {}));

  test('nothing that the policy does not name, however much changed', () => {
    expect(filesOf(...Array.from({ length: 1000 }, (_, index) => `src/${index}.ts`))).toEqual([]);
  });

  test('both files of a pair when either is touched', () => {
    expect(filesOf('api/requirements.lock')).toEqual(['api/requirements.txt', 'api/requirements.lock']);
  });

  test('the migrations it touches, the record and the policy itself', () => {
    expect(
      filesOf(
        'alembic/versions/a.py',
        'db/x/1.sql',
        'infrastructure/last-good-deploy.json',
        'lockkeeper.yaml',
      ),
    ).toEqual([
      'alembic/versions/a.py',
      'db/x/1.sql',
      'infrastructure/last-good-deploy.json',
      'lockkeeper.yaml',
    ]);
  });
});

test.each([
  ['the folder of the revisions itself', 'alembic/versions'],
  ['a folder above it', 'alembic'],
  ['the folder of a pattern', 'db'],
])('of a change what stands for %s is read: it leads to migrations nobody sees', (_what, path) => {
  expect(judgedFilesOf(policy, changeObservations({ changes: [path] }, {}))).toEqual([path]);
  expect(judgedFilesOf(policy, changeObservations({ changes: [`${path}x`, `x/${path}`] }, {}))).toEqual([]);
});

test('of a change the policy is read; a second one is refused unread', () => {
  const changes = ['lockkeeper.toml', 'docs/lockkeeper.json', 'lockkeeper.yaml'];
  expect(judgedFilesOf(policy, changeObservations({ changes }, {}))).toEqual(['lockkeeper.yaml']);
  const document = {
    ...changeObservations({ changes }, {}),
    focus: { kind: 'document', path: 'a.py' },
  } as const;
  expect(judgedFilesOf(policy, document)).toEqual([]);
});

test('of a tree everything the policy names is looked for', () => {
  const texts = ['alembic/versions/a.py', 'alembic/env.py', 'db/1.sql', 'README.md'].map((path) => ({
    path,
    text: '',
  }));
  expect(Object.keys(treeObservations(policy, texts, {}).files).toSorted()).toEqual([
    'README.md',
    'alembic/env.py',
    'alembic/versions/a.py',
    'alembic/versions/env.py',
    'api/requirements.lock',
    'api/requirements.txt',
    'db/1.sql',
    'infrastructure/last-good-deploy.json',
  ]);
});

test('of a tree models are looked for beside the env.py that must know them, with no parser at hand', () => {
  const withModels = policyOf({ migrations: { alembic: ['alembic/versions/'], models: ['app/models.py'] } });
  const seen = {
    ...treeObservations(withModels, [], {}),
    files: { 'alembic/env.py': observed(textContent('target_metadata = None\n')) },
  };
  expect(judgedFilesOf(withModels, seen)).toContain('app/models.py');
});

test('of a release the record is read even when nobody touched it', () => {
  const seen = { ...changeObservations({ changes: [] }, {}), focus: { kind: 'release' } as const };
  expect(judgedFilesOf(policy, seen)).toEqual(['infrastructure/last-good-deploy.json']);
});

test('of an open document its own pair is read', () => {
  expect(judgedFilesOf(policy, documentObservations({ path: 'api/requirements.txt', text: '' }, {}))).toEqual(
    ['api/requirements.txt', 'api/requirements.lock'],
  );
});

test('the parsers are loaded only where a migration is judged', () => {
  expect(needsParsers(policy, changeObservations({ changes: ['README.md'] }, {}))).toBe(false);
  expect(needsParsers(policy, changeObservations({ changes: ['db/1.sql'] }, {}))).toBe(true);
});

test.each([
  ['alembic/versions/a.py', 'alembic'],
  ['alembic/versions/deep/a.py', 'alembic'],
  ['alembic/versions/__init__.py', undefined],
  ['alembic/versions/a.pyc', undefined],
  ['alembic/env.py', undefined],
  ['db/a/b.sql', 'sql'],
  ['one.sql', 'sql'],
  ['two.sql', undefined],
])('%s is %s', (path, kind) => {
  expect(migrationKind(policy, path)).toBe(kind);
});

test('a host lists only the folders that can hold migrations', () => {
  expect(migrationFolders(policy)).toEqual(['alembic/versions', 'db', 'one.sql']);
});

test('what tells of databases beside the migrations is looked for, and kept', () => {
  const migrating = policyOf({ migrations: { sql: ['db/**/*.sql'] } });
  const steps = wantedPaths(migrating, changeObservations({ changes: ['db/1.sql', 'go.mod'] }, {}));
  const texts = new Map([
    ['go.mod', 'require github.com/go-sql-driver/mysql v1.8\n'],
    ['requirements.txt', 'psycopg2\n'],
  ]);
  const textOf = (path: string) => {
    const text = texts.get(path);
    return observed(text === undefined ? ({ kind: 'absent' } as const) : textContent(text));
  };
  const answers = (paths: readonly string[]) => new Map(paths.map((path) => [path, textOf(path)]));
  let step = steps.next();
  const asked: string[] = [];
  while (step.done !== true) {
    asked.push(...step.value.texts);
    const files = answers(step.value.files);
    step = steps.next({ files, texts: answers(step.value.texts), filesBefore: new Map() });
  }
  expect(asked).toContain('requirements.txt');
  // The change may have brought the driver of MySQL along.
  expect(step.value.databases).toEqual({ drivers: ['postgresql'], prisma: {} });
});

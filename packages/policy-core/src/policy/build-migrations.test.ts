import { describe, expect, test } from 'vitest';

import { loadPolicy } from '../checker/load-policy.ts';
import { policyOf } from '../testing/any-repository.ts';

const texts = (patterns: readonly { readonly text: string }[]) => patterns.map(({ text }) => text);

const PG_VERSIONS = 'migrations.pg_version must be 13 or 14 or 15 or 16 or 17 or 18.';

describe('what a policy says of migrations', () => {
  test('is nothing where it does not speak of them', () => {
    expect(policyOf({}).migrations).toEqual({
      alembic: [],
      isWithoutAlembic: false,
      sql: [],
      application: [],
      models: [],
      apply: undefined,
      dialects: [],
      pgVersion: undefined,
      baseline: undefined,
      once: [],
      harmlessFunctions: [],
      mayBeEmpty: false,
      disabledAtMostMs: 24 * 3_600_000,
    });
  });

  test('is where they lie, and who may change the schema beside them [row 4.31]', () => {
    const { migrations } = policyOf({
      migrations: {
        alembic: ['alembic/versions/'],
        sql: ['db/**/*.sql'],
        application: ['app/**', 'start.sh'],
        models: ['app/models.py', 'aam_hybrid/shared/models.py'],
        apply: 'on_start',
        pg_version: 15,
        baseline: '5a9d6371e18c',
        once: ['c3d4e5f6a7b8'],
        disabled_at_most: '90m',
      },
    });
    expect(migrations.alembic).toEqual([
      { name: undefined, folders: ['alembic/versions'], history: 'configured', isRecursive: true },
    ]);
    expect(texts(migrations.sql)).toEqual(['db/**/*.sql']);
    expect(texts(migrations.application)).toEqual(['app/**', 'start.sh']);
    expect(texts(migrations.models)).toEqual(['app/models.py', 'aam_hybrid/shared/models.py']);
    expect(migrations.apply).toBe('on_start');
    expect(migrations.baseline?.id).toBe('5a9d6371e18c');
    expect(migrations.once.map(({ id }) => id)).toEqual(['c3d4e5f6a7b8']);
    expect(migrations.disabledAtMostMs).toBe(90 * 60_000);
  });

  test('names functions that the team vouches for, and nothing else', () => {
    const names = ['note', 'audit.note', 'Mixed.Case'];
    const { migrations } = policyOf({ migrations: { harmless_functions: names } });
    expect(migrations.harmlessFunctions.map(({ name }) => name)).toEqual(names);
  });

  test.each(['*', 'audit.*', 'note()', 'DELETE FROM a', 'a.b.c', 'public.note', '', 'note;', '"note"'])(
    'does not vouch for %s',
    (name) => {
      const text = JSON.stringify({ version: 1, migrations: { harmless_functions: [name] } });
      expect(loadPolicy({ path: 'lockkeeper.json', text }).kind).toBe('invalid');
    },
  );

  test('may be one history over several folders', () => {
    const { migrations } = policyOf({
      migrations: {
        alembic: [
          'legacy',
          { name: 'network', folders: ['db/kilo/', 'db/liberty'] },
          { folders: ['billing/versions'], recursive: true },
        ],
      },
    });
    expect(migrations.alembic).toEqual([
      { name: undefined, folders: ['legacy'], history: 'configured', isRecursive: true },
      { name: 'network', folders: ['db/kilo', 'db/liberty'], history: 'one', isRecursive: false },
      { name: undefined, folders: ['billing/versions'], history: 'one', isRecursive: true },
    ]);
  });

  test('may be that no revisions are to be judged', () => {
    expect(policyOf({ migrations: { alembic: [] } }).migrations.isWithoutAlembic).toBe(true);
    expect(policyOf({ migrations: { alembic: ['a'] } }).migrations.isWithoutAlembic).toBe(false);
    expect(policyOf({ migrations: { sql: [] } }).migrations.isWithoutAlembic).toBe(false);
  });

  test('knows the line of the baseline', () => {
    const text = 'version: 1\nmigrations:\n  alembic: [a]\n  baseline: 5a9d\n';
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
    expect(policy).toMatchObject({
      migrations: { baseline: { id: '5a9d', at: { start: { line: 3, character: 12 } } } },
    });
  });

  test.each([
    [{ apply: 'manual' }, 'migrations.apply must be "on_start" or "manual_unless_trivial".'],
    [{ alembic: 'db' }, 'migrations.alembic must be a list.'],
    [{ alembic: [7] }, 'migrations.alembic[0] must be a folder, or a map with folders.'],
    [{ alembic: [['db']] }, 'migrations.alembic[0] must be a folder, or a map with folders.'],
    [
      { alembic: ['../db'] },
      'migrations.alembic[0] is not valid: Write a path relative to the repository root, with single / and without . or .. in it.',
    ],
    [{ alembic: [{ name: 'network' }] }, 'migrations.alembic[0].folders is missing. Add it.'],
    [{ alembic: [{ folders: [] }] }, 'migrations.alembic[0].folders must not be empty.'],
    [{ alembic: [{ folders: 'db' }] }, 'migrations.alembic[0].folders must be a list.'],
    [{ alembic: [{ folders: [1] }] }, 'migrations.alembic[0].folders[0] must be a text.'],
    [{ alembic: [{ folders: ['db'], name: '' }] }, 'migrations.alembic[0].name must not be empty.'],
    [
      { alembic: [{ folders: ['db'], recursive: 1 }] },
      'migrations.alembic[0].recursive must be true or false.',
    ],
    [
      { alembic: ['db', { folders: ['x'], recursiv: true }] },
      'Unknown key "recursiv" in migrations.alembic[1]. Did you mean "recursive"?',
    ],
    [{ baseline: '' }, 'migrations.baseline must not be empty.'],
    [{ pg_version: 12 }, PG_VERSIONS],
    [{ pg_version: 19 }, PG_VERSIONS],
    [{ pg_version: '15' }, PG_VERSIONS],
    [{ baseline: 5 }, 'migrations.baseline must be a text.'],
    [{ models: 'app/models.py' }, 'migrations.models must be a list.'],
    [{ application: [1] }, 'migrations.application[0] must be a text.'],
    [{ applications: [] }, 'Unknown key "applications" in migrations. Did you mean "application"?'],
    [{ model: [] }, 'Unknown key "model" in migrations. Did you mean "models"?'],
  ])('is refused in another form: %j', (migrations, message) => {
    const text = JSON.stringify({ version: 1, migrations });
    const policy = loadPolicy({ path: 'lockkeeper.json', text });
    expect(policy.kind === 'invalid' ? policy.problems.map((problem) => problem.message) : []).toEqual([
      message,
    ]);
  });

  test.each(['application', 'models'])('points at a pattern of %s that cannot be read', (key) => {
    const text = `version: 1\nmigrations:\n  ${key}: ["a[", "b"]\n`;
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
    expect(policy).toMatchObject({
      kind: 'invalid',
      problems: [{ message: expect.stringContaining('Pattern "a["'), at: { start: { line: 2 } } }],
    });
  });
});

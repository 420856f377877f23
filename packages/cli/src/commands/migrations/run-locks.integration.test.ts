import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { PG_VERSIONS } from '../../../../policy-core/src/policy/schema/migrations-schema.ts';
import { migrationsAnswers } from '../../../../policy-core/src/answers/migrations-answers.ts';
import { committedRepository } from '../../testing/committed-repository.ts';
import { inVersions, SHOP_FILES } from '../../testing/alembic-sample.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const repositoryWith = (files: Readonly<Record<string, string>>) =>
  committedRepository(files, 'migrations', 'locks');

describe('what a revision locks', () => {
  test.each([['5e00'], ['5e'], ['head'], ['migrations/versions/5e00_drop_names.py'], ['5e00_drop_names.py']])(
    'is shown for %s',
    async (named) => {
      expect(await repositoryWith(SHOP_FILES).run(named)).toEqual({
        exitCode: 0,
        stderr: '',
        stdout: [
          '5e00  drop names  (head)',
          '  migrations/versions/5e00_drop_names.py in alembic.ini',
          '  upgrade() on PostgreSQL 13',
          '    13: drops the column customers.name and every value in it',
          '        customers  ACCESS EXCLUSIVE  a moment  readers and writers wait',
          '',
        ].join('\n'),
      });
    },
  );

  test('is that of the version which the policy names, or the command line', async () => {
    const policy = 'version: 1\nmigrations: { alembic: [migrations/versions], pg_version: 16 }\n';
    const { run } = repositoryWith({ ...SHOP_FILES, 'lockkeeper.yaml': policy });
    expect((await run('head')).stdout).toContain('upgrade() on PostgreSQL 16\n');
    expect((await run('head', '--pg-version', '18')).stdout).toContain('upgrade() on PostgreSQL 18\n');
  });

  test('is asked for by the versions that are known', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    for (const version of PG_VERSIONS)
      expect((await run('head', '--pg-version', String(version))).exitCode).toBe(0);
    const { exitCode, stderr } = await run('head', '--pg-version', '12');
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `Option '--pg-version <version>' argument '12' is invalid. Allowed choices are ${PG_VERSIONS.join(', ')}. Run \`lockkeeper migrations --help\` to see what there is.\n`,
    );
  });

  test('is given to programs', async () => {
    const { exitCode, stdout } = await repositoryWith(SHOP_FILES).run('2b00', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(migrationsAnswers.locks.parse(JSON.parse(stdout))).toMatchObject({
      environment: 'alembic.ini',
      revision: { id: '2b00' },
      pg_version: 13,
      statements: [{ kind: 'add-column', line: 13, locks: [{ relation: 'customers' }] }],
    });
  });

  test('is coloured where somebody asks for it', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    expect((await run('head', '--color')).stdout).toContain('\u001b[31mreaders and writers wait\u001b[39m');
    expect((await run('head')).stdout).not.toContain('\u001b');
  });
});

describe('what several revisions of one upgrade lock', () => {
  const HELD = 'Held until its end by the transaction of ';

  test.each<[string, readonly string[]]>([
    ['1a00..head', [`${HELD}2b00, 5e00:`]],
    ['1a00..', [`${HELD}2b00, 5e00:`]],
    ['1a00..2b00', [`${HELD}2b00:`]],
    ['base..head', ['No transaction holds a lock on what was there before.']],
    ['..head', ['No transaction holds a lock on what was there before.']],
  ])('is shown for %s', async (named, expected) => {
    const { exitCode, stdout } = await repositoryWith(SHOP_FILES).run(named);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').filter((line) => /^(?:Held|No) /.test(line))).toEqual(expected);
  });

  test('is that of each by itself where each commits', async () => {
    const { run } = repositoryWith(SHOP_FILES);
    const { stdout } = await run('1a00..head', '--transaction-per-migration', '--format', 'json');
    const { transactions } = migrationsAnswers.runLocks.parse(JSON.parse(stdout));
    expect(transactions.map(({ revisions }) => revisions)).toEqual([['2b00'], ['5e00']]);
  });

  test.each<[readonly string[], string]>([
    [['head..1a00'], 'Nothing runs: 1a00 is there already. Name the older one first.\n'],
    [
      ['head', '--transaction-per-migration'],
      'One revision has one transaction. Name several of them, such as base..head.\n',
    ],
  ])('is refused for %j', async (args, expected) => {
    const { exitCode, stderr } = await repositoryWith(SHOP_FILES).run(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(expected);
  });
});

describe('a revision that cannot be found', () => {
  test.each<[readonly string[], string]>([
    [
      [],
      'No revision is named. Name one by its id or the beginning of it, its file, a branch label, or head, such as `lockkeeper migrations locks 5e00`.\n',
    ],
    [['5e01'], 'There is no revision "5e01" in alembic.ini. Did you mean 5e00?\n'],
    [
      ['heads', '--environment', 'other.ini'],
      'There is no environment "other.ini". There are: alembic.ini.\n',
    ],
  ])('is told with the way on: %j', async (args, stderr) => {
    expect(await repositoryWith(SHOP_FILES).run(...args)).toEqual({ exitCode: 2, stdout: '', stderr });
  });

  test('may be one of several', async () => {
    const files = { ...SHOP_FILES, ...inVersions([{ id: '5e99', message: 'beside', parents: '"4d00"' }]) };
    expect((await repositoryWith(files).run('5e')).stderr).toBe(
      '"5e" may mean 5e00 or 5e99. Write one of these ids.\n',
    );
  });

  test('is told to programs as well', async () => {
    const { exitCode, stdout } = await repositoryWith(SHOP_FILES).run('zz', '--format', 'json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined', error: { kind: 'usage' } });
  });
});

const SQL_FILES = {
  'db/V1__orders.sql': 'CREATE TABLE orders (id int PRIMARY KEY, note text);\n',
  'db/V2__small.sql': 'ALTER TABLE orders ADD COLUMN size varchar(10);\n',
  'db/V10__total.sql':
    'ALTER TABLE orders ALTER COLUMN size TYPE varchar(20);\nCREATE INDEX ix_orders_note ON orders (note);\n',
  'db/seed.sql': 'INSERT INTO orders (id) VALUES (1);\n',
};

const TOTAL_LOCKS = [
  'db/V10__total.sql',
  '  after db/V2__small.sql and 1 other',
  '  on PostgreSQL 13',
  '    1: changes the column orders.size: the type to varchar(20)',
  '        orders  ACCESS EXCLUSIVE  a moment         readers and writers wait',
  '    2: creates the index ix_orders_note on orders (note)',
  '        orders  SHARE             builds an index  writers wait',
  '',
].join('\n');

describe('what a file of SQL locks', () => {
  test.each([['db/V10__total.sql'], ['./db/V10__total.sql']])(
    'is shown for %s, without a policy and without Alembic',
    async (named) => {
      expect(await repositoryWith(SQL_FILES).run(named)).toEqual({
        exitCode: 0,
        stderr: '',
        stdout: TOTAL_LOCKS,
      });
    },
  );

  test('is shown for a path from where somebody stands, and for one from the top', async () => {
    const repository = temporaryRepository();
    repository.commit(SQL_FILES);
    const run = (named: string) =>
      runMain(['migrations', 'locks', named], { cwd: path.join(repository.root, 'db') });
    expect((await run('V10__total.sql')).stdout).toBe(TOTAL_LOCKS);
    expect((await run('db/V10__total.sql')).stdout).toBe(TOTAL_LOCKS);
    expect((await run(path.join(repository.root, 'db/V10__total.sql'))).stdout).toBe(TOTAL_LOCKS);
  });

  test('follows the migrations that the policy names, on its version', async () => {
    const policy = 'version: 1\nmigrations: { sql: ["db/V1*.sql"], pg_version: 16 }\n';
    const { stdout } = await repositoryWith({ ...SQL_FILES, 'lockkeeper.yaml': policy }).run(
      'db/V10__total.sql',
    );
    expect(stdout).toContain('  after db/V1__orders.sql\n  on PostgreSQL 16\n');
    expect(stdout).not.toContain('varchar(10)');
  });

  test('is that of the file alone where no version says what comes first', async () => {
    expect((await repositoryWith(SQL_FILES).run('db/seed.sql')).stdout).toBe(
      [
        'db/seed.sql',
        '  no version in its name says what runs before it',
        '  on PostgreSQL 13',
        '    1: adds rows to orders',
        '        orders  ROW EXCLUSIVE  changes rows  nobody waits',
        '',
      ].join('\n'),
    );
  });

  test('is given to programs', async () => {
    const { exitCode, stdout } = await repositoryWith(SQL_FILES).run(
      'db/V10__total.sql',
      '--format',
      'json',
      '--pg-version',
      '18',
    );
    expect(exitCode).toBe(0);
    expect(migrationsAnswers.sqlLocks.parse(JSON.parse(stdout))).toMatchObject({
      file: { path: 'db/V10__total.sql', earlier: 2, runs_after: 'db/V2__small.sql' },
      pg_version: 18,
      statements: [
        { kind: 'alter-column', line: 1 },
        { kind: 'create-index', line: 2 },
      ],
    });
  });

  test.each<[string, readonly string[], string]>([
    [
      'is written in another way',
      ['db/V10__totals.sql'],
      'There is no file "db/V10__totals.sql" in ROOT. Did you mean db/V10__total.sql?\n',
    ],
    [
      'lies in another folder',
      ['V2__small.sql'],
      'There is no file "V2__small.sql" in ROOT. Did you mean db/V2__small.sql?\n',
    ],
    [
      'is like no other',
      ['x.sql'],
      'There is no file "x.sql" in ROOT. Name it by its path from here, or from the top of the repository.\n',
    ],
    [
      'lies elsewhere',
      ['../x.sql'],
      '"../x.sql" lies outside of ROOT. Name the folder of its repository with --root.\n',
    ],
    [
      'is looked for in an environment',
      ['db/seed.sql', '--environment', 'alembic.ini'],
      'An environment is one of Alembic, and no file of SQL is in it. Leave it out.\n',
    ],
  ])('is not shown where it %s', async (_name, args, stderr) => {
    const repository = temporaryRepository();
    repository.commit(SQL_FILES);
    const told = await runMain(['migrations', 'locks', ...args], { cwd: repository.root });
    expect({ ...told, stderr: told.stderr.replace(repository.root, 'ROOT') }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr,
    });
  });

  test('is not known of what cannot be read', async () => {
    const { exitCode, stdout } = await repositoryWith({ ...SQL_FILES, 'db/V3.sql/a.txt': 'x' }).run(
      'db/V3.sql',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      'db/V3.sql\n  no version in its name says what runs before it\n  It cannot be read, because it is a folder.\n',
    );
  });
});

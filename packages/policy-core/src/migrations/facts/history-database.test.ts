import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { TextFile } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const parsers = await testParsers();

const HEAD = `revision = "a"\ndown_revision = None\n`;
const REVISION = `${HEAD}
import sqlalchemy as sa
from alembic import op

def upgrade():
    op.create_index("ix", "users", ["name"])
    op.drop_table("old")

def downgrade():
    pass
`;
const BESIDE = [{ path: 'app/a.py', text: 'x = 1\n' }];
const INI = (address: string) => ({
  path: 'alembic.ini',
  text: `[alembic]\nscript_location = alembic\nsqlalchemy.url = ${address}\n`,
});
const ENV = (line: string) => ({ path: 'alembic/env.py', text: `from alembic import context\n${line}\n` });
const REQUIRES = (line: string, path = 'requirements.txt') => ({ path, text: `${line}\n` });
const WITH = (line: string) => ({
  path: 'alembic/versions/b.py',
  text: `revision = "b"\ndown_revision = "a"\n${line}\n`,
});

/** What a tree with one revision that locks and loses data comes to. */
function judged(files: readonly TextFile[], migrations: Readonly<Record<string, unknown>> = {}) {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'], ...migrations } });
  return checkerFor(policy, parsers).checkFiles([
    { path: 'alembic/versions/a.py', text: REVISION },
    ...BESIDE,
    ...files,
  ]);
}

type Report = ReturnType<typeof judged>;

function outcomeOf({ rules }: Report, id: string) {
  const found = rules.find(({ rule }) => rule === `migrations/${id}`);
  return found?.notApplicable ?? found?.outcome;
}

const LOCKS = 'index-not-concurrent';

describe('locks are not judged where it is known that PostgreSQL does not run the migrations', () => {
  test.each<[string, readonly TextFile[], Readonly<Record<string, unknown>>?]>([
    ['the policy says sqlite', [], { dialect: 'sqlite' }],
    ['the policy says mysql', [], { dialect: 'mysql' }],
    ['the policy says mariadb', [], { dialect: 'mariadb' }],
    ['the policy says mssql', [], { dialect: 'mssql' }],
    ['the policy says so of the folder', [], { dialect: { 'alembic/': 'oracle' } }],
    [
      'the policy wins over an address and a driver',
      [INI('postgresql://x/y'), REQUIRES('psycopg2')],
      { dialect: 'mysql' },
    ],
    ['an address of SQLite', [INI('sqlite:///./app.db')]],
    ['an address with a driver', [INI('mysql+pymysql://u@h/d')]],
    ['an address of MariaDB', [INI('mariadb+mariadbconnector://u@h/d')]],
    ['an address of SQL Server', [INI('mssql+pyodbc://u@h/d')]],
    ['an address in capitals', [INI('SQLite:///app.db')]],
    ['an address in env.py', [ENV('url = "sqlite:///app.db"')]],
    ['a driver alone', [REQUIRES('PyMySQL==1.1.0')]],
    ['a driver with an underscore', [REQUIRES('mysql_connector_python>=8')]],
    [
      'a driver of pyproject.toml',
      [REQUIRES('[project]\ndependencies = ["mysqlclient>=2"]', 'pyproject.toml')],
    ],
    ['a driver beside the revisions', [REQUIRES('aiomysql', 'alembic/requirements.txt')]],
    ['a driver of Oracle', [REQUIRES('oracledb')]],
    ['types of MySQL', [WITH('from sqlalchemy.dialects import mysql')]],
    ['types of MySQL in brackets', [WITH('from sqlalchemy.dialects import (\n    mysql,\n)')]],
    ['types by their module', [WITH('from sqlalchemy.dialects.mysql import TINYINT')]],
    ['options of MySQL', [WITH('x = dict(mysql_engine="InnoDB")')]],
    ['SQLite at home and MySQL elsewhere', [INI('sqlite:///a.db'), REQUIRES('pymysql')]],
  ])('%s', (...[, files, migrations]) => {
    const report = judged(files, migrations);
    expect(outcomeOf(report, LOCKS)).toBe('other-database');
    expect(outcomeOf(report, 'drop-table')).toBe('failed');
    expect(report.findings.filter(({ message }) => /PostgreSQL|EXCLUSIVE|SHARE/.test(message))).toEqual([]);
  });
});

describe('locks are judged where PostgreSQL may run the migrations', () => {
  test.each<[string, readonly TextFile[], Readonly<Record<string, unknown>>?]>([
    ['nothing tells', []],
    ['the policy says postgresql', [INI('sqlite:///a.db')], { dialect: 'postgresql' }],
    ['the policy speaks of another folder', [], { dialect: { 'billing/versions': 'mysql' } }],
    ['a folder is called like the start of another', [], { dialect: { alem: 'mysql' } }],
    ['an address of the old spelling', [INI('postgres://u@h/d')]],
    ['an address that the template left', [INI('driver://user:pass@localhost/dbname')]],
    ['an address that only a run tells', [INI('%(DB_URL)s')]],
    ['an address in a comment of env.py', [ENV('# url = "sqlite:///app.db"')]],
    ['an address in a comment of alembic.ini', [INI('\n# sqlalchemy.url = sqlite:///a.db')]],
    ['SQLite at home, PostgreSQL in production', [INI('sqlite:///a.db'), REQUIRES('psycopg2-binary==2.9')]],
    [
      'SQLite in one line of env.py, PostgreSQL in another',
      [ENV('a = "sqlite://"\nb = "postgresql+asyncpg://u@h/d"')],
    ],
    ['drivers of both', [REQUIRES('pymysql\nasyncpg')]],
    ['a driver of MySQL in a comment', [REQUIRES('flask  # not pymysql')]],
    ['SQLite for tests', [REQUIRES('aiosqlite')]],
    ['a package that is called nearly like a driver', [REQUIRES('pymysqlpool-extra')]],
    ['types of both', [WITH('from sqlalchemy.dialects import mysql, postgresql')]],
    ['a type of MySQL in a comment', [WITH('# from sqlalchemy.dialects import mysql')]],
    [
      'types of MySQL beside an address of PostgreSQL',
      [INI('postgresql://h/d'), WITH('from sqlalchemy.dialects import mysql')],
    ],
    ['another folder’s requirements', [REQUIRES('pymysql', 'tools/requirements.txt')]],
  ])('%s', (...[, files, migrations]) => {
    expect(outcomeOf(judged(files, migrations), LOCKS)).toBe('failed');
  });
});

test('nobody takes rules away from a history by what a change brings along', () => {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
  const text = REVISION.replace('import sqlalchemy as sa', 'from sqlalchemy.dialects import mysql');
  const { rules } = checkerFor(policy, parsers).checkChange({
    changes: [{ path: 'alembic/versions/a.py', status: 'added' }],
    files: [{ path: 'alembic/versions/a.py', text }],
  });
  expect(rules.find(({ rule }) => rule === `migrations/${LOCKS}`)?.outcome).toBe('failed');
});

test('the folder of a history of Alembic is called after another database', () => {
  const policy = policyOf({ migrations: { alembic: ['alembic/sqlite'] } });
  const report = checkerFor(policy, parsers).checkFiles([{ path: 'alembic/sqlite/a.py', text: REVISION }]);
  expect(outcomeOf(report, LOCKS)).toBe('other-database');
});

test('one history of two runs elsewhere, and its locks alone are not judged', () => {
  const policy = policyOf({
    migrations: { alembic: ['a/versions', 'b/versions'] },
  });
  const report = checkerFor(policy, parsers).checkFiles([
    { path: 'a/versions/a.py', text: REVISION },
    { path: 'a/alembic.ini', text: '[alembic]\nscript_location = a\nsqlalchemy.url = sqlite:///a.db\n' },
    { path: 'b/versions/b.py', text: REVISION.replace('"a"', '"b"') },
    { path: 'b/alembic.ini', text: '[alembic]\nscript_location = b\nsqlalchemy.url = postgresql://h/d\n' },
    { path: 'requirements.txt', text: 'psycopg\n' },
  ]);
  const paths = report.findings
    .filter(({ rule }) => rule === `migrations/${LOCKS}`)
    .map(({ at }) => at?.path);
  expect(paths).toEqual(['b/versions/b.py']);
});

describe('of migrations in SQL', () => {
  const STATEMENTS = 'CREATE INDEX ix ON users (name);\nDROP TABLE old;\n';
  const run = (files: readonly TextFile[]) =>
    checkerFor(policyOf({ migrations: { sql: ['db/**/*.sql'] } }), parsers).checkFiles([
      { path: 'db/1_a/migration.sql', text: STATEMENTS },
      ...files,
    ]);
  test.each<[string, readonly TextFile[]]>([
    ['Prisma says mysql', [{ path: 'db/migration_lock.toml', text: 'provider = "mysql"\n' }]],
    ['Prisma says sqlite', [{ path: 'db/migration_lock.toml', text: '# no\nprovider = "sqlite"\n' }]],
    [
      'an engine of MySQL',
      [{ path: 'db/2_b/migration.sql', text: 'CREATE TABLE a (b int) ENGINE=InnoDB;\n' }],
    ],
    [
      'a key of SQLite',
      [{ path: 'db/2_b/migration.sql', text: 'CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT);\n' }],
    ],
    [
      'a key of SQLite, beside its function jsonb()',
      [
        {
          path: 'db/2_b/migration.sql',
          text: 'CREATE TABLE a (b INTEGER PRIMARY KEY AUTOINCREMENT);\nINSERT INTO a SELECT jsonb(b) FROM c;\n',
        },
      ],
    ],
    [
      'a statement that ends as the client of MySQL is told',
      [
        {
          path: 'db/2_b/migration.sql',
          text: 'DELIMITER $$\nCREATE PROCEDURE p() BEGIN DROP TABLE a; END $$\nDELIMITER ;\nCALL p();\n',
        },
      ],
    ],
    [
      'an engine of MySQL that is called like a column',
      [{ path: 'db/2_b/migration.sql', text: 'CREATE TABLE a (b int(11)) ENGINE=MEMORY;\n' }],
    ],
    [
      'a key of MySQL behind the length of its type',
      [{ path: 'db/2_b/migration.sql', text: 'CREATE TABLE a (b int(11) AUTO_INCREMENT);\n' }],
    ],
  ])('they are not judged where they say so themselves: %s', (...[, files]) => {
    const report = run(files);
    expect(report.findings).toEqual([]);
    expect(report.undetermined).toEqual([]);
    expect(outcomeOf(report, LOCKS)).toBe('other-database');
    expect(outcomeOf(report, 'drop-table')).toBe('other-database');
    expect(report.judged.revisions).toBe(0);
    expect(report.notices.join()).toMatch(/Seen and not judged: SQL for (?:MySQL|SQLite) \(.*db\/1_a/);
  });

  test.each<[string, readonly TextFile[]]>([
    ['names in back quotes', [{ path: 'db/2_b/migration.sql', text: 'CREATE TABLE `a` (b int);\n' }]],
    ['a driver of Go', [{ path: 'go.mod', text: 'require github.com/go-sql-driver/mysql v1.7\n' }]],
  ])('locks are not judged, and lost data is: %s', (...[, files]) => {
    const report = run(files);
    expect(outcomeOf(report, LOCKS)).toBe('other-database');
    expect(outcomeOf(report, 'drop-table')).toBe('failed');
    expect(report.findings.filter(({ message }) => /EXCLUSIVE|SHARE|syntax error/.test(message))).toEqual([]);
  });

  test.each([
    ['auto_increment', 'CREATE TABLE a (b int, auto_increment int);\nSELECT auto_increment FROM a;\n'],
    ['auto_increment, compared', 'DELETE FROM a WHERE auto_increment = 1;\n'],
    ['autoincrement', 'ALTER TABLE a ADD COLUMN autoincrement int;\n'],
    ['engine', 'UPDATE a SET engine = b.engine FROM b WHERE a.id = b.id;\n'],
    ['engine, beside one that is called memory', 'DELETE FROM a WHERE engine = memory;\n'],
    ['delimiter', "COPY a FROM '/b' WITH\nDELIMITER ','\nCSV;\n"],
  ])('a column or an option may be called %s', (_, text) => {
    const report = run([{ path: 'db/2_b/migration.sql', text }]);
    expect(outcomeOf(report, LOCKS)).toBe('failed');
    expect(report.notices).toEqual([]);
  });

  test.each([
    ['MergeTree()', 'another database than PostgreSQL'],
    ['ReplicatedMergeTree', 'another database than PostgreSQL'],
    ['Null', 'another database than PostgreSQL'],
    ['InnoDB', 'MySQL'],
    ['Aria', 'MySQL'],
  ])('the engine %s is one of %s', (engine, database) => {
    const text = `CREATE TABLE a (b UInt8) ENGINE = ${engine};\nALTER TABLE a MODIFY b UInt16;\n`;
    const { unsupported } = run([{ path: 'db/2_b/migration.sql', text }]);
    expect(unsupported).toEqual([{ tool: `SQL for ${database}`, files: 2, example: 'db/1_a/migration.sql' }]);
  });

  test('names in back quotes tell less than the driver beside them', () => {
    const files = [
      { path: 'db/2_b.sql', text: 'ALTER TABLE `a` MODIFY b int;\n' },
      { path: 'go.mod', text: 'require github.com/go-sql-driver/mysql v1.7\n' },
    ];
    const told = run(files).findings.flatMap(({ data }) => data['database'] ?? []);
    expect(told).toEqual(['MySQL']);
  });

  const inFolder = (folder: string, files: readonly TextFile[] = []) =>
    checkerFor(policyOf({ migrations: { sql: ['db/**/*.sql'] } }), parsers).checkFiles([
      { path: `db/${folder}/1_a.sql`, text: STATEMENTS },
      ...files,
    ]);

  test.each<[string, string, (readonly TextFile[])?]>([
    ['sqlite', 'sqlite'],
    ['sqlite and its version', 'sqlite3'],
    ['MySQL in capitals', 'MySQL'],
    ['mariadb above versions', 'mariadb/0.5'],
    ['sqlserver', 'sqlserver'],
    ['a database and the word migrations', 'migrations-sqlite'],
    ['the word migrations behind it', 'mysql_migrations'],
    ['beside one of PostgreSQL', 'sqlite', [{ path: 'db/postgres/1_a.sql', text: 'SELECT 1;\n' }]],
    ['with drivers of both', 'sqlite', [{ path: 'go.mod', text: 'require github.com/jackc/pgx/v5 v5.1\n' }]],
    ['H2', 'h2'],
    ['ClickHouse', 'clickhouse'],
  ])('they are not judged in a folder called after another database: %s', (_, folder, files) => {
    const report = inFolder(folder, files);
    expect(report.findings).toEqual([]);
    expect(report.unsupported).toMatchObject([{ files: 1, example: `db/${folder}/1_a.sql` }]);
  });

  test('a file called after another database is not judged, and its neighbours are', () => {
    const report = run([
      { path: 'db/1_a.sqlite.sql', text: STATEMENTS },
      { path: 'db/1_a.pg.sql', text: STATEMENTS },
      { path: 'db/views.sql', text: STATEMENTS },
      { path: 'db/views.h2.sql', text: STATEMENTS },
    ]);
    const paths = new Set(report.findings.map(({ at }) => at?.path));
    expect([...paths]).toEqual(['db/1_a.pg.sql', 'db/1_a/migration.sql', 'db/views.sql']);
    expect(report.unsupported).toEqual([
      { tool: 'SQL for SQLite', files: 1, example: 'db/1_a.sqlite.sql' },
      { tool: 'SQL for H2', files: 1, example: 'db/views.h2.sql' },
    ]);
  });

  test('locks are not judged, and lost data is, where the policy says so of a folder of that name', () => {
    const policy = policyOf({ migrations: { sql: ['db/**/*.sql'], dialect: { 'db/mysql': 'mysql' } } });
    const report = checkerFor(policy, parsers).checkFiles([{ path: 'db/mysql/1_a.sql', text: STATEMENTS }]);
    expect(outcomeOf(report, LOCKS)).toBe('other-database');
    expect(outcomeOf(report, 'drop-table')).toBe('failed');
    expect(report.notices).toEqual([]);
  });

  test.each<[string, string, (readonly TextFile[])?]>([
    ['PostgreSQL', 'postgres'],
    ['both', 'mysql/postgres'],
    ['something of MySQL', 'mysql-proxy'],
    ['a word that only starts so', 'sqlited'],
    ['an oracle that tells prices', 'oracle'],
    [
      'SQLite, and its SQL is that of PostgreSQL',
      'sqlite',
      [{ path: 'db/sqlite/2.sql', text: 'SELECT 1::int;' }],
    ],
  ])('locks are judged in a folder called after %s', (_, folder, files) => {
    expect(outcomeOf(inFolder(folder, files), LOCKS)).toBe('failed');
  });

  test.each<[string, readonly TextFile[]]>([
    ['Prisma says postgresql', [{ path: 'db/migration_lock.toml', text: 'provider = "postgresql"\n' }]],
    ['a sign in a text', [{ path: 'db/2_b/migration.sql', text: "SELECT 'ENGINE=InnoDB `a`';\n" }]],
    [
      'a sign in a comment',
      [{ path: 'db/2_b/migration.sql', text: '-- ENGINE=InnoDB\n/* `a` */ SELECT 1;\n' }],
    ],
    ['signs of both', [{ path: 'db/2_b/migration.sql', text: 'SELECT 1::int; SELECT `a`;\n' }]],
  ])('locks are judged: %s', (...[, files]) => {
    expect(outcomeOf(run(files), LOCKS)).toBe('failed');
  });
});

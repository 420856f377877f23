import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import {
  changeObservations,
  type ChangeInput,
  type TextFile,
} from '../../checker/observations-from-input.ts';
import { observed } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

// Tried by somebody who did not write what tells of databases.

const parsers = await testParsers();

const REVISION = `revision = "a"
down_revision = None
import sqlalchemy as sa
from alembic import op

def upgrade():
    op.create_index("ix", "users", ["name"])

def downgrade():
    op.drop_index("ix")
`;
const STATEMENTS = 'CREATE INDEX ix ON users (name);\n';
const LOCKS = 'migrations/index-not-concurrent';
const POLICY = policyOf({ migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } });

const file = (path: string, text: string): TextFile => ({ path, text: `${text}\n` });
const ini = (address: string) =>
  file('alembic.ini', `[alembic]\nscript_location = alembic\nsqlalchemy.url = ${address}`);
const env = (line: string) => file('alembic/env.py', `from alembic import context\n${line}`);

const ALEMBIC = file('alembic/versions/a.py', REVISION);
const SQL = file('db/1_a.sql', STATEMENTS);

function outcomeOf(files: readonly TextFile[]): string | undefined {
  const { rules } = checkerFor(POLICY, parsers).checkFiles(files);
  const found = rules.find(({ rule }) => rule === LOCKS);
  return found?.notApplicable ?? found?.outcome;
}

describe('evidence of another database is seen', () => {
  test.each<[string, readonly TextFile[]]>([
    ['go.mod: SQLite in Go alone', [SQL, file('go.mod', 'require modernc.org/sqlite v1.48.2')]],
    ['go.mod: SQLite with C', [SQL, file('go.mod', 'require (\n\tgithub.com/mattn/go-sqlite3 v1.14.22\n)')]],
    ['go.mod: SQLite of gorm', [SQL, file('go.mod', 'require gorm.io/driver/sqlite v1.5')]],
    ['go.mod: SQL Server', [SQL, file('go.mod', 'require github.com/microsoft/go-mssqldb v1')]],
    [
      'go.mod: MySQL, and PostgreSQL in a remark',
      [SQL, file('go.mod', 'require github.com/go-sql-driver/mysql v1 // not github.com/lib/pq')],
    ],
    ['Cargo.toml: SQLite', [SQL, file('Cargo.toml', '[dependencies]\nrusqlite = "0.31"')]],
    ['Cargo.toml: MySQL', [SQL, file('Cargo.toml', '[dependencies]\nmysqlclient-sys = "0.4"')]],
    ['Gemfile: MySQL', [SQL, file('Gemfile', 'gem "mysql2"')]],
    ['pom.xml: MySQL', [SQL, file('pom.xml', '<artifactId>mysql-connector-j</artifactId>')]],
    [
      'build.gradle: MariaDB',
      [SQL, file('build.gradle', "runtimeOnly 'org.mariadb.jdbc:mariadb-java-client:3.3'")],
    ],
    ['composer.json: MySQL', [SQL, file('composer.json', '{"require": {"ext-pdo_mysql": "*"}}')]],
    ['requirements.in', [ALEMBIC, file('requirements.in', 'PyMySQL')]],
    ['setup.cfg', [ALEMBIC, file('setup.cfg', '[options]\ninstall_requires =\n    mysqlclient')]],
    [
      'an empty text in double quotes',
      [SQL, file('db/2_b.sql', 'ALTER TABLE a ADD COLUMN b TEXT DEFAULT "";')],
    ],
    ['a name with a blank in back quotes', [SQL, file('db/2_b.sql', 'ALTER TABLE `a b` ADD COLUMN c int;')]],
    ['a folder above versions', [file('db/sqlite/v1/1_a.sql', STATEMENTS)]],
    ['PRAGMA behind blanks', [SQL, file('db/2_b.sql', '  PRAGMA foreign_keys = off;')]],
    ['an address with a driver of its own', [ALEMBIC, ini('mysql+asyncmy://u@h/d')]],
    ['an address of pysqlite with a file', [ALEMBIC, ini('sqlite+pysqlite:////var/x.db')]],
    ['a default in env.py', [ALEMBIC, env('url = os.environ.get("URL", "mysql://u@h/d")')]],
  ])('%s', (_, files) => {
    expect(outcomeOf(files)).toBe('other-database');
  });
});

describe('locks are judged where PostgreSQL runs', () => {
  test.each<[string, readonly TextFile[]]>([
    [
      'go.mod: SQLite that another module needs',
      [SQL, file('go.mod', 'require modernc.org/sqlite v1 // indirect')],
    ],
    ['go.mod: SQLite that is left out', [SQL, file('go.mod', 'exclude github.com/mattn/go-sqlite3 v2.0.3')]],
    [
      'go.mod: SQLite beside gorm’s PostgreSQL',
      [SQL, file('go.mod', 'require gorm.io/driver/sqlite v1\nrequire gorm.io/driver/postgres v1')],
    ],
    [
      'go.mod: MySQL beside bun’s PostgreSQL',
      [
        SQL,
        file(
          'go.mod',
          'require github.com/go-sql-driver/mysql v1\nrequire github.com/uptrace/bun/driver/pgdriver v1',
        ),
      ],
    ],
    [
      'go.mod: PostgreSQL that another module needs',
      [
        SQL,
        file(
          'go.mod',
          'require github.com/go-sql-driver/mysql v1\nrequire github.com/jackc/pgx/v5 v5 // indirect',
        ),
      ],
    ],
    [
      'go.mod: MySQL for a test of another module',
      [SQL, file('go.mod', 'require github.com/go-sql-driver/mysql v1 // indirect')],
    ],
    ['Cargo.toml: SQLite for tests', [SQL, file('Cargo.toml', '[dev-dependencies]\nrusqlite = "0.31"')]],
    [
      'Cargo.toml: both',
      [SQL, file('Cargo.toml', '[dependencies]\nrusqlite = "0.31"\ntokio-postgres = "0.7"')],
    ],
    [
      'package.json: SQLite for tests',
      [SQL, file('package.json', '{"devDependencies": {"better-sqlite3": "9"}}')],
    ],
    [
      'package.json: MySQL and postgres.js',
      [SQL, file('package.json', '{"dependencies": {"mysql2": "3", "postgres": "3"}}')],
    ],
    [
      'package.json: MySQL and Neon',
      [SQL, file('package.json', '{"dependencies": {"mysql2": "3", "@neondatabase/serverless": "1"}}')],
    ],
    ['Gemfile: SQLite at home, PostgreSQL in production', [SQL, file('Gemfile', 'gem "sqlite3"\ngem "pg"')]],
    [
      'pom.xml: both',
      [SQL, file('pom.xml', '<artifactId>mysql-connector-j</artifactId><artifactId>postgresql</artifactId>')],
    ],
    [
      'containers of PostgreSQL beside a driver of MySQL',
      [
        SQL,
        file('go.mod', 'require github.com/go-sql-driver/mysql v1'),
        file('docker-compose.yml', 'services:\n  db:\n    image: postgres:16'),
      ],
    ],
    [
      'containers of PostGIS',
      [
        ALEMBIC,
        file('requirements.txt', 'pymysql'),
        file('compose.yaml', 'services:\n  db:\n    image: "docker.io/postgis/postgis:16-3.4"'),
      ],
    ],
    [
      'containers of TimescaleDB beside SQLite at home',
      [
        ALEMBIC,
        ini('sqlite:///a.db'),
        file('docker-compose.yml', 'services:\n  db:\n    image: timescale/timescaledb:latest-pg16'),
      ],
    ],
    ['psycopg with C, and MySQL', [ALEMBIC, file('requirements.txt', 'pymysql\npsycopg-c')]],
    ['psycopg with extras', [ALEMBIC, file('requirements.txt', 'pymysql\npsycopg[binary,pool]>=3')]],
    ['a quoted name with a quote in it', [SQL, file('db/2_b.sql', 'CREATE TABLE "a""b" (c int);')]],
    ['an empty text in a text', [SQL, file('db/2_b.sql', 'INSERT INTO a VALUES (\'""\');')]],
    ['an empty text in a remark', [SQL, file('db/2_b.sql', '-- DEFAULT ""\nSELECT 1;')]],
    [
      'an empty text in a body',
      [SQL, file('db/2_b.sql', 'CREATE FUNCTION f() RETURNS text AS $$ SELECT \'""\' $$ LANGUAGE sql;')],
    ],
    ['a folder that is only called nearly so', [file('db/sqlite-to-pg/1_a.sql', STATEMENTS)]],
    ['CockroachDB’s dialect', [ALEMBIC, file('requirements.txt', 'pymysql\nsqlalchemy-cockroachdb')]],
    [
      'an address of PostgreSQL with asyncpg in env.py, one of SQLite in alembic.ini',
      [ALEMBIC, ini('sqlite:///a.db'), env('url = "postgresql+asyncpg://u@h/d"')],
    ],
  ])('%s', (_, files) => {
    expect(outcomeOf(files)).toBe('failed');
  });
});

describe('a change takes no rule away', () => {
  /** With the revisions beside it, as a host sees them. */
  const check = (change: ChangeInput) => {
    const paths = observed((change.files ?? []).map(({ path }) => path));
    const seen = changeObservations(change, {});
    return checkerFor(POLICY, parsers).check({ ...seen, revisions: { paths, files: {} } });
  };
  const judged = (change: Omit<ChangeInput, 'changes'> & { readonly touched?: readonly string[] }) => {
    const { touched = [], ...rest } = change;
    const added = [ALEMBIC, SQL].map(({ path }) => ({ path, status: 'added' as const }));
    const report = check({
      ...rest,
      changes: [...added, ...touched.map((path) => ({ path, status: 'modified' as const }))],
      files: [ALEMBIC, SQL, ...(rest.files ?? [])],
    });
    return report.findings.flatMap(({ rule, at }) => (rule === LOCKS ? [at?.path] : []));
  };
  const ALL = [ALEMBIC.path, SQL.path];

  test.each<[string, TextFile, string?]>([
    ['by a driver that it adds', file('requirements.txt', 'pymysql'), ''],
    ['by a driver in the place of that of PostgreSQL', file('requirements.txt', 'pymysql'), 'psycopg2\n'],
    ['by a driver whose file is new', file('requirements.txt', 'pymysql')],
    ['by a module of Go', file('go.mod', 'require github.com/go-sql-driver/mysql v1'), ''],
    [
      'by the driver of PostgreSQL that it takes out',
      file('requirements.txt', 'pymysql'),
      'pymysql\nasyncpg\n',
    ],
    ['by an address', ini('sqlite:///a.db'), '[alembic]\nscript_location = alembic\n'],
    ['by an address in the place of that of PostgreSQL', ini('mysql://h/d'), ini('postgresql://h/d').text],
    ['by an address in env.py', env('url = "sqlite:///a.db"'), ''],
    [
      'by a file of Prisma',
      file('db/migration_lock.toml', 'provider = "mysql"'),
      'provider = "postgresql"\n',
    ],
  ])('%s', (_, { path, text }, before) => {
    const filesBefore = before === undefined ? [] : [{ path, text: before }];
    expect(judged({ touched: [path], files: [{ path, text }], filesBefore })).toEqual(ALL);
  });

  test('by a folder that it makes', () => {
    const path = 'db/sqlite/1_a.sql';
    const { findings } = checkerFor(POLICY, parsers).checkChange({
      changes: [{ path, status: 'added' }],
      files: [{ path, text: STATEMENTS }],
    });
    expect(findings.filter(({ rule }) => rule === LOCKS)).toHaveLength(1);
  });

  test('what was there before, and is still there, counts in a file that it touches', () => {
    const requirements = file('requirements.txt', 'pymysql==1.1\nflask');
    const before = [{ path: requirements.path, text: 'pymysql==1.0\n' }];
    const { findings } = check({
      changes: [
        { path: ALEMBIC.path, status: 'added' },
        { path: requirements.path, status: 'modified' },
      ],
      files: [ALEMBIC, requirements],
      filesBefore: before,
    });
    expect(findings.filter(({ rule }) => rule === LOCKS)).toEqual([]);
  });
});

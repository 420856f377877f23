import { DIALECTS } from '../../policy/schema/migrations-schema.ts';
import type { Database } from '../operations/lock-mode.ts';

/** What a text says of the database that migrations run on; each once. */
export type DatabaseSigns = ReadonlySet<Database>;

/**
 * Of a file that a change touches: what speaks of PostgreSQL after it or before it, and of another database in both.
 * Nobody takes rules away by what a change brings along or takes out.
 */
export function agreedSigns(now: DatabaseSigns, before: DatabaseSigns): DatabaseSigns {
  const all = [...now, ...before];
  return new Set(all.filter((one) => one === 'postgresql' || (now.has(one) && before.has(one))));
}

export function isDatabase(name: string): name is Database {
  return NAMES.has(name);
}

const NAMES: ReadonlySet<string> = new Set([...DIALECTS, 'other']);

/** From images of containers: that of PostgreSQL alone, since others may be there for something else. */
export function databasesOfImages(text: string): DatabaseSigns {
  return /^\s*image\s*:\s*['"]?[\w.${}:/-]*(?:postg(?:res|is)|pgvector|timescale|cockroach|supabase)/im.test(
    text,
  )
    ? new Set(['postgresql'] as const)
    : new Set();
}

/** From addresses such as `mysql+pymysql://`. */
export function databasesOfAddresses(text: string): DatabaseSigns {
  return new Set(
    Array.from(text.matchAll(ADDRESS), ([, scheme = '']) => SCHEMES[scheme.toLowerCase()] ?? 'other'),
  );
}

const ADDRESS =
  /(?<![\w+.-])(postgres|postgresql|cockroachdb|redshift|mysql|mariadb|sqlite|oracle|mssql)(?:\+\w+)?:\/\//gi;

const SCHEMES: Readonly<Record<string, Database>> = {
  postgres: 'postgresql',
  postgresql: 'postgresql',
  // Both take the statements of PostgreSQL; what they lock is another matter, and nobody here says so.
  cockroachdb: 'postgresql',
  redshift: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  oracle: 'oracle',
  mssql: 'mssql',
};

/**
 * From the drivers that requirements name. SQLite needs one only outside of Python and Node, where others bring it along or
 * have it for tests.
 */
export function databasesOfDrivers(text: string, path: string): DatabaseSigns {
  const named = namesIn(text);
  const direct = namesIn(withoutAsides(text, path));
  return new Set(
    DRIVERS.flatMap(([name, database]) => {
      if (database === 'sqlite' && !NEEDS_SQLITE.test(path)) return [];
      return (database === 'postgresql' ? named : direct).has(name) ? [database] : [];
    }),
  );
}

const NEEDS_SQLITE = /(?:^|\/)(?:go\.mod|Cargo\.toml|Gemfile|pom\.xml|build\.gradle(?:\.kts)?)$/;

/** `cx_Oracle` as `cx-oracle`, `github.com/lib/pq` as `github-com/lib/pq`. */
function namesIn(text: string): ReadonlySet<string> {
  const code = text.replaceAll(/(?:^|\s)(?:#|\/\/).*$/gm, '');
  return new Set(
    Array.from(code.matchAll(/[\w@][\w.@/-]*/g), ([name]) => name.toLowerCase().replaceAll(/[_.]/g, '-')),
  );
}

/** Without what others need, what is left out, and what only tests are run with. */
function withoutAsides(text: string, path: string): string {
  if (path.endsWith('go.mod'))
    return text
      .replaceAll(/^(?:exclude|replace|retract)\s*\([^)]*\)/gm, '')
      .replaceAll(/^(?:exclude|replace|retract)\b.*$|^.*\/\/\s*indirect\b.*$/gm, '');
  return path.endsWith('Cargo.toml')
    ? text.replaceAll(/^\[[\w.'"()=, -]*(?:dev|build)-dependencies\b[^\n]*\n(?:(?!\[).*\n?)*/gm, '')
    : text;
}

const named =
  (database: Database) =>
  (name: string): readonly [string, Database] => [name, database];

const DRIVERS: readonly (readonly [string, Database])[] = [
  ...[
    'psycopg',
    'psycopg2',
    'psycopg2-binary',
    'psycopg-binary',
    'psycopg-c',
    'psycopg-pool',
    'psycopg2cffi',
    'psycopg2-yugabytedb',
    'asyncpg',
    'pg8000',
    'aiopg',
    'psqlpy',
    'py-postgresql',
    'sqlalchemy-cockroachdb',
    'sqlalchemy-redshift',
    'pg',
    'postgres',
    'postgresql',
    'pg-promise',
    'pg-native',
    'slonik',
    '@neondatabase/serverless',
    '@vercel/postgres',
    '@supabase/supabase-js',
    '@electric-sql/pglite',
    'github-com/lib/pq',
    'github-com/jackc/pgx',
    'github-com/jackc/pgx/v4',
    'github-com/jackc/pgx/v5',
    'github-com/go-pg/pg',
    'github-com/go-pg/pg/v9',
    'github-com/go-pg/pg/v10',
    'github-com/uptrace/bun/driver/pgdriver',
    'gorm-io/driver/postgres',
    'tokio-postgres',
    'deadpool-postgres',
    'pq-sys',
    'ext-pgsql',
    'ext-pdo-pgsql',
  ].map(named('postgresql')),
  ...[
    'pymysql',
    'mysqlclient',
    'mysql-connector-python',
    'mysql-connector',
    'aiomysql',
    'asyncmy',
    'cymysql',
    'mysql2',
    'github-com/go-sql-driver/mysql',
    'gorm-io/driver/mysql',
    'mysqlclient-sys',
    'mysql-async',
    'mysql-connector-java',
    'mysql-connector-j',
    'ext-pdo-mysql',
    'ext-mysqli',
  ].map(named('mysql')),
  ...['mariadb', 'mariadb-java-client'].map(named('mariadb')),
  ...['cx-oracle', 'oracledb', 'ojdbc8', 'ojdbc10', 'ojdbc11', 'ojdbc17', 'github-com/sijms/go-ora/v2'].map(
    named('oracle'),
  ),
  ...[
    'pymssql',
    'aioodbc',
    'mssql-jdbc',
    'tiberius',
    'github-com/microsoft/go-mssqldb',
    'github-com/denisenkom/go-mssqldb',
    'gorm-io/driver/sqlserver',
  ].map(named('mssql')),
  ...[
    'github-com/mattn/go-sqlite3',
    'modernc-org/sqlite',
    'github-com/glebarez/sqlite',
    'github-com/ncruces/go-sqlite3',
    'zombiezen-com/go/sqlite',
    'gorm-io/driver/sqlite',
    'rusqlite',
    'libsqlite3-sys',
    'sqlite3',
    'sqlite-jdbc',
  ].map(named('sqlite')),
];

/** From types and options of SQLAlchemy in a revision: `mysql.TINYINT()`, `postgresql_where=`. */
export function databasesOfRevision(text: string): DatabaseSigns {
  // Most revisions say nothing, and there may be thousands.
  if (!MAY_SAY.test(text)) return NOTHING;
  const code = text.replaceAll(/^[ \t]*#.*$/gm, '');
  const found = new Set<Database>();
  for (const [, module = ''] of code.matchAll(/\bsqlalchemy\.dialects\.(\w+)/g)) add(found, module);
  for (const [, names = ''] of code.matchAll(/\bfrom\s+sqlalchemy\.dialects\s+import\s+(\([^)]*\)|[^\n]*)/g))
    for (const [name] of names.matchAll(/\w+/g)) add(found, name);
  for (const [, prefix = ''] of code.matchAll(/\b(postgresql|mysql|mariadb|sqlite|oracle|mssql)_\w+\s*=/g))
    add(found, prefix);
  return found;
}

const MAY_SAY = /\bdialects\b|\b(?:postgresql|mysql|mariadb|sqlite|oracle|mssql)_/;
const NOTHING: DatabaseSigns = new Set();

function add(found: Set<Database>, name: string): void {
  const database = SCHEMES[name];
  if (database !== undefined) found.add(database);
}

/** From SQL itself, outside of texts and comments. */
export function databasesOfSql(text: string): DatabaseSigns {
  const code = text.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  return new Set(SIGNS.flatMap(([sign, database]) => (sign.test(code) ? [database] : [])));
}

/** https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html and https://mariadb.com/kb/en/storage-engines/ */
const MYSQL_ENGINES =
  'InnoDB|MyISAM|MEMORY|HEAP|CSV|ARCHIVE|BLACKHOLE|MERGE|MRG_MyISAM|FEDERATED|EXAMPLE|NDB|NDBCLUSTER|Aria|ColumnStore|CONNECT|MyRocks|ROCKSDB|Spider|S3|TokuDB|Mroonga|SphinxSE|SEQUENCE';

const SIGNS: readonly (readonly [RegExp, Database])[] = [
  [
    /\$\w*\$|\w::\w|\b(?:BIG|SMALL)?SERIAL\b|\bJSONB\b(?!\s*\()|\b(?:TIMESTAMPTZ|BYTEA|CONCURRENTLY|PLPGSQL)\b|\bCREATE\s+EXTENSION\b|\bUSING\s+(?:gin|gist|brin)\b/i,
    'postgresql',
  ],
  [new RegExp(String.raw`\bENGINE\s*=?\s*(?:${MYSQL_ENGINES})\b|\bAUTO_INCREMENT\b`, 'i'), 'mysql'],
  // ClickHouse has tables of many engines, and none of those.
  [new RegExp(String.raw`\bENGINE\s*=\s*(?!(?:${MYSQL_ENGINES})\b)\w`, 'i'), 'other'],
  [/\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|^\s*PRAGMA\b/im, 'sqlite'],
  [/\[dbo\]|^\s*GO\s*$|\bNVARCHAR\s*\(\s*MAX\s*\)/im, 'mssql'],
  [/\bVARCHAR2\b/i, 'oracle'],
  // PostgreSQL has no empty name, and other databases take it for an empty text.
  [/`[^`\n]+`|(?<!["\w])""(?!")/, 'other'],
];

/**
 * From the folders a migration lies in: `migrations/sqlite`, `mysql_migrations`. A longer name such as `mysql-proxy` is
 * that of something else, and an oracle may be one of prices.
 */
export function databasesOfFolders(path: string): DatabaseSigns {
  const found = path
    .toLowerCase()
    .split('/')
    .slice(0, -1)
    .map((name) => FOLDERS[name.replace(/^migrations?[-_.]|[-_.]migrations?$/, '')]);
  return new Set(found.filter((one) => one !== undefined));
}

const FOLDERS: Readonly<Record<string, Database>> = {
  ...Object.fromEntries(
    ['postgresql', 'postgres', 'pgsql', 'pg', 'cockroachdb', 'cockroach', 'redshift'].map((name) => [
      name,
      'postgresql' as const,
    ]),
  ),
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  mssql: 'mssql',
  sqlserver: 'mssql',
};

/** What Prisma says: `provider = "mysql"`. */
export function databasesOfPrisma(text: string): DatabaseSigns {
  const [, provider] = /^\s*provider\s*=\s*"(\w+)"/m.exec(text) ?? [];
  if (provider === undefined) return new Set();
  const database = provider === 'sqlserver' ? 'mssql' : SCHEMES[provider];
  return new Set([database ?? 'other']);
}

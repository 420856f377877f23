import { DIALECTS } from '../../policy/schema/migrations-schema.ts';
import type { Database } from '../operations/lock-mode.ts';

/**
 * What a text says of the database that migrations run on; each once. `not-postgresql`: PostgreSQL refuses it, which may be a
 * mistake and names none.
 */
export type DatabaseSigns = ReadonlySet<Database | 'not-postgresql'>;

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
export function databasesOfRevision(text: string): ReadonlySet<Database> {
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
const NOTHING: ReadonlySet<Database> = new Set();

function add(found: Set<Database>, name: string): void {
  const database = SCHEMES[name];
  if (database !== undefined) found.add(database);
}

/** From SQL itself, outside of texts and comments. */
export function databasesOfSql(text: string): DatabaseSigns {
  const code = text.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const delimiters = new Set(Array.from(code.matchAll(DELIMITER), ([, delimiter = '']) => delimiter));
  // Such as `$$`, which quotes a body in PostgreSQL.
  const read = [...delimiters].reduce((rest, delimiter) => rest.replaceAll(delimiter, ' '), code);
  const signs = SIGNS.flatMap(([sign, database]) => (sign.test(read) ? [database] : []));
  return new Set(delimiters.size > 0 ? [...signs, 'mysql'] : signs);
}

/** A command of MySQL's client, alone on its line: https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html */
const DELIMITER = /^[ \t]*DELIMITER[ \t]+([^\w\s'"(),]+)[ \t]*$/gim;

/**
 * https://dev.mysql.com/doc/refman/8.4/en/storage-engines.html and https://mariadb.com/kb/en/storage-engines/: those that
 * are called like nothing else, and words that may be columns.
 */
const MYSQL_ENGINES =
  'InnoDB|MyISAM|BLACKHOLE|MRG_MyISAM|FEDERATED|NDB|NDBCLUSTER|Aria|ColumnStore|MyRocks|ROCKSDB|TokuDB|Mroonga|SphinxSE';
const MYSQL_WORDS = 'MEMORY|HEAP|CSV|ARCHIVE|MERGE|EXAMPLE|CONNECT|Spider|S3|SEQUENCE';

/** Behind the columns of a table, or the name of one that is altered: a column may be called so, too. */
const ENGINE_OF_TABLE = String.raw`(?:\)\s*|\bTABLE\s+\S+\s+)ENGINE`;

const SIGNS: readonly (readonly [RegExp, Database | 'not-postgresql'])[] = [
  [
    /\$\w*\$|\w::\w|\b(?:BIG|SMALL)?SERIAL\b|\bJSONB\b(?!\s*\()|\b(?:TIMESTAMPTZ|BYTEA|CONCURRENTLY|PLPGSQL)\b|\bCREATE\s+EXTENSION\b|\bUSING\s+(?:gin|gist|brin)\b/i,
    'postgresql',
  ],
  [new RegExp(String.raw`\bENGINE\s*=?\s*(?:${MYSQL_ENGINES})\b`, 'i'), 'mysql'],
  [new RegExp(String.raw`${ENGINE_OF_TABLE}\s*=?\s*(?:${MYSQL_WORDS})\b`, 'i'), 'mysql'],
  // Behind a type or another word of a column: a column may be called so, too.
  [
    /\b(?:\w*INT|INTEGER|UNSIGNED|SIGNED|ZEROFILL|FLOAT|DOUBLE|NULL|KEY|UNIQUE|\d+\s*\))\s+AUTO_INCREMENT\b|\bTABLE\s+\S+\s+AUTO_INCREMENT\b/i,
    'mysql',
  ],
  // ClickHouse has tables of many engines, and none of those.
  [
    new RegExp(
      String.raw`${ENGINE_OF_TABLE}\s*=\s*(?!(?:${MYSQL_ENGINES}|${MYSQL_WORDS})\b)\w|\bENGINE\s*=\s*\w*MergeTree\b`,
      'i',
    ),
    'other',
  ],
  [
    /\bKEY\s+(?:(?:ASC|DESC)\s+)?(?:ON\s+CONFLICT\s+\w+\s+)?AUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|^\s*PRAGMA\b/im,
    'sqlite',
  ],
  [/\[dbo\]|^\s*GO\s*$|\bNVARCHAR\s*\(\s*MAX\s*\)/im, 'mssql'],
  [/\bVARCHAR2\s*\(/i, 'oracle'],
  // PostgreSQL has no empty name, and other databases take it for an empty text.
  [/`[^`\n]+`|(?<!["\w])""(?!")/, 'not-postgresql'],
];

/** What Prisma says: `provider = "mysql"`. */
export function databasesOfPrisma(text: string): DatabaseSigns {
  const [, provider] = /^\s*provider\s*=\s*"(\w+)"/m.exec(text) ?? [];
  if (provider === undefined) return new Set();
  const database = provider === 'sqlserver' ? 'mssql' : SCHEMES[provider];
  return new Set([database ?? 'other']);
}

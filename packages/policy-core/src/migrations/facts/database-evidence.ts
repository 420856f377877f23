import type { Database } from '../operations/lock-mode.ts';

/** What a text says of the database that migrations run on; each once. */
export type DatabaseSigns = ReadonlySet<Database>;

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
 * From the drivers that requirements name. Of SQLite there is none: Python brings one along, and others are there for
 * tests.
 */
export function databasesOfDrivers(text: string): DatabaseSigns {
  const code = text.replaceAll(/(?:^|\s)(?:#|\/\/).*$/gm, '');
  const names = new Set(
    Array.from(code.matchAll(/[\w@][\w.@/-]*/g), ([name]) => name.toLowerCase().replaceAll(/[_.]/g, '-')),
  );
  return new Set(DRIVERS.flatMap(([name, database]) => (names.has(name) ? [database] : [])));
}

const DRIVERS: readonly (readonly [string, Database])[] = [
  ...[
    'psycopg',
    'psycopg2',
    'psycopg2-binary',
    'psycopg-binary',
    'psycopg2cffi',
    'asyncpg',
    'pg8000',
    'aiopg',
    'py-postgresql',
    'pg',
    'postgres',
    'github-com/lib/pq',
    'github-com/jackc/pgx',
    'github-com/jackc/pgx/v4',
    'github-com/jackc/pgx/v5',
  ].map((name) => [name, 'postgresql'] as const),
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
  ].map((name) => [name, 'mysql'] as const),
  ['mariadb', 'mariadb'],
  ['cx-oracle', 'oracle'],
  ['oracledb', 'oracle'],
  ['pymssql', 'mssql'],
  ['aioodbc', 'mssql'],
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
    /\$\w*\$|\w::\w|\b(?:BIG|SMALL)?SERIAL\b|\b(?:JSONB|TIMESTAMPTZ|BYTEA|CONCURRENTLY|PLPGSQL)\b|\bCREATE\s+EXTENSION\b|\bUSING\s+(?:gin|gist|brin)\b/i,
    'postgresql',
  ],
  [new RegExp(String.raw`\bENGINE\s*=?\s*(?:${MYSQL_ENGINES})\b|\bAUTO_INCREMENT\b`, 'i'), 'mysql'],
  // ClickHouse has tables of many engines, and none of those.
  [new RegExp(String.raw`\bENGINE\s*=\s*(?!(?:${MYSQL_ENGINES})\b)\w`, 'i'), 'other'],
  [/\bAUTOINCREMENT\b|\bWITHOUT\s+ROWID\b|^\s*PRAGMA\b/im, 'sqlite'],
  [/\[dbo\]|^\s*GO\s*$|\bNVARCHAR\s*\(\s*MAX\s*\)/im, 'mssql'],
  [/\bVARCHAR2\b/i, 'oracle'],
  [/`\w+`/, 'other'],
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

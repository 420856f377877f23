import { databaseText, type Database } from './lock-mode.ts';

/**
 * The databases that the path of a migration names: by folders such as `migrations/sqlite` and `mysql_migrations`, and by
 * the end of the file's own name, such as `1_users.mysql.sql`. A longer name such as `mysql-proxy` is that of something
 * else, and an oracle may be one of prices.
 */
export function databasesOfPath(path: string): ReadonlySet<Database> {
  return new Set(namesIn(path).map(databaseOf));
}

/** The one for which a path says that SQL is, where that is not PostgreSQL; of several one. */
export function otherDatabaseOfPath(path: string): Database | undefined {
  const databases = databasesOfPath(path);
  return databases.has('postgresql') ? undefined : [...databases][0];
}

/** By the end of its own name: what differs there alone is run on different databases. */
export function databaseOfFileName(path: string): Database | undefined {
  const [name] = namesOf(FILE_NAME.exec(path)?.[1] ?? '');
  return name === undefined ? undefined : databaseOf(name);
}

/** For people, behind a preposition: as the path calls it, where no rule knows more of it than that. */
export function databaseTextAt(path: string, database: Database): string {
  const [name] = database === 'other' ? namesIn(path).flatMap((one) => UNREAD[one] ?? []) : [];
  return name ?? databaseText(database);
}

const FILE_NAME = /\.(\w+)(?:\.(?:up|down))?\.sql$/i;

/** Those that mean a database, as the tables below have them. */
function namesIn(path: string): readonly string[] {
  const folders = path
    .split('/')
    .slice(0, -1)
    .map((folder) => folder.replace(/^migrations?[-_.]|[-_.]migrations?$/i, ''));
  return [...folders, FILE_NAME.exec(path)?.[1] ?? ''].flatMap(namesOf);
}

function namesOf(text: string): readonly string[] {
  const name = text.toLowerCase();
  return Object.hasOwn(KNOWN, name) || Object.hasOwn(UNREAD, name) ? [name] : [];
}

function databaseOf(name: string): Database {
  return KNOWN[name] ?? 'other';
}

const KNOWN: Readonly<Record<string, Database>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  pgsql: 'postgresql',
  pg: 'postgresql',
  // Both take the statements of PostgreSQL, as far as anybody here says.
  cockroachdb: 'postgresql',
  cockroach: 'postgresql',
  redshift: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mariadb',
  sqlite: 'sqlite',
  sqlite3: 'sqlite',
  mssql: 'mssql',
  sqlserver: 'mssql',
};

/** With languages of their own, which none of the rules is about. */
const UNREAD: Readonly<Record<string, string>> = {
  bigquery: 'BigQuery',
  cassandra: 'Cassandra',
  clickhouse: 'ClickHouse',
  databricks: 'Databricks',
  db2: 'Db2',
  derby: 'Derby',
  duckdb: 'DuckDB',
  firebird: 'Firebird',
  h2: 'H2',
  hive: 'Hive',
  hsqldb: 'HSQLDB',
  presto: 'Presto',
  scylla: 'ScyllaDB',
  snowflake: 'Snowflake',
  trino: 'Trino',
};

import { expect, test } from 'vitest';

import { migrationPlace } from '../sql/migration-place.ts';
import { databasesOfPath, otherDatabaseOfPath } from './named-database.ts';

test.each([
  ['db/mysql/1_a.sql', 'mysql'],
  ['src/main/resources/migrations/MySQL/V1__a.sql', 'mysql'],
  ['mariadb/1_a.sql', 'mariadb'],
  ['db/migrations-sqlite/1_a.sql', 'sqlite'],
  ['sqlserver_migrations/1_a.sql', 'mssql'],
  ['db/migration/h2/V1__a.sql', 'other'],
  ['db/clickhouse/migrations/1.sql', 'other'],
  ['db/migrations/1_a.mysql.sql', 'mysql'],
  ['db/migrations/1_a.SQLite.up.sql', 'sqlite'],
])('%s is for another database', (path, database) => {
  expect(otherDatabaseOfPath(path)).toBe(database);
});

test.each([
  'db/migrations/1_a.sql',
  'db/postgres/1_a.sql',
  'db/mysql/postgres/1_a.sql',
  'mysql/1_a.pg.sql',
  'db/mysql-proxy/1_a.sql',
  'hived/migrations/1_a.sql',
  'db/oracle/1_a.sql',
  'db/migrations/mysql.sql',
  'db/migrations/1_from_mysql.sql',
])('%s is for PostgreSQL, or nobody knows', (path) => {
  expect(otherDatabaseOfPath(path)).toBeUndefined();
});

test('what a path names is known of PostgreSQL, too', () => {
  expect([...databasesOfPath('db/mysql/1_a.pg.sql')]).toEqual(['mysql', 'postgresql']);
  expect([...databasesOfPath('db/1_a.sql')]).toEqual([]);
});

test('files whose names differ by the database alone do not run one after the other', () => {
  const lineOf = (path: string) => migrationPlace(path)?.line;
  expect(lineOf('db/1_a.mysql.sql')).toBe(lineOf('db/2_b.mysql.sql'));
  expect(lineOf('db/1_a.mysql.sql')).not.toBe(lineOf('db/2_b.pg.sql'));
  expect(lineOf('db/1_a.mysql.sql')).not.toBe(lineOf('db/2_b.sql'));
});

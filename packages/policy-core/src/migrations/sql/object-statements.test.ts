import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

describe('CREATE of what is no table', () => {
  it.each<[string, string, string]>([
    ['CREATE SCHEMA a', 'schema', 'a'],
    ['CREATE SCHEMA AUTHORIZATION a', 'schema', 'a'],
    ['CREATE SCHEMA AUTHORIZATION CURRENT_USER', 'schema', '?CURRENT_USER'],
    ['CREATE DATABASE a', 'database', 'a'],
    ['CREATE EXTENSION "uuid-ossp"', 'extension', 'uuid-ossp'],
    ['CREATE TYPE s.a AS (b int)', 'type', 's.a'],
    ['CREATE TYPE a AS RANGE (subtype = int)', 'type', 'a'],
    ['CREATE TYPE a', 'type', 'a'],
    ['CREATE DOMAIN a AS int CHECK (VALUE > 0)', 'domain', 'a'],
    ['CREATE VIEW a AS SELECT 1', 'view', 'a'],
    ['CREATE OR REPLACE VIEW s.a AS SELECT 1', 'view', 's.a'],
    ['CREATE TEMP VIEW a AS SELECT 1', 'view', 'a'],
    ['CREATE MATERIALIZED VIEW a AS SELECT 1', 'materialized-view', 'a'],
    ['CREATE MATERIALIZED VIEW s.a AS SELECT 1 WITH NO DATA', 'materialized-view', 's.a'],
    ['CREATE SEQUENCE s.a START 5', 'sequence', 's.a'],
    ["CREATE FUNCTION a() RETURNS void LANGUAGE sql AS 'DROP TABLE b'", 'function', 'a'],
    ["CREATE OR REPLACE PROCEDURE s.a() LANGUAGE sql AS 'DELETE FROM b'", 'function', 's.a'],
    ['CREATE FUNCTION a() RETURNS int BEGIN ATOMIC DELETE FROM b; SELECT 1; END', 'function', 'a'],
    ['CREATE AGGREGATE a (int) (sfunc = b, stype = int)', 'function', 'a'],
    ['CREATE TRIGGER a BEFORE INSERT ON b EXECUTE FUNCTION c()', 'trigger', 'a'],
    ['CREATE POLICY a ON b', 'policy', 'a'],
    ['CREATE RULE a AS ON INSERT TO b DO NOTHING', 'rule', 'a'],
    ['CREATE EVENT TRIGGER a ON ddl_command_end EXECUTE FUNCTION b()', 'other', 'a'],
    ['CREATE ROLE a', 'other', 'a'],
    ['CREATE PUBLICATION a', 'other', 'a'],
    ["CREATE SUBSCRIPTION a CONNECTION 'b' PUBLICATION c", 'other', 'a'],
    ['CREATE STATISTICS s.a ON b, c FROM d', 'statistics', 's.a'],
    ['CREATE FOREIGN TABLE s.a (b int) SERVER c', 'other', 's.a'],
    ['CREATE SERVER a FOREIGN DATA WRAPPER b', 'other', 'a'],
    ['CREATE FOREIGN DATA WRAPPER a', 'other', 'a'],
    ["CREATE TABLESPACE a LOCATION 'b'", 'tablespace', 'a'],
    ["CREATE COLLATION s.a (locale = 'b')", 'other', 's.a'],
    ['CREATE ACCESS METHOD a TYPE INDEX HANDLER b', 'other', 'a'],
    ["CREATE CONVERSION a FOR 'b' TO 'c' FROM d", 'other', 'a'],
  ])('%s', (sql, object, name) => {
    const made = read(sql).filter(([, done]) => typeof done === 'object');
    expect(made).toEqual([[sql, { kind: 'create-object', object, name }]]);
  });

  it.each<[string, string, string]>([
    ['CREATE SCHEMA IF NOT EXISTS a', 'schema', 'a'],
    ['CREATE SCHEMA IF NOT EXISTS AUTHORIZATION a', 'schema', 'a'],
    ['CREATE EXTENSION IF NOT EXISTS "uuid-ossp"', 'extension', 'uuid-ossp'],
    ['CREATE MATERIALIZED VIEW IF NOT EXISTS s.a AS SELECT 1 WITH NO DATA', 'materialized-view', 's.a'],
    ['CREATE SEQUENCE IF NOT EXISTS s.a', 'sequence', 's.a'],
    ['CREATE FOREIGN TABLE IF NOT EXISTS s.a (b int) SERVER c', 'other', 's.a'],
  ])('is only made unless it is there: %s', (sql, object, name) => {
    expect(read(sql)).toEqual([[sql, { kind: 'create-object', object, name, unlessThere: true }]]);
  });

  it.each<[string, string, readonly string[]]>([
    ["CREATE TYPE s.a AS ENUM ('b', 'c')", 's.a', ['b', 'c']],
    ["CREATE TYPE public.a AS ENUM ('b')", 'a', ['b']],
    ["CREATE TYPE a AS ENUM ('it''s')", 'a', ["it's"]],
    ['CREATE TYPE a AS ENUM ()', 'a', []],
  ])('has the values of an enum: %s', (sql, name, values) => {
    expect(read(sql)).toEqual([[sql, { kind: 'create-object', object: 'type', name, values }]]);
  });
});

describe('CREATE SCHEMA with elements', () => {
  it('makes them within the schema', () => {
    const sql =
      'CREATE SCHEMA s CREATE TABLE a (b int) CREATE VIEW c AS SELECT 1 CREATE SEQUENCE d CREATE INDEX i ON a (b)';
    expect(read(sql)).toEqual([
      [sql, { kind: 'create-object', object: 'schema', name: 's' }],
      [
        sql,
        {
          kind: 'create-table',
          table: 's.a',
          columns: [{ at: 'b int', name: 'b', type: { name: 'int4', written: 'int' }, nullable: true }],
        },
      ],
      [sql, { kind: 'create-object', object: 'view', name: 's.c' }],
      [sql, { kind: 'create-object', object: 'sequence', name: 's.d' }],
      [sql, { kind: 'create-index', name: 'i', table: 's.a', columns: ['b'] }],
    ]);
  });

  it('keeps a schema that is given, and does not guess one that is not', () => {
    expect(read('CREATE SCHEMA s CREATE TABLE s.a ()')[1]?.[1]).toMatchObject({ table: 's.a' });
    expect(read('CREATE SCHEMA AUTHORIZATION CURRENT_USER CREATE TABLE a ()')[1]?.[1]).toMatchObject({
      kind: 'create-table',
      table: 'a',
    });
  });

  it('names as other what only grants', () => {
    expect(read('CREATE SCHEMA s GRANT ALL ON a TO b').map(([, done]) => done)).toMatchObject([
      { kind: 'create-object' },
      { kind: 'other' },
    ]);
  });
});

describe('ALTER ... RENAME', () => {
  it.each<[string, string, string]>([
    ['ALTER SCHEMA a RENAME TO b', 'schema', 'a'],
    ['ALTER DATABASE a RENAME TO b', 'database', 'a'],
    ['ALTER TYPE s.a RENAME TO b', 'type', 's.a'],
    ['ALTER DOMAIN a RENAME TO b', 'domain', 'a'],
    ['ALTER VIEW s.a RENAME TO b', 'view', 's.a'],
    ['ALTER VIEW public.a RENAME TO b', 'view', 'a'],
    ['ALTER MATERIALIZED VIEW a RENAME TO b', 'materialized-view', 'a'],
    ['ALTER SEQUENCE a RENAME TO b', 'sequence', 'a'],
    ['ALTER FUNCTION s.a(int) RENAME TO b', 'function', 's.a'],
    ['ALTER PROCEDURE a RENAME TO b', 'function', 'a'],
    ['ALTER TRIGGER a ON s.c RENAME TO b', 'trigger', 'a'],
    ['ALTER POLICY a ON c RENAME TO b', 'policy', 'a'],
    ['ALTER INDEX a RENAME TO b', 'other', 'a'],
    ['ALTER ROLE a RENAME TO b', 'other', 'a'],
    ['ALTER FOREIGN TABLE a RENAME TO b', 'other', 'a'],
    ['ALTER RULE a ON c RENAME TO b', 'rule', 'a'],
    ['ALTER PUBLICATION a RENAME TO b', 'other', 'a'],
    ['ALTER SERVER a RENAME TO b', 'other', 'a'],
    ['ALTER COLLATION s.a RENAME TO b', 'other', 's.a'],
  ])('%s', (sql, object, name) => {
    expect(read(sql)).toEqual([[sql, { kind: 'rename-object', object, name, to: 'b' }]]);
  });

  it.each<[string]>([['VIEW'], ['MATERIALIZED VIEW'], ['FOREIGN TABLE'], ['TABLE']])(
    'renames a column, which running code may name, of a %s',
    (kind) => {
      const sql = `ALTER ${kind} s.a RENAME COLUMN b TO c`;
      expect(read(sql)).toEqual([[sql, { kind: 'rename-column', table: 's.a', column: 'b', to: 'c' }]]);
    },
  );

  it.each<[string, string]>([
    ['ALTER DOMAIN a RENAME CONSTRAINT b TO c', 'ALTER DOMAIN'],
    ['ALTER TYPE a RENAME ATTRIBUTE b TO c', 'ALTER TYPE'],
  ])('stays within its thing: %s', (sql, what) => {
    expect(read(sql)).toEqual([[sql, { kind: 'other', what }]]);
  });
});

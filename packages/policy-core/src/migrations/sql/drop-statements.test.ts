import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

describe('DROP TABLE', () => {
  it.each<[string, object]>([
    ['DROP TABLE a', { table: 'a' }],
    ['drop table A', { table: 'a' }],
    ['DROP TABLE s.a', { table: 's.a' }],
    ['DROP TABLE "S"."A b"', { table: 'S.A b' }],
    ['DROP TABLE d.s.a', { table: 's.a' }],
    ['DROP TABLE IF EXISTS a', { table: 'a', ifExists: true }],
    ['DROP TABLE a CASCADE', { table: 'a', cascade: true }],
    ['DROP TABLE a RESTRICT', { table: 'a' }],
    ['DROP TABLE größe', { table: 'größe' }],
  ])('%s', (sql, operation) => {
    expect(read(sql)).toEqual([[sql, { kind: 'drop-table', ...operation }]]);
  });

  it('drops several one by one, each underlined by its name', () => {
    expect(read('DROP TABLE IF EXISTS a, s . b,"c, d" /* e, */ CASCADE')).toEqual(
      [
        ['a', 'a'],
        ['s . b', 's.b'],
        ['"c, d"', 'c, d'],
      ].map(([underlined, table]) => [
        underlined,
        { kind: 'drop-table', table, ifExists: true, cascade: true },
      ]),
    );
  });

  it('knows tables that are called like a key word', () => {
    expect(read('DROP TABLE "cascade", "if"').map(([underlined]) => underlined)).toEqual([
      '"cascade"',
      '"if"',
    ]);
  });
});

describe('DROP of other things', () => {
  it.each<[string, string, string]>([
    ['DROP SCHEMA a', 'schema', 'a'],
    ['DROP EXTENSION a', 'extension', 'a'],
    ['DROP EXTENSION "uuid-ossp"', 'extension', 'uuid-ossp'],
    ['DROP TYPE a', 'type', 'a'],
    ['DROP TYPE s.a', 'type', 's.a'],
    ['DROP TYPE public.a', 'type', 'a'],
    ['DROP DOMAIN s.a', 'domain', 's.a'],
    ['DROP VIEW a', 'view', 'a'],
    ['DROP MATERIALIZED VIEW s.a', 'materialized-view', 's.a'],
    ['DROP SEQUENCE a', 'sequence', 'a'],
    ['DROP FUNCTION a', 'function', 'a'],
    ['DROP FUNCTION s.a(int, text)', 'function', 's.a'],
    ['DROP PROCEDURE a()', 'function', 'a'],
    ['DROP ROUTINE a', 'function', 'a'],
    ['DROP AGGREGATE a(*)', 'function', 'a'],
    ['DROP TRIGGER a ON s.b', 'trigger', 'a'],
    ['DROP POLICY a ON b', 'policy', 'a'],
    ['DROP RULE a ON b', 'rule', 'a'],
    ['DROP FOREIGN TABLE a', 'other', 'a'],
    ['DROP EVENT TRIGGER a', 'other', 'a'],
    ['DROP COLLATION s.a', 'other', 's.a'],
    ['DROP STATISTICS a', 'statistics', 'a'],
    ['DROP PUBLICATION a', 'other', 'a'],
    ['DROP SUBSCRIPTION a', 'other', 'a'],
    ['DROP TABLESPACE a', 'tablespace', 'a'],
    ['DROP SERVER a', 'other', 'a'],
    ['DROP FOREIGN DATA WRAPPER a', 'other', 'a'],
    ['DROP ROLE a', 'other', 'a'],
    ['DROP USER a', 'other', 'a'],
    ['DROP OPERATOR + (int, int)', 'other', '+'],
    ['DROP CAST (int AS text)', 'other', '(int AS text)'],
    ['DROP DATABASE a', 'database', 'a'],
    ['DROP OWNED BY a', 'owned', 'a'],
  ])('%s', (sql, object, name) => {
    expect(read(sql)).toEqual([[sql, { kind: 'drop-object', object, name }]]);
  });

  it.each<[string, object]>([
    ['DROP SCHEMA IF EXISTS a CASCADE', { object: 'schema', ifExists: true, cascade: true }],
    ['DROP DATABASE IF EXISTS a', { object: 'database', ifExists: true }],
    ['DROP DATABASE a WITH (FORCE)', { object: 'database' }],
    ['DROP OWNED BY a CASCADE', { object: 'owned', cascade: true }],
    ['DROP ROLE IF EXISTS a', { object: 'other', ifExists: true }],
    ['DROP VIEW IF EXISTS a RESTRICT', { object: 'view', ifExists: true }],
  ])('%s', (sql, operation) => {
    expect(read(sql)).toEqual([[sql, { kind: 'drop-object', name: 'a', ...operation }]]);
  });

  it.each<[string, string[]]>([
    ['DROP VIEW a, s.b', ['a', 's.b']],
    ['DROP MATERIALIZED VIEW IF EXISTS a, b CASCADE', ['a', 'b']],
    ['DROP FUNCTION a(int, text), b, c(numeric(1, 2))', ['a(int, text)', 'b', 'c(numeric(1, 2))']],
    ['DROP SCHEMA a, b', ['a', 'b']],
    ['DROP TYPE a, s.b RESTRICT', ['a', 's.b']],
    ['DROP FOREIGN DATA WRAPPER a, b', ['a', 'b']],
  ])('drops several one by one: %s', (sql, names) => {
    expect(read(sql).map(([underlined]) => underlined)).toEqual(names);
  });

  it('does not know the name of whoever runs it', () => {
    expect(read('DROP OWNED BY a, CURRENT_USER')).toEqual([
      ['DROP OWNED BY a, CURRENT_USER', { kind: 'drop-object', object: 'owned', name: 'a' }],
      ['DROP OWNED BY a, CURRENT_USER', { kind: 'drop-object', object: 'owned', name: '?CURRENT_USER' }],
    ]);
  });
});

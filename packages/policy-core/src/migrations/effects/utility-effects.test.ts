import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { SHOP } from '../../testing/shop-tables.ts';
import { effectTeller } from '../../testing/told-effects.ts';

const told = effectTeller((await testParsers()).sql);

const PARTED = `
  CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
  CREATE TABLE events_1 PARTITION OF events DEFAULT;
`;

type Case = [statement: string, relations: string[]];

describe('Partitions', () => {
  it.each<Case>([
    [
      'ALTER TABLE events ADD x int',
      ['events: access-exclusive, catalog', 'events_1: access-exclusive, catalog (partition)'],
    ],
    [
      'ALTER TABLE events ADD x serial',
      ['events: access-exclusive, catalog', 'events_1: access-exclusive, rewrite (partition)'],
    ],
    ['CREATE INDEX ON events (id)', ['events: share, catalog', 'events_1: share, index (partition)']],
    ['CREATE INDEX ON ONLY events (id)', ['events: share, catalog']],
    [
      'ALTER TABLE events ADD PRIMARY KEY (id, at)',
      ['events: access-exclusive, catalog', 'events_1: share, index (partition)'],
    ],
    [
      'DROP TABLE events',
      ['events: access-exclusive, catalog', 'events_1: access-exclusive, catalog (partition)'],
    ],
    [
      'DROP TABLE events_1',
      ['events_1: access-exclusive, catalog', 'events: access-exclusive, catalog (partition)'],
    ],
    ['CREATE TABLE n PARTITION OF events DEFAULT', ['events: access-exclusive, catalog (partition)']],
    [
      'TRUNCATE events',
      ['events: access-exclusive, catalog', 'events_1: access-exclusive, emptied (partition)'],
    ],
    [
      'ALTER TABLE events ATTACH PARTITION n DEFAULT',
      ['events: share-update-exclusive, catalog', 'n: access-exclusive, scan (partition)'],
    ],
    [
      'ALTER TABLE events DETACH PARTITION events_1',
      ['events: access-exclusive, catalog', 'events_1: access-exclusive, catalog (partition)'],
    ],
    ['UPDATE events SET id = 1', ['events: row-exclusive, rows', 'events_1: row-exclusive, rows']],
    ['SELECT * FROM events', ['events: access-share, scan (read)', 'events_1: access-share, scan (read)']],
  ])('%s', (statement, relations) => {
    expect(told(statement, PARTED)).toMatchObject({ relations, refused: false });
  });

  it('are left in a transaction of their own', () => {
    expect(told('ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY', PARTED)).toMatchObject({
      relations: [
        'events: share-update-exclusive, catalog',
        'events_1: share-update-exclusive, catalog (partition)',
      ],
      refused: true,
    });
    expect(told('REINDEX TABLE events', PARTED).refused).toBe(true);
    expect(told('CLUSTER events USING ix', PARTED).refused).toBe(true);
  });
});

describe('What else is locked', () => {
  it.each<[string, string[], boolean]>([
    ['ALTER TABLE orders SET UNLOGGED', ['orders: access-exclusive, rewrite'], false],
    ['ALTER TABLE orders SET TABLESPACE fast', ['orders: access-exclusive, rewrite'], false],
    ['ALTER TABLE orders SET TABLESPACE pg_default', ['orders: access-exclusive, catalog'], false],
    ['ALTER TABLE orders SET ACCESS METHOD columnar', ['orders: access-exclusive, rewrite'], false],
    ['ALTER TABLE orders SET (fillfactor = 70)', ['orders: share-update-exclusive, catalog'], false],
    ['ALTER TABLE orders DISABLE TRIGGER ALL', ['orders: share-row-exclusive, catalog'], false],
    [
      'ALTER TABLE orders INHERIT base',
      ['orders: access-exclusive, catalog', 'base: share-update-exclusive, catalog'],
      false,
    ],
    [
      'ALTER TABLE orders NO INHERIT base',
      ['orders: access-exclusive, catalog', 'base: access-share, catalog'],
      false,
    ],
    ['ALTER TABLE lines ALTER CONSTRAINT lines_of DEFERRABLE', ['lines: access-exclusive, catalog'], false],
    ['VACUUM orders', ['orders: share-update-exclusive, scan'], true],
    ['VACUUM FULL orders', ['orders: access-exclusive, rewrite'], true],
    ['ANALYZE orders', ['orders: share-update-exclusive, sample'], false],
    ['CLUSTER orders USING orders_pkey', ['orders: access-exclusive, rewrite'], false],
    ['LOCK TABLE notes IN SHARE MODE', ['notes: share, catalog', 'orders: share, catalog'], false],
    ['COMMENT ON COLUMN orders.id IS NULL', ['orders: share-update-exclusive, catalog'], false],
    ['COMMENT ON TRIGGER g ON orders IS NULL', ['orders: access-share, catalog'], false],
    ['SELECT * FROM orders FOR UPDATE', ['orders: row-share, scan (read)'], false],
    [
      'CREATE TRIGGER g AFTER INSERT ON orders EXECUTE FUNCTION f()',
      ['orders: share-row-exclusive, catalog'],
      false,
    ],
    ['DROP TRIGGER g ON orders', ['orders: access-exclusive, catalog'], false],
    ['CREATE POLICY p ON orders', ['orders: access-exclusive, catalog'], false],
    ['CREATE VIEW v AS SELECT 1 FROM notes', ['notes: access-share, catalog (read)'], false],
    [
      'CREATE OR REPLACE VIEW notes AS SELECT note FROM orders',
      ['notes: access-exclusive, catalog', 'orders: access-share, catalog (read)'],
      false,
    ],
    ['DROP VIEW notes', ['notes: access-exclusive, catalog'], false],
    ['CREATE DATABASE d', [], true],
    ["CREATE TABLESPACE d LOCATION 'x'", [], true],
    ['ALTER SYSTEM SET work_mem = 1', [], true],
    ["ALTER TYPE mood ADD VALUE 'x'", [], false],
    ['SET lock_timeout = 1', [], false],
    ['BEGIN', [], false],
    ['GRANT SELECT ON orders TO a', [], false],
  ])('%s', (statement, relations, refused) => {
    expect(told(statement, SHOP)).toMatchObject({ relations, refused, unknown: [] });
  });

  it('is every table of the database', () => {
    const every = ['it goes through every table of the database'];
    expect(told('VACUUM')).toMatchObject({ unknown: every, refused: true });
    expect(told('ANALYZE')).toMatchObject({ unknown: every, refused: false });
    expect(told('CLUSTER')).toMatchObject({ unknown: every, refused: true });
    expect(told('REINDEX SCHEMA s')).toMatchObject({
      unknown: ['it goes through every table of the schema'],
      refused: true,
    });
  });

  it('are the tables with a column of a domain', () => {
    const schema = 'CREATE DOMAIN d AS int; CREATE TABLE a (b d); CREATE TABLE c (b int);';
    expect(told('ALTER DOMAIN d SET NOT NULL', schema)).toMatchObject({
      relations: ['a: share, scan (domain)'],
      failures: ['a: violations'],
    });
    expect(told('ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID', schema).relations).toEqual([]);
    expect(told('ALTER DOMAIN d DROP NOT NULL', schema).relations).toEqual([]);
    expect(told('DROP DOMAIN d CASCADE', schema).relations).toEqual([
      'a: access-exclusive, catalog (cascade)',
    ]);
  });

  it('are those that a materialised view reads', () => {
    const schema = `${SHOP} CREATE MATERIALIZED VIEW m AS SELECT * FROM notes;`;
    expect(told('REFRESH MATERIALIZED VIEW m', schema).relations).toEqual([
      'm: access-exclusive, rewrite',
      'notes: access-share, scan (read)',
      'orders: access-share, scan (read)',
    ]);
    expect(told('REFRESH MATERIALIZED VIEW CONCURRENTLY m', schema).relations[0]).toBe('m: exclusive, rows');
    expect(told('REFRESH MATERIALIZED VIEW m WITH NO DATA', schema).relations).toEqual([
      'm: access-exclusive, emptied',
    ]);
    expect(told('REFRESH MATERIALIZED VIEW z').unknown).toEqual([
      'nothing shows which tables its query reads',
    ]);
  });

  it('is left open by CASCADE', () => {
    const open = ['CASCADE may drop objects that nothing here shows'];
    expect(told('DROP FUNCTION f CASCADE').unknown).toEqual(open);
    expect(told('DROP SCHEMA s CASCADE', 'CREATE TABLE s.a (b int)')).toMatchObject({
      relations: ['s.a: access-exclusive, catalog (cascade)'],
      unknown: open,
    });
  });

  it('is each relation once, by its strongest lock and longest work', () => {
    expect(
      told('ALTER TABLE orders ADD x int DEFAULT random() UNIQUE CHECK (x > 0)', SHOP).relations,
    ).toEqual(['orders: access-exclusive, rewrite']);
  });
});

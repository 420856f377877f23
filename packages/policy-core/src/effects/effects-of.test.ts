import { beforeAll, describe, expect, it } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { effectTeller, type EffectTeller } from '../testing/told-effects.ts';

let told: EffectTeller;
beforeAll(async () => {
  told = effectTeller((await testParsers()).sql);
});

const SHOP = `
  CREATE TABLE people (id int PRIMARY KEY, email text UNIQUE);
  CREATE TABLE orders (
    id int PRIMARY KEY, by int REFERENCES people, total int NOT NULL, note varchar(20), made timestamptz,
    CONSTRAINT note_there CHECK (note IS NOT NULL)
  );
  CREATE TABLE lines (id int, of int CONSTRAINT lines_of REFERENCES orders ON DELETE CASCADE);
  CREATE INDEX orders_total ON orders (total);
  CREATE VIEW notes AS SELECT note FROM orders;
`;
const PARTED = `
  CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
  CREATE TABLE events_1 PARTITION OF events DEFAULT;
`;

type Case = [statement: string, relations: string[]];

describe('A new column', () => {
  it.each<Case>([
    ['int', ['orders: access-exclusive, catalog']],
    ["text DEFAULT 'x' NOT NULL", ['orders: access-exclusive, catalog']],
    ['timestamptz DEFAULT now()', ['orders: access-exclusive, catalog']],
    ['uuid DEFAULT gen_random_uuid()', ['orders: access-exclusive, rewrite']],
    ['serial', ['orders: access-exclusive, rewrite']],
    ['int GENERATED ALWAYS AS IDENTITY', ['orders: access-exclusive, rewrite']],
    ['int GENERATED ALWAYS AS (total * 2) STORED', ['orders: access-exclusive, rewrite']],
    ['int UNIQUE', ['orders: access-exclusive, index']],
    ['int CHECK (x > 0)', ['orders: access-exclusive, scan']],
    [
      'int REFERENCES people',
      ['orders: access-exclusive, catalog', 'people: share-row-exclusive, catalog (foreign-key)'],
    ],
    [
      'int DEFAULT 1 REFERENCES people',
      ['orders: access-exclusive, scan', 'people: share-row-exclusive, catalog (foreign-key)'],
    ],
  ])('%s', (definition, relations) => {
    expect(told(`ALTER TABLE orders ADD x ${definition}`, SHOP)).toEqual({
      relations,
      failures: expect.anything(),
      unknown: [],
      refused: false,
    });
  });

  it('fails on any row that there is where it may not be NULL and nothing fills it', () => {
    expect(told('ALTER TABLE orders ADD x int NOT NULL', SHOP).failures).toEqual(['orders: any-row in x']);
    expect(told('ALTER TABLE orders ADD x int NOT NULL DEFAULT 1', SHOP).failures).toEqual([]);
  });

  it('may fail by what its default breaks', () => {
    expect(told('ALTER TABLE orders ADD x int DEFAULT 0 CHECK (x > 0)', SHOP).failures).toEqual([
      'orders: violations',
    ]);
    expect(told('ALTER TABLE orders ADD x int CHECK (x > 0)', SHOP).failures).toEqual([]);
  });

  it('is open where its default is a function that nothing is known of', () => {
    expect(told('ALTER TABLE orders ADD x int DEFAULT hr.next_number()', SHOP)).toMatchObject({
      relations: ['orders: access-exclusive, unknown'],
      unknown: ['nothing tells whether the function next_number gives every row a value of its own'],
    });
  });

  it('of a domain that refuses values is written row by row', () => {
    const domains = 'CREATE DOMAIN free AS int; CREATE DOMAIN strict AS int CHECK (VALUE > 0);';
    expect(told('ALTER TABLE orders ADD x free', domains).relations).toEqual([
      'orders: access-exclusive, catalog',
    ]);
    expect(told('ALTER TABLE orders ADD x strict', domains).relations).toEqual([
      'orders: access-exclusive, rewrite',
    ]);
    const stricter = `${domains} ALTER DOMAIN free ADD CHECK (VALUE > 0);`;
    expect(told('ALTER TABLE orders ADD x free', stricter).relations).toEqual([
      'orders: access-exclusive, rewrite',
    ]);
    const renamed = `${domains} ALTER DOMAIN strict RENAME TO hard;`;
    expect(told('ALTER TABLE orders ADD x hard', renamed).relations).toEqual([
      'orders: access-exclusive, rewrite',
    ]);
    expect(told('ALTER TABLE orders ADD x strict', renamed).relations).toEqual([
      'orders: access-exclusive, catalog',
    ]);
  });
});

describe('A column that is there', () => {
  it.each<Case>([
    ['DROP note', ['orders: access-exclusive, catalog']],
    ['DROP by', ['orders: access-exclusive, catalog', 'people: access-exclusive, catalog (foreign-key)']],
    [
      'DROP note CASCADE',
      ['orders: access-exclusive, catalog', 'notes: access-exclusive, catalog (cascade)'],
    ],
    ['RENAME note TO text', ['orders: access-exclusive, catalog']],
    ['ALTER note TYPE varchar(40)', ['orders: access-exclusive, catalog']],
    ['ALTER note TYPE varchar(10)', ['orders: access-exclusive, rewrite']],
    ['ALTER note TYPE text USING note::text', ['orders: access-exclusive, catalog']],
    ['ALTER note TYPE text USING lower(note)', ['orders: access-exclusive, rewrite']],
    ['ALTER note SET NOT NULL', ['orders: access-exclusive, catalog']],
    ['ALTER made SET NOT NULL', ['orders: access-exclusive, scan']],
    ['ALTER total SET NOT NULL', ['orders: access-exclusive, catalog']],
    ['ALTER total DROP NOT NULL', ['orders: access-exclusive, catalog']],
    ['ALTER total SET DEFAULT 1', ['orders: access-exclusive, catalog']],
    ['ALTER total SET STATISTICS 100', ['orders: share-update-exclusive, catalog']],
    [
      'ALTER id TYPE bigint',
      ['orders: access-exclusive, rewrite', 'lines: access-exclusive, catalog (foreign-key)'],
    ],
  ])('%s', (command, relations) => {
    expect(told(`ALTER TABLE orders ${command}`, SHOP).relations).toEqual(relations);
  });

  it('may fail on NULLs where nothing keeps them out', () => {
    expect(told('ALTER TABLE orders ALTER made SET NOT NULL', SHOP).failures).toEqual([
      'orders: nulls in made',
    ]);
    expect(told('ALTER TABLE orders ALTER note SET NOT NULL', SHOP).failures).toEqual([]);
  });

  it('believes a check only once it is valid', () => {
    const added = 'ALTER TABLE orders ADD CONSTRAINT c CHECK (made IS NOT NULL) NOT VALID;';
    const not = (schema: string) =>
      told('ALTER TABLE orders ALTER made SET NOT NULL', schema).relations.join();
    expect(not(`${SHOP} ${added}`)).toBe('orders: access-exclusive, scan');
    expect(not(`${SHOP} ${added} ALTER TABLE orders VALIDATE CONSTRAINT c;`)).toBe(
      'orders: access-exclusive, catalog',
    );
  });

  it.each(['made IS NOT NULL OR total > 0', 'NOT (made IS NOT NULL)', 'xmade IS NOT NULL', 'made IS NULL'])(
    'believes no other check: %s',
    (expression) => {
      const schema = `${SHOP} ALTER TABLE orders ADD CONSTRAINT c CHECK (${expression});`;
      expect(told('ALTER TABLE orders ALTER made SET NOT NULL', schema).relations).toEqual([
        'orders: access-exclusive, scan',
      ]);
    },
  );

  it('is open where its type is not known', () => {
    expect(told('ALTER TABLE others ALTER a TYPE bigint')).toEqual({
      relations: ['others: access-exclusive, unknown'],
      failures: [],
      unknown: ['nothing tells which type the column has'],
      refused: false,
    });
  });

  it('changes between the times with and without zone by the zone of the session', () => {
    const change = 'ALTER TABLE orders ALTER made TYPE timestamp';
    expect(told(change, SHOP)).toMatchObject({
      relations: ['orders: access-exclusive, unknown'],
      unknown: ['values only stay as they are where the time zone of the session is UTC'],
    });
    expect(told(change, SHOP, { timeZone: 'utc' }).relations).toEqual(['orders: access-exclusive, catalog']);
    expect(told(change, SHOP, { timeZone: 'Europe/Berlin' }).unknown).toHaveLength(1);
  });
});

describe('An index', () => {
  it.each<[string, string[], boolean]>([
    ['CREATE INDEX ON orders (note)', ['orders: share, index'], false],
    ['CREATE INDEX CONCURRENTLY ON orders (note)', ['orders: share-update-exclusive, index'], true],
    ['DROP INDEX orders_total', ['orders: access-exclusive, catalog'], false],
    ['DROP INDEX CONCURRENTLY orders_total', ['orders: share-update-exclusive, catalog'], true],
    ['REINDEX INDEX orders_total', ['orders: share, index (index)'], false],
    ['REINDEX TABLE CONCURRENTLY orders', ['orders: share-update-exclusive, index'], true],
  ])('%s', (statement, relations, refused) => {
    expect(told(statement, SHOP)).toMatchObject({ relations, refused, unknown: [] });
  });

  it('fails on what is there twice where it is unique', () => {
    expect(told('CREATE UNIQUE INDEX ON orders (note, total)').failures).toEqual([
      'orders: duplicates in note, total',
    ]);
    expect(told('CREATE UNIQUE INDEX ON orders (lower(note))').failures).toEqual(['orders: duplicates']);
  });

  it('of a table that nobody knows is said to be so', () => {
    expect(told('DROP INDEX ix')).toMatchObject({
      relations: [],
      unknown: ['nothing tells which table the index ix belongs to'],
    });
    expect(told('REINDEX INDEX ix').unknown).toEqual(['nothing tells which table the index belongs to']);
  });
});

describe('A constraint', () => {
  it.each<Case>([
    [
      'ADD FOREIGN KEY (total) REFERENCES people',
      ['orders: share-row-exclusive, scan', 'people: share-row-exclusive, catalog (foreign-key)'],
    ],
    [
      'ADD FOREIGN KEY (total) REFERENCES people NOT VALID',
      ['orders: share-row-exclusive, catalog', 'people: share-row-exclusive, catalog (foreign-key)'],
    ],
    ['ADD CHECK (total > 0)', ['orders: access-exclusive, scan']],
    ['ADD CHECK (total > 0) NOT VALID', ['orders: access-exclusive, catalog']],
    ['ADD UNIQUE (note)', ['orders: access-exclusive, index']],
    ['ADD UNIQUE USING INDEX ix', ['orders: access-exclusive, catalog']],
    ['ADD EXCLUDE USING gist (note WITH =)', ['orders: access-exclusive, index']],
    ['DROP CONSTRAINT note_there', ['orders: access-exclusive, catalog']],
    [
      'DROP CONSTRAINT orders_by_fkey',
      ['orders: access-exclusive, catalog', 'people: access-exclusive, catalog (foreign-key)'],
    ],
    [
      'DROP CONSTRAINT orders_pkey CASCADE',
      ['orders: access-exclusive, catalog', 'lines: access-exclusive, catalog (foreign-key)'],
    ],
    ['RENAME CONSTRAINT note_there TO n', ['orders: access-exclusive, catalog']],
    ['VALIDATE CONSTRAINT note_there', ['orders: share-update-exclusive, catalog']],
  ])('%s', (command, relations) => {
    expect(told(`ALTER TABLE orders ${command}`, SHOP)).toMatchObject({ relations, unknown: [] });
  });

  it('that was not valid is held against every row once', () => {
    const late = `${SHOP} ALTER TABLE lines ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES people NOT VALID;`;
    const validated = 'ALTER TABLE lines VALIDATE CONSTRAINT late';
    expect(told(validated, late)).toEqual({
      relations: ['lines: share-update-exclusive, scan', 'people: row-share, scan (foreign-key)'],
      failures: ['lines: violations'],
      unknown: [],
      refused: false,
    });
    expect(told(validated, `${late} ${validated};`).failures).toEqual([]);
  });

  it('that nobody knows may be a foreign key', () => {
    expect(told('ALTER TABLE others DROP CONSTRAINT c').unknown).toEqual([
      'nothing tells whether it is a foreign key, which locks the table it leads to as well',
    ]);
    expect(told('ALTER TABLE others VALIDATE CONSTRAINT c').unknown).toEqual([
      'nothing tells whether it is a foreign key, which reads the table it leads to as well',
    ]);
  });

  it.each<[string, string[]]>([
    ['ADD UNIQUE (note)', ['orders: duplicates in note']],
    ['ADD UNIQUE USING INDEX ix', []],
    ['ADD CHECK (total > 0)', ['orders: violations']],
    ['ADD CHECK (total > 0) NOT VALID', []],
    ['ADD FOREIGN KEY (total) REFERENCES people', ['orders: violations']],
  ])('fails on rows: %s', (command, failures) => {
    expect(told(`ALTER TABLE orders ${command}`, SHOP).failures).toEqual(failures);
  });
});

describe('A table', () => {
  it.each<Case>([
    ['CREATE TABLE n (id int)', []],
    [
      'CREATE TABLE n (a int REFERENCES people, FOREIGN KEY (a) REFERENCES orders)',
      [
        'orders: share-row-exclusive, catalog (foreign-key)',
        'people: share-row-exclusive, catalog (foreign-key)',
      ],
    ],
    [
      'CREATE TABLE n AS SELECT * FROM notes',
      ['notes: access-share, scan (read)', 'orders: access-share, scan (read)'],
    ],
    ['CREATE TABLE n (LIKE orders)', ['orders: access-share, catalog (read)']],
    ['CREATE TABLE n () INHERITS (orders)', ['orders: share-update-exclusive, catalog']],
    [
      'DROP TABLE lines',
      ['lines: access-exclusive, catalog', 'orders: access-exclusive, catalog (foreign-key)'],
    ],
    [
      'DROP TABLE orders CASCADE',
      [
        'orders: access-exclusive, catalog',
        'people: access-exclusive, catalog (foreign-key)',
        'lines: access-exclusive, catalog (cascade)',
        'notes: access-exclusive, catalog (cascade)',
      ],
    ],
    ['ALTER TABLE orders RENAME TO o', ['orders: access-exclusive, catalog']],
    ['ALTER TABLE orders SET SCHEMA s', ['orders: access-exclusive, catalog']],
    ['TRUNCATE lines', ['lines: access-exclusive, emptied']],
    [
      'TRUNCATE people CASCADE',
      [
        'people: access-exclusive, emptied',
        'orders: access-exclusive, emptied (cascade)',
        'lines: access-exclusive, emptied (cascade)',
      ],
    ],
    [
      'INSERT INTO orders SELECT * FROM lines',
      [
        'orders: row-exclusive, rows',
        'lines: access-share, scan (read)',
        'people: row-share, rows (foreign-key)',
      ],
    ],
    ['UPDATE orders SET note = NULL', ['orders: row-exclusive, rows']],
    ['DELETE FROM orders', ['orders: row-exclusive, rows', 'lines: row-exclusive, rows (foreign-key)']],
    ['DELETE FROM people', ['people: row-exclusive, rows', 'orders: row-share, rows (foreign-key)']],
  ])('%s', (statement, relations) => {
    expect(told(statement, SHOP)).toMatchObject({ relations, unknown: [], refused: false });
  });

  it('whose name only shows when it runs is said to be so', () => {
    expect(told('CREATE TABLE n (a int REFERENCES others)').relations).toEqual([
      'others: share-row-exclusive, catalog (foreign-key)',
    ]);
  });
});

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
    ['ANALYZE orders', ['orders: share-update-exclusive, scan'], false],
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
      'nothing tells which tables its query reads',
    ]);
  });

  it('is left open by CASCADE', () => {
    const open = ['CASCADE may take along what nothing here tells of'];
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

import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { SHOP } from '../../testing/shop-tables.ts';
import { effectTeller } from '../../testing/told-effects.ts';

const told = effectTeller((await testParsers()).sql);

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
      unknown: ['nothing shows whether the function next_number gives every row a value of its own'],
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
    ['ALTER note TYPE varchar(40)', ['orders: access-exclusive, scan']],
    ['ALTER note TYPE varchar(10)', ['orders: access-exclusive, rewrite']],
    ['ALTER note TYPE text USING note::text', ['orders: access-exclusive, scan']],
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
      unknown: ['nothing shows which type the column has'],
      refused: false,
    });
  });

  it.each<[string, string, string]>([
    ['text', 'citext', 'index'],
    ['citext', 'text', 'index'],
    ['citext', 'varchar', 'index'],
    ['varchar(5)', 'text', 'catalog'],
    ['text', 'varchar', 'catalog'],
    ['text', 'varchar(9)', 'rewrite'],
    ['varchar(5)', 'varchar(9)', 'catalog'],
    ['varchar(5)', 'bpchar', 'index'],
    ['char(5)', 'bpchar', 'catalog'],
    ['char(5)', 'char(9)', 'rewrite'],
    ['char(5)', 'text', 'rewrite'],
    ['cidr', 'inet', 'catalog'],
    ['inet', 'cidr', 'rewrite'],
    ['timestamp', 'timestamptz', 'index'],
    ['timestamp(6)', 'timestamptz', 'index'],
    ['timestamptz(3)', 'timestamp', 'index'],
    ['timestamp(3)', 'timestamptz(3)', 'rewrite'],
    ['timestamptz', 'timestamp(0)', 'rewrite'],
    ['timestamp(3)', 'timestamp', 'catalog'],
    ['timestamp', 'timestamp(3)', 'rewrite'],
    ['varbit(3)', 'varbit(9)', 'catalog'],
    ['bit(3)', 'varbit(9)', 'rewrite'],
    ['bit(3)', 'varbit', 'index'],
    ['numeric(3, 1)', 'numeric(5, 1)', 'catalog'],
    ['numeric(3, 1)', 'numeric(5, 2)', 'rewrite'],
    ['int', 'oid', 'index'],
    ['int', 'bigint', 'rewrite'],
    ['varchar(3)[]', 'varchar(5)[]', 'rewrite'],
    ['bytea', 'text', 'rewrite'],
    ['time(3)', 'time', 'catalog'],
    ['interval(3)', 'interval', 'catalog'],
  ])('from %s to %s, with an index: %s', (from, to, work) => {
    const schema = `CREATE TABLE a (b ${from}); CREATE INDEX ON a (b);`;
    const change = `ALTER TABLE a ALTER b TYPE ${to}`;
    expect(told(change, schema, { timeZone: 'UTC' }).relations).toEqual([`a: access-exclusive, ${work}`]);
    const without = work === 'index' ? 'catalog' : work;
    expect(told(change, `CREATE TABLE a (b ${from});`, { timeZone: 'UTC' }).relations).toEqual([
      `a: access-exclusive, ${without}`,
    ]);
  });

  it('may have an index that nothing tells of', () => {
    const schema = 'ALTER TABLE a ADD b text;';
    expect(told('ALTER TABLE a ALTER b TYPE citext', schema).unknown).toEqual([
      'nothing shows whether the column has an index, which is built again',
    ]);
    expect(told('ALTER TABLE a ALTER b TYPE varchar', schema).unknown).toEqual([]);
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

import { describe, expect, it } from 'vitest';

import { knownName, tableText, type TableName, unknownName } from '../operations/name.ts';
import { AT_END, foldedSql } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import {
  childrenOf,
  partitionsOf,
  readThrough,
  referencesTo,
  referringTo,
  tableNow,
  tablesWithType,
  targetsOf,
  viewNow,
  viewsOver,
  type EffectContext,
} from './effect-context.ts';

const parser = (await testParsers()).sql;

function after(script: string): EffectContext {
  return { schema: foldedSql(parser, script), moment: AT_END, pgVersion: 15, timeZone: undefined };
}

const shown = (tables: readonly TableName[]) => tables.map(tableText).toSorted();
const NOBODY = { ...unknownName('NAME'), schema: undefined };

const FAMILY = `
  CREATE TABLE events (at date) PARTITION BY RANGE (at);
  CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY RANGE (at);
  CREATE TABLE events_24_1 PARTITION OF events_24 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
  CREATE TABLE events_25 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE base (a int);
  CREATE TABLE child () INHERITS (base);
  CREATE TABLE grandchild () INHERITS (child);
`;

describe('What is part of a table', () => {
  it.each<[table: string, partitions: string[], children: string[]]>([
    ['events', ['events_24', 'events_24_1', 'events_25'], ['events_24', 'events_24_1', 'events_25']],
    ['public.events', ['events_24', 'events_24_1', 'events_25'], ['events_24', 'events_24_1', 'events_25']],
    ['events_24', ['events_24_1'], ['events_24_1']],
    ['events_25', [], []],
    ['base', [], ['child', 'grandchild']],
    ['child', [], ['grandchild']],
    ['nothing', [], []],
    ['audit.events', [], []],
  ])('%s has the partitions %j and the children %j', (table, partitions, children) => {
    const context = after(FAMILY);
    expect(shown(partitionsOf(context, tableNamed(table)))).toEqual(partitions);
    expect(shown(childrenOf(context, tableNamed(table)))).toEqual(children);
  });

  it('is asked for by how it came to be so', () => {
    expect(shown(childrenOf(after(FAMILY), tableNamed('base'), ['inherits']))).toEqual([
      'child',
      'grandchild',
    ]);
    expect(childrenOf(after(FAMILY), tableNamed('events'), ['inherits'])).toEqual([]);
    expect(childrenOf(after(FAMILY), tableNamed('events'), [])).toEqual([]);
  });

  it('follows what is attached, detached and dropped', () => {
    const attached = `${FAMILY} CREATE TABLE old (at date); ALTER TABLE events ATTACH PARTITION old DEFAULT;`;
    expect(shown(partitionsOf(after(attached), tableNamed('events')))).toContain('old');
    const detached = `${attached} ALTER TABLE events DETACH PARTITION old; DROP TABLE events_25;`;
    expect(shown(partitionsOf(after(detached), tableNamed('events')))).toEqual(['events_24', 'events_24_1']);
  });

  it('is nothing of a table whose name is not known', () => {
    expect(childrenOf(after(FAMILY), NOBODY)).toEqual([]);
    expect(tableNow(after(FAMILY), NOBODY)).toBeUndefined();
  });
});

const SHOP = `
  CREATE TABLE people (id int PRIMARY KEY, boss int REFERENCES people);
  CREATE TABLE rooms (id int PRIMARY KEY);
  CREATE TABLE orders (id int PRIMARY KEY, by int REFERENCES people, at int REFERENCES rooms, CHECK (id > 0));
  CREATE TABLE lines (id int, of int REFERENCES public.orders);
  ALTER TABLE later ADD FOREIGN KEY (a) REFERENCES people;
`;

describe('Foreign keys', () => {
  it.each<[table: string, targets: string[], referring: string[]]>([
    ['people', [], ['later', 'orders']],
    ['orders', ['people', 'rooms'], ['lines']],
    ['lines', ['public.orders'], []],
    ['later', ['people'], []],
    ['nothing', [], []],
  ])('lead from %s to %j, and to it from %j', (table, targets, referring) => {
    const context = after(SHOP);
    expect(shown(targetsOf(context, tableNamed(table)))).toEqual(targets);
    expect(shown(referringTo(context, tableNamed(table)))).toEqual(referring);
  });

  it('are chosen by what they are', () => {
    const named = (name: string) =>
      targetsOf(after(SHOP), tableNamed('orders'), (constraint) => constraint.name === name).map(tableText);
    expect(named('orders_by_fkey')).toEqual(['people']);
    expect(named('orders_id_check')).toEqual([]);
  });

  it('are known with their columns', () => {
    const [reference, ...others] = referencesTo(after(SHOP), tableNamed('orders'));
    expect(others).toEqual([]);
    expect(reference?.definition).toMatchObject({ kind: 'foreign-key', columns: ['of'] });
  });

  it('are gone with their column, their constraint and their table', () => {
    const gone = `${SHOP} ALTER TABLE orders DROP by; ALTER TABLE orders DROP CONSTRAINT orders_at_fkey; DROP TABLE later;`;
    expect(targetsOf(after(gone), tableNamed('orders'))).toEqual([]);
    expect(referringTo(after(gone), tableNamed('people'))).toEqual([]);
  });
});

const VIEWS = `
  CREATE TABLE orders (id int); CREATE TABLE people (id int);
  CREATE VIEW recent AS SELECT id FROM orders;
  CREATE VIEW both_ AS SELECT r.id FROM recent r JOIN people p ON p.id = r.id;
  CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM both_;
  CREATE VIEW shown AS SELECT * FROM counted;
`;

describe('Views', () => {
  it.each<[relation: string, over: string[], read: string[]]>([
    ['orders', ['both_', 'counted', 'recent', 'shown'], ['orders']],
    ['people', ['both_', 'counted', 'shown'], ['people']],
    ['recent', ['both_', 'counted', 'shown'], ['orders', 'recent']],
    ['both_', ['counted', 'shown'], ['both_', 'orders', 'people', 'recent']],
    ['counted', ['shown'], ['counted']],
    ['shown', [], ['counted', 'shown']],
    ['nothing', [], ['nothing']],
  ])('over %s are %j, and it reads %j', (relation, over, read) => {
    const context = after(VIEWS);
    expect(shown(viewsOver(context, tableNamed(relation)))).toEqual(over);
    expect(shown(readThrough(context, [tableNamed(relation)]))).toEqual(read);
  });

  it('are found by their names, until they are dropped', () => {
    expect(viewNow(after(VIEWS), tableNamed('public.counted'))?.isMaterialized).toBe(true);
    expect(viewNow(after(VIEWS), tableNamed('recent'))?.isMaterialized).toBe(false);
    expect(viewNow(after(VIEWS), tableNamed('orders'))).toBeUndefined();
    expect(viewNow(after(`${VIEWS} DROP VIEW shown;`), tableNamed('shown'))).toBeUndefined();
  });

  it('read the rows of partitions and of tables that inherit', () => {
    const script = `${FAMILY} CREATE VIEW v AS SELECT at FROM events;`;
    expect(shown(readThrough(after(script), [tableNamed('v')]))).toEqual([
      'events',
      'events_24',
      'events_24_1',
      'events_25',
      'v',
    ]);
    expect(shown(readThrough(after(script), [tableNamed('base')]))).toEqual(['base', 'child', 'grandchild']);
  });

  it('are read one after the other as they are asked for', () => {
    const read = readThrough(after(VIEWS), [tableNamed('recent'), tableNamed('people')]);
    expect(read.map(tableText)).toEqual(['recent', 'orders', 'people']);
  });
});

describe('Tables with a column of a type', () => {
  it.each([
    ['mood', ['days', 'people']],
    ['Mood', ['others']],
    ['moo', []],
    ['int4', ['days']],
  ])('%s are %j', (type, tables) => {
    const context = after(`
      CREATE TABLE people (a mood); CREATE TABLE days (a int, b mood); CREATE TABLE others (a "Mood");
      CREATE TABLE gone (a mood); DROP TABLE gone;
    `);
    expect(shown(tablesWithType(context, knownName(type)))).toEqual(tables);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';

import { tableText, unknownName } from '../migrations/name.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { AT_END, foldedSql } from '../testing/folded-sql.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { tableNamed } from '../testing/sample-schema.ts';
import type { SchemaHistory } from './schema-history.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

/** `orders`, or `shop.orders`. */
function named(written: string) {
  const [text = '', schema] = written.split('.').toReversed();
  return { ...tableNamed(text), schema };
}

function childrenIn(schema: SchemaHistory, table: string, moment = AT_END): readonly string[] {
  return schema
    .childrenOf(named(table), moment)
    .map((child) => `${child.as} ${tableText(child.table)}`)
    .toSorted();
}

function referencesIn(schema: SchemaHistory, table: string, moment = AT_END): readonly string[] {
  return schema
    .referencesTo(named(table), moment)
    .map(({ from, definition }) => `${tableText(from)}(${definition.columns?.join() ?? '?'})`)
    .toSorted();
}

type Case = [title: string, table: string, relatives: readonly string[], ...sql: readonly string[]];

const PARTITION = 'CREATE TABLE q PARTITION OF p DEFAULT';
const HEIR = 'CREATE TABLE c () INHERITS (a)';

describe('The children of a table', () => {
  it.each<Case>([
    ['are none that nobody made', 'p', [], 'CREATE TABLE p (a int)'],
    [
      'are its partitions',
      'p',
      ['partition-of q', 'partition-of r'],
      PARTITION,
      'CREATE TABLE r PARTITION OF p DEFAULT',
    ],
    ['are those that inherit from it', 'a', ['inherits c'], HEIR],
    ['are those of each that it inherits from', 'b', ['inherits c'], 'CREATE TABLE c () INHERITS (a, b)'],
    [
      'are not those of its children',
      'p',
      ['partition-of q'],
      PARTITION,
      'CREATE TABLE r PARTITION OF q DEFAULT',
    ],
    ['are not its models', 'a', [], 'CREATE TABLE c (LIKE a)'],
    ['are not made of its rows', 'a', [], 'CREATE TABLE c AS TABLE a'],
    ['are found by the name with its schema', 'public.p', ['partition-of q'], PARTITION],
    [
      'are found by the name without it',
      'p',
      ['partition-of q'],
      'CREATE TABLE q PARTITION OF public.p DEFAULT',
    ],
    ['are not those of another schema', 'p', [], 'CREATE TABLE q PARTITION OF s.p DEFAULT'],
    ['may be in another schema', 's.p', ['partition-of t.q'], 'CREATE TABLE t.q PARTITION OF s.p DEFAULT'],
    ['may go by another name', 'p', ['partition-of r'], PARTITION, 'ALTER TABLE q RENAME TO r'],
    ['may move to another schema', 'p', ['partition-of s.q'], PARTITION, 'ALTER TABLE q SET SCHEMA s'],
    [
      'may move with their schema',
      'p',
      ['partition-of t.q'],
      'CREATE TABLE s.q PARTITION OF p DEFAULT',
      'ALTER SCHEMA s RENAME TO t',
    ],
    ['are gone when they are dropped', 'p', [], PARTITION, 'DROP TABLE q'],
    [
      'are gone when their schema is dropped',
      'p',
      [],
      'CREATE TABLE s.q PARTITION OF p DEFAULT',
      'DROP SCHEMA s CASCADE',
    ],
    [
      'are not those that are made again without it',
      'p',
      [],
      PARTITION,
      'DROP TABLE q',
      'CREATE TABLE q (a int)',
    ],
    ['are those that are made again', 'p', ['partition-of q'], PARTITION, 'DROP TABLE q', PARTITION],
    ['are gone when they are detached', 'p', [], PARTITION, 'ALTER TABLE p DETACH PARTITION q'],
    [
      'are gone when they are detached without waiting',
      'p',
      [],
      PARTITION,
      'ALTER TABLE p DETACH PARTITION q CONCURRENTLY',
    ],
    [
      'are those that stay',
      'p',
      ['partition-of r'],
      PARTITION,
      'CREATE TABLE r PARTITION OF p DEFAULT; ALTER TABLE p DETACH PARTITION q',
    ],
    [
      'come back',
      'p',
      ['partition-of q'],
      PARTITION,
      'ALTER TABLE p DETACH PARTITION q',
      'ALTER TABLE p ATTACH PARTITION q DEFAULT',
    ],
    [
      'may have another table now',
      'r',
      ['partition-of q'],
      PARTITION,
      'ALTER TABLE p DETACH PARTITION q; ALTER TABLE r ATTACH PARTITION q DEFAULT',
    ],
    ['inherit from now on', 'a', ['inherits c'], 'CREATE TABLE c (i int)', 'ALTER TABLE c INHERIT a'],
    ['inherit no longer', 'a', [], HEIR, 'ALTER TABLE c NO INHERIT a'],
    [
      'inherit from another still',
      'b',
      ['inherits c'],
      'CREATE TABLE c () INHERITS (a, b)',
      'ALTER TABLE c NO INHERIT a',
    ],
    ['inherit once', 'a', ['inherits c'], HEIR, 'ALTER TABLE c INHERIT a'],
  ])('%s', (_, ...[table, children, ...scripts]) => {
    expect(childrenIn(foldedSql(parser, ...scripts), table)).toEqual(children);
  });

  it('are known at each moment', () => {
    const schema = foldedSql(
      parser,
      PARTITION,
      'ALTER TABLE q RENAME TO r',
      'ALTER TABLE p DETACH PARTITION r',
    );
    const at = (script: number) => childrenIn(schema, 'p', { revision: `script ${script}`, step: 0 });
    expect([at(0), at(1), at(2)]).toEqual([[], ['partition-of q'], ['partition-of r']]);
    expect(childrenIn(schema, 'p')).toEqual([]);
  });

  it('are none of a table whose name is not known, nor at a moment that never comes', () => {
    const schema = foldedSql(parser, PARTITION);
    expect(schema.childrenOf({ ...unknownName('p'), schema: undefined }, AT_END)).toEqual([]);
    expect(schema.childrenOf(named('p'), { revision: 'never', step: 0 })).toEqual([]);
  });
});

const LINES = 'CREATE TABLE lines (o int REFERENCES orders (id))';

describe('The references to a table', () => {
  it.each<Case>([
    ['are those of a new table', 'orders', ['lines(o)'], LINES],
    [
      'are those of the table itself',
      'a',
      ['b(x,y)'],
      'CREATE TABLE b (x int, y int, FOREIGN KEY (x, y) REFERENCES a)',
    ],
    [
      'are those of a new column',
      'a',
      ['b(x)'],
      'CREATE TABLE b ()',
      'ALTER TABLE b ADD COLUMN x int REFERENCES a',
    ],
    ['are those that are added', 'a', ['b(x)'], 'ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES a NOT VALID'],
    [
      'are each of one table',
      'a',
      ['b(x)', 'b(y)'],
      'CREATE TABLE b (x int REFERENCES a, y int REFERENCES a)',
    ],
    [
      'are those of several tables',
      'a',
      ['b(x)', 's.b(x)'],
      'CREATE TABLE b (x int REFERENCES a)',
      'CREATE TABLE s.b (x int REFERENCES a)',
    ],
    ['are not its own', 'a', [], 'CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES a)'],
    [
      'are not its own with a schema either',
      'a',
      [],
      'CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES public.a)',
    ],
    ['are not those to another', 'b', [], LINES],
    ['are not those to one of another schema', 's.orders', [], LINES],
    ['are found with the schema', 'public.orders', ['lines(o)'], LINES],
    [
      'are not other constraints',
      'orders',
      ['lines(o)'],
      LINES,
      'ALTER TABLE lines ADD UNIQUE (o), ADD CHECK (o > 0)',
    ],
    [
      'are those of a table under another name',
      'orders',
      ['items(o)'],
      LINES,
      'ALTER TABLE lines RENAME TO items',
    ],
    ['are those of a table that moves', 'orders', ['s.lines(o)'], LINES, 'ALTER TABLE lines SET SCHEMA s'],
    [
      'are those of a column under another name',
      'orders',
      ['lines(p)'],
      LINES,
      'ALTER TABLE lines RENAME o TO p',
    ],
    ['are gone with the table', 'orders', [], LINES, 'DROP TABLE lines'],
    ['are gone with the column', 'orders', [], LINES, 'ALTER TABLE lines DROP COLUMN o'],
    ['are gone with the constraint', 'orders', [], LINES, 'ALTER TABLE lines DROP CONSTRAINT lines_o_fkey'],
    [
      'are gone with the schema',
      'orders',
      [],
      'CREATE TABLE s.l (o int REFERENCES orders)',
      'DROP SCHEMA s CASCADE',
    ],
    [
      'are not those of a table made again',
      'orders',
      [],
      LINES,
      'DROP TABLE lines',
      'CREATE TABLE lines (o int)',
    ],
    [
      'are there once they are checked',
      'a',
      ['b(x)'],
      'ALTER TABLE b ADD CONSTRAINT k FOREIGN KEY (x) REFERENCES a NOT VALID',
      'ALTER TABLE b VALIDATE CONSTRAINT k',
    ],
    [
      'have another name',
      'orders',
      ['lines(o)'],
      LINES,
      'ALTER TABLE lines RENAME CONSTRAINT lines_o_fkey TO k',
    ],
  ])('%s', (_, ...[table, references, ...scripts]) => {
    expect(referencesIn(foldedSql(parser, ...scripts), table)).toEqual(references);
  });

  it('are known at each moment', () => {
    const schema = foldedSql(parser, LINES, 'ALTER TABLE lines RENAME TO items', 'DROP TABLE items');
    const at = (script: number) => referencesIn(schema, 'orders', { revision: `script ${script}`, step: 0 });
    expect([at(0), at(1), at(2)]).toEqual([[], ['lines(o)'], ['items(o)']]);
    expect(referencesIn(schema, 'orders')).toEqual([]);
  });

  it('are none of a table whose name is not known, nor at a moment that never comes', () => {
    const schema = foldedSql(parser, LINES);
    expect(schema.referencesTo({ ...unknownName('orders'), schema: undefined }, AT_END)).toEqual([]);
    expect(schema.referencesTo(named('orders'), { revision: 'never', step: 0 })).toEqual([]);
  });
});

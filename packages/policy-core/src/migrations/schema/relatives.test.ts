import { describe, expect, it } from 'vitest';

import { tableText, unknownName } from '../operations/name.ts';
import { AT_END, foldedSql, sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepOf, tableNamed } from '../../testing/sample-schema.ts';
import { foldUpgrades } from './fold-schema.ts';
import type { SchemaHistory } from './schema-history.ts';

const parser = (await testParsers()).sql;

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
    ['go along with its name', 'r', ['partition-of q'], PARTITION, 'ALTER TABLE p RENAME TO r'],
    ['are not those of its old name', 'p', [], PARTITION, 'ALTER TABLE p RENAME TO r'],
    ['go along with its schema', 's.a', ['inherits c'], HEIR, 'ALTER TABLE a SET SCHEMA s'],
    [
      'go along when its schema is renamed',
      't.p',
      ['partition-of q'],
      'CREATE TABLE q PARTITION OF s.p DEFAULT',
      'CREATE TABLE s.p (a int); ALTER SCHEMA s RENAME TO t',
    ],
    [
      'go along when names are swapped',
      'p',
      ['partition-of r'],
      PARTITION,
      'CREATE TABLE r PARTITION OF o DEFAULT',
      'ALTER TABLE p RENAME TO x; ALTER TABLE o RENAME TO p; ALTER TABLE x RENAME TO o',
    ],
    ['are not those of one made again', 'p', [], PARTITION, 'DROP TABLE p; CREATE TABLE p (a int)'],
    ['are not heirs of one made again', 'a', [], HEIR, 'DROP TABLE a CASCADE; CREATE TABLE a (a int)'],
    [
      'are on their own without CASCADE',
      'b',
      ['inherits c'],
      'CREATE TABLE c () INHERITS (a, b)',
      'DROP TABLE a',
    ],
    [
      'go with theirs',
      'q',
      [],
      PARTITION,
      'CREATE TABLE r PARTITION OF q DEFAULT',
      'DROP TABLE p; CREATE TABLE q (a int)',
    ],
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
    ['go along with its name', 'sales', ['lines(o)'], LINES, 'ALTER TABLE orders RENAME TO sales'],
    ['are not those of its old name', 'orders', [], LINES, 'ALTER TABLE orders RENAME TO sales'],
    ['go along with its schema', 's.orders', ['lines(o)'], LINES, 'ALTER TABLE orders SET SCHEMA s'],
    [
      'are gone with CASCADE',
      'orders',
      [],
      LINES,
      'DROP TABLE orders CASCADE',
      'CREATE TABLE orders (id int)',
    ],
    ['are gone when it could be dropped', 'orders', [], LINES, 'DROP TABLE orders; CREATE TABLE orders ()'],
    [
      'go along when its schema is renamed',
      't.a',
      ['b(x)'],
      'CREATE TABLE b (x int REFERENCES s.a)',
      'ALTER SCHEMA s RENAME TO t',
    ],
    ['are gone with its schema', 's.a', [], 'CREATE TABLE b (x int REFERENCES s.a)', 'DROP SCHEMA s CASCADE'],
    [
      'are gone with its partition',
      'q',
      [],
      `${PARTITION}; CREATE TABLE b (x int REFERENCES q (id))`,
      'DROP TABLE p; CREATE TABLE q (id int)',
    ],
    ['are gone with its column', 'orders', [], LINES, 'ALTER TABLE orders DROP COLUMN id CASCADE'],
    [
      'stay when another column of it goes',
      'orders',
      ['lines(o)'],
      LINES,
      'ALTER TABLE orders DROP COLUMN x',
    ],
    [
      'are gone with its key',
      'a',
      [],
      'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a)',
      'ALTER TABLE a DROP COLUMN id CASCADE',
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

  it('lead to a column under its new name', () => {
    const schema = foldedSql(parser, LINES, 'ALTER TABLE orders RENAME id TO number');
    const [reference] = schema.referencesTo(named('orders'), AT_END);
    expect(reference?.definition.target.columns).toEqual(['number']);
  });

  it('lead nowhere that is known when the new name is not', () => {
    const steps = [
      ...sqlSteps(parser, LINES),
      stepOf({ kind: 'rename-table', table: named('orders'), to: unknownName('NEW') }),
    ];
    const schema = foldUpgrades([{ revision: 'a1', steps }]);
    const moment = { revision: 'a1', step: steps.length };
    expect(referencesIn(schema, 'orders', moment)).toEqual([]);
    const [constraint] = schema.tableAt(named('lines'), moment)?.constraints ?? [];
    expect(constraint?.definition).toMatchObject({ target: { table: { text: 'NEW', isKnown: false } } });
  });

  it('that go along are those of each moment', () => {
    const schema = foldedSql(parser, LINES, 'ALTER TABLE orders RENAME TO sales', 'DROP TABLE sales CASCADE');
    const at = (table: string, script: number) =>
      referencesIn(schema, table, { revision: `script ${script}`, step: 0 });
    expect([at('orders', 1), at('sales', 1)]).toEqual([['lines(o)'], []]);
    expect([at('orders', 2), at('sales', 2)]).toEqual([[], ['lines(o)']]);
    expect([referencesIn(schema, 'orders'), referencesIn(schema, 'sales')]).toEqual([[], []]);
  });

  it('that go for want of a table leave the table whole', () => {
    const schema = foldedSql(parser, LINES, 'DROP TABLE orders CASCADE');
    expect(schema.tableAt(named('lines'), AT_END)?.isWhole).toBe(true);
  });

  const PARTED = ['CREATE TABLE a (id int REFERENCES p)', PARTITION.replace('DEFAULT', 'FOR VALUES IN (1)')];

  it.each([
    ['with a partition of it', [], ...PARTED, 'DROP TABLE q CASCADE'],
    [
      'with a partition of its partition',
      [],
      ...PARTED,
      'CREATE TABLE r PARTITION OF q DEFAULT; DROP TABLE r CASCADE',
    ],
    [
      'with the schema of a partition',
      [],
      PARTED[0],
      'CREATE TABLE s.q PARTITION OF p DEFAULT',
      'DROP SCHEMA s CASCADE',
    ],
    [
      'but with none that is detached',
      ['a(id)'],
      ...PARTED,
      'ALTER TABLE p DETACH PARTITION q; DROP TABLE q CASCADE',
    ],
    [
      'but with none that inherits from it',
      ['a(id)'],
      PARTED[0],
      'CREATE TABLE q () INHERITS (p)',
      'DROP TABLE q',
    ],
  ])('go %s', (_, left, ...sql) => {
    const schema = foldedSql(parser, ...sql.flatMap((one) => one ?? []));
    expect(referencesIn(schema, 'p')).toEqual(left);
  });

  it('that may go leave the table less than whole', () => {
    const [made] = sqlSteps(parser, LINES);
    const [dropped] = sqlSteps(parser, 'DROP TABLE orders CASCADE');
    const steps = [made, dropped && { ...dropped, isCertain: false }].flatMap((step) => step ?? []);
    const schema = foldUpgrades([{ revision: 'a1', steps }]);
    expect(schema.tableAt(named('lines'), { revision: 'a1', step: 2 })?.isWhole).toBe(false);
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

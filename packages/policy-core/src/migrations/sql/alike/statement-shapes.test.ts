import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../../../parsers/parsers.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { anySqlText } from '../../../testing/sql-texts.ts';
import { splitSql } from '../splitter.ts';
import { statementShapes } from './statement-shapes.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

const keysOf = (text: string) => statementShapes(text)?.map(({ key }) => key?.replaceAll('\0', '~'));

/** The key of the one statement. */
function keyOf(sql: string): string | undefined {
  const [key, ...more] = statementShapes(sql) ?? [];
  expect(more).toEqual([]);
  return key?.key;
}

describe('Statements of a script', () => {
  it('have keys without their plain names', () => {
    expect(keysOf('ALTER TABLE orders ADD COLUMN note text;\nDROP TABLE orders, users , orders;')).toEqual([
      'ALTER TABLE ~0~ ADD COLUMN ~1~ text',
      'DROP TABLE ~0~, ~1~ , ~0~',
    ]);
  });

  it('stand where they stand, without what is around them', () => {
    const text = ' -- first\nDROP TABLE orders ; ;\n/* second */ DROP VIEW users -- last\n';
    const shapes = statementShapes(text) ?? [];
    expect(shapes.map(({ start, end }) => text.slice(start, end))).toEqual([
      'DROP TABLE orders',
      'DROP VIEW users',
    ]);
    expect(shapes.map(({ names }) => names)).toEqual([['orders'], ['users']]);
    for (const { start, names, gaps } of shapes) {
      for (const { at, length, name } of gaps) {
        expect(text.slice(start + at, start + at + length)).toBe(names[name ?? -1]);
      }
    }
  });

  it('may have the constants of their rows left out', () => {
    expect(keysOf("INSERT INTO orders (id, state) VALUES (1, 'It''s'), (2.5, now()), (-3, E'x');")).toEqual([
      undefined,
    ]);
    expect(keysOf("INSERT INTO orders (id, state) VALUES (1, 'It''s'), (2.5, now()), (-3, 4::int);")).toEqual(
      ['INSERT INTO ~0~ (~1~, ~2~) VALUES (~~, ~~), (~~, now()), (-3, 4::int)'],
    );
  });

  it.each([
    ['UPDATE orders SET amount = (1)', '(1)'],
    ['INSERT INTO orders VALUES (1) ON CONFLICT DO UPDATE SET amount = (2)', '(2)'],
    ['INSERT INTO orders SELECT (3)', '(3)'],
    ['INSERT INTO orders VALUES ((4), abs(5), 1e5, 0x1F, 6., 1_0)', '(4), abs(5), 1e5, 0x1F, 6., 1_0'],
    ["SELECT * FROM (VALUES (7, 'a')) rows", "VALUES (7, 'a')"],
    ["INSERT INTO orders VALUES ('a' 'b')", "('a' 'b')"],
    ["INSERT INTO orders VALUES ('a' -- and\n 'b')", "'a' -- and\n 'b'"],
  ])('keep every other constant: %s', (sql, part) => {
    expect(keyOf(sql)).toContain(part);
  });

  it.each([
    ['a name in quotes', 'DROP TABLE "orders"'],
    ['a body in dollars', 'CREATE FUNCTION a1() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql'],
    ['a parameter', 'DELETE FROM orders WHERE id = $1'],
    ['letters beyond ASCII', 'DROP TABLE commandé'],
    ['letters before a quote', "SELECT e'a', x'1F'"],
    ['a name with another spelling', 'DROP TABLE u&"orders"'],
    ['a dollar in a name', 'DROP TABLE a$b'],
    ['a name that stands in a text', "ALTER TABLE orders ALTER id SET DEFAULT nextval('orders_seq')"],
    ['a name that stands in a text in capitals', "SELECT 'ORDERS' FROM orders"],
    ['a name that is written in another way', 'CREATE TABLE orders (note text, CHECK (Orders.note = 1))'],
  ])('are like no other with %s', (_, sql) => {
    expect(keysOf(sql)).toEqual([undefined]);
  });

  it.each([
    ['a command of psql', 'DROP TABLE orders;\n\\connect a'],
    ['rows of COPY', 'COPY orders FROM stdin;\n1\n'],
    ['a body of semicolons', 'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END'],
    ['a NUL', 'DROP TABLE orders\0'],
    ['a byte order mark', '\uFEFFDROP TABLE orders'],
    ['a quote that never ends', "SELECT 'a"],
    ['a dollar quote that never ends', 'SELECT $$a'],
    ['a comment that never ends', '/* a'],
    ['comments in comments', '/* a /* b */ */ DROP TABLE orders'],
  ])('are left to the grammar where there is %s', (_, sql) => {
    expect(statementShapes(sql)).toBeUndefined();
  });

  it('are alike only where each name stands where it stood', () => {
    expect(keyOf('ALTER TABLE orders RENAME users TO carts')).toBe(
      keyOf('ALTER TABLE carts RENAME orders TO users'),
    );
    expect(keyOf('ALTER TABLE orders RENAME users TO carts')).not.toBe(
      keyOf('ALTER TABLE orders RENAME orders TO carts'),
    );
    expect(keyOf('DROP TABLE orders')).not.toBe(keyOf('DROP  TABLE orders'));
    expect(keyOf('DROP TABLE orders')).not.toBe(keyOf('drop TABLE orders'));
    expect(keyOf('DROP TABLE orders')).not.toBe(keyOf('DROP TABLE search_path'));
  });

  it('are like no other where they are so long that they hardly come again', () => {
    const columns = (count: number) => Array.from({ length: count }, (_, index) => `c${index} int`).join();
    expect(keyOf(`CREATE TABLE orders (${columns(500)})`)).toBeDefined();
    expect(keyOf(`CREATE TABLE orders (${columns(2000)})`)).toBeUndefined();
    const names = Array.from({ length: 200 }, (_, index) => `c${index}`).join();
    const texts = (count: number) => Array.from({ length: count }, () => "'x'").join();
    expect(keyOf(`SELECT ${names} FROM orders WHERE c1 IN (${texts(10)})`)).toBeDefined();
    expect(keyOf(`SELECT ${names} FROM orders WHERE c1 IN (${texts(100)})`)).toBeUndefined();
  });

  it('are those that PostgreSQL sees, wherever it reads all of a text', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        const shapes = statementShapes(text);
        const parsed = parser.parse(text);
        fc.pre(shapes !== undefined && parsed.kind === 'statements');
        const pieces = splitSql(text).filter(({ kind }) => kind === 'statement');
        const alone = shapes?.filter(
          ({ start, end }) => parser.parse(text.slice(start, end)).kind === 'statements',
        );
        // A piece that cannot be read alone gives the whole text back to the grammar.
        if (alone?.length !== shapes?.length) return;
        expect(shapes?.map(({ start, end }) => [start, end])).toEqual(
          pieces.map(({ start, end }) => [start, end]),
        );
        expect(shapes?.length).toBe(parsed.kind === 'statements' ? parsed.statements.length : -1);
      }),
      { numRuns: 500 },
    );
  });

  it('end in any text, in a time that grows with it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from(`'"$/*-;()a1, \n`)) }), (text) => {
        for (const { start, end } of statementShapes(text) ?? []) expect(start).toBeLessThan(end);
      }),
    );
    const started = performance.now();
    for (const part of ['(', '-- a\n', "'a'", '/* a */', 'a1 ', ';', '$a'])
      statementShapes(part.repeat(200_000));
    statementShapes(Array.from({ length: 100_000 }, (_, index) => `n${index} 's${index}'`).join());
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

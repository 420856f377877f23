import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldDrops } from '../../testing/told-drops.ts';
import { readSqlFile } from '../sql/file-reading.ts';

const parser = (await testParsers()).sql;

/** Each dropped table, with the text that is underlined for it. */
function dropped(sql: string): readonly (readonly [string | undefined, string | undefined])[] {
  const { steps } = readSqlFile(parser, sql).upgrade;
  const { dropped: tables, underlined } = toldDrops(sql, { steps });
  return tables.map((table, index) => [table, underlined[index]]);
}

describe('The tables of a DROP statement', () => {
  it.each<[string, string, [string, string][]]>([
    ['one', 'DROP TABLE orders', [['orders', 'orders']]],
    ['small letters', 'drop table orders', [['orders', 'orders']]],
    ['capitals in a name without quotes', 'DROP TABLE Orders', [['orders', 'Orders']]],
    ['capitals in quotes', 'DROP TABLE "Orders"', [['"Orders"', '"Orders"']]],
    ['quotes that are not needed', 'DROP TABLE "orders"', [['orders', '"orders"']]],
    ['a space in quotes', 'DROP TABLE "order items"', [['"order items"', '"order items"']]],
    ['a comma in quotes', 'DROP TABLE "a,b"', [['"a,b"', '"a,b"']]],
    ['a dot in quotes', 'DROP TABLE "a.b"', [['"a.b"', '"a.b"']]],
    ['a quote in quotes', 'DROP TABLE "a""b"', [['"a""b"', '"a""b"']]],
    ['an empty-looking name', 'DROP TABLE " "', [['" "', '" "']]],
    ['a digit in front', 'DROP TABLE "1a"', [['"1a"', '"1a"']]],
    ['a dollar', 'DROP TABLE a$b', [['a$b', 'a$b']]],
    [
      'other letters',
      'DROP TABLE größe, 訂單',
      [
        ['größe', 'größe'],
        ['訂單', '訂單'],
      ],
    ],
    ['emoji', 'DROP TABLE "😀"', [['😀', '"😀"']]],
    ['Unicode escapes', 'DROP TABLE U&"d\\0061ta"', [['data', 'U&"d\\0061ta"']]],
    ['a schema', 'DROP TABLE billing.orders', [['billing.orders', 'billing.orders']]],
    ['a schema with spaces', 'DROP TABLE billing . orders', [['billing.orders', 'billing . orders']]],
    ['a schema in quotes', 'DROP TABLE "Billing"."Orders"', [['"Billing"."Orders"', '"Billing"."Orders"']]],
    ['a database', 'DROP TABLE shop.billing.orders', [['billing.orders', 'shop.billing.orders']]],
    [
      'several',
      'DROP TABLE a, b,c',
      [
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
      ],
    ],
    [
      'the same twice',
      'DROP TABLE a, a',
      [
        ['a', 'a'],
        ['a', 'a'],
      ],
    ],
    ['IF EXISTS', 'DROP TABLE IF EXISTS a', [['a', 'a']]],
    ['CASCADE', 'DROP TABLE a CASCADE', [['a', 'a']]],
    [
      'RESTRICT',
      'DROP TABLE a, b RESTRICT',
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
    ],
    [
      'everything',
      'drop table if exists a, s.b cascade',
      [
        ['a', 'a'],
        ['s.b', 's.b'],
      ],
    ],
    ['a table called if', 'DROP TABLE if', [['if', 'if']]],
    ['a table called if, if it exists', 'DROP TABLE IF EXISTS if', [['if', 'if']]],
    ['a table called cascade', 'DROP TABLE "cascade" CASCADE', [['cascade', '"cascade"']]],
    [
      'comments',
      'DROP /* x, y */ TABLE a, -- b\n c',
      [
        ['a', 'a'],
        ['c', 'c'],
      ],
    ],
    ['a comment in a name', 'DROP TABLE s /* . */ . a', [['s.a', 's /* . */ . a']]],
    [
      'lines',
      'DROP TABLE\n  a,\r\n\tb',
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
    ],
  ])('are named and shown where they stand: %s', (_, sql, tables) => {
    expect(dropped(sql)).toEqual(tables);
  });

  it.each(['DROP VIEW a', 'DROP MATERIALIZED VIEW a', 'DROP INDEX a', 'DROP SEQUENCE a', 'DROP TYPE a'])(
    'are none in %s',
    (sql) => {
      expect(dropped(sql)).toEqual([]);
    },
  );

  it.each(['DROP FOREIGN TABLE a', 'DROP SCHEMA a CASCADE', 'DROP FUNCTION a', 'DROP TRIGGER a ON b'])(
    'are none in %s, which has names of its own',
    (sql) => {
      expect(dropped(sql)).toEqual([]);
    },
  );

  it('are shown where they stand when they are key words', () => {
    expect(dropped('DROP TABLE a, restrict, b')).toEqual([
      ['a', 'a'],
      ['restrict', 'restrict'],
      ['b', 'b'],
    ]);
  });
});

describe('Any names', () => {
  const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((name) => {
    const isWhole = !/\p{Surrogate}|\0/u.test(name);
    // PostgreSQL cuts names off after 63 bytes.
    return isWhole && new TextEncoder().encode(name).length <= 63;
  });
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

  it('are found where they are written, in quotes', () => {
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 4 }), (all) => {
        const sql = `DROP TABLE ${all.map(quoted).join(', ')}`;
        expect(dropped(sql).map(([, written]) => written)).toEqual(all.map(quoted));
      }),
    );
  });

  it('are spelled so that PostgreSQL reads the same names again', () => {
    // A table called `user` is told of as people call it, though in SQL the word wants quotes.
    const noKeyword = names.filter((name) => !/^[a-z_]+$/.test(name));
    fc.assert(
      fc.property(fc.array(noKeyword, { minLength: 1, maxLength: 3 }), (parts) => {
        const spelled = dropped(`DROP TABLE ${parts.map(quoted).join('.')}`)[0]?.[0] ?? '';
        expect(dropped(`DROP TABLE ${spelled}`)[0]?.[0]).toBe(spelled);
      }),
    );
  });
});

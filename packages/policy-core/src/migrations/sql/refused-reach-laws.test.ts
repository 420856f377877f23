import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySqlText } from '../../testing/sql-texts.ts';
import { refusedReach } from './refused-reach.ts';

/** Statements of other databases, each with one thing that it is surely no more than. */
const ROWS = [
  'UPDATE orders o JOIN users u ON u.id = o.user_id SET o.a = 1',
  'INSERT IGNORE INTO orders (id) VALUES (1)',
  'REPLACE INTO orders (id) VALUES (1)',
  'DELETE o FROM orders o',
  'SELECT `id` FROM orders',
  'WITH a AS (SELECT 1) UPDATE IGNORE orders SET b = 1',
];
const TABLES = [
  'ALTER TABLE orders ENGINE=x',
  'DROP INDEX a ON orders',
  'CREATE FULLTEXT INDEX a ON orders (b)',
];

const gap = fc.constantFrom(' ', '\n', '\t', '  ', ' /* a */ ', ' -- b\n', '/* ALTER TABLE x */');

/** The same with other spaces between its words, and in other letters. */
const respelled = (statements: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...statements), fc.array(gap, { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([sql, gaps, isLow]) => {
      const words = (isLow ? sql.toLowerCase() : sql).split(' ');
      return { sql, written: words.map((word, at) => `${gaps[at % gaps.length] ?? ' '}${word}`).join('') };
    });

describe('What a refused statement may change', () => {
  it('is the same with other spaces and comments, and in other letters', () => {
    fc.assert(
      fc.property(respelled(ROWS), ({ sql, written }) => {
        expect(refusedReach(written)).toEqual(refusedReach(sql));
        expect(refusedReach(written)).toEqual({ kind: 'rows' });
      }),
    );
  });

  it('is a table whose name is among those that it tells, however it is written', () => {
    fc.assert(
      fc.property(respelled(TABLES), ({ written }) => {
        const reach = refusedReach(written);
        expect(reach?.kind).toBe('tables');
        expect(reach?.kind === 'tables' ? reach.names : []).toContain('orders');
      }),
    );
  });

  it('may be anything where there is another statement behind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROWS, ...TABLES, 'PRAGMA x'), gap, anySqlText, (sql, between, more) => {
        expect(refusedReach(`${sql}${between};${more}`)).toBeUndefined();
      }),
    );
  });

  it('may be anything where a function of the project may be called in a part', () => {
    const name = fc.stringMatching(/^my_[a-z]{1,8}$/);
    fc.assert(
      fc.property(name, fc.constantFrom('', 'shop.', '"shop".'), gap, (called, schema, between) => {
        const sql = `UPDATE orders SET a = ${schema}${called}${between}(b), _lk0_ WHERE c = 1`;
        expect(refusedReach(sql)).toBeUndefined();
      }),
    );
  });

  it('is only rows where the parts of a statement call nothing', () => {
    const word = fc.constantFrom(
      'orders',
      'total',
      '=',
      '1',
      "'x'",
      'IN (1, 2)',
      'AND',
      '_lk0_',
      'lower(name)',
      ',',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(refusedReach(`DELETE FROM orders WHERE ${words.join(' ')}`)).toEqual({ kind: 'rows' });
      }),
    );
  });

  it('tells every name of a table once, in small letters', () => {
    expect(refusedReach('ALTER TABLE Shop.Orders ADD INDEX (Orders, `Größe`)')).toEqual({
      kind: 'tables',
      names: ['alter', 'table', 'shop', 'orders', 'add', 'index', 'größe'],
    });
  });

  it.each([
    ['a table that only passes', 'CREATE TEMPORARY TABLE orders (id int) ENGINE=x'],
    ['a view', 'CREATE VIEW a AS SELECT `b`'],
    ['a type of index that has two words', 'CREATE a b INDEX c ON d (e)'],
    ['a trigger', 'CREATE TRIGGER a BEFORE INSERT ON b'],
    ['a database', 'ALTER DATABASE a CHARACTER SET b'],
    ['rights', 'GRANT ALL ON a.* TO b'],
    ['a call', 'EXEC sp_rename a, b'],
    ['only a comment', '-- UPDATE orders SET a = 1'],
    ['only a part that is not known', '_lk0_'],
  ])('may be anything where it is about %s', (_, sql) => {
    expect(refusedReach(sql)).toBeUndefined();
  });

  it('is there for any text, without another answer than these', () => {
    fc.assert(
      fc.property(anySqlText, (sql) => {
        expect(['rows', 'settings', 'tables', undefined]).toContain(refusedReach(sql)?.kind);
      }),
    );
  });
});

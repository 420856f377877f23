import { describe, expect, it } from 'vitest';

import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableText } from '../operations/name.ts';
import { locksHeld } from './held-locks.ts';

const parser = (await testParsers()).sql;
const ADD = 'ALTER TABLE orders ADD code text NOT NULL';

/** What the last statement of a script locks, and what it does meanwhile. */
function told(text: string): readonly string[] {
  const last = judgedSql(parser, text).at(-1);
  return (last?.effects.relations ?? []).map(
    ({ relation, lock, work }) => `${tableText(relation)}: ${lock}, ${work}`,
  );
}

const failures = (text: string) =>
  judgedSql(parser, text)
    .at(-1)
    ?.effects.failures.map(({ kind }) => kind);

describe('A table that surely has no row', () => {
  it('is locked as any other, for a moment', () => {
    expect(told('CREATE INDEX ON orders (a)')).toEqual(['orders: share, index']);
    expect(told(`${ADD}; CREATE INDEX ON orders (a)`)).toEqual(['orders: share, catalog']);
    expect(told(`${ADD}; ALTER TABLE orders ADD UNIQUE (a), ALTER b TYPE text USING b || c`)).toEqual([
      'orders: access-exclusive, catalog',
    ]);
  });

  it('lets nothing fail on rows, but for another column that refuses any', () => {
    expect(failures('ALTER TABLE orders ALTER a SET NOT NULL')).toEqual(['nulls']);
    expect(failures(`${ADD}; ALTER TABLE orders ALTER a SET NOT NULL`)).toEqual([]);
    expect(failures(`${ADD}; ALTER TABLE orders ADD more int NOT NULL`)).toEqual(['any-row']);
  });

  it('keeps other tables locked for as long as they are', () => {
    const key = 'ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES customers';
    expect(told(`${ADD}; ${key}`)).toEqual([
      'orders: share-row-exclusive, catalog',
      'customers: share-row-exclusive, catalog',
    ]);
    const back = 'ALTER TABLE lines ADD FOREIGN KEY (a) REFERENCES orders';
    expect(told(`${ADD}; ${back}`)).toEqual([
      'lines: share-row-exclusive, scan',
      'orders: share-row-exclusive, catalog',
    ]);
  });

  it('has partitions without any', () => {
    const parts =
      'CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE c PARTITION OF p DEFAULT; COMMIT; ';
    const index = 'CREATE INDEX ON p (a)';
    expect(told(`${parts}BEGIN; ${index}`)).toEqual(['p: share, catalog', 'c: share, index']);
    expect(told(`${parts}BEGIN; ALTER TABLE p ADD b int NOT NULL; ${index}`)).toEqual([
      'p: share, catalog',
      'c: share, catalog',
    ]);
  });

  it('says nothing of what becomes a part of it', () => {
    expect(told(`${ADD}; ALTER TABLE orders ATTACH PARTITION old DEFAULT`)).toEqual([
      'orders: share-update-exclusive, catalog',
      'old: access-exclusive, scan',
    ]);
  });

  it('gets the rows that a step puts in', () => {
    expect(told(`${ADD}; INSERT INTO orders SELECT * FROM old`)).toEqual([
      'orders: row-exclusive, rows',
      'old: access-share, scan',
    ]);
    expect(told(`${ADD}; UPDATE orders SET a = 1`)).toEqual(['orders: row-exclusive, catalog']);
    expect(told(`${ADD}; INSERT INTO lines SELECT * FROM orders`)).toEqual([
      'lines: row-exclusive, rows',
      'orders: access-share, catalog',
    ]);
  });

  it('is empty no more once nothing keeps others from it', () => {
    const index = 'CREATE INDEX ON orders (a)';
    expect(told(`BEGIN; ${ADD}; ${index}`)).toEqual(['orders: share, catalog']);
    expect(told(`BEGIN; COMMIT; ${ADD}; ${index}`)).toEqual(['orders: share, index']);
    expect(told(`BEGIN; ${ADD}; COMMIT; BEGIN; ${index}`)).toEqual(['orders: share, index']);
  });

  it('keeps its locks to the end', () => {
    const last = judgedSql(parser, `${ADD}; CREATE INDEX ON orders (a); SELECT 1`).at(-1);
    const held = last === undefined ? [] : [...locksHeld(last.transaction.held).values()];
    expect(held.map(({ lock }) => lock)).toEqual(['access-exclusive']);
  });
});

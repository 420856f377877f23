import { describe, expect, it } from 'vitest';

import { tableText } from '../operations/name.ts';
import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { heldOn, locksHeld, nothingHeld } from './held-locks.ts';

const parser = (await testParsers()).sql;

/** `now < then: lock since step`, of all that is held behind a script. */
function held(text: string): readonly string[] {
  const { transaction } = judgedSql(parser, `${text}; SELECT 1`).at(-1) ?? {};
  return [...locksHeld(transaction?.held ?? nothingHeld())].map(([now, { relation, lock, since }]) => {
    const then = tableText(relation);
    return `${now === then ? now : `${now} < ${then}`}: ${lock} since ${since}`;
  });
}

const ADD = (table: string) => `ALTER TABLE ${table} ADD b int`;

describe('What a transaction holds', () => {
  it('is the strongest lock on each relation, since it was taken', () => {
    expect(held(`CREATE INDEX ON orders (a); ${ADD('orders')}; CREATE INDEX ON orders (b)`)).toEqual([
      'orders: access-exclusive since 1',
    ]);
  });

  it('is nothing on what the migration makes, under whatever name', () => {
    expect(held(`CREATE TABLE a (c int); ${ADD('a')}`)).toEqual([]);
    expect(held(`CREATE TABLE a (c int); ALTER TABLE a RENAME TO d; ${ADD('d')}`)).toEqual([]);
    expect(held(`CREATE TEMP TABLE a (c int); ${ADD('a')}; DROP TABLE a`)).toEqual([]);
  });

  it('is found by the name that a relation has', () => {
    const { transaction } = judgedSql(parser, `${ADD('shop.a')}; ${ADD('c')}; SELECT 1`).at(-1) ?? {};
    const lockOn = (name: string) => heldOn(transaction?.held ?? nothingHeld(), tableNamed(name))?.since;
    expect([lockOn('shop.a'), lockOn('c'), lockOn('public.c'), lockOn('a')]).toEqual([0, 1, 1, undefined]);
    expect(heldOn(nothingHeld(), { ...tableNamed('a'), isKnown: false })).toBeUndefined();
  });
});

describe('A lock on an old table', () => {
  it('is not hidden behind a new one of its name that went away', () => {
    expect(held(`CREATE TEMP TABLE a (c int); ${ADD('a')}; DROP TABLE a; ${ADD('a')}`)).toEqual([
      'a: access-exclusive since 3',
    ]);
    expect(
      held(
        `ALTER TABLE a RENAME TO e; CREATE TABLE a (c int); ${ADD('a')}; ALTER TABLE a RENAME TO f; ${ADD('e')}`,
      ),
    ).toEqual(['e < a: access-exclusive since 0']);
  });

  it('stays on it under another name, and in another schema', () => {
    expect(held(`ALTER TABLE a RENAME TO c; ${ADD('c')}`)).toEqual(['c < a: access-exclusive since 0']);
    expect(held(`${ADD('a')}; ALTER TABLE a SET SCHEMA shop; ALTER TABLE shop.a RENAME TO c`)).toEqual([
      'shop.c < a: access-exclusive since 0',
    ]);
  });

  it('is left out once it is dropped, whatever was done before', () => {
    expect(held(`${ADD('a')}; DROP TABLE a`)).toEqual([]);
    expect(held(`${ADD('a')}; ALTER TABLE a RENAME TO c; DROP TABLE c`)).toEqual([]);
    expect(held('DROP VIEW a; DROP MATERIALIZED VIEW c')).toEqual([]);
  });

  it('stays on what only loses a part', () => {
    expect(held('DROP TRIGGER t ON a')).toEqual(['a: access-exclusive since 0']);
    expect(
      held('CREATE TYPE t AS ENUM (); COMMIT; BEGIN; ALTER TABLE a ADD b t; DROP TYPE t CASCADE'),
    ).toEqual(['a: access-exclusive since 3']);
  });
});

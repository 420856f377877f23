import { describe, expect, it } from 'vitest';

import { tableText } from '../operations/name.ts';
import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { blockingLock, blockingLocks, blocks, isSurelyHeld, takenAt } from './blocking-locks.ts';
import type { HeldLock } from './held-locks.ts';
import type { JudgedEffects } from './judged-effects.ts';

const parser = (await testParsers()).sql;

const FLYWAY = 'db/V1__x.sql';

/** One more statement behind a script. */
function lastOf(text: string, path?: string): JudgedEffects {
  const last = judgedSql(parser, `${text}; SELECT 1`, path).at(-1);
  if (last === undefined) throw new Error('there is no statement');
  return last;
}

/** What is held when it begins. */
function held(text: string, path?: string): readonly string[] {
  return Array.from(
    blockingLocks(lastOf(text, path)),
    ({ relation, lock, since }) => `${tableText(relation)}: ${lock} since ${since}`,
  );
}

function firstHeld(judged: JudgedEffects): HeldLock {
  const lock = blockingLock(judged);
  if (lock === undefined) throw new Error('nothing is held');
  return lock;
}

describe('Locks that keep others waiting', () => {
  it('are those that readers or writers wait for', () => {
    expect(held('ALTER TABLE a ADD b int; CREATE INDEX ON c (d)')).toEqual([
      'a: access-exclusive since 0',
      'c: share since 1',
    ]);
    expect(held("COMMENT ON TABLE a IS 'x'; INSERT INTO c VALUES (1); SELECT 1 FROM d")).toEqual([]);
  });

  it('are none outside of a transaction', () => {
    expect(held('BEGIN; ALTER TABLE a ADD b int; COMMIT')).toEqual([]);
  });

  it('leave out what the migration makes', () => {
    expect(held('CREATE TABLE a (b int); ALTER TABLE a ADD c int')).toEqual([]);
    expect(held('CREATE TEMP TABLE a (b int); ALTER TABLE a ADD c int')).toEqual([]);
  });

  it('keep what was made after it was locked, under its old name', () => {
    expect(held('ALTER TABLE a RENAME TO b; CREATE TABLE a (c int)')).toEqual([
      'a: access-exclusive since 0',
    ]);
  });

  it('leave out what is dropped, and keep what goes with it', () => {
    expect(held('DROP TABLE a')).toEqual([]);
    expect(held('DROP VIEW a')).toEqual([]);
    expect(held('DROP MATERIALIZED VIEW a')).toEqual([]);
    expect(held('DROP TRIGGER t ON a')).toEqual(['a: access-exclusive since 0']);
    expect(
      held('CREATE TABLE a (b int REFERENCES c); COMMIT; BEGIN; DROP TABLE a'),
      'where the foreign key led',
    ).toEqual(['c: access-exclusive since 3']);
  });
});

describe('A lock', () => {
  it('keeps somebody waiting or nobody', () => {
    expect(blocks('access-exclusive')).toBe(true);
    expect(blocks('share')).toBe(true);
    expect(blocks('share-update-exclusive')).toBe(false);
    expect(blocks('row-exclusive')).toBe(false);
  });

  it('is told of where it is taken', () => {
    const last = lastOf('ALTER TABLE shop.a ADD b int');
    const lock = firstHeld(last);
    expect(takenAt(last.step, lock)).toEqual([
      {
        message: 'This takes ACCESS EXCLUSIVE on shop.a, and holds it until the transaction ends.',
        at: last.step.at,
      },
    ]);
    expect(takenAt(last.step, { ...lock, since: 9 })).toEqual([]);
  });

  it('is surely held where the script surely runs in a transaction', () => {
    const isSure = (text: string, path?: string) => {
      const last = lastOf(text, path);
      return isSurelyHeld(last, firstHeld(last));
    };
    expect(isSure('ALTER TABLE a ADD b int', FLYWAY)).toBe(true);
    expect(isSure('BEGIN; ALTER TABLE a ADD b int')).toBe(true);
    expect(isSure('ALTER TABLE a ADD b int')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';

import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { asTable, knownName } from '../operations/name.ts';
import { changePlaces } from './table-swap.ts';

const { sql: parser } = await testParsers();

/** Of the tables that the first two statements are about. */
function swaps(text: string, [one, other]: readonly [string, string]): boolean {
  const locked = (name: string, at: number) => ({ table: asTable(knownName(name)), at });
  return changePlaces({ steps: sqlSteps(parser, text) }, locked(one, 0), locked(other, 1));
}

const lock = (...tables: readonly string[]) => tables.map((table) => `LOCK TABLE ${table}`).join('; ');

describe('Two tables change places', () => {
  it('where one gets the name of the other', () => {
    const renames = 'ALTER TABLE a RENAME TO b; ALTER TABLE c RENAME TO a';
    expect(swaps(renames, ['a', 'c'])).toBe(true);
    expect(swaps(renames, ['c', 'a'])).toBe(true);
    expect(swaps('ALTER TABLE a RENAME TO b; ALTER TABLE c RENAME TO d', ['a', 'c'])).toBe(false);
  });

  it('where both are locked, and one is named as a copy of the other', () => {
    expect(swaps(lock('a', 'a_new'), ['a', 'a_new'])).toBe(true);
    expect(swaps(lock('a_old', 'a'), ['a_old', 'a'])).toBe(true);
    expect(swaps(lock('s.a', 's.a_new'), ['s.a', 's.a_new'])).toBe(true);
    expect(swaps(lock('a', 'a_news'), ['a', 'a_news'])).toBe(false);
    expect(swaps(lock('a', 's.a_new'), ['a', 's.a_new'])).toBe(false);
    expect(swaps(lock('a_old', 'a_new'), ['a_old', 'a_new'])).toBe(false);
    expect(swaps('ALTER TABLE a ADD b int; ALTER TABLE a_new ADD b int', ['a', 'a_new'])).toBe(false);
    expect(swaps('LOCK a; ALTER TABLE a_new ADD b int', ['a', 'a_new'])).toBe(false);
  });
});

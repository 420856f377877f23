import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { effectTeller } from '../../testing/told-effects.ts';

const STAYS = `
  CREATE TABLE guests (id int PRIMARY KEY, email text UNIQUE, note text);
  CREATE TABLE stays (guest int REFERENCES guests, at date) PARTITION BY RANGE (at);
  CREATE TABLE stays_1 PARTITION OF stays FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  CREATE TABLE stays_2 PARTITION OF stays DEFAULT;`;

const ALL = ['guests', 'stays', 'stays_1', 'stays_2'];

const told = effectTeller((await testParsers()).sql);

/** Names and locks alone. */
const locksOf = (sql: string, before = STAYS) =>
  told(sql, before)
    .relations.map((relation) => relation.replace(/,.*/, ''))
    .toSorted();

describe('Each partition of a table that refers to another has a foreign key of its own, so that', () => {
  it.each([
    'ALTER TABLE guests ALTER COLUMN id TYPE bigint',
    'ALTER TABLE guests DROP COLUMN id CASCADE',
    'ALTER TABLE guests DROP CONSTRAINT guests_pkey CASCADE',
    'DROP TABLE guests CASCADE',
    'TRUNCATE guests CASCADE',
  ])('all of them are locked by %s', (sql) => {
    expect(locksOf(sql)).toEqual(ALL.map((table) => `${table}: access-exclusive`));
  });

  it('rows are looked for in all of them before one that they may refer to goes', () => {
    const looked = ['guests: row-exclusive', 'stays: row-share', 'stays_1: row-share', 'stays_2: row-share'];
    expect(locksOf('DELETE FROM guests WHERE id = 1')).toEqual(looked);
  });

  it.each([
    'ALTER TABLE guests ALTER COLUMN note TYPE varchar(20)',
    'ALTER TABLE guests DROP COLUMN note',
    'ALTER TABLE guests ALTER COLUMN email TYPE varchar(20)',
  ])('none of them is locked by %s', (sql) => {
    expect(locksOf(sql)).toEqual(['guests: access-exclusive']);
  });
});

describe('A key that goes with CASCADE takes the foreign keys that need it along', () => {
  /** What is locked by a change of the column behind it. */
  const lockedBehind = (sql: string, more = '') =>
    locksOf('ALTER TABLE guests ALTER COLUMN id TYPE bigint', `${STAYS}${more}\n${sql};`);

  it('so that nothing refers to its column any more', () => {
    expect(lockedBehind('ALTER TABLE guests DROP CONSTRAINT guests_pkey CASCADE')).toEqual([
      'guests: access-exclusive',
    ]);
  });

  it.each([
    ['another key goes', 'ALTER TABLE guests DROP CONSTRAINT guests_email_key CASCADE', ''],
    [
      'there is another of the same columns',
      'ALTER TABLE guests DROP CONSTRAINT guests_pkey CASCADE',
      'UNIQUE (id)',
    ],
    ['it goes without that word', 'ALTER TABLE guests DROP CONSTRAINT guests_pkey', ''],
  ])('but not where %s', (_, sql, key) => {
    const more = key === '' ? '' : `\nALTER TABLE guests ADD ${key};`;
    expect(lockedBehind(sql, more)).toEqual(ALL.map((table) => `${table}: access-exclusive`));
  });

  it('also those that name its columns in another order', () => {
    const rooms = `
      CREATE TABLE rooms (floor int, door int, PRIMARY KEY (floor, door));
      CREATE TABLE keys (a int, b int, FOREIGN KEY (a, b) REFERENCES rooms (door, floor));`;
    const widened = 'ALTER TABLE rooms ALTER COLUMN door TYPE bigint';
    expect(locksOf(widened, rooms)).toEqual(['keys: access-exclusive', 'rooms: access-exclusive']);
    const without = `${rooms} ALTER TABLE rooms DROP CONSTRAINT rooms_pkey CASCADE;`;
    expect(locksOf(widened, without)).toEqual(['rooms: access-exclusive']);
  });
});

import { describe, expect, it } from 'vitest';

import { tableText } from '../operations/name.ts';
import { AT_END, foldedSql } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import type { RelationEffect } from './step-effects.ts';
import { lockedPartitions, lockedWhole } from './whole-table.ts';

const parser = (await testParsers()).sql;

const SCHEMA = `
  CREATE TABLE plain (a int);
  CREATE TABLE events (at date) PARTITION BY RANGE (at);
  CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY RANGE (at);
  CREATE TABLE events_24_1 PARTITION OF events_24 DEFAULT;
  CREATE TABLE base (a int);
  CREATE TABLE child () INHERITS (base);
  CREATE TABLE empty (at date) PARTITION BY RANGE (at);
`;

const shown = (effects: readonly RelationEffect[]) =>
  effects.map(({ relation, lock, work, cause }) => `${tableText(relation)}: ${lock}, ${work} (${cause})`);

function context() {
  return { schema: foldedSql(parser, SCHEMA), moment: AT_END, pgVersion: 15, timeZone: undefined };
}

describe('A lock on a table and on what is part of it', () => {
  it.each<[table: string, whole: string[]]>([
    ['plain', ['plain: share, index (named)']],
    ['nothing', ['nothing: share, index (named)']],
    ['empty', ['empty: share, index (named)']],
    [
      'events',
      [
        'events: share, catalog (named)',
        'events_24: share, index (partition)',
        'events_24_1: share, index (partition)',
      ],
    ],
    ['events_24', ['events_24: share, catalog (named)', 'events_24_1: share, index (partition)']],
    ['events_24_1', ['events_24_1: share, index (named)']],
    ['base', ['base: share, index (named)', 'child: share, index (partition)']],
  ])('does to the rows of %s what it does where they lie', (table, whole) => {
    expect(shown(lockedWhole(context(), tableNamed(table), { lock: 'share', work: 'index' }))).toEqual(whole);
  });

  it('takes a moment unless it is said otherwise', () => {
    expect(shown(lockedWhole(context(), tableNamed('base'), { lock: 'access-exclusive' }))).toEqual([
      'base: access-exclusive, catalog (named)',
      'child: access-exclusive, catalog (partition)',
    ]);
  });

  it('may be another one on the children', () => {
    const lock = { lock: 'access-exclusive', childLock: 'share', work: 'index' } as const;
    expect(shown(lockedWhole(context(), tableNamed('events_24'), lock))).toEqual([
      'events_24: access-exclusive, catalog (named)',
      'events_24_1: share, index (partition)',
    ]);
    expect(shown(lockedWhole(context(), tableNamed('plain'), lock))).toEqual([
      'plain: access-exclusive, index (named)',
    ]);
  });
});

describe('A lock on a table and its partitions alone', () => {
  it('leaves out what inherits', () => {
    const lock = { lock: 'share', work: 'scan' } as const;
    expect(shown(lockedPartitions(context(), tableNamed('base'), lock))).toEqual([
      'base: share, scan (named)',
    ]);
    expect(shown(lockedPartitions(context(), tableNamed('events_24'), lock))).toEqual([
      'events_24: share, catalog (named)',
      'events_24_1: share, scan (partition)',
    ]);
  });

  it('takes a moment unless it is said otherwise', () => {
    expect(shown(lockedPartitions(context(), tableNamed('events_24'), { lock: 'share' }))).toEqual([
      'events_24: share, catalog (named)',
      'events_24_1: share, catalog (partition)',
    ]);
  });
});

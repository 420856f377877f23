import { describe, expect, it } from 'vitest';

import { AT_END, foldedSql, shownViews } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { tableText } from '../operations/name.ts';

const parser = (await testParsers()).sql;

const views = (...scripts: readonly string[]) => shownViews(foldedSql(parser, ...scripts));

describe('Views', () => {
  it('are known with what they read', () => {
    expect(
      views(
        'CREATE VIEW v AS SELECT * FROM a JOIN s.b ON true; CREATE MATERIALIZED VIEW s.m AS SELECT 1 FROM v',
      ),
    ).toEqual(['materialized s.m (reads v)', 'v (reads a, s.b)']);
  });

  it('are replaced', () => {
    expect(views('CREATE VIEW v AS SELECT 1 FROM a', 'CREATE OR REPLACE VIEW v AS SELECT 1 FROM b')).toEqual([
      'v (reads b)',
    ]);
  });

  it('are gone once they are dropped, also under the name with its schema', () => {
    expect(views('CREATE VIEW v AS SELECT 1', 'DROP VIEW public.v')).toEqual([]);
    expect(views('CREATE MATERIALIZED VIEW public.m AS SELECT 1', 'DROP MATERIALIZED VIEW m')).toEqual([]);
  });

  it('keep what they read under another name', () => {
    expect(views('CREATE VIEW s.v AS SELECT 1 FROM a', 'ALTER VIEW s.v RENAME TO w')).toEqual([
      's.w (reads a)',
    ]);
  });

  it('of which nothing is known stay unknown', () => {
    expect(views('DROP VIEW v; ALTER VIEW w RENAME TO x')).toEqual([]);
  });
});

describe('Partitions', () => {
  const parentOf = (table: string, ...scripts: readonly string[]) => {
    const parents = foldedSql(parser, ...scripts).tableAt(tableNamed(table), AT_END)?.parents ?? [];
    return parents.map((parent) => `${parent.as} ${tableText(parent.table)}`).join();
  };
  const attached = 'ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)';

  it('know their table', () => {
    expect(parentOf('p1', 'CREATE TABLE p1 PARTITION OF s.p DEFAULT')).toBe('partition-of s.p');
    expect(parentOf('c', 'CREATE TABLE c () INHERITS (a, b)')).toBe('inherits a,inherits b');
    expect(parentOf('c', 'CREATE TABLE c (LIKE a)')).toBe('');
  });

  it('come and go with ATTACH and DETACH', () => {
    expect(parentOf('q', 'CREATE TABLE q (a int)', attached)).toBe('partition-of p');
    expect(parentOf('q', attached)).toBe('partition-of p');
    expect(parentOf('q', attached, 'ALTER TABLE public.p DETACH PARTITION q')).toBe('');
  });

  it('stay so under another name', () => {
    expect(parentOf('r', 'CREATE TABLE q PARTITION OF p DEFAULT', 'ALTER TABLE q RENAME TO r')).toBe(
      'partition-of p',
    );
  });
});

import { describe, expect, it } from 'vitest';

import { tableText } from '../operations/name.ts';
import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const parser = (await testParsers()).sql;

/** What the last statement of a script concerns. */
function existing(text: string): readonly string[] {
  const last = judgedSql(parser, text).at(-1);
  return last === undefined ? [] : last.existing.map(({ relation }) => tableText(relation));
}

describe('Relations that were there before the migration', () => {
  it('are those that it has not made', () => {
    expect(existing('ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c')).toEqual(['a', 'c']);
    expect(existing('CREATE TABLE c (d int); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c')).toEqual(['a']);
    expect(existing('CREATE TABLE a (b int); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c')).toEqual(['c']);
    expect(existing('CREATE TEMP TABLE a (b int); ALTER TABLE a ADD d int')).toEqual([]);
  });

  it('are there again where a table is only made if it is missing', () => {
    expect(existing('CREATE TABLE IF NOT EXISTS a (b int); ALTER TABLE a ADD d int')).toEqual(['a']);
  });

  it('leave out a materialized view that it has made', () => {
    const view = 'CREATE MATERIALIZED VIEW s.v AS SELECT 1';
    expect(existing(`${view}; ALTER MATERIALIZED VIEW s.v OWNER TO o`)).toEqual([]);
    expect(existing(`${view}; DROP MATERIALIZED VIEW s.v; ALTER MATERIALIZED VIEW s.v OWNER TO o`)).toEqual([
      's.v',
    ]);
    expect(existing('ALTER MATERIALIZED VIEW s.v OWNER TO o')).toEqual(['s.v']);
    expect(
      existing(`${view.replace('VIEW', 'VIEW IF NOT EXISTS')}; ALTER MATERIALIZED VIEW s.v OWNER TO o`),
    ).toEqual(['s.v']);
  });

  it('leave out the catalogs of PostgreSQL', () => {
    expect(existing('SELECT 1 FROM information_schema.tables, pg_catalog.pg_class, a')).toEqual(['a']);
  });
});

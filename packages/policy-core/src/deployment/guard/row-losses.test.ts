import { beforeAll, describe, expect, test } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { readSqlFile } from '../../migrations/sql/file-reading.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { compareRows, type TableRows } from './row-losses.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

const table = (name: string, count: number, more: Partial<TableRows> = {}): TableRows => ({
  schema: 'public',
  table: name,
  count,
  checksum: `${name} ${count}`,
  cascadesFrom: [],
  changesWith: [],
  ...more,
});

/** What is lost where `a` and `b` had rows before, and this is there afterwards. */
function lost(sql: string, after: readonly TableRows[], more: Partial<TableRows> = {}) {
  const before = [table('a', 3), table('b', 2, more)];
  const compared = compareRows(before, after, readSqlFile(parser, sql).upgrade.steps);
  return compared.kind === 'compared' ? compared.losses.map(({ table: name }) => name) : compared.kind;
}

describe('Rows are lost', () => {
  test.each<readonly [string, string, readonly TableRows[]]>([
    ['where a table has fewer', 'SELECT wipe()', [table('a', 0), table('b', 2)]],
    ['where a table is gone', 'SELECT wipe()', [table('b', 2)]],
    ['where a step deletes from another', 'DELETE FROM b', [table('a', 1), table('b', 0)]],
    ['where others take their place', 'SELECT wipe()', [table('a', 3, { checksum: 'x' }), table('b', 2)]],
    ['where a step only adds some', 'INSERT INTO a VALUES (1)', [table('a', 2), table('b', 2)]],
    [
      'under the name that a step gives it',
      'ALTER TABLE a RENAME TO c; SELECT wipe()',
      [table('c', 1), table('b', 2)],
    ],
    [
      'where an empty table takes its name',
      'ALTER TABLE a RENAME TO c; SELECT wipe()',
      [table('a', 3), table('b', 2)],
    ],
    ['in the table of another schema', 'DELETE FROM s.a', [table('a', 0), table('b', 2)]],
  ])('%s', (_, sql, after) => {
    expect(lost(sql, after)).toEqual(['public.a']);
  });
});

describe('No rows are lost', () => {
  test.each<readonly [string, string, readonly TableRows[]]>([
    ['where all is as it was', 'SELECT wipe()', [table('a', 3), table('b', 2)]],
    ['where a step deletes them', 'DELETE FROM a', [table('a', 0), table('b', 2)]],
    ['where a step empties it', 'TRUNCATE public.a', [table('a', 0), table('b', 2)]],
    ['where a step drops it', 'DROP TABLE a', [table('b', 2)]],
    [
      'where a step gives it another name',
      'ALTER TABLE a RENAME TO c',
      [table('c', 3, { checksum: 'a 3' }), table('b', 2)],
    ],
    [
      'where a step puts it into another schema, under another name',
      'ALTER TABLE a SET SCHEMA s; ALTER TABLE s.a RENAME TO c',
      [table('c', 3, { checksum: 'a 3', schema: 's' }), table('b', 2)],
    ],
    ['where a step changes values', 'UPDATE a SET x = 1', [table('a', 3, { checksum: 'x' }), table('b', 2)]],
    [
      'where a step adds a column',
      'ALTER TABLE a ADD x int',
      [table('a', 3, { checksum: 'x' }), table('b', 2)],
    ],
    ['where there are more', 'SELECT 1', [table('a', 4), table('b', 2)]],
    ['where nobody read them whole', 'SELECT 1', [table('a', 3, { checksum: null }), table('b', 2)]],
    ['where a schema goes', 'DROP SCHEMA public CASCADE', []],
  ])('%s', (_, sql, after) => {
    expect(lost(sql, after)).toEqual([]);
  });

  test('where they go along with those of another table', () => {
    expect(lost('DELETE FROM a', [table('a', 0), table('b', 0)], { cascadesFrom: ['public.a'] })).toEqual([]);
    const changed = table('b', 2, { checksum: 'x' });
    expect(lost('UPDATE a SET x = 1', [table('a', 3), changed], { changesWith: ['public.a'] })).toEqual([]);
    expect(lost('UPDATE a SET x = 1', [table('a', 3), changed])).toEqual(['public.b']);
  });
});

test('Where there are none, nothing is proved', () => {
  expect(compareRows([table('a', 0)], [table('a', 0)], [])).toEqual({ kind: 'empty' });
});

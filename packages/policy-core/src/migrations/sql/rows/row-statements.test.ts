import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

function change(verb: string, table: string, isFiltered = false): object {
  return { kind: 'change-rows', verb, table, isFiltered };
}

describe('A change of rows', () => {
  it.each<[string, object]>([
    ['INSERT INTO a VALUES (1)', change('insert', 'a')],
    ['INSERT INTO s.a SELECT * FROM b WHERE c', change('insert', 's.a')],
    ['INSERT INTO a VALUES (1) ON CONFLICT (b) DO NOTHING', change('insert', 'a')],
    ['UPDATE a SET b = 1', change('update', 'a')],
    ['UPDATE a SET b = 1 WHERE b = 2', change('update', 'a', true)],
    ['UPDATE a SET b = c.d FROM c', change('update', 'a')],
    ['UPDATE ONLY "A" AS x SET b = 1 WHERE x.c', change('update', 'A', true)],
    ['DELETE FROM a', change('delete', 'a')],
    ['DELETE FROM a WHERE b', change('delete', 'a', true)],
    ['DELETE FROM a USING c', change('delete', 'a')],
    ['DELETE FROM a WHERE CURRENT OF c', change('delete', 'a', true)],
    ['DELETE FROM a WHERE id IN (SELECT 1)', change('delete', 'a', true)],
    ['MERGE INTO a USING b ON a.c = b.c WHEN NOT MATCHED THEN INSERT VALUES (1)', change('merge', 'a', true)],
    ['COPY a FROM stdin', change('copy', 'a')],
    ["COPY s.a (b, c) FROM '/tmp/x' CSV", change('copy', 's.a')],
    ['COPY a FROM stdin WHERE b > 0', change('copy', 'a', true)],
  ])('%s', (sql, operation) => {
    expect(read(sql)).toEqual([[sql, operation]]);
  });

  it.each<[condition: string]>([
    ["now() > '2026-01-01'"],
    ['NOT EXISTS (SELECT 1 WHERE false)'],
    ['EXISTS (SELECT 1 FROM b WHERE b.c > 1)'],
    ['id = ANY (ARRAY(SELECT id FROM a))'],
    ['EXISTS (SELECT 1 FROM a b WHERE b.id = a.id)'],
    ['id IN (SELECT id FROM a) AND 1 = 1'],
    ['id <= (SELECT max(id) FROM a)'],
    ['(SELECT min(a.id) FROM a) <= a.id'],
    ['id BETWEEN (SELECT min(id) FROM a) AND (SELECT max(id) FROM a)'],
  ])('is one of every row WHERE %s', (condition) => {
    for (const sql of [`DELETE FROM a WHERE ${condition}`, `UPDATE a SET c = 1 WHERE ${condition}`])
      expect(read(sql)).toMatchObject([[sql, { isFiltered: false }]]);
  });

  it.each<[condition: string]>([
    ['false'],
    ['random() < 0.5'],
    ['$1'],
    ['wipe()'],
    ['f(a)'],
    ['EXISTS (SELECT 1 FROM b WHERE b.a_id = a.id)'],
    ['EXISTS (SELECT 1 FROM b WHERE b.a_id = id)'],
    ['EXISTS (SELECT 1 FROM a b WHERE b.id = a.parent_id)'],
    ['EXISTS (SELECT 1 FROM a b WHERE b.id = a.id AND b.c > 1)'],
    ['NOT EXISTS (SELECT 1 FROM a b WHERE b.id = a.id)'],
    ['id = ANY (ARRAY(SELECT id FROM a WHERE c))'],
    ['id <= (SELECT max(id) FROM a WHERE c)'],
    ['id < (SELECT max(id) FROM a)'],
    ['id >= (SELECT max(id) FROM a)'],
    ['id <= (SELECT max(other) FROM a)'],
    ['id <= (SELECT max(id) FROM b)'],
    ['id BETWEEN (SELECT min(id) FROM a) AND 5'],
  ])('is one of some rows WHERE %s', (condition) => {
    for (const sql of [`DELETE FROM a WHERE ${condition}`, `UPDATE a SET c = 1 WHERE ${condition}`])
      expect(read(sql).at(-1)).toMatchObject([sql, { isFiltered: true }]);
  });

  it('goes by the name that the statement gives the table', () => {
    expect(read('DELETE FROM a USING b WHERE b.c = 1')).toMatchObject([
      [expect.anything(), { isFiltered: false }],
    ]);
    expect(read('DELETE FROM a USING b WHERE a.b_id = b.id')).toMatchObject([
      [expect.anything(), { isFiltered: true }],
    ]);
    expect(read('DELETE FROM s.a AS x USING b WHERE x.c = 1')).toMatchObject([
      [expect.anything(), { isFiltered: true }],
    ]);
    expect(read('DELETE FROM s.a WHERE s.a.c = 1')).toMatchObject([
      [expect.anything(), { isFiltered: true }],
    ]);
    // Of two rows that are alike, one stays.
    const twice = 'DELETE FROM a x USING a y WHERE x.id < y.id AND x.name = y.name';
    expect(read(twice)).toMatchObject([[twice, { isFiltered: true }]]);
  });

  it.each<[asked: string, columns: readonly string[]]>([
    ['NOT (id IS NULL)', ['id']],
    ['id IS NOT NULL AND NOT (c IS NULL)', ['id', 'c']],
    ['c > 1 OR id IS NOT NULL', ['id']],
  ])('asks for a value, and no more, WHERE %s', (condition, asksFor) => {
    const sql = `DELETE FROM a WHERE ${condition}`;
    expect(read(sql)).toMatchObject([[sql, { isFiltered: true, asksFor }]]);
  });

  it.each<[on: string, clauses: string, isFiltered: boolean]>([
    ['a.c = b.c', 'WHEN MATCHED THEN', true],
    ['true', 'WHEN MATCHED AND c > 1 THEN', true],
    ['true', 'WHEN MATCHED THEN', false],
    ['true', 'WHEN MATCHED AND 1 = 1 THEN', false],
    ['a.c = b.c', 'WHEN NOT MATCHED BY SOURCE THEN', true],
    ['false', 'WHEN NOT MATCHED BY SOURCE AND c > 1 THEN', true],
    ['false', 'WHEN NOT MATCHED BY SOURCE THEN', false],
  ])('deletes or updates by MERGE ON %s %s', (on, clauses, isFiltered) => {
    for (const [action, verb] of [
      ['DELETE', 'delete'],
      ['UPDATE SET c = 1', 'update'],
    ] as const) {
      const sql = `MERGE INTO a USING b ON ${on} ${clauses} ${action}`;
      expect(read(sql)).toEqual([
        [sql, change('merge', 'a', on !== 'true')],
        [sql, change(verb, 'a', isFiltered)],
      ]);
    }
  });

  it('tells what MERGE makes of the values of all its clauses', () => {
    const merge = (second: string) =>
      `MERGE INTO a USING b ON true WHEN MATCHED AND a.c > 1 THEN UPDATE SET c = a.c + 1 WHEN MATCHED THEN UPDATE SET c = ${second}`;
    expect(read(merge('a.c - 1'))[1]).toEqual([
      merge('a.c - 1'),
      { ...change('update', 'a'), values: 'derived' },
    ]);
    expect(read(merge('b.c'))[1]).toEqual([merge('b.c'), change('update', 'a')]);
  });

  it.each<[string, boolean]>([
    ['INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 1', true],
    ['INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 1 WHERE a.b > 0', true],
    ['INSERT INTO a SELECT * FROM c ON CONFLICT (b) DO UPDATE SET b = excluded.b', true],
    ['INSERT INTO a SELECT * FROM a WHERE c ON CONFLICT (b) DO UPDATE SET b = 1', true],
    ['INSERT INTO a SELECT * FROM a ON CONFLICT (b) DO UPDATE SET b = 1', false],
    ['INSERT INTO a SELECT * FROM a ON CONFLICT (b) DO UPDATE SET b = 1 WHERE true', false],
    ['INSERT INTO a SELECT * FROM a ON CONFLICT (b) DO UPDATE SET b = 1 WHERE a.c > 0', true],
  ])('writes over rows: %s', (sql, isFiltered) => {
    expect(read(sql)).toEqual([
      [sql, change('insert', 'a')],
      [sql, change('update', 'a', isFiltered)],
    ]);
  });

  it.each<[string, object[]]>([
    ['WITH x AS (DELETE FROM a RETURNING *) SELECT * FROM x', [change('delete', 'a')]],
    [
      'WITH x AS (DELETE FROM a WHERE b RETURNING *) INSERT INTO c SELECT * FROM x',
      [change('delete', 'a', true), change('insert', 'c')],
    ],
    [
      'WITH x AS (INSERT INTO a VALUES (1)), y AS (UPDATE b SET c = 1) DELETE FROM d',
      [change('insert', 'a'), change('update', 'b'), change('delete', 'd')],
    ],
    ['WITH x AS (SELECT 1) UPDATE a SET b = 1', [change('update', 'a')]],
    [
      'INSERT INTO c WITH x AS (DELETE FROM a RETURNING *) SELECT * FROM x',
      [change('delete', 'a'), change('insert', 'c')],
    ],
    ['COPY (DELETE FROM a RETURNING *) TO stdout', [change('delete', 'a')]],
    ['EXPLAIN ANALYZE DELETE FROM a', [change('delete', 'a')]],
    ['EXPLAIN (ANALYZE, BUFFERS) UPDATE a SET b = 1', [change('update', 'a')]],
    ['EXPLAIN (ANALYZE 1) DELETE FROM a', [change('delete', 'a')]],
    ['EXPLAIN (ANALYZE off, ANALYZE on) DELETE FROM a', [change('delete', 'a')]],
    [
      'WITH x AS (DELETE FROM a RETURNING b) SELECT b INTO c FROM x',
      [change('delete', 'a'), { kind: 'create-table', table: 'c', columns: [], isWhole: false }],
    ],
    [
      'EXPLAIN ANALYZE CREATE TABLE c AS SELECT 1',
      [{ kind: 'create-table', table: 'c', columns: [], isWhole: false }],
    ],
  ])('is found wherever it runs: %s', (sql, operations) => {
    expect(read(sql)).toEqual(operations.map((operation) => [sql, operation]));
  });

  it.each<[string, string]>([
    ['SELECT * FROM a', 'SELECT'],
    ['(SELECT 1)', 'SELECT'],
    ['VALUES (1)', 'SELECT'],
    ['TABLE a', 'SELECT'],
    ['WITH x AS (SELECT 1) SELECT * FROM x', 'SELECT'],
    ['SELECT * FROM a FOR UPDATE', 'SELECT'],
    ['EXPLAIN DELETE FROM a', 'EXPLAIN'],
    ['EXPLAIN (ANALYZE false) DELETE FROM a', 'EXPLAIN'],
    ['EXPLAIN (ANALYZE OFF) DELETE FROM a', 'EXPLAIN'],
    ['EXPLAIN (ANALYZE 0) DELETE FROM a', 'EXPLAIN'],
    ['EXPLAIN ANALYZE SELECT 1', 'EXPLAIN'],
    ['COPY a TO stdout', 'COPY'],
    ['COPY (SELECT 1) TO stdout', 'COPY'],
    ['PREPARE p AS DELETE FROM a', 'PREPARE'],
  ])('is not imagined: %s', (sql, what) => {
    expect(read(sql)).toEqual([[sql, { kind: 'other', what }]]);
  });
});

describe('TRUNCATE', () => {
  it.each<[string, object]>([
    ['TRUNCATE a', { tables: ['a'] }],
    ['TRUNCATE TABLE s.a, "B" RESTART IDENTITY', { tables: ['s.a', 'B'] }],
    ['TRUNCATE ONLY a CASCADE', { tables: ['a'], cascade: true }],
    ['TRUNCATE a, b RESTRICT', { tables: ['a', 'b'] }],
  ])('%s', (sql, operation) => {
    expect(read(sql)).toEqual([[sql, { kind: 'truncate', ...operation }]]);
  });
});

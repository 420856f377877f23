import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { besideReader } from '../../testing/read-operations.ts';

let read: (sql: string) => unknown[];
beforeAll(async () => {
  read = await besideReader();
});

/** What the query of a view reads. */
function readBy(query: string): unknown {
  const [told, ...more] = read(`CREATE VIEW v AS ${query}`);
  expect(more).toEqual([]);
  return told;
}

type Case = [title: string, query: string, reads: readonly string[]];

describe('What a query reads', () => {
  it.each<Case>([
    ['is found in a subquery in FROM', 'SELECT 1 FROM (SELECT 1 FROM a) x', ['a']],
    [
      'is found in subqueries of subqueries',
      'SELECT 1 FROM (SELECT 1 FROM (SELECT 1 FROM s.a) x) y',
      ['s.a'],
    ],
    ['is found in the list of what is selected', 'SELECT 1, (SELECT max(i) FROM a) AS b', ['a']],
    ['is found in WHERE', 'SELECT 1 FROM a WHERE i IN (SELECT i FROM b)', ['a', 'b']],
    ['is found in NOT EXISTS', 'SELECT 1 FROM a WHERE NOT EXISTS (SELECT FROM b)', ['a', 'b']],
    ['is found in ANY', 'SELECT 1 FROM a WHERE i = ANY (SELECT i FROM b)', ['a', 'b']],
    ['is found in ARRAY', 'SELECT ARRAY(SELECT i FROM a)', ['a']],
    ['is found in CASE', 'SELECT CASE WHEN (SELECT true FROM a) THEN (SELECT 1 FROM b) END', ['a', 'b']],
    ['is found in COALESCE', 'SELECT coalesce((SELECT 1 FROM a), (SELECT 2 FROM b))', ['a', 'b']],
    ['is found in the arguments of a function', 'SELECT f((SELECT 1 FROM a))', ['a']],
    ['is found in HAVING', 'SELECT 1 FROM a GROUP BY i HAVING i > (SELECT 1 FROM b)', ['a', 'b']],
    ['is found in GROUP BY', 'SELECT 1 FROM a GROUP BY (SELECT 1 FROM b)', ['a', 'b']],
    ['is found in ORDER BY', 'SELECT 1 FROM a ORDER BY (SELECT 1 FROM b)', ['a', 'b']],
    ['is found in LIMIT and OFFSET', 'SELECT 1 LIMIT (SELECT 1 FROM a) OFFSET (SELECT 1 FROM b)', ['b', 'a']],
    [
      'is found in the condition of a join',
      'SELECT 1 FROM a JOIN b ON i = (SELECT 1 FROM c)',
      ['a', 'b', 'c'],
    ],
    ['is found in FILTER', 'SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM b)) FROM a', ['b', 'a']],
    ['is found in a row', 'SELECT ROW(1, (SELECT 1 FROM a))', ['a']],
    ['is found in VALUES', 'VALUES (1), ((SELECT 1 FROM a))', ['a']],
    ['is found in VALUES in FROM', 'SELECT 1 FROM (VALUES ((SELECT 1 FROM a))) x', ['a']],
    ['is found in TABLE', 'TABLE s.a', ['s.a']],
    ['is found with ONLY', 'SELECT 1 FROM ONLY a', ['a']],
    ['is found with a sample of rows', 'SELECT 1 FROM a TABLESAMPLE system (1)', ['a']],
    [
      'is found on either side of LATERAL',
      'SELECT 1 FROM a, LATERAL (SELECT 1 FROM b WHERE b.i = a.i) x',
      ['a', 'b'],
    ],
    ['is found in LEFT JOIN LATERAL', 'SELECT 1 FROM a LEFT JOIN LATERAL (TABLE b) x ON true', ['a', 'b']],
    [
      'is found in every join',
      'SELECT 1 FROM a NATURAL JOIN b CROSS JOIN (c FULL JOIN d USING (i))',
      ['a', 'b', 'c', 'd'],
    ],
    ['is found beside functions', 'SELECT 1 FROM generate_series(1, 2) x, a', ['a']],
    ['is found in functions in FROM', 'SELECT 1 FROM unnest(ARRAY(SELECT i FROM a)) x', ['a']],
    ['is found in ROWS FROM', 'SELECT 1 FROM ROWS FROM (f(), g((SELECT 1 FROM a))) x', ['a']],
  ])('%s: %s', (_, query, reads) => {
    expect(readBy(query)).toEqual({ reads });
  });

  it.each<Case>([
    ['both sides of UNION ALL', 'SELECT 1 FROM a UNION ALL SELECT 1 FROM b', ['a', 'b']],
    ['what EXCEPT takes away', 'TABLE a EXCEPT TABLE b', ['a', 'b']],
    ['what INTERSECT compares', 'TABLE a INTERSECT (TABLE b UNION TABLE c)', ['a', 'b', 'c']],
    ['one of both sides once', 'TABLE a UNION TABLE a', ['a']],
    ['one under two other names once', 'SELECT 1 FROM a x JOIN a y ON true', ['a']],
    ['tables of two schemas apart', 'SELECT 1 FROM a, s.a, t.a', ['a', 's.a', 't.a']],
    ['names by their letters', 'SELECT 1 FROM A, "A"', ['a', 'A']],
  ])('has %s: %s', (_, query, reads) => {
    expect(readBy(query)).toEqual({ reads });
  });

  it.each<Case>([
    ['a function', 'SELECT 1 FROM f(1) x', []],
    ['an alias', 'SELECT x.i FROM a x WHERE x.j = 1', ['a']],
    ['a column of the same name', 'SELECT b FROM a', ['a']],
    ['XMLTABLE', "SELECT 1 FROM XMLTABLE('/x' PASSING xmlparse(content '<x/>') COLUMNS i int) t", []],
    ['the alias of VALUES', 'SELECT 1 FROM (VALUES (1)) a (i)', []],
    ['what CURRENT_DATE and the like give', 'SELECT 1 FROM current_date', []],
  ])('is not %s: %s', (_, query, reads) => {
    expect(readBy(query)).toEqual({ reads });
  });
});

describe('The name of a query in WITH', () => {
  it.each<Case>([
    ['holds in the query behind it', 'WITH x AS (TABLE a) TABLE x', ['a']],
    ['holds in the ones behind it', 'WITH x AS (TABLE a), y AS (TABLE x) TABLE y', ['a']],
    ['does not hold in the ones before it', 'WITH y AS (TABLE x), x AS (TABLE a) TABLE y', ['x', 'a']],
    ['does not hold within itself', 'WITH a AS (SELECT 1 FROM a) TABLE a', ['a']],
    ['holds within itself with RECURSIVE', 'WITH RECURSIVE x AS (TABLE a UNION TABLE x) TABLE x', ['a']],
    ['holds before it with RECURSIVE', 'WITH RECURSIVE y AS (TABLE x), x AS (TABLE a) TABLE y', ['a']],
    ['holds in subqueries', 'WITH x AS (TABLE a) SELECT (SELECT 1 FROM x) FROM b', ['b', 'a']],
    ['holds on both sides of UNION', 'WITH x AS (TABLE a) TABLE x UNION TABLE x', ['a']],
    ['holds in LATERAL', 'WITH x AS (TABLE a) SELECT 1 FROM b, LATERAL (TABLE x) y', ['b', 'a']],
    ['holds in a WITH within', 'WITH x AS (TABLE a) SELECT 1 FROM (WITH y AS (TABLE x) TABLE y) z', ['a']],
    ['is not that of a table in a schema', 'WITH x AS (TABLE a) TABLE s.x', ['s.x', 'a']],
    ['ends with its subquery', 'SELECT 1 FROM (WITH x AS (TABLE a) TABLE x) y, x', ['a', 'x']],
    ['ends with its side of UNION', '(WITH x AS (TABLE a) TABLE x) UNION TABLE x', ['a', 'x']],
    ['may be given again within', 'WITH x AS (TABLE a) SELECT 1 FROM (WITH x AS (TABLE x) TABLE x) y', ['a']],
    ['within another ends there', 'WITH x AS (WITH y AS (TABLE a) TABLE y) SELECT 1 FROM x, y', ['y', 'a']],
    ['is no table though nobody reads it', 'WITH x AS MATERIALIZED (TABLE a) SELECT 1', ['a']],
  ])('%s: %s', (_, query, reads) => {
    expect(readBy(query)).toEqual({ reads });
  });

  const name = fc.constantFrom('a', 'b', 'c', 'd');

  it('leads to tables only before it is given, whatever comes after what', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 4 }), name, (pairs, last) => {
        const queries = [...new Map(pairs)];
        const given = new Set<string>();
        const tables = new Set<string>();
        for (const [own, from] of queries) {
          if (!given.has(from)) tables.add(from);
          given.add(own);
        }
        if (!given.has(last)) tables.add(last);
        const list = queries.map(([own, from]) => `${own} AS (TABLE ${from})`).join(', ');
        const [told] = read(`INSERT INTO t WITH ${list} TABLE ${last}`);
        expect(told).toEqual({ reads: expect.toSatisfy((reads: string[]) => reads.length === tables.size) });
        expect(told).toEqual({ reads: expect.arrayContaining([...tables]) });
      }),
    );
  });
});

describe('What a change of rows reads', () => {
  it.each<Case>([
    ['a query in a value of INSERT', 'INSERT INTO a VALUES ((SELECT 1 FROM b))', ['b']],
    ['its own table, to copy rows', 'INSERT INTO a SELECT * FROM a', ['a']],
    ['both sides of UNION', 'INSERT INTO a TABLE b UNION TABLE c', ['b', 'c']],
    ['RETURNING of INSERT', 'INSERT INTO a VALUES (1) RETURNING (SELECT 1 FROM b)', ['b']],
    ['a query in SET', 'UPDATE a SET i = (SELECT 1 FROM b)', ['b']],
    ['a query for several columns', 'UPDATE a SET (i, j) = (SELECT 1, 2 FROM b)', ['b']],
    ['WHERE of UPDATE', 'UPDATE a SET i = 1 WHERE j IN (SELECT j FROM b)', ['b']],
    ['a join in FROM', 'UPDATE a SET i = 1 FROM b JOIN s.c ON true', ['b', 's.c']],
    ['its own table under another name', 'UPDATE a SET i = 1 FROM a AS x WHERE x.j = a.j', ['a']],
    ['RETURNING of UPDATE', 'UPDATE a SET i = 1 RETURNING (SELECT 1 FROM b)', ['b']],
    ['a subquery in USING', 'DELETE FROM a USING (SELECT 1 FROM b) x', ['b']],
    ['RETURNING of DELETE', 'DELETE FROM a RETURNING (SELECT 1 FROM b)', ['b']],
    ['a WITH of its own', 'WITH x AS (TABLE b) UPDATE a SET i = 1 FROM x', ['b']],
    ['the table behind a WITH of the same name', 'WITH b AS (TABLE b) DELETE FROM a USING b', ['b']],
    [
      'a value that MERGE inserts',
      'MERGE INTO a USING b ON true WHEN NOT MATCHED THEN INSERT VALUES ((SELECT 1 FROM c))',
      ['b', 'c'],
    ],
    [
      'a WITH of MERGE',
      'WITH x AS (TABLE b) MERGE INTO a USING x ON true WHEN MATCHED THEN DO NOTHING',
      ['b'],
    ],
  ])('is %s: %s', (_, sql, reads) => {
    expect(read(sql)).toEqual([{ reads }]);
  });

  it.each<Case>([
    ['ON CONFLICT', 'INSERT INTO a VALUES (1) ON CONFLICT (i) DO UPDATE SET j = (SELECT 1 FROM b)', ['b']],
    [
      'WHERE of ON CONFLICT',
      'INSERT INTO a VALUES (1) ON CONFLICT (i) DO UPDATE SET j = 1 WHERE EXISTS (TABLE b)',
      ['b'],
    ],
    [
      'a value that MERGE sets',
      'MERGE INTO a USING b ON true WHEN MATCHED THEN UPDATE SET i = (SELECT 1 FROM c)',
      ['b', 'c'],
    ],
    [
      'a query that MERGE uses',
      'MERGE INTO a USING (SELECT 1 FROM b, c) x ON true WHEN MATCHED THEN DELETE',
      ['b', 'c'],
    ],
    ['a condition of MERGE', 'MERGE INTO a USING b ON EXISTS (TABLE c) WHEN MATCHED THEN DELETE', ['b', 'c']],
    [
      'the AND of a WHEN',
      'MERGE INTO a USING b ON true WHEN MATCHED AND EXISTS (TABLE c) THEN DELETE',
      ['b', 'c'],
    ],
  ])('is for rows that are there, too, %s: %s', (_, sql, reads) => {
    expect(read(sql)).toEqual([{ reads }, { reads }]);
  });

  it.each<[title: string, sql: string, ...told: readonly (readonly string[])[]]>([
    [
      'knows the queries before it',
      'WITH x AS (TABLE c), y AS (DELETE FROM a USING x RETURNING *) INSERT INTO b TABLE y',
      [],
      ['c', 'a'],
    ],
    [
      'does not know the queries behind it',
      'WITH y AS (DELETE FROM a USING x RETURNING *), x AS (TABLE c) INSERT INTO b TABLE y',
      ['x'],
      ['a', 'x', 'c'],
    ],
    [
      'knows the queries behind it with RECURSIVE',
      'WITH RECURSIVE y AS (DELETE FROM a USING x RETURNING *), x AS (TABLE c) INSERT INTO b TABLE y',
      [],
      ['a', 'c'],
    ],
    [
      'of a SELECT that INSERT takes knows the queries of the INSERT',
      'WITH x AS (TABLE c) INSERT INTO b WITH y AS (DELETE FROM a USING x RETURNING *) TABLE y',
      [],
      ['a', 'c'],
    ],
  ])('within a WITH %s', (_, sql, ...told) => {
    const sorted = told.map((names) => ({ reads: expect.toSatisfy(isSameSet(names)) }));
    expect(read(sql)).toEqual(sorted);
  });
});

function isSameSet(names: readonly string[]) {
  return (reads: readonly string[]) => reads.toSorted().join() === names.toSorted().join();
}

import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

/** What the first statement copies. */
function copied(sql: string): unknown {
  const [, operation] = read(sql)[0] ?? [];
  return typeof operation === 'object' && operation !== null && 'copied' in operation
    ? operation.copied
    : undefined;
}

describe('Rows of a table that an INSERT takes as they are', () => {
  it.each<[string, object]>([
    ['INSERT INTO a SELECT * FROM b', { from: 'b', columns: 'all' }],
    ['INSERT INTO a SELECT b.* FROM b', { from: 'b', columns: 'all' }],
    ['INSERT INTO a SELECT x, y FROM b', { from: 'b', columns: ['x', 'y'] }],
    ['INSERT INTO a (x, y) SELECT o.x, o.y FROM shop.b AS o', { from: 'shop.b', columns: ['x', 'y'] }],
    ["INSERT INTO a SELECT x, 1, NULL, 'z' FROM b", { from: 'b', columns: ['x'] }],
    ['INSERT INTO a OVERRIDING SYSTEM VALUE SELECT x, "Y" FROM b', { from: 'b', columns: ['x', 'Y'] }],
  ])('%s', (sql, rows) => {
    expect(copied(sql)).toEqual(rows);
  });

  it.each([
    'INSERT INTO a VALUES (1)',
    'INSERT INTO a DEFAULT VALUES',
    'INSERT INTO a SELECT 1',
    'INSERT INTO a TABLE b LIMIT 1',
    'INSERT INTO a SELECT * FROM b WHERE x > 0',
    'INSERT INTO a SELECT * FROM b WHERE true',
    'INSERT INTO a SELECT * FROM b LIMIT 10',
    'INSERT INTO a SELECT * FROM b OFFSET 1',
    'INSERT INTO a SELECT * FROM b FETCH FIRST 3 ROWS WITH TIES',
    'INSERT INTO a SELECT DISTINCT x FROM b',
    'INSERT INTO a SELECT DISTINCT ON (x) * FROM b',
    'INSERT INTO a SELECT x FROM b GROUP BY x',
    'INSERT INTO a SELECT x FROM b HAVING true',
    'INSERT INTO a SELECT * FROM b ORDER BY f(x)',
    'INSERT INTO a SELECT * FROM b FOR UPDATE SKIP LOCKED',
    'INSERT INTO a SELECT * FROM ONLY b',
    'INSERT INTO a SELECT * FROM b TABLESAMPLE SYSTEM (10)',
    'INSERT INTO a SELECT * FROM b, c',
    'INSERT INTO a SELECT * FROM b JOIN c ON b.x = c.x',
    'INSERT INTO a SELECT * FROM (SELECT * FROM b) AS d',
    'INSERT INTO a SELECT * FROM f()',
    'INSERT INTO a SELECT * FROM b UNION SELECT * FROM b',
    'INSERT INTO a SELECT * FROM b EXCEPT SELECT * FROM c',
    'INSERT INTO a SELECT * FROM b ON CONFLICT DO NOTHING',
    'INSERT INTO a SELECT * FROM b RETURNING x',
    'WITH d AS (SELECT 1) INSERT INTO a SELECT * FROM b',
    'INSERT INTO a WITH b AS (SELECT 1) SELECT * FROM b',
    'INSERT INTO a SELECT x, unnest(y) FROM b',
    'INSERT INTO a SELECT lower(x) FROM b',
    'INSERT INTO a SELECT x || y FROM b',
    'INSERT INTO a SELECT (x).y FROM b',
    'INSERT INTO a SELECT CASE WHEN x THEN y END FROM b',
    'UPDATE a SET x = b.x FROM b',
    'COPY a FROM stdin',
  ])('are not told of %s', (sql) => {
    expect(copied(sql)).toBeUndefined();
  });
});

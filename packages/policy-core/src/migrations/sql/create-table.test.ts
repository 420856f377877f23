import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

/** The only thing that a statement does, which is underlined whole. */
function made(sql: string): unknown {
  const operations = read(sql);
  expect(operations.map(([underlined]) => underlined)).toEqual([sql]);
  return operations[0]?.[1];
}

/** The columns between the parentheses of a CREATE TABLE. */
function columns(inside: string): unknown {
  const operation = made(`CREATE TABLE t (${inside})`);
  expect(operation).toMatchObject({ kind: 'create-table', table: 't' });
  return JSON.parse(JSON.stringify(operation)).columns;
}

const INT = { name: 'int4', written: 'int' };
const TEXT = { name: 'text', written: 'text' };

describe('CREATE TABLE', () => {
  it('names the table, its columns and its constraints', () => {
    const sql = `CREATE TABLE billing.orders (
      id bigint PRIMARY KEY,
      customer int NOT NULL REFERENCES customers (id),
      total numeric(10, 2) DEFAULT 0,
      CONSTRAINT positive CHECK (total > 0)
    )`;
    expect(made(sql)).toEqual({
      kind: 'create-table',
      table: 'billing.orders',
      columns: [
        {
          at: 'id bigint PRIMARY KEY',
          name: 'id',
          type: { name: 'int8', written: 'bigint' },
          nullable: false,
          primaryKey: true,
        },
        {
          at: 'customer int NOT NULL REFERENCES customers (id)',
          name: 'customer',
          type: INT,
          nullable: false,
          constraints: [
            {
              at: 'REFERENCES customers (id)',
              kind: 'foreign-key',
              columns: ['customer'],
              target: { table: 'customers', columns: ['id'] },
            },
          ],
        },
        {
          at: 'total numeric(10, 2) DEFAULT 0',
          name: 'total',
          type: { name: 'numeric', size: 10, scale: 2, written: 'numeric(10, 2)' },
          nullable: true,
          default: { kind: 'sql', text: '0' },
        },
      ],
      constraints: [
        {
          at: 'CONSTRAINT positive CHECK (total > 0)',
          name: 'positive',
          kind: 'check',
          columns: ['total'],
          expression: 'total > 0',
        },
      ],
    });
  });

  it('tells that the rows lie in partitions', () => {
    expect(made('CREATE TABLE t (a int) PARTITION BY RANGE (a)')).toMatchObject({ isPartitioned: true });
    expect(made('CREATE TABLE u PARTITION OF t DEFAULT PARTITION BY HASH (a)')).toMatchObject({
      isPartitioned: true,
    });
    expect(made('CREATE TABLE u PARTITION OF t DEFAULT')).not.toHaveProperty('isPartitioned');
  });

  it.each<[string, string, object]>([
    ['no columns', 'CREATE TABLE t ()', { columns: [] }],
    ['IF NOT EXISTS', 'CREATE TABLE IF NOT EXISTS t ()', { ifNotExists: true }],
    ['TEMP', 'CREATE TEMP TABLE t ()', { isTemporary: true }],
    ['TEMPORARY', 'CREATE TEMPORARY TABLE t () ON COMMIT DROP', { isTemporary: true }],
    ['LOCAL TEMP', 'CREATE LOCAL TEMP TABLE t ()', { isTemporary: true }],
    ['the schema of TEMP tables', 'CREATE TABLE pg_temp.t ()', { table: 'pg_temp.t', isTemporary: true }],
    ['UNLOGGED', 'CREATE UNLOGGED TABLE t ()', { table: 't' }],
    ['capitals', 'create table Orders ()', { table: 'orders' }],
    ['capitals in quotes', 'CREATE TABLE "Orders" ()', { table: 'Orders' }],
    ['quotes in quotes', 'CREATE TABLE "a""b"."c.d" ()', { table: 'a"b.c.d' }],
    ['Unicode escapes', 'CREATE TABLE U&"d\\0061ta" ()', { table: 'data' }],
    ['a database', 'CREATE TABLE shop.billing.t ()', { table: 'billing.t' }],
    ['letters of other alphabets', 'CREATE TABLE größe.訂單 ()', { table: 'größe.訂單' }],
    ['INHERITS', 'CREATE TABLE t () INHERITS (a, b)', { columns: [], isWhole: false }],
    ['LIKE', 'CREATE TABLE t (LIKE a INCLUDING ALL)', { columns: [], isWhole: false }],
    ['LIKE beside columns', 'CREATE TABLE t (LIKE a, b int)', { columns: [{ name: 'b' }], isWhole: false }],
    ['OF', 'CREATE TABLE t OF a', { columns: [], isWhole: false }],
    [
      'PARTITION OF',
      'CREATE TABLE t PARTITION OF a FOR VALUES FROM (1) TO (2)',
      { columns: [], isWhole: false },
    ],
    ['PARTITION BY', 'CREATE TABLE t (a int) PARTITION BY RANGE (a)', { columns: [{ name: 'a' }] }],
    ['AS SELECT', 'CREATE TABLE t AS SELECT 1', { columns: [], isWhole: false }],
    ['AS with names', 'CREATE TABLE t (a, b) AS VALUES (1, 2)', { columns: [], isWhole: false }],
    [
      'AS in a TEMP table',
      'CREATE TEMP TABLE IF NOT EXISTS t AS TABLE a WITH NO DATA',
      { isTemporary: true, ifNotExists: true, isWhole: false },
    ],
    ['SELECT INTO', 'SELECT a INTO t FROM b', { table: 't', columns: [], isWhole: false }],
    ['SELECT INTO TEMP', 'SELECT a INTO TEMP t FROM b', { isTemporary: true, isWhole: false }],
    ['SELECT INTO before UNION', 'SELECT 1 INTO t UNION SELECT 2', { table: 't', isWhole: false }],
  ])('is read with %s', (_, sql, operation) => {
    expect(made(sql)).toMatchObject({ kind: 'create-table', ...operation });
  });

  it('says nothing of columns whose type comes from elsewhere but what is written', () => {
    expect(made('CREATE TABLE t PARTITION OF a (b NOT NULL, c DEFAULT 1) DEFAULT')).toMatchObject({
      columns: [
        { at: 'b NOT NULL', name: 'b', type: { isKnown: false, written: '' }, nullable: false },
        { at: 'c DEFAULT 1', name: 'c', type: { isKnown: false }, default: { kind: 'sql', text: '1' } },
      ],
      isWhole: false,
    });
    expect(made('CREATE TABLE t OF a (b WITH OPTIONS PRIMARY KEY)')).toMatchObject({
      columns: [{ name: 'b', nullable: false, primaryKey: true }],
      isWhole: false,
    });
    expect(made('CREATE TABLE t OF a (b WITH OPTIONS DEFAULT 1)')).not.toMatchObject({
      columns: [{ nullable: true }],
    });
  });
});

describe('A column', () => {
  it.each<[string, string, object]>([
    ['nothing', 'a int', { at: 'a int', nullable: true }],
    ['NULL', 'a int NULL', { at: 'a int NULL', nullable: true }],
    ['NOT NULL', 'a int NOT NULL', { nullable: false }],
    ['a name for NOT NULL', 'a int CONSTRAINT b NOT NULL', { nullable: false }],
    ['PRIMARY KEY', 'a int PRIMARY KEY', { nullable: false, primaryKey: true }],
    ['NULL and DEFAULT', 'a int NULL DEFAULT 1', { nullable: true, default: { kind: 'sql', text: '1' } }],
    [
      'serial',
      'a serial',
      { type: { name: 'int4', written: 'serial' }, nullable: false, default: { kind: 'sequence' } },
    ],
    [
      'bigserial',
      'a bigserial',
      { type: { name: 'int8', written: 'bigserial' }, nullable: false, default: { kind: 'sequence' } },
    ],
    ['identity', 'a int GENERATED ALWAYS AS IDENTITY', { nullable: false, default: { kind: 'identity' } }],
    [
      'identity with options',
      'a int GENERATED BY DEFAULT AS IDENTITY (START WITH 5 CACHE 2)',
      { nullable: false, default: { kind: 'identity' } },
    ],
    [
      'a stored expression',
      'a int GENERATED ALWAYS AS (b * 2) STORED',
      { nullable: true, default: { kind: 'computed', isStored: true } },
    ],
    [
      'a virtual expression',
      'a int GENERATED ALWAYS AS (b * 2) VIRTUAL',
      { default: { kind: 'computed', isStored: false } },
    ],
    ['quotes', '"A b" int', { at: '"A b" int', name: 'A b' }],
    ['capitals', 'Abc INT', { name: 'abc', type: { name: 'int4', written: 'INT' } }],
    ['a comment', 'a /* , */ int -- b\n', { at: 'a /* , */ int', type: INT }],
  ])('is read with %s', (_, sql, column) => {
    expect(columns(sql)).toMatchObject([column]);
  });

  it.each<[string, string, string]>([
    ['a number', 'a int DEFAULT 5', '5'],
    ['a string with a comma', "a text DEFAULT 'b, c)' NOT NULL", "'b, c)'"],
    ['a cast', "a jsonb DEFAULT '{}'::jsonb NOT NULL", "'{}'::jsonb"],
    ['a call', 'a timestamptz DEFAULT now()', 'now()'],
    ['a call with arguments', "a text DEFAULT coalesce('x', 'y') CHECK (a <> '')", "coalesce('x', 'y')"],
    ['brackets', 'a int[] DEFAULT ARRAY[1, 2]', 'ARRAY[1, 2]'],
    ['parentheses', 'a int DEFAULT (1 + 2) UNIQUE', '(1 + 2)'],
    ['an operator', 'a int DEFAULT 1 + 2 * 3 REFERENCES b', '1 + 2 * 3'],
    ['a sign', 'a int DEFAULT -1', '-1'],
    ['a word', 'a timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL', 'CURRENT_TIMESTAMP'],
    ['a collation behind it', 'a text DEFAULT \'x\' COLLATE "C"', "'x'"],
    ['a name before it', 'a int CONSTRAINT b DEFAULT 1', '1'],
    ['letters of several bytes', "a text DEFAULT 'é😀' NOT NULL", "'é😀'"],
    ['letters of several bytes before it', "\"é😀\" text CHECK ('é' <> '😀') DEFAULT 1", '1'],
    ['a comment behind it', 'a int DEFAULT 1 /* one */', '1'],
    ['a comment within it', 'a int DEFAULT 1 /* + */ + 2 NOT NULL', '1 /* + */ + 2'],
    ['false', 'a bool DEFAULT false', 'false'],
    ['lines', 'a int\n DEFAULT\n 1\n NOT NULL', '1'],
  ])('has a default that is kept as it is written: %s', (_, sql, text) => {
    expect(columns(sql)).toMatchObject([{ default: { kind: 'sql', text } }]);
  });

  it.each<[string]>([
    ['a int DEFAULT NULL'],
    ['a text DEFAULT NULL::text'],
    ['a int DEFAULT CAST(NULL AS int)'],
  ])('has no default when that is NULL: %s', (sql) => {
    expect(columns(sql)).not.toMatchObject([{ default: expect.anything() }]);
  });

  it('is told apart from its neighbours', () => {
    const inside =
      'a numeric(1,2) DEFAULT f(1,2), "b," text DEFAULT \',\', c int[] DEFAULT ARRAY[1,2], d int CHECK (d IN (1,2))';
    expect(columns(inside)).toMatchObject([
      { at: 'a numeric(1,2) DEFAULT f(1,2)' },
      { at: '"b," text DEFAULT \',\'' },
      { at: 'c int[] DEFAULT ARRAY[1,2]' },
      { at: 'd int CHECK (d IN (1,2))' },
    ]);
  });

  it.each<[string, string, object]>([
    ['UNIQUE', 'a int UNIQUE', { at: 'UNIQUE', kind: 'unique', columns: ['a'] }],
    [
      'a name',
      'a int CONSTRAINT b UNIQUE NOT NULL',
      { at: 'CONSTRAINT b UNIQUE', name: 'b', kind: 'unique' },
    ],
    [
      'REFERENCES',
      'a int REFERENCES b.c',
      { at: 'REFERENCES b.c', kind: 'foreign-key', columns: ['a'], target: { table: 'b.c' } },
    ],
    [
      'REFERENCES with more',
      'a int REFERENCES c (d) ON DELETE CASCADE DEFAULT 1',
      {
        at: 'REFERENCES c (d) ON DELETE CASCADE',
        target: { table: 'c', columns: ['d'] },
        onDelete: 'cascade',
      },
    ],
    [
      'CHECK',
      "a text CHECK (a IN ('b', 'c')) NOT NULL",
      { at: "CHECK (a IN ('b', 'c'))", kind: 'check', expression: "a IN ('b', 'c')" },
    ],
    ['DEFERRABLE', 'a int UNIQUE DEFERRABLE', { kind: 'unique', hasMore: true }],
    ['INITIALLY DEFERRED', 'a int REFERENCES b INITIALLY DEFERRED', { kind: 'foreign-key', hasMore: true }],
    ['NOT ENFORCED', 'a int CHECK (a > 0) NOT ENFORCED', { kind: 'check', hasMore: true }],
    ['NO INHERIT', 'a int CHECK (a > 0) NO INHERIT', { kind: 'check', expression: 'a > 0', hasMore: true }],
    ['NULLS NOT DISTINCT', 'a int UNIQUE NULLS NOT DISTINCT', { kind: 'unique', hasMore: true }],
  ])('has its constraints: %s', (_, sql, constraint) => {
    expect(columns(sql)).toMatchObject([{ constraints: [constraint] }]);
  });

  it.each<[string]>([
    ['a int UNIQUE NOT DEFERRABLE'],
    ['a int REFERENCES b ENFORCED'],
    ['a int REFERENCES b ON DELETE NO ACTION'],
  ])('has nothing more where that goes without saying: %s', (sql) => {
    expect(columns(sql)).not.toMatchObject([{ constraints: [{ hasMore: true }] }]);
  });

  it.each<[string, boolean]>([
    ['a text COLLATE "C"', true],
    ['a text COMPRESSION pglz', true],
    ['a text STORAGE external', true],
    ['a text NOT NULL DEFAULT 1', false],
  ])('tells that more is written than is held: %s', (sql, hasMore) => {
    expect(columns(sql)).toMatchObject([{ type: TEXT }]);
    if (hasMore) expect(columns(sql)).toMatchObject([{ hasMore }]);
    else expect(columns(sql)).not.toMatchObject([{ hasMore: true }]);
  });

  it('has the primary key of the table as its own', () => {
    expect(columns('a int, b int NULL, c int, PRIMARY KEY (a, c)')).toMatchObject([
      { name: 'a', nullable: false, primaryKey: true },
      { name: 'b', nullable: true },
      { name: 'c', nullable: false, primaryKey: true },
    ]);
  });

  it('is not null where the table says so', () => {
    expect(columns('a int, b int, CONSTRAINT c NOT NULL a')).toMatchObject([
      { name: 'a', nullable: false },
      { name: 'b', nullable: true },
    ]);
  });
});

describe('A constraint of the table', () => {
  it.each<[string, string, object]>([
    ['a primary key', 'PRIMARY KEY (a, b)', { kind: 'primary-key', columns: ['a', 'b'] }],
    ['a named one', 'CONSTRAINT c UNIQUE (a)', { name: 'c', kind: 'unique', columns: ['a'] }],
    ['quotes', 'CONSTRAINT "C d" UNIQUE ("A")', { name: 'C d', columns: ['A'] }],
    [
      'a foreign key',
      'FOREIGN KEY (a, b) REFERENCES s.d (x, y)',
      { kind: 'foreign-key', columns: ['a', 'b'], target: { table: 's.d', columns: ['x', 'y'] } },
    ],
    ['one to a primary key', 'FOREIGN KEY (a) REFERENCES d', { kind: 'foreign-key', target: { table: 'd' } }],
    ['one with MATCH FULL', 'FOREIGN KEY (a) REFERENCES d MATCH FULL', { hasMore: true }],
    ['one with ON UPDATE', 'FOREIGN KEY (a) REFERENCES d ON UPDATE SET NULL', { onUpdate: 'set null' }],
    [
      'one with both',
      'FOREIGN KEY (a) REFERENCES d ON DELETE SET DEFAULT ON UPDATE RESTRICT',
      { onDelete: 'set default', onUpdate: 'restrict' },
    ],
    ['a deferrable one', 'FOREIGN KEY (a) REFERENCES d DEFERRABLE', { deferrable: 'immediate' }],
    [
      'a deferred one',
      'FOREIGN KEY (a) REFERENCES d DEFERRABLE INITIALLY DEFERRED',
      { deferrable: 'deferred' },
    ],
    ['a deferred key', 'UNIQUE (a) DEFERRABLE INITIALLY DEFERRED', { hasMore: true }],
    ['a check', "CHECK (a > 0 AND b <> ')')", { kind: 'check', expression: "a > 0 AND b <> ')'" }],
    ['a check with space', 'CHECK\n ( a > 0 )', { kind: 'check', expression: 'a > 0' }],
    ['an exclusion', 'EXCLUDE USING gist (a WITH &&, b WITH =)', { kind: 'exclude', columns: ['a', 'b'] }],
    ['an exclusion of an expression', 'EXCLUDE USING gist (lower(a) WITH =)', { kind: 'exclude' }],
    ['INCLUDE', 'UNIQUE (a) INCLUDE (b)', { kind: 'unique', columns: ['a'], hasMore: true }],
    ['a tablespace', 'UNIQUE (a) USING INDEX TABLESPACE b', { hasMore: true }],
  ])('is read: %s', (_, sql, constraint) => {
    expect(made(`CREATE TABLE t (a int, b int, ${sql})`)).toMatchObject({
      constraints: [{ at: sql, ...constraint }],
    });
  });

  it('knows no columns of an exclusion with an expression', () => {
    expect(made('CREATE TABLE t (EXCLUDE USING gist (lower(a) WITH =))')).not.toMatchObject({
      constraints: [{ columns: expect.anything() }],
    });
  });

  it('is valid in a new table, where there are no rows to look at', () => {
    expect(made('CREATE TABLE t (a int, CHECK (a > 0) NOT VALID)')).not.toMatchObject({
      constraints: [{ notValid: true }],
    });
  });

  it('is also a primary key that has its name at a column', () => {
    expect(made('CREATE TABLE t (a int CONSTRAINT b PRIMARY KEY NOT NULL, c int)')).toMatchObject({
      columns: [{ name: 'a', nullable: false, primaryKey: true }, { name: 'c' }],
      constraints: [{ at: 'CONSTRAINT b PRIMARY KEY', name: 'b', kind: 'primary-key', columns: ['a'] }],
    });
    expect(made('CREATE TABLE t (a int PRIMARY KEY)')).not.toMatchObject({ constraints: [{}] });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';

import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

/** The only thing that a statement does, which is underlined whole. */
function altered(sql: string): unknown {
  const operations = read(sql);
  expect(operations.map(([underlined]) => underlined)).toEqual([sql]);
  return operations[0]?.[1];
}

const OTHER = { kind: 'other', what: 'ALTER TABLE' };

describe('ALTER TABLE', () => {
  it.each<[string, object]>([
    [
      'ADD COLUMN b int',
      {
        kind: 'add-column',
        table: 'a',
        column: { at: 'b int', name: 'b', type: { name: 'int4', written: 'int' }, nullable: true },
      },
    ],
    [
      'ADD b int',
      {
        kind: 'add-column',
        table: 'a',
        column: { at: 'b int', name: 'b', type: { name: 'int4', written: 'int' }, nullable: true },
      },
    ],
    ['DROP COLUMN b', { kind: 'drop-column', table: 'a', column: 'b' }],
    ['DROP b', { kind: 'drop-column', table: 'a', column: 'b' }],
    ['DROP COLUMN "B c"', { kind: 'drop-column', table: 'a', column: 'B c' }],
    ['DROP COLUMN IF EXISTS b', { kind: 'drop-column', table: 'a', column: 'b', ifExists: true }],
    ['DROP COLUMN b CASCADE', { kind: 'drop-column', table: 'a', column: 'b', cascade: true }],
    ['DROP COLUMN b RESTRICT', { kind: 'drop-column', table: 'a', column: 'b' }],
    ['RENAME COLUMN b TO c', { kind: 'rename-column', table: 'a', column: 'b', to: 'c' }],
    ['RENAME b TO "C"', { kind: 'rename-column', table: 'a', column: 'b', to: 'C' }],
    ['RENAME CONSTRAINT b TO c', { kind: 'rename-constraint', table: 'a', name: 'b', to: 'c' }],
    ['RENAME TO b', { kind: 'rename-table', table: 'a', to: 'b' }],
    ['SET SCHEMA b', { kind: 'set-table-schema', table: 'a', schema: 'b' }],
    ['ALTER CONSTRAINT b DEFERRABLE', { kind: 'other', what: 'ALTER TABLE' }],
    ['VALIDATE CONSTRAINT b', { kind: 'validate-constraint', table: 'a', name: 'b' }],
    ['DROP CONSTRAINT b', { kind: 'drop-constraint', table: 'a', name: 'b' }],
    [
      'DROP CONSTRAINT IF EXISTS b CASCADE',
      { kind: 'drop-constraint', table: 'a', name: 'b', ifExists: true, cascade: true },
    ],
  ])('%s', (command, operation) => {
    expect(altered(`ALTER TABLE a ${command}`)).toEqual(operation);
  });

  it.each<[string]>([
    ['ALTER b SET STATISTICS 100'],
    ['ALTER b SET STORAGE external'],
    ['ALTER b SET (n_distinct = 5)'],
    ['ALTER b SET GENERATED ALWAYS'],
    ['SET UNLOGGED'],
    ['SET (fillfactor = 70)'],
    ['SET TABLESPACE b'],
    ['SET WITHOUT CLUSTER'],
    ['CLUSTER ON b'],
    ['ENABLE ROW LEVEL SECURITY'],
    ['DISABLE TRIGGER ALL'],
    ['REPLICA IDENTITY FULL'],
    ['OWNER TO b'],
    ['INHERIT b'],
    ['ATTACH PARTITION b DEFAULT'],
    ['DETACH PARTITION b CONCURRENTLY'],
    ['ADD CONSTRAINT b NOT NULL c NOT VALID'],
  ])('leaves alone what matters to columns and constraints: %s', (command) => {
    expect(altered(`ALTER TABLE a ${command}`)).toEqual(OTHER);
  });

  it.each<[string, string]>([
    ['ALTER TABLE IF EXISTS a DROP b', 'a'],
    ['ALTER TABLE ONLY a DROP b', 'a'],
    ['ALTER TABLE IF EXISTS ONLY s.a DROP b', 's.a'],
    ['ALTER TABLE ONLY (a) DROP b', 'a'],
    ['ALTER TABLE a * DROP b', 'a'],
    ['alter table S . A drop B', 's.a'],
    ['ALTER TABLE "S"."a b" DROP b', 'S.a b'],
    ['ALTER TABLE d.s.a DROP b', 's.a'],
    ['ALTER TABLE /* x, */ a -- y,\n DROP b', 'a'],
    ['ALTER TABLE größe DROP b', 'größe'],
  ])('names its table: %s', (sql, table) => {
    expect(altered(sql)).toEqual({ kind: 'drop-column', table, column: 'b' });
  });
});

describe('ALTER TABLE with several commands', () => {
  it('does one thing after the other, each where it is written', () => {
    const sql = `ALTER TABLE a
      ADD COLUMN b numeric(4, 2) DEFAULT round(1, 2),
      DROP c,
      ALTER d TYPE text USING concat(d, ','),
      ADD CONSTRAINT e FOREIGN KEY (d, b) REFERENCES x (y, z),
      ENABLE ROW LEVEL SECURITY`;
    expect(read(sql)).toMatchObject([
      ['ADD COLUMN b numeric(4, 2) DEFAULT round(1, 2)', { kind: 'add-column' }],
      ['DROP c', { kind: 'drop-column', column: 'c' }],
      ["ALTER d TYPE text USING concat(d, ',')", { kind: 'alter-column', using: "concat(d, ',')" }],
      ['ADD CONSTRAINT e FOREIGN KEY (d, b) REFERENCES x (y, z)', { kind: 'add-constraint' }],
      ['ENABLE ROW LEVEL SECURITY', OTHER],
    ]);
  });

  it.each<[string, string]>([
    ['a schema', 'ALTER TABLE s.a DROP b, DROP c'],
    ['IF EXISTS', 'ALTER TABLE IF EXISTS a DROP b, DROP c'],
    ['ONLY', 'ALTER TABLE ONLY a DROP b, DROP c'],
    ['ONLY in parentheses', 'ALTER TABLE ONLY (a) DROP b, DROP c'],
    ['a star', 'ALTER TABLE a * DROP b, DROP c'],
    ['a database', 'ALTER TABLE IF EXISTS ONLY d.s.a DROP b, DROP c'],
    ['quotes', 'ALTER TABLE "a,b" DROP b, DROP c'],
    ['doubled quotes', 'ALTER TABLE "a""b" DROP b, DROP c'],
    ['comments', 'ALTER /* , */ TABLE a -- ,\n DROP b, DROP c'],
    ['other letters', 'ALTER TABLE 訂單 DROP b, DROP c'],
    ['a table called only', 'ALTER TABLE "only" DROP b, DROP c'],
  ])('finds its commands behind %s', (_, sql) => {
    expect(read(sql).map(([underlined]) => underlined)).toEqual(['DROP b', 'DROP c']);
  });

  it('places columns behind statements with letters of several bytes', () => {
    const sql = "SELECT '😀é'; ALTER TABLE ü ADD ä text DEFAULT '😀' NOT NULL, ADD b int UNIQUE";
    expect(read(sql).slice(1)).toMatchObject([
      [
        "ADD ä text DEFAULT '😀' NOT NULL",
        { column: { at: "ä text DEFAULT '😀' NOT NULL", default: { text: "'😀'" } } },
      ],
      ['ADD b int UNIQUE', { column: { at: 'b int UNIQUE', constraints: [{ at: 'UNIQUE' }] } }],
    ]);
  });
});

describe('ADD COLUMN', () => {
  it.each<[string, object]>([
    ['ADD IF NOT EXISTS b int', { ifNotExists: true, column: { name: 'b' } }],
    ['ADD b int NOT NULL', { column: { nullable: false } }],
    ['ADD b int PRIMARY KEY', { column: { nullable: false, primaryKey: true } }],
    ['ADD b serial', { column: { nullable: false, default: { kind: 'sequence' } } }],
    [
      "ADD b text NOT NULL DEFAULT 'x' CHECK (b <> '')",
      {
        column: {
          nullable: false,
          default: { kind: 'sql', text: "'x'" },
          constraints: [{ at: "CHECK (b <> '')", kind: 'check', columns: ['b'], expression: "b <> ''" }],
        },
      },
    ],
    [
      'ADD b int REFERENCES c',
      { column: { constraints: [{ kind: 'foreign-key', columns: ['b'], target: { table: 'c' } }] } },
    ],
    [
      'ADD b int GENERATED ALWAYS AS IDENTITY',
      { column: { default: { kind: 'identity' }, nullable: false } },
    ],
  ])('%s', (command, operation) => {
    expect(altered(`ALTER TABLE a ${command}`)).toMatchObject({
      kind: 'add-column',
      table: 'a',
      ...operation,
    });
  });
});

describe('ALTER COLUMN', () => {
  it.each<[string, object]>([
    ['TYPE bigint', { type: { name: 'int8', written: 'bigint' } }],
    ['SET DATA TYPE varchar(20)', { type: { name: 'varchar', size: 20, written: 'varchar(20)' } }],
    [
      'TYPE double precision USING b::float8',
      { type: { name: 'float8', written: 'double precision' }, using: 'b::float8' },
    ],
    ['TYPE text COLLATE "C" USING upper(b)', { type: { name: 'text', written: 'text' }, using: 'upper(b)' }],
    [
      "TYPE timestamp with time zone USING b AT TIME ZONE 'UTC'",
      { type: { name: 'timestamptz', written: 'timestamp with time zone' }, using: "b AT TIME ZONE 'UTC'" },
    ],
    [
      'TYPE int[] USING ARRAY[b, 2]',
      { type: { dimensions: 1, name: 'int4', written: 'int[]' }, using: 'ARRAY[b, 2]' },
    ],
    ['SET NOT NULL', { nullable: false }],
    ['DROP NOT NULL', { nullable: true }],
    ['SET DEFAULT 1 + 2', { default: { kind: 'sql', text: '1 + 2' } }],
    ["SET DEFAULT 'default'", { default: { kind: 'sql', text: "'default'" } }],
    ["SET DEFAULT nextval('s')", { default: { kind: 'sql', text: "nextval('s')" } }],
    ['ADD GENERATED BY DEFAULT AS IDENTITY', { default: { kind: 'identity' } }],
    ['SET EXPRESSION AS (c + 1)', { default: { kind: 'computed', isStored: true } }],
  ])('%s', (command, change) => {
    const operation = { kind: 'alter-column', table: 'a', column: 'b', ...change };
    expect(altered(`ALTER TABLE a ALTER COLUMN b ${command}`)).toEqual(operation);
    expect(altered(`ALTER TABLE a ALTER b ${command}`)).toEqual(operation);
  });

  it.each<[string]>([['DROP DEFAULT'], ['DROP IDENTITY'], ['DROP IDENTITY IF EXISTS'], ['DROP EXPRESSION']])(
    'leaves no default: %s',
    (command) => {
      expect(altered(`ALTER TABLE a ALTER b ${command}`)).toEqual({
        kind: 'alter-column',
        table: 'a',
        column: 'b',
        default: { kind: 'none' },
      });
    },
  );

  it.each([['SET DEFAULT NULL'], ['SET DEFAULT NULL::text']])('leaves none, and says NULL: %s', (command) => {
    expect(altered(`ALTER TABLE a ALTER b ${command}`)).toEqual({
      kind: 'alter-column',
      table: 'a',
      column: 'b',
      default: { kind: 'none', isNull: true },
    });
  });

  it('is read for a column called type, and one called using', () => {
    expect(altered('ALTER TABLE a ALTER type TYPE int USING 1')).toMatchObject({
      column: 'type',
      using: '1',
    });
    expect(altered('ALTER TABLE a ALTER "using" TYPE int')).toEqual({
      kind: 'alter-column',
      table: 'a',
      column: 'using',
      type: { name: 'int4', written: 'int' },
    });
    expect(altered('ALTER TABLE a ALTER "default" SET DEFAULT 2')).toMatchObject({
      column: 'default',
      default: { text: '2' },
    });
  });

  it('makes NOT NULL of a constraint', () => {
    expect(altered('ALTER TABLE a ADD CONSTRAINT c NOT NULL b')).toEqual({
      kind: 'alter-column',
      table: 'a',
      column: 'b',
      nullable: false,
    });
  });
});

describe('ADD CONSTRAINT', () => {
  it.each<[string, object]>([
    ['UNIQUE (b, c)', { kind: 'unique', columns: ['b', 'c'] }],
    ['CONSTRAINT x UNIQUE (b)', { name: 'x', kind: 'unique', columns: ['b'] }],
    ['CONSTRAINT x UNIQUE USING INDEX i', { name: 'x', kind: 'unique', usingIndex: true, index: 'i' }],
    ['PRIMARY KEY (b)', { kind: 'primary-key', columns: ['b'] }],
    [
      'CONSTRAINT x PRIMARY KEY USING INDEX i',
      { name: 'x', kind: 'primary-key', usingIndex: true, index: 'i' },
    ],
    ['CHECK (b > 0)', { kind: 'check', columns: ['b'], expression: 'b > 0' }],
    [
      'CONSTRAINT x CHECK (b > 0) NOT VALID',
      { name: 'x', kind: 'check', columns: ['b'], expression: 'b > 0', notValid: true },
    ],
    [
      'FOREIGN KEY (b) REFERENCES s.c (d) NOT VALID',
      { kind: 'foreign-key', columns: ['b'], target: { table: 's.c', columns: ['d'] }, notValid: true },
    ],
    [
      'FOREIGN KEY (b) REFERENCES c ON DELETE CASCADE',
      { kind: 'foreign-key', columns: ['b'], target: { table: 'c' }, onDelete: 'cascade' },
    ],
    [
      'FOREIGN KEY (b) REFERENCES c ON DELETE SET NULL (b)',
      { kind: 'foreign-key', columns: ['b'], target: { table: 'c' }, onDelete: 'set null', hasMore: true },
    ],
    ['EXCLUDE USING gist (b WITH =)', { kind: 'exclude', columns: ['b'] }],
    ['UNIQUE NULLS NOT DISTINCT (b)', { kind: 'unique', columns: ['b'], hasMore: true }],
    [
      'CHECK (b > 0) NOT ENFORCED',
      { kind: 'check', columns: ['b'], expression: 'b > 0', notValid: true, hasMore: true },
    ],
  ])('%s', (definition, constraint) => {
    expect(altered(`ALTER TABLE a ADD ${definition}`)).toEqual({
      kind: 'add-constraint',
      table: 'a',
      constraint: { at: definition, ...constraint },
    });
  });
});

describe('ALTER of what is no table', () => {
  it.each<[string, string]>([
    ['ALTER INDEX a SET (fillfactor = 70)', 'ALTER INDEX'],
    ['ALTER INDEX a ATTACH PARTITION b', 'ALTER INDEX'],
    ['ALTER VIEW a ALTER b SET DEFAULT 1', 'ALTER VIEW'],
    ['ALTER MATERIALIZED VIEW a CLUSTER ON b', 'ALTER MATERIALIZED VIEW'],
    ['ALTER FOREIGN TABLE a DROP b', 'ALTER FOREIGN TABLE'],
    ['ALTER TYPE a ADD ATTRIBUTE b int', 'ALTER TYPE'],
    ["ALTER TYPE a ADD VALUE 'b'", 'ALTER TYPE'],
    ["ALTER TYPE a RENAME VALUE 'b' TO 'c'", 'ALTER TYPE'],
    ['ALTER SEQUENCE a OWNED BY NONE', 'ALTER SEQUENCE'],
    ['ALTER DOMAIN a SET NOT NULL', 'ALTER DOMAIN'],
    ['ALTER VIEW a SET SCHEMA b', 'ALTER VIEW'],
    ['ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b', 'ALTER TABLE'],
  ])('%s', (sql, what) => {
    expect(altered(sql)).toEqual({ kind: 'other', what });
  });
});

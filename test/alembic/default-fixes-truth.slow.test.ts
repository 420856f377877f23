import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { judgedFiles } from './judged-files.ts';
import { revisionFile } from './revision-file.ts';
import { emptied, failureText } from './round-trip.ts';
import { SHOP, SHOP_REVISION, SHOP_ROWS } from './shop.ts';

const isJudged = alembic.kind === 'ready' && postgresql.kind === 'ready';
const NOT_NULL = 'NotNullViolation: column "extra" of relation "orders" contains null values';

/** A revision that adds one column to the orders of the shop. */
function adding(column: string): FileTexts {
  return {
    ...SHOP_REVISION,
    'b2_change.py': revisionFile({
      revision: 'b2',
      down: SHOP,
      module: ['from sqlalchemy.dialects import postgresql'],
      upgrade: [`op.add_column("orders", sa.Column("extra", ${column}))`],
      downgrade: ['op.drop_column("orders", "extra")'],
    }),
  };
}

/** Types, and the value that the rows which are there get by the fix, as PostgreSQL writes it. */
const EMPTY_VALUES: readonly (readonly [type: string, value: string])[] = [
  ['sa.Integer()', '0'],
  ['sa.BigInteger()', '0'],
  ['sa.SmallInteger()', '0'],
  ['sa.Numeric(12, 4)', '0.0000'],
  ['sa.Float()', '0'],
  ['sa.String(30)', ''],
  ['sa.String()', ''],
  ['sa.Text()', ''],
  ['sa.Unicode(5)', ''],
  ['sa.CHAR(2)', '  '],
  ['sa.Boolean()', 'false'],
  ['sa.JSON()', '{}'],
  ['postgresql.JSONB()', '{}'],
  ['postgresql.ARRAY(sa.Integer())', '{}'],
  ['sa.ARRAY(sa.Text())', '{}'],
];

/** What no default is made up for: a value of these means something. */
const WITHOUT_EMPTY_VALUE = [
  'sa.Enum("open", "paid", name="state", create_type=False)',
  'postgresql.UUID()',
  'postgresql.INET()',
  'sa.Interval()',
  'sa.LargeBinary()',
  'sa.Integer(), sa.ForeignKey("customers.id")',
];

const MOMENTS = ['sa.Date()', 'sa.DateTime()', 'sa.DateTime(timezone=True)', 'sa.Time()'];

/** Python's default, what the fix makes of it, and the value that old rows then have. */
const MOVED: readonly (readonly [column: string, written: string, value: string])[] = [
  ['sa.Integer(), default=3, nullable=False', 'server_default="3"', '3'],
  ['sa.Integer(), default=-3, nullable=False', 'server_default="-3"', '-3'],
  ['sa.BigInteger(), nullable=False, default=0', 'server_default="0"', '0'],
  ['sa.Numeric(5, 2), default=7, nullable=False', 'server_default="7"', '7.00'],
  ['sa.Boolean(), default=True, nullable=False', 'server_default="true"', 'true'],
  ['sa.Boolean(), default=False, nullable=False', 'server_default="false"', 'false'],
  ['sa.String(10), default="new", nullable=False', 'server_default="new"', 'new'],
  ["sa.Text(), default='it is', nullable=False", "server_default='it is'", 'it is'],
  ['sa.Text(), default="", nullable=False', 'server_default=""', ''],
  [`sa.Text(), default="it's", nullable=False`, `server_default="it's"`, "it's"],
  [
    'sa.Text(), default="100 % sure: yes", nullable=False',
    'server_default="100 % sure: yes"',
    '100 % sure: yes',
  ],
  ['sa.Integer(), default=3', 'server_default="3"', '3'],
  ['sa.String(10), default="new", nullable=True', 'server_default="new"', 'new'],
];

const NOT_MOVED = [
  'sa.Integer(), default=lambda: 3, nullable=False',
  'sa.Integer(), default=COUNT, nullable=False',
  'sa.String(3), default="too long", nullable=False',
  'sa.Integer(), default="3", nullable=False',
  'sa.Integer(), default=0x10, nullable=False',
  'sa.Boolean(), default=1, nullable=False',
  'postgresql.JSONB(), default=dict, nullable=False',
  'sa.Text(), default="tab\\there", nullable=False',
];

const offeredFor = async (column: string, rule: string) =>
  (await judgedFiles(adding(column), [rule])).fixedBy(rule);
const REQUIRED = 'add-not-null-without-default';
const PYTHON_ONLY = 'python-default-only';

describe('a default is not made up', () => {
  test.each(WITHOUT_EMPTY_VALUE)('for %s', async (type) => {
    expect((await judgedFiles(adding(`${type}, nullable=False`), [REQUIRED])).rules).toEqual([REQUIRED]);
    expect(await offeredFor(`${type}, nullable=False`, REQUIRED)).toBeUndefined();
  });

  test.each(NOT_MOVED)('from the one of Python in %s', async (column) => {
    expect((await judgedFiles(adding(column), [PYTHON_ONLY])).rules).toEqual([PYTHON_ONLY]);
    expect(await offeredFor(column, PYTHON_ONLY)).toBeUndefined();
  });
});

describe.skipIf(!isJudged)('real Alembic adds a column to a table with rows', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  beforeEach(async () => {
    await emptied(database);
    await ends(SHOP_REVISION);
    await database.query(SHOP_ROWS);
  });
  afterAll(() => database.drop());

  /** `undefined` where the upgrade runs, else what it fails with. */
  async function ends(files: FileTexts): Promise<string | undefined> {
    const project = await alembicProject({ revisions: files, database });
    const reply = await project.run('upgrade', 'head');
    return reply.exit === 0 ? undefined : failureText(reply);
  }

  /** Of all orders, each once, as text. */
  async function valuesOfExtra(): Promise<readonly unknown[]> {
    const rows = await database.query('SELECT DISTINCT extra::text AS value FROM orders');
    return rows.map(({ value }) => value);
  }

  test.each(EMPTY_VALUES)('%s is filled with nothing by the fix', async (type, value) => {
    const column = `${type}, nullable=False`;
    expect(await ends(adding(column))).toBe(NOT_NULL);
    const fixed = await offeredFor(column, REQUIRED);
    expect(fixed, 'the fix is offered').toBeDefined();
    expect(await ends(fixed ?? {})).toBeUndefined();
    // Padding of CHAR is no part of the text.
    expect(await valuesOfExtra()).toEqual([value.trimEnd()]);
    expect((await judgedFiles(fixed ?? {}, [REQUIRED, PYTHON_ONLY])).rules).toEqual([]);
  });

  test.each(MOMENTS)('%s is filled with now by the fix', async (type) => {
    const fixed = await offeredFor(`${type}, nullable=False`, REQUIRED);
    expect(await ends(fixed ?? {})).toBeUndefined();
    expect(await valuesOfExtra()).toHaveLength(1);
    const insert = "INSERT INTO orders (id, number, customer_id) VALUES (9, 'N', 1)";
    await database.query(insert);
    const [row] = await database.query('SELECT extra IS NOT NULL AS filled FROM orders WHERE id = 9');
    expect(row).toEqual({ filled: true });
  });

  test.each(MOVED)('%s becomes %s, and old rows have %j', async (...[column, written, value]) => {
    const isRequired = column.includes('nullable=False');
    expect(await ends(adding(column))).toBe(isRequired ? NOT_NULL : undefined);
    if (!isRequired) {
      expect(await valuesOfExtra(), 'PostgreSQL never saw the default').toEqual([null]);
      await database.query(
        'ALTER TABLE orders DROP COLUMN extra; UPDATE alembic_version SET version_num = $$a1$$',
      );
    }
    const fixed = await offeredFor(column, PYTHON_ONLY);
    expect(fixed?.['b2_change.py']).toContain(written);
    expect(await ends(fixed ?? {})).toBeUndefined();
    expect(await valuesOfExtra()).toEqual([value]);
  });
});

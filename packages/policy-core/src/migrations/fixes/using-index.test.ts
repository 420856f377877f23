import { describe, expect, test } from 'vitest';

import { applyFixes } from '../../model/apply-edits.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const UNIQUE = 'unique-constraint-without-index';
const PRIMARY = 'primary-key-without-index';
const BLOCK = 'with op.get_context().autocommit_block():';

/** What the fix makes of the lines of an upgrade; `undefined` where none is offered. */
async function fixed(upgrade: string, rule = UNIQUE): Promise<string | undefined> {
  const mended = await fixedText(`migrations/${rule}`, sampleRevision({ upgrade }));
  if (mended === undefined) return undefined;
  const body = /def upgrade\(\) -> None:\n([^]*?)\n\n\ndef downgrade/.exec(mended)?.[1];
  return body?.replaceAll(/^ {4}/gm, '');
}

describe('a unique constraint takes an index that is built CONCURRENTLY', () => {
  test.each([
    [
      'by a directive',
      'op.create_unique_constraint("uq_a", "orders", ["a"])',
      `${BLOCK}\n    op.create_index(op.f("uq_a"), "orders", ["a"], unique=True, postgresql_concurrently=True)\nop.execute("ALTER TABLE orders ADD CONSTRAINT uq_a UNIQUE USING INDEX uq_a")`,
    ],
    [
      'on lines of their own, of several columns, in a schema',
      'op.create_unique_constraint(\n    "uq",\n    "orders",\n    ["a", "b"],\n    schema="shop",\n)',
      `${BLOCK}\n    op.create_index(op.f("uq"), "orders", ["a", "b"], unique=True, schema="shop", postgresql_concurrently=True)\nop.execute("ALTER TABLE shop.orders ADD CONSTRAINT uq UNIQUE USING INDEX uq")`,
    ],
    [
      'of names that need quotes',
      'op.create_unique_constraint("UQ", "user", ["a"])',
      `${BLOCK}\n    op.create_index(op.f("UQ"), "user", ["a"], unique=True, postgresql_concurrently=True)\nop.execute('ALTER TABLE "user" ADD CONSTRAINT "UQ" UNIQUE USING INDEX "UQ"')`,
    ],
    [
      'by SQL',
      'op.execute("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a)")',
      `${BLOCK}\n    op.create_index(op.f("uq"), "orders", ["a"], unique=True, postgresql_concurrently=True)\nop.execute("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq")`,
    ],
    [
      'under a condition',
      'if x:\n    op.create_unique_constraint("uq", "orders", ["a"])',
      `if x:\n    ${BLOCK}\n        op.create_index(op.f("uq"), "orders", ["a"], unique=True, postgresql_concurrently=True)\n    op.execute("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq")`,
    ],
  ])('%s', async (_name, upgrade, mended) => {
    expect(await fixed(upgrade)).toBe(mended);
  });

  test.each([
    ['without a name', 'op.create_unique_constraint(None, "orders", ["a"])'],
    ['of a name that is not known', 'op.create_unique_constraint(NAME, "orders", ["a"])'],
    ['of columns that are not known', 'op.create_unique_constraint("uq", "orders", COLUMNS)'],
    ['that waits for the end', 'op.create_unique_constraint("uq", "orders", ["a"], deferrable=True)'],
    ['in a batch', 'with op.batch_alter_table("o") as b:\n    b.create_unique_constraint("uq", ["a"])'],
    ['outside of the transaction', `${BLOCK}\n    op.create_unique_constraint("uq", "orders", ["a"])`],
    ['with a comment', 'op.create_unique_constraint("uq", "orders", ["a"])  # why'],
    ['of a new column', 'op.add_column("orders", sa.Column("a", sa.Integer(), unique=True))'],
    ['beside other SQL', 'op.execute("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a), ADD b int")'],
    ['with more words', 'op.execute("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a) INCLUDE (b)")'],
    ['of an odd name', `op.create_unique_constraint('u"q', "orders", ["a"])`],
    [
      'of a table with partitions',
      'op.execute("ALTER TABLE o ATTACH PARTITION o_1 DEFAULT")\nop.create_unique_constraint("uq", "o", ["a"])',
    ],
  ])('not one %s', async (_name, upgrade) => {
    expect(await fixed(upgrade)).toBeUndefined();
  });

  test('in the quotes, with the ends of line and the tabs of the file', async () => {
    const text = sampleRevision({ upgrade: "op.create_unique_constraint('uq', 'orders', ['a'])" })
      .replaceAll('"', "'")
      .replaceAll('    op', '\top')
      .replaceAll('\n', '\r\n');
    expect(await fixedText(`migrations/${UNIQUE}`, text)).toContain(
      `\r\n\t${BLOCK}\r\n\t\top.create_index(op.f('uq'), 'orders', ['a'], unique=True, postgresql_concurrently=True)\r\n\top.execute('ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq')\r\n`,
    );
  });
});

describe('a primary key takes an index that is built CONCURRENTLY', () => {
  const KEY = 'op.create_primary_key("orders_pkey", "orders", ["id"])';

  test('of columns that are NOT NULL', async () => {
    const filled = 'op.alter_column("orders", "id", existing_type=sa.Integer(), nullable=False)';
    expect(await fixed(`${filled}\n${KEY}`, PRIMARY)).toBe(
      `${filled}\n${BLOCK}\n    op.create_index(op.f("orders_pkey"), "orders", ["id"], unique=True, postgresql_concurrently=True)\nop.execute("ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey")`,
    );
  });

  test('not of columns that may be NULL', async () => {
    expect(await fixed(KEY, PRIMARY)).toBeUndefined();
  });
});

describe('a constraint of a SQL file', () => {
  async function mended(text: string, path = 'db/1.sql'): Promise<string | undefined> {
    const checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());
    const only = [`migrations/${UNIQUE}`];
    const fixes = checker.checkFiles([{ path, text }], { only }).findings.flatMap((one) => one.fixes);
    return fixes.length === 0 ? undefined : applyFixes({ [path]: text }, fixes).texts[path];
  }

  test.each([
    [
      'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a);\n',
      'CREATE UNIQUE INDEX CONCURRENTLY uq ON orders (a);\nALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq;\n',
    ],
    [
      'SELECT 1;\nalter table only shop."Orders"\n  add constraint "Uq" unique ("A", b)',
      'SELECT 1;\nCREATE UNIQUE INDEX CONCURRENTLY "Uq" ON shop."Orders" ("A", b);\nalter table only shop."Orders" ADD CONSTRAINT "Uq" UNIQUE USING INDEX "Uq"',
    ],
    [
      '-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a);\n',
      '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE UNIQUE INDEX CONCURRENTLY uq ON orders (a);\nALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq;\n',
    ],
  ])('is split: %j', async (text, expected) => {
    expect(await mended(text)).toBe(expected);
  });

  test.each([
    ['without a name', 'ALTER TABLE orders ADD UNIQUE (a);\n'],
    ['in a transaction', 'BEGIN;\nALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a);\nCOMMIT;\n'],
    ['in a transaction of its tool', '-- +goose Up\nALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a);\n'],
    ['before other commands', 'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a), ADD b int;\n'],
    ['behind other commands', 'ALTER TABLE orders ADD b int, ADD CONSTRAINT uq UNIQUE (a);\n'],
    ['with more words', 'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (a);\n'],
    ['with a comment inside', 'ALTER TABLE orders ADD CONSTRAINT uq /* why */ UNIQUE (a);\n'],
  ])('is left alone %s', async (_name, text) => {
    expect(await mended(text)).toBeUndefined();
  });
});

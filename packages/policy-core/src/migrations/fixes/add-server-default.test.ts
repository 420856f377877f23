import { describe, expect, test } from 'vitest';

import { fixedText } from '../../testing/fixed-text.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const RULE = 'migrations/add-not-null-without-default';

/** What the fix makes of the column of a revision that adds it; `undefined` where none is offered. */
async function fixed(column: string): Promise<string | undefined> {
  const text = sampleRevision({
    module: 'from sqlalchemy import Boolean, Column, text\nfrom sqlalchemy.dialects import postgresql',
    upgrade: `op.add_column("orders", ${column})`,
  });
  const mended = await fixedText(RULE, text);
  return mended && /add_column\("orders", ([^]*?)\)\n\n\ndef downgrade/.exec(mended)?.[1];
}

describe('a server_default is added', () => {
  test.each([
    [
      'a text is empty',
      'sa.Column("x", sa.Text(), nullable=False)',
      'sa.Column("x", sa.Text(), nullable=False, server_default="")',
    ],
    [
      'a number is zero',
      'sa.Column("x", sa.Numeric(10, 2), nullable=False)',
      'sa.Column("x", sa.Numeric(10, 2), nullable=False, server_default="0")',
    ],
    [
      'a flag is false',
      'sa.Column("x", sa.Boolean(), nullable=False)',
      'sa.Column("x", sa.Boolean(), nullable=False, server_default="false")',
    ],
    [
      'a moment is now',
      'sa.Column("x", sa.DateTime(timezone=True), nullable=False)',
      'sa.Column("x", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()"))',
    ],
    [
      'JSON is an object',
      'sa.Column("x", postgresql.JSONB(), nullable=False)',
      'sa.Column("x", postgresql.JSONB(), nullable=False, server_default="{}")',
    ],
    [
      'a list is empty',
      'sa.Column("x", sa.ARRAY(sa.Integer()), nullable=False)',
      'sa.Column("x", sa.ARRAY(sa.Integer()), nullable=False, server_default="{}")',
    ],
    [
      'behind a last comma',
      'sa.Column("x", sa.Text(), nullable=False,)',
      'sa.Column("x", sa.Text(), nullable=False, server_default="",)',
    ],
    [
      'with the names that are imported',
      'Column("x", Boolean(), nullable=False)',
      'Column("x", Boolean(), nullable=False, server_default="false")',
    ],
    [
      'over several lines',
      'sa.Column(\n    "x",\n    sa.Text(),\n    nullable=False,\n)',
      'sa.Column(\n        "x",\n        sa.Text(),\n        nullable=False, server_default="",\n    )',
    ],
    [
      'beside a bracket in a text',
      'sa.Column("x", sa.Text(), nullable=False, comment="(optional)")',
      'sa.Column("x", sa.Text(), nullable=False, comment="(optional)", server_default="")',
    ],
  ])('%s', async (...[, column, result]) => {
    expect(await fixed(column)).toBe(result);
  });

  test('in the quotes of the file', async () => {
    const upgrade = 'op.add_column("orders", sa.Column("x", sa.Text(), nullable=False))';
    const text = sampleRevision({ upgrade }).replaceAll('"', "'");
    expect(await fixedText(RULE, text)).toContain("nullable=False, server_default='')");
  });
});

describe('no default is made up', () => {
  test.each([
    [
      'for a key of another table',
      'sa.Column("x", sa.Integer(), sa.ForeignKey("people.id"), nullable=False)',
    ],
    [
      'for a value that has to be another in each row',
      'sa.Column("x", sa.Text(), unique=True, nullable=False)',
    ],
    ['for a UUID', 'sa.Column("x", postgresql.UUID(), nullable=False)'],
    ['for an enum', 'sa.Column("x", sa.Enum("a", "b", name="mood"), nullable=False)'],
    ['for bytes', 'sa.Column("x", sa.LargeBinary(), nullable=False)'],
    ['for a type of one’s own', 'sa.Column("x", Geometry("POINT"), nullable=False)'],
    ['for a moment where text() is not reached by a prefix', 'Column("x", sa.DateTime(), nullable=False)'],
    [
      'behind a comment, which would hide it',
      'sa.Column(\n        "x",\n        sa.Text(),\n        nullable=False  # always\n    )',
    ],
    ['for a column that is made elsewhere', 'make_column()'],
  ])('%s', async (_, column) => {
    expect(await fixed(column)).toBeUndefined();
  });

  test('for a column of SQL', async () => {
    const text = sampleRevision({ upgrade: 'op.execute("ALTER TABLE orders ADD COLUMN x text NOT NULL")' });
    expect(await fixedText(RULE, text)).toBeUndefined();
  });
});

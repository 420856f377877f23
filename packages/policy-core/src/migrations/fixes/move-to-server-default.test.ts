import { describe, expect, test } from 'vitest';

import { fixedText } from '../../testing/fixed-text.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

/** What the fix makes of the column of a revision that adds it; `undefined` where none is offered. */
async function fixed(column: string): Promise<string | undefined> {
  const text = sampleRevision({ upgrade: `op.add_column("orders", ${column})` });
  const mended = await fixedText('migrations/python-default-only', text);
  return mended && /add_column\("orders", ([^]*?)\)\n\n\ndef downgrade/.exec(mended)?.[1];
}

describe('default= becomes server_default=', () => {
  test.each([
    ['a number as text', 'sa.Integer(), default=0', 'sa.Integer(), server_default="0"'],
    ['a number below zero', 'sa.SmallInteger(), default=-12', 'sa.SmallInteger(), server_default="-12"'],
    ['a number of decimals', 'sa.Numeric(5, 2), default=7', 'sa.Numeric(5, 2), server_default="7"'],
    [
      'True in the letters of PostgreSQL',
      'sa.Boolean(), default=True',
      'sa.Boolean(), server_default="true"',
    ],
    ['False as well', 'sa.Boolean(), default=False', 'sa.Boolean(), server_default="false"'],
    ['a text in its quotes', "sa.Text(), default='new'", "sa.Text(), server_default='new'"],
    ['the empty text', 'sa.String(10), default=""', 'sa.String(10), server_default=""'],
    ['a text that just fits', 'sa.String(3), default="neü"', 'sa.String(3), server_default="neü"'],
    ['with blanks around', 'sa.Integer(), default = 3', 'sa.Integer(), server_default="3"'],
    [
      'a value of an enum',
      'sa.Enum("new", "paid", name="state"), default="new"',
      'sa.Enum("new", "paid", name="state"), server_default="new"',
    ],
    [
      'between others',
      'sa.Integer(), nullable=False, default=3, comment="how many"',
      'sa.Integer(), nullable=False, server_default="3", comment="how many"',
    ],
  ])('%s', async (...[, column, result]) => {
    expect(await fixed(`sa.Column("x", ${column})`)).toBe(`sa.Column("x", ${result})`);
  });
});

describe('default= stays', () => {
  test.each([
    ['where it is called', 'sa.Integer(), default=make'],
    ['where it is a lambda', 'sa.Integer(), default=lambda: 3'],
    ['where it is a sum', 'sa.Integer(), default=1 + 2'],
    ['where it is a number written otherwise', 'sa.Integer(), default=0x1f'],
    ['where a zero stands before it', 'sa.Integer(), default=1_000'],
    ['where it is a fraction, which may be rounded', 'sa.Float(), default=0.1'],
    ['where a text does not fit', 'sa.String(3), default="long"'],
    ['where a text stands for a number', 'sa.Integer(), default="3"'],
    ['where a number stands for a flag', 'sa.Boolean(), default=1'],
    ['where a flag stands for a number', 'sa.Integer(), default=True'],
    ['where a text has escapes', 'sa.Text(), default="a\\nb"'],
    ['where a text is raw', 'sa.Text(), default=r"a"'],
    ['where a text is put together', 'sa.Text(), default="a" "b"'],
    ['where a text is of bytes', 'sa.LargeBinary(), default=b"a"'],
    ['where an enum has no such value', 'sa.Enum("new", "paid", name="state"), default="lost"'],
    ['where it is a list', 'sa.ARRAY(sa.Integer()), default=[]'],
    ['where the type is not known', 'Geometry(), default="POINT(0 0)"'],
    ['where the word stands twice', 'sa.Text(), default="x", comment="default= is x"'],
  ])('%s', async (_, column) => {
    expect(await fixed(`sa.Column("x", ${column})`)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import { describeRule } from '../../testing/describe-rule.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { pythonDefaultOnly } from './python-default-only.ts';

const required = (value: string, verb = 'adds') => ({
  messageId: 'required',
  data: { adds: verb, table: 'orders', column: 'total', value },
});
const ignored = (value: string) => ({
  messageId: 'ignored',
  data: { adds: 'adds', table: 'orders', column: 'total', value },
});
const add = (more: string) => `op.add_column("orders", sa.Column("total", ${more}))`;
const PATHS = ['alembic/versions/5a9d_base.py', 'alembic/versions/ab12_x.py'] as const;

describeRule(pythonDefaultOnly, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'no default, or one of the database': oneRevision({
      upgrade: `${add('sa.Integer()')}\n${add('sa.Integer(), server_default="0"')}`,
      downgrade: add('sa.Integer(), default=0'),
    }),
    'one of each': oneRevision({ upgrade: add('sa.Integer(), default=0, server_default="0"') }),
    'one of the database that is only known when it runs': oneRevision({
      upgrade: add('sa.Integer(), default=0, server_default=preset()'),
    }),
    'None, which is none': oneRevision({ upgrade: add('sa.Integer(), default=None') }),
    'NULL, which the rows get anyway': oneRevision({ upgrade: add('sa.Integer(), default=sa.null()') }),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("id", sa.Integer(), default=1))\n${add('sa.Integer(), default=0')}`,
    }),
    'rows that are filled': oneRevision({
      upgrade: `${add('sa.Integer(), default=0')}\nop.execute("UPDATE orders SET total = 0")`,
    }),
    'rows that may be filled': oneRevision({
      upgrade: `${add('sa.Integer(), default=0')}\nop.execute(fill())`,
    }),
    'rows that are filled in a table that only a run tells': oneRevision({
      upgrade: `${add('sa.Integer(), default=0')}\norders = load_table("orders")\nop.execute(orders.update().values(total=0))`,
    }),
    'a table whose rows are all deleted before': oneRevision({
      upgrade: `op.execute("DELETE FROM orders")\n${add('sa.Integer(), default=0')}`,
    }),
    SQL: { files: { 'db/1.sql': 'ALTER TABLE orders ADD COLUMN total int DEFAULT 0;\n' } },
  },
  breaks: {
    'a foreign key, which takes no made-up value': {
      ...oneRevision({ upgrade: add('sa.Uuid(), sa.ForeignKey("notes.id"), default=uuid.uuid4') }),
      finds: [
        {
          messageId: 'ignoredLink',
          data: { adds: 'adds', table: 'orders', column: 'total', value: 'uuid.uuid4' },
          underlines: add('sa.Uuid(), sa.ForeignKey("notes.id"), default=uuid.uuid4'),
        },
      ],
    },
    'a foreign key that comes later, of a column that is NOT NULL': {
      ...oneRevision({
        upgrade: `${add('sa.Uuid(), default=uuid.uuid4, nullable=False')}\nop.create_foreign_key(None, "orders", "notes", ["total"], ["id"])`,
      }),
      finds: [
        {
          messageId: 'requiredLink',
          data: { adds: 'adds', table: 'orders', column: 'total', value: 'uuid.uuid4' },
          underlines: add('sa.Uuid(), default=uuid.uuid4, nullable=False'),
        },
      ],
    },
    'a column that is NOT NULL': {
      ...oneRevision({ upgrade: add('sa.Integer(), nullable=False, default=0') }),
      finds: [{ ...required('0'), underlines: add('sa.Integer(), nullable=False, default=0') }],
      offers: ['Make it server_default="0"'],
      mendedTo: {
        [PATHS[1]]: sampleRevision({
          parent: '"5a9d"',
          upgrade: add('sa.Integer(), nullable=False, server_default="0"'),
        }),
      },
    },
    'a column that is NOT NULL, in a table whose rows are all deleted before': {
      ...oneRevision({
        upgrade: `op.execute("TRUNCATE orders")\n${add('sa.Integer(), nullable=False, default=f')}`,
      }),
      finds: [
        {
          messageId: 'emptied',
          data: { adds: 'adds', table: 'orders', column: 'total', value: 'f' },
          underlines: add('sa.Integer(), nullable=False, default=f'),
        },
      ],
      offers: [],
    },
    'a table whose rows are only deleted where a condition holds': {
      ...oneRevision({
        upgrade: `if late():\n    op.execute("DELETE FROM orders")\n${add('sa.Integer(), default=0')}`,
      }),
      finds: [{ ...ignored('0'), underlines: add('sa.Integer(), default=0') }],
    },
    'a column that is NOT NULL, whatever is filled later': {
      ...oneRevision({
        upgrade: `${add('sa.Integer(), nullable=False, default=f')}\nop.execute("UPDATE orders SET total = 0")`,
      }),
      finds: [{ ...required('f'), underlines: add('sa.Integer(), nullable=False, default=f') }],
      offers: [],
    },
    'a column that takes NULL': {
      ...oneRevision({ upgrade: add('sa.Boolean(), default=False') }),
      finds: [{ ...ignored('False'), underlines: add('sa.Boolean(), default=False') }],
      offers: ['Make it server_default="false"'],
      mendedTo: {
        [PATHS[1]]: sampleRevision({
          parent: '"5a9d"',
          upgrade: add('sa.Boolean(), server_default="false"'),
        }),
      },
    },
    'a column that must be unique, where every row would get the same': {
      ...oneRevision({
        upgrade: `${add('sa.Integer(), default=0')}\nop.create_unique_constraint("uq", "orders", ["total"])`,
      }),
      finds: [{ ...ignored('0'), underlines: add('sa.Integer(), default=0') }],
      offers: [],
    },
    'a column with a unique index, by itself or beside another column': {
      ...oneRevision({
        upgrade: `${add('sa.Integer(), default=0, unique=True')}\nop.create_index("ix", "orders", ["a", "total"], unique=True)`,
      }),
      finds: [{ ...ignored('0'), underlines: add('sa.Integer(), default=0, unique=True') }],
      offers: [],
    },
    'a column of which another table has a unique one of the same name': {
      ...oneRevision({
        upgrade: `${add('sa.Integer(), default=0')}\nop.create_index("ix", "items", ["total"], unique=True)\nop.create_index("iy", "orders", ["total"])`,
      }),
      finds: [{ ...ignored('0'), underlines: add('sa.Integer(), default=0') }],
      offers: ['Make it server_default="0"'],
    },
    'rows of another table, or filled before': {
      ...oneRevision({
        upgrade: `op.execute("UPDATE orders SET a = 0")\n${add('sa.Text(), default="x"')}\nop.execute("UPDATE items SET a = 0")`,
      }),
      finds: [{ ...ignored('"x"'), underlines: add('sa.Text(), default="x"') }],
      offers: ['Make it server_default="x"'],
    },
    'one in a batch, under a condition': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("orders") as batch:\n    if wanted():\n        batch.add_column(sa.Column("total", sa.UUID(), default=uuid4, nullable=False))',
      }),
      finds: [
        {
          ...required('uuid4', 'may add'),
          underlines: 'batch.add_column(sa.Column("total", sa.UUID(), default=uuid4, nullable=False))',
        },
      ],
      offers: [],
    },
  },
  waits: {},
});

describe('the default that is moved', () => {
  const fixed = async (more: string) => {
    const text = await fixedText('migrations/python-default-only', sampleRevision({ upgrade: add(more) }));
    return text && /sa\.Column\("total", (.*)\)\)/.exec(text)?.[1];
  };

  test.each([
    ['sa.Integer(), default=-5', 'sa.Integer(), server_default="-5"'],
    ['sa.Float(), default = 5', 'sa.Float(), server_default="5"'],
    ['sa.Boolean(), default=True', 'sa.Boolean(), server_default="true"'],
    ["sa.String(5), default='open'", "sa.String(5), server_default='open'"],
    ['sa.Text(), default="it\'s"', 'sa.Text(), server_default="it\'s"'],
    ['sa.Enum("a", "b", name="s"), default="a"', 'sa.Enum("a", "b", name="s"), server_default="a"'],
    ['sa.Text(), default="", nullable=False', 'sa.Text(), server_default="", nullable=False'],
  ])('%s to %s', async (from, to) => {
    expect(await fixed(from)).toBe(to);
  });

  test.each([
    ['a value of another type', 'sa.Integer(), default="x"'],
    ['a number for a truth', 'sa.Boolean(), default=1'],
    ['a truth for a number', 'sa.Integer(), default=True'],
    ['a text that is too long', 'sa.String(3), default="open"'],
    ['a value that the enum has not', 'sa.Enum("a", name="s"), default="b"'],
    ['a text with an escape', String.raw`sa.Text(), default="a\n"`],
    ['a call', 'sa.DateTime(), default=datetime.now()'],
    ['a function', 'sa.JSON(), default=dict'],
    ['a number that is not written plainly', 'sa.Integer(), default=1_000'],
    ['an array', 'sa.ARRAY(sa.Integer()), default=0'],
    ['a type of one’s own', 'MyType(), default=0'],
    ['the word in a text as well', 'sa.Text(), default="x", comment="default=y"'],
  ])('is left to a person: %s', async (_name, more) => {
    expect(await fixed(more)).toBeUndefined();
  });
});

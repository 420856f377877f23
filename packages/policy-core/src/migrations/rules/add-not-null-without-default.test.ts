import { describe, expect, test } from 'vitest';

import { describeRule } from '../../testing/describe-rule.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { addNotNullWithoutDefault } from './add-not-null-without-default.ts';

const EMPTIED = {
  messageId: 'emptied',
  data: { adds: 'adds', table: 'orders', column: 'total', preset: 'server_default' },
};
const EMPTIED_BY_SQL = { ...EMPTIED, data: { ...EMPTIED.data, preset: 'DEFAULT' } };
const column = (more: string) => `sa.Column("total", ${more})`;
const add = (more: string) => `op.add_column("orders", ${column(more)})`;

describeRule(addNotNullWithoutDefault, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a column that takes NULL': oneRevision({
      upgrade: `${add('sa.Integer()')}\n${add('sa.Integer(), nullable=True')}`,
      downgrade: add('sa.Integer(), nullable=False'),
    }),
    'a default, an identity, a computed value': oneRevision({
      upgrade: [
        add('sa.Integer(), nullable=False, server_default="0"'),
        add('sa.Integer(), sa.Identity(), nullable=False'),
        add('sa.Integer(), sa.Computed("a + b"), nullable=False'),
      ].join('\n'),
    }),
    'a default that is only known when it runs': oneRevision({
      upgrade: add('sa.Integer(), nullable=False, server_default=preset()'),
    }),
    'a default of Python, which has a rule of its own': oneRevision({
      upgrade: add('sa.Integer(), nullable=False, default=0'),
    }),
    'a NOT NULL that is only known when it runs': oneRevision({
      upgrade: add('sa.Integer(), nullable=may_be()'),
    }),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders")\n${add('sa.Integer(), nullable=False')}`,
    }),
    'SQL with a default, a sequence, or no NOT NULL': {
      files: {
        'db/1.sql':
          'ALTER TABLE a ADD b int NOT NULL DEFAULT 0, ADD c serial, ADD d bigserial NOT NULL;\nALTER TABLE a ADD e int;\n',
      },
    },
  },
  breaks: {
    'a table that the migration empties first': {
      ...oneRevision({ upgrade: `op.execute("DELETE FROM orders")\n${add('sa.Integer(), nullable=False')}` }),
      finds: [{ ...EMPTIED, underlines: add('sa.Integer(), nullable=False') }],
    },
    'a table that the migration empties in SQL': {
      files: { 'db/1.sql': 'TRUNCATE orders;\nALTER TABLE orders ADD total int NOT NULL;\n' },
      finds: [{ ...EMPTIED_BY_SQL, underlines: 'ALTER TABLE orders ADD total int NOT NULL' }],
    },
    'a table that the migration empties in part, or perhaps, or later': {
      files: {
        'db/1.sql': 'DELETE FROM orders WHERE id > 9;\nALTER TABLE orders ADD total int NOT NULL;\n',
        'db/2.sql': 'DELETE FROM items;\nALTER TABLE orders ADD total int NOT NULL;\nTRUNCATE orders;\n',
      },
      finds: [1, 2].map(() => ({
        messageId: 'adds',
        data: { adds: 'adds', table: 'orders', column: 'total', preset: 'DEFAULT' },
        underlines: 'ALTER TABLE orders ADD total int NOT NULL',
      })),
    },
    'a column that is NOT NULL': {
      ...oneRevision({ upgrade: add('sa.Integer(), nullable=False') }),
      finds: [
        {
          messageId: 'adds',
          data: { adds: 'adds', table: 'orders', column: 'total', preset: 'server_default' },
          underlines: add('sa.Integer(), nullable=False'),
        },
      ],
      offers: ['Add server_default="0"'],
    },
    'one in a batch, under a condition': {
      ...oneRevision({
        upgrade: `with op.batch_alter_table("orders") as batch:\n    if wanted():\n        batch.add_column(${column('sa.UUID(), nullable=False')})`,
      }),
      finds: [
        {
          messageId: 'adds',
          data: { adds: 'may add', table: 'orders', column: 'total', preset: 'server_default' },
          underlines: `batch.add_column(${column('sa.UUID(), nullable=False')})`,
        },
      ],
      offers: [],
    },
    'each column of a statement': {
      files: { 'db/1.sql': 'ALTER TABLE shop.a ADD COLUMN b int NOT NULL, ADD c text NOT NULL;\n' },
      finds: [
        {
          messageId: 'adds',
          data: { adds: 'adds', table: 'shop.a', column: 'b', preset: 'DEFAULT' },
          underlines: 'ADD COLUMN b int NOT NULL',
        },
        {
          messageId: 'adds',
          data: { adds: 'adds', table: 'shop.a', column: 'c', preset: 'DEFAULT' },
          underlines: 'ADD c text NOT NULL',
        },
      ],
      offers: [],
    },
    'a column of a primary key': {
      files: { 'db/1.sql': 'ALTER TABLE a ADD COLUMN id uuid PRIMARY KEY;\n' },
      finds: [
        {
          messageId: 'adds',
          data: { adds: 'adds', table: 'a', column: 'id', preset: 'DEFAULT' },
          underlines: 'ALTER TABLE a ADD COLUMN id uuid PRIMARY KEY',
        },
      ],
    },
  },
  waits: {},
});

describe('the default that is offered', () => {
  const fixed = async (upgrade: string) => {
    const text = await fixedText('migrations/add-not-null-without-default', sampleRevision({ upgrade }));
    return text === undefined ? undefined : between(text);
  };
  const between = (text: string) =>
    /upgrade\(\) -> None:\n([^]*?)\n\n\ndef downgrade/.exec(text)?.[1]?.replace(/^ {4}/gm, '');

  test.each([
    ['sa.String(20)', '""'],
    ['sa.Text()', '""'],
    ['sa.BigInteger()', '"0"'],
    ['sa.Numeric(10, 2)', '"0"'],
    ['sa.Boolean()', '"false"'],
    ['sa.DateTime(timezone=True)', 'sa.text("now()")'],
    ['sa.Date()', 'sa.text("now()")'],
    ['sa.JSON()', '"{}"'],
    ['sa.ARRAY(sa.Integer())', '"{}"'],
  ])('is of the type %s: %s', async (type, value) => {
    expect(await fixed(add(`${type}, nullable=False`))).toBe(
      add(`${type}, nullable=False, server_default=${value}`),
    );
  });

  test('stands behind a comma that is there, on its line', async () => {
    const lines = [
      'op.add_column(',
      '    "orders",',
      '    sa.Column(',
      '        "total",',
      '        sa.Integer(),',
    ];
    const end = ['    ),', ')'];
    expect(await fixed([...lines, '        nullable=False,', ...end].join('\n'))).toBe(
      [...lines, '        nullable=False, server_default="0",', ...end].join('\n'),
    );
  });

  test.each([
    ['a type of one’s own', add('MyType(), nullable=False')],
    ['a foreign key', add('sa.Integer(), sa.ForeignKey("a.id"), nullable=False')],
    ['what must be unique', add('sa.Integer(), nullable=False, unique=True')],
    [
      'a comment that may hide it',
      'op.add_column("a", sa.Column("b", sa.Integer(), nullable=False  # why\n))',
    ],
    ['an identifier', add('sa.UUID(), nullable=False')],
    ['SQL', 'op.execute("ALTER TABLE a ADD b int NOT NULL")'],
  ])('is none for %s', async (_name, upgrade) => {
    expect(await fixed(upgrade)).toBeUndefined();
  });

  test('needs a name for an expression', async () => {
    const text = sampleRevision({
      module: 'from sqlalchemy import Column, DateTime, Integer',
      upgrade: 'op.add_column("a", Column("b", DateTime(), nullable=False))',
    });
    expect(await fixedText('migrations/add-not-null-without-default', text)).toBeUndefined();
    expect(
      await fixedText('migrations/add-not-null-without-default', text.replaceAll('DateTime', 'Integer')),
    ).toContain('Column("b", Integer(), nullable=False, server_default="0")');
  });
});

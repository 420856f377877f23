import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dropIndexNotConcurrent } from './drop-index-not-concurrent.ts';

const drops = (table = 'orders', takes = 'takes') => ({
  messageId: 'drops',
  data: { takes: `${takes} ACCESS EXCLUSIVE on ${table}; readers and writers wait` },
});
const DROP = 'op.drop_index("ix", table_name="orders")';
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(dropIndexNotConcurrent, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'an index that is dropped while others go on': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.drop_index("ix", table_name="orders", postgresql_concurrently=True)',
    }),
    'CONCURRENTLY in SQL': file('DROP INDEX CONCURRENTLY ix;\n'),
    'what a downgrade takes back': oneRevision({ upgrade: 'pass', downgrade: DROP }),
    'a table that goes as well, as autogenerate writes it': oneRevision({
      upgrade: `${DROP}\nop.drop_table("orders")`,
    }),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("number", sa.Text()))\nop.create_index("ix", "orders", ["number"])\n${DROP}`,
    }),
    'a temporary table': file(
      'CREATE TEMP TABLE copied (a int);\nCREATE INDEX ix ON copied (a);\nDROP INDEX ix;\n',
    ),
    'an index of a table with partitions, which PostgreSQL drops in no other way': file(
      'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nCREATE INDEX ix ON ONLY events (at);\nDROP INDEX ix;\n',
    ),
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: DROP }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table in a schema': {
      ...oneRevision({ upgrade: 'op.drop_index("ix", "orders", schema="shop")' }),
      finds: [{ ...drops('shop.orders'), underlines: 'op.drop_index("ix", "orders", schema="shop")' }],
    },
    'another table that goes': {
      ...oneRevision({ upgrade: `${DROP}\nop.drop_table("old_orders")` }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that went before, and is there again': {
      ...oneRevision({
        upgrade: `op.drop_table("orders")\nop.rename_table("new_orders", "orders")\n${DROP}`,
      }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a flag that only shows when it runs': {
      ...oneRevision({ upgrade: 'op.drop_index("ix", "orders", postgresql_concurrently=BIG)' }),
      finds: [
        {
          ...drops('orders', 'may take'),
          underlines: 'op.drop_index("ix", "orders", postgresql_concurrently=BIG)',
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_there():\n    ${DROP}` }),
      finds: [{ ...drops('orders', 'may take'), underlines: DROP }],
    },
    'a table that an earlier migration tells of': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade:
            'op.create_table("orders", sa.Column("number", sa.Text()))\nop.create_index("ix", "orders", ["number"])',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: 'op.execute("DROP INDEX ix")',
        }),
      },
      finds: [{ ...drops(), underlines: 'DROP INDEX ix' }],
    },
    'a table of which nothing tells': {
      ...file('DROP INDEX IF EXISTS ix;\n'),
      finds: [{ ...drops('the table of the index'), underlines: 'DROP INDEX IF EXISTS ix' }],
    },
    'such a table under a condition': {
      ...oneRevision({ upgrade: 'if is_there():\n    op.execute("DROP INDEX ix")' }),
      finds: [{ ...drops('the table of the index', 'may take'), underlines: 'DROP INDEX ix' }],
    },
  },
  waits: {},
});

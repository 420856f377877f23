import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dropIndexNotConcurrent } from './drop-index-not-concurrent.ts';

const drops = (table = 'orders', takes = 'takes') => ({
  messageId: 'drops',
  data: { takes: `${takes} ACCESS EXCLUSIVE on ${table}; readers and writers wait` },
});
const DROP = 'op.drop_index("ix", table_name="orders")';
const file = (text: string) => ({ files: { 'db/1.sql': text } });
const TABLES =
  'CREATE TABLE orders (number int UNIQUE);\nCREATE INDEX ix ON orders (number);\nCREATE TABLE lines (o int);\n';
/** Two files that goose runs, each in a transaction. */
const goose = (...scripts: readonly string[]) => ({
  files: Object.fromEntries(
    scripts.map((script, index) => [`db/2024010100000${index}_x.sql`, `-- +goose Up\n${script}`]),
  ),
});

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
    'an index of a table that was made with PARTITION BY, whoever makes its partitions': goose(
      'CREATE TABLE events (at date) PARTITION BY RANGE (at);\nCREATE INDEX ix ON events (at);\n',
      'DROP INDEX ix;\n',
    ),
    'an index of a table with partitions, which PostgreSQL drops in no other way': file(
      'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nCREATE INDEX ix ON ONLY events (at);\nDROP INDEX ix;\n',
    ),
    'a table that the transaction has locked already': oneRevision({
      upgrade: `op.add_column("orders", sa.Column("note", sa.Text()))\n${DROP}`,
    }),
    'a table that a foreign key which went led to': goose(
      `${TABLES}ALTER TABLE lines ADD CONSTRAINT by FOREIGN KEY (o) REFERENCES orders (number);\n`,
      'ALTER TABLE lines DROP CONSTRAINT by;\nDROP INDEX ix;\n',
    ),
    'a table that the next statement locks, and cannot do with less': oneRevision({
      upgrade: `${DROP}\nop.drop_index("iy", table_name="orders")\nop.drop_column("orders", "number")`,
    }),
    'a table that has got its name in the transaction, and is locked for that': oneRevision({
      upgrade: `op.rename_table("new_orders", "orders")\n${DROP}`,
    }),
    'a condition in a transaction that keeps the table locked': oneRevision({
      upgrade: `op.drop_column("orders", "number")\nif is_there():\n    ${DROP}`,
    }),
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
        upgrade: `op.drop_table("orders")\nop.rename_table("new_orders", "orders")\nwith op.get_context().autocommit_block():\n    ${DROP}`,
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
    'a table that only such drops lock': {
      ...oneRevision({ upgrade: `${DROP}\nop.drop_index("iy", table_name="orders")` }),
      finds: [
        { ...drops(), underlines: DROP },
        { ...drops(), underlines: 'op.drop_index("iy", table_name="orders")' },
      ],
    },
    'a table that is locked by what may not run': {
      ...oneRevision({ upgrade: `if is_there():\n    op.drop_column("orders", "number")\n${DROP}` }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that another transaction locks': {
      ...oneRevision({
        upgrade: `op.drop_column("orders", "number")\nwith op.get_context().autocommit_block():\n    ${DROP}`,
      }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that a file locks which may run without a transaction': {
      ...file('ALTER TABLE orders DROP COLUMN number;\nDROP INDEX ix;\n'),
      finds: [{ ...drops('the table of the index'), underlines: 'DROP INDEX ix' }],
    },
    'another table that the transaction locks': {
      ...oneRevision({ upgrade: `op.drop_column("old_orders", "number")\n${DROP}` }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that is locked later, behind what takes long': {
      ...oneRevision({
        upgrade: `${DROP}\nop.execute("UPDATE lines SET number = 1")\nop.drop_column("orders", "number")`,
      }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that is locked later, behind what nobody can read': {
      ...oneRevision({ upgrade: `${DROP}\nop.execute(text_of(number))\nop.drop_column("orders", "number")` }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that is written again under the lock, which its rule advises against': {
      ...oneRevision({
        upgrade: `op.alter_column("orders", "number", type_=sa.BigInteger(), existing_type=sa.Integer())\n${DROP}`,
      }),
      finds: [{ ...drops(), underlines: DROP }],
    },
    'a table that LOCK TABLE keeps, which could ask for less': {
      ...oneRevision({ upgrade: `op.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE")\n${DROP}` }),
      finds: [{ ...drops(), underlines: DROP }],
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

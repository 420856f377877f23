import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { uniqueConstraintWithoutIndex } from './unique-constraint-without-index.ts';

const alone = {
  messageId: 'alone',
  data: {
    takes: 'takes ACCESS EXCLUSIVE on orders and builds an index over its rows; readers and writers wait',
  },
};
const column = {
  messageId: 'column',
  data: {
    takes: 'takes ACCESS EXCLUSIVE on orders and builds an index over its rows; readers and writers wait',
  },
};
const partitions = {
  messageId: 'partitions',
  data: {
    takes: 'takes ACCESS EXCLUSIVE on events and builds an index over its rows; readers and writers wait',
  },
};
const UNIQUE = 'op.create_unique_constraint("uq", "orders", ["number"])';
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(uniqueConstraintWithoutIndex, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a constraint that takes an index': file('ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq;\n'),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("number", sa.Integer()))\n${UNIQUE}`,
    }),
    'a constraint that comes with its table': file('CREATE TABLE orders (number int UNIQUE);\n'),
    'a unique index, which another rule tells': oneRevision({
      upgrade: 'op.create_index("ix", "orders", ["number"], unique=True)',
    }),
    'a primary key': file('ALTER TABLE orders ADD PRIMARY KEY (id);\n'),
    'what a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: UNIQUE }),
    'a column that writes every row again, which another rule tells': file(
      'ALTER TABLE orders ADD token uuid DEFAULT gen_random_uuid() UNIQUE;\n',
    ),
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: UNIQUE }),
      finds: [{ ...alone, underlines: UNIQUE }],
    },
    'a batch': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("orders") as batch_op:\n    batch_op.create_unique_constraint("uq", ["number"])',
      }),
      finds: [{ ...alone, underlines: 'batch_op.create_unique_constraint("uq", ["number"])' }],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_postgres():\n    ${UNIQUE}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes:
              'may take ACCESS EXCLUSIVE on orders and build an index over its rows; readers and writers wait',
          },
          underlines: UNIQUE,
        },
      ],
    },
    'a table in a schema': {
      ...oneRevision({ upgrade: 'op.create_unique_constraint("uq", "orders", ["a"], schema="shop")' }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on shop.orders and builds an index over its rows; readers and writers wait',
          },
          underlines: 'op.create_unique_constraint("uq", "orders", ["a"], schema="shop")',
        },
      ],
    },
    SQL: {
      ...file('ALTER TABLE orders ADD UNIQUE (number);\n'),
      finds: [{ ...alone, underlines: 'ALTER TABLE orders ADD UNIQUE (number)' }],
    },
    'a new column': {
      ...file('ALTER TABLE orders ADD number int UNIQUE;\n'),
      finds: [{ ...column, underlines: 'ALTER TABLE orders ADD number int UNIQUE' }],
    },
    'a table with partitions': {
      ...file('ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ADD UNIQUE (at);\n'),
      finds: [{ ...partitions, underlines: 'ALTER TABLE events ADD UNIQUE (at)' }],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { primaryKeyWithoutIndex } from './primary-key-without-index.ts';

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
const KEY = 'op.create_primary_key("pk", "orders", ["id"])';
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(primaryKeyWithoutIndex, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a key that takes an index': file('ALTER TABLE orders ADD CONSTRAINT pk PRIMARY KEY USING INDEX pk;\n'),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("id", sa.Integer()))\n${KEY}`,
    }),
    'a table that the migration makes in a schema that only a run tells': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("id", sa.Integer()), schema=schema)\n${KEY}`,
    }),
    'a key that comes with its table': oneRevision({
      upgrade: 'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True))',
    }),
    'a temporary table': file('CREATE TEMP TABLE t (id int);\nALTER TABLE t ADD PRIMARY KEY (id);\n'),
    'a unique constraint': file('ALTER TABLE orders ADD UNIQUE (id);\n'),
    'what a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: KEY }),
    'a column that numbers every row, which another rule tells': file(
      'ALTER TABLE orders ADD id bigserial PRIMARY KEY;\n',
    ),
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: KEY }),
      finds: [{ ...alone, underlines: KEY }],
    },
    'beside another table, or one that may be there, in a schema that only a run tells': {
      ...oneRevision({
        upgrade: `op.create_table("old_orders", sa.Column("id", sa.Integer()), schema=schema)\nop.create_table("orders", sa.Column("id", sa.Integer()), schema=schema, if_not_exists=True)\n${KEY}`,
      }),
      finds: [{ ...alone, underlines: KEY }],
    },
    'a key in place of another': {
      ...oneRevision({ upgrade: `op.drop_constraint("old_pk", "orders", type_="primary")\n${KEY}` }),
      finds: [{ ...alone, underlines: KEY }],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_postgres():\n    ${KEY}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes:
              'may take ACCESS EXCLUSIVE on orders and build an index over its rows; readers and writers wait',
          },
          underlines: KEY,
        },
      ],
    },
    'a table in a schema': {
      ...file('ALTER TABLE shop.orders ADD PRIMARY KEY (id);\n'),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on shop.orders and builds an index over its rows; readers and writers wait',
          },
          underlines: 'ALTER TABLE shop.orders ADD PRIMARY KEY (id)',
        },
      ],
    },
    SQL: {
      ...file('ALTER TABLE orders ADD CONSTRAINT pk PRIMARY KEY (id, line);\n'),
      finds: [{ ...alone, underlines: 'ALTER TABLE orders ADD CONSTRAINT pk PRIMARY KEY (id, line)' }],
    },
    'a new column': {
      ...file('ALTER TABLE orders ADD id int DEFAULT 0 PRIMARY KEY;\n'),
      finds: [{ ...column, underlines: 'ALTER TABLE orders ADD id int DEFAULT 0 PRIMARY KEY' }],
    },
    'a table with partitions': {
      ...file(
        'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ADD PRIMARY KEY (at);\n',
      ),
      finds: [{ ...partitions, underlines: 'ALTER TABLE events ADD PRIMARY KEY (at)' }],
    },
  },
  waits: {},
});

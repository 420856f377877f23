import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { foreignKeyNotValidMissing } from './foreign-key-not-valid-missing.ts';

const alone = {
  messageId: 'alone',
  data: { takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait', others: '' },
};
const partitions = {
  messageId: 'partitions',
  data: {
    takes: 'takes SHARE ROW EXCLUSIVE on events and reads every row; writers wait',
    others: ', and so do writers of rooms',
  },
};
/** Of an ALTER TABLE that does more. */
const wholeStatement = {
  messageId: 'alone',
  data: {
    takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
    others: ', and so do writers of customers',
  },
};
/** Nobody but those who use the table itself. */
const KEY = 'op.create_foreign_key("fk", "orders", "customers", ["customer_id"], ["id"])';
const keyWith = (more: string) => KEY.replace(/\)$/, `, ${more})`);
const columnWith = (more = '') =>
  `op.add_column("orders", sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id"))${more})`;
const file = (text: string) => ({ files: { 'db/1.sql': text } });

describeRule(foreignKeyNotValidMissing, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a key that is NOT VALID': oneRevision({ upgrade: keyWith('postgresql_not_valid=True') }),
    'a key that is NOT VALID in SQL': file(
      'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID;\n',
    ),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("customer_id", sa.Integer()))\n${KEY}`,
    }),
    'a key that comes with its table': oneRevision({
      upgrade:
        'op.create_table("orders", sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id")))',
    }),
    'a key of a new column that is empty, in one statement': oneRevision({
      upgrade: columnWith(', inline_references=True'),
    }),
    'a key of a new column that is empty, in SQL': file(
      'ALTER TABLE orders ADD customer_id int REFERENCES customers;\n',
    ),
    'a key that a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: KEY }),
    'a check': file('ALTER TABLE orders ADD CHECK (total > 0);\n'),
    'a column that writes every row again, which another rule tells': file(
      'ALTER TABLE orders ADD token uuid DEFAULT gen_random_uuid() REFERENCES tokens;\n',
    ),
  },
  breaks: {
    'a new column, behind which Alembic adds the key by a statement of its own': {
      ...oneRevision({ upgrade: columnWith() }),
      finds: [
        {
          messageId: 'column',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            others: ', and so do writers of customers',
          },
          underlines: columnWith(),
        },
      ],
    },
    'a directive': {
      ...oneRevision({ upgrade: KEY }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a column that is new as well, whose lock the transaction holds': {
      ...oneRevision({ upgrade: `op.add_column("orders", sa.Column("customer_id", sa.Integer()))\n${KEY}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'holds ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            others: ', and so do writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a table that it leads to, which the transaction keeps locked': {
      ...oneRevision({ upgrade: `op.drop_column("customers", "note")\n${KEY}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do readers and writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a lock that the transaction may not hold': {
      ...oneRevision({ upgrade: `if is_old():\n    op.drop_column("orders", "note")\n${KEY}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a column that the same statement adds before, which takes the lock': {
      ...file(
        'ALTER TABLE orders ADD customer_id int NULL, -- new\n  ADD FOREIGN KEY (customer_id) REFERENCES customers;\n',
      ),
      finds: [{ ...wholeStatement, underlines: 'ADD FOREIGN KEY (customer_id) REFERENCES customers' }],
    },
    'a column that the same statement drops behind': {
      ...file('ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers, DROP COLUMN note;\n'),
      finds: [{ ...wholeStatement, underlines: 'ADD FOREIGN KEY (customer_id) REFERENCES customers' }],
    },
    'a column that another statement drops, nobody knows in which transaction': {
      ...file(
        'ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers;\n',
      ),
      finds: [
        {
          messageId: 'alone',
          data: { ...wholeStatement.data, takes: alone.data.takes },
          underlines: 'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers',
        },
      ],
    },
    'a new table that it leads to, which nobody writes yet': {
      ...oneRevision({
        upgrade: `op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True))\n${KEY}`,
      }),
      finds: [{ ...alone, underlines: KEY }],
    },
    'a new column that leads to a new table': {
      ...oneRevision({
        upgrade: `op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True))\n${columnWith()}`,
      }),
      finds: [
        {
          messageId: 'column',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            others: '',
          },
          underlines: columnWith(),
        },
      ],
    },
    'a table that is only made where a condition holds': {
      ...oneRevision({
        upgrade: `if is_new():\n    op.create_table("customers", sa.Column("id", sa.Integer()))\n${KEY}`,
      }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a table that takes the name of the one that the migration made': {
      ...oneRevision({
        upgrade: [
          'op.create_table("customers", sa.Column("id", sa.Integer()))',
          'op.drop_table("customers")',
          'op.rename_table("people", "customers")',
          KEY,
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do readers and writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a flag that only shows when it runs': {
      ...oneRevision({ upgrade: keyWith('postgresql_not_valid=LATER') }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'may take SHARE ROW EXCLUSIVE on orders and read every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines: keyWith('postgresql_not_valid=LATER'),
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_postgres():\n    ${KEY}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'may take SHARE ROW EXCLUSIVE on orders and read every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines: KEY,
        },
      ],
    },
    'a batch': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("orders") as batch_op:\n    batch_op.create_foreign_key("fk", "customers", ["customer_id"], ["id"])',
      }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines: 'batch_op.create_foreign_key("fk", "customers", ["customer_id"], ["id"])',
        },
      ],
    },
    SQL: {
      ...file('ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id);\n'),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
            others: ', and so do writers of customers',
          },
          underlines:
            'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id)',
        },
      ],
    },
    'a table that leads to itself': {
      ...file('ALTER TABLE orders ADD FOREIGN KEY (parent_id) REFERENCES orders;\n'),
      finds: [
        {
          ...alone,
          underlines: 'ALTER TABLE orders ADD FOREIGN KEY (parent_id) REFERENCES orders',
        },
      ],
    },
    'a new column with a value': {
      ...file('ALTER TABLE orders ADD customer_id int DEFAULT 1 REFERENCES customers;\n'),
      finds: [
        {
          messageId: 'column',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
            others: ', and so do writers of customers',
          },
          underlines: 'ALTER TABLE orders ADD customer_id int DEFAULT 1 REFERENCES customers',
        },
      ],
    },
    'a table with partitions': {
      ...file(
        'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nALTER TABLE events ADD FOREIGN KEY (room) REFERENCES rooms;\n',
      ),
      finds: [{ ...partitions, underlines: 'ALTER TABLE events ADD FOREIGN KEY (room) REFERENCES rooms' }],
    },
  },
  waits: {},
});

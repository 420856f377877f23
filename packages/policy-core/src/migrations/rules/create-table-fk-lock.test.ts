import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { createTableFkLock } from './create-table-fk-lock.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
/** By Flyway, which runs a file in one transaction. */
const flyway = (text: string) => ({ files: { 'db/V1__x.sql': `${text}\n` } });
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const target = (
  tables: string,
  { takes = 'takes', works = 'builds an index over the rows of notes', wait = 'wait' } = {},
) => ({ messageId: 'target', data: { takes, tables, works, wait } });
const TABLE = 'CREATE TABLE lines (order_id int REFERENCES orders (id))';
const INDEX = 'CREATE INDEX ON notes (a)';

describeRule(createTableFkLock, {
  policy: POLICY,
  keeps: {
    'a table with a foreign key, and nothing that takes long': oneRevision({
      upgrade:
        'op.create_table("lines", sa.Column("order_id", sa.Integer(), sa.ForeignKey("orders.id")))\nop.create_index("ix", "lines", ["order_id"])\nop.add_column("orders", sa.Column("lines", sa.Integer()))',
    }),
    'what takes long before it': flyway(`${INDEX};\n${TABLE};`),
    'what takes long in another transaction': sql(`BEGIN;\n${TABLE};\nCOMMIT;\n${INDEX};`),
    'what takes long outside of the transaction': oneRevision({
      upgrade: `op.execute("${TABLE}")\nwith op.get_context().autocommit_block():\n    op.create_index("ix", "notes", ["a"], postgresql_concurrently=True)`,
    }),
    'a table that is made outside of a transaction': sql(`BEGIN;\nCOMMIT;\n${TABLE};\n${INDEX};`),
    'a table without foreign keys': flyway(`CREATE TABLE lines (order_id int);\n${INDEX};`),
    'a table that the migration makes as well': flyway(
      `CREATE TABLE orders (id int PRIMARY KEY);\n${TABLE};\n${INDEX};`,
    ),
    'a table that leads to itself': flyway(
      `CREATE TABLE nodes (id int PRIMARY KEY, parent_id int REFERENCES nodes (id));\n${INDEX};`,
    ),
    'a table that is made from another': flyway(`CREATE TABLE copied AS SELECT * FROM orders;\n${INDEX};`),
    'what takes long for the same table, and keeps its writers waiting by itself': flyway(
      `${TABLE};\nCREATE INDEX ON orders (a);`,
    ),
    'what reads the same table': flyway(`${TABLE};\nALTER TABLE orders VALIDATE CONSTRAINT positive;`),
    'what takes long for the same table, which was locked for longer on the way': flyway(
      `${TABLE};\nALTER TABLE orders ADD b int;\nALTER TABLE orders ALTER a SET NOT NULL;`,
    ),
    'another table, where the same is locked by itself before': flyway(
      `${TABLE};\nALTER TABLE orders ADD b int;\n${INDEX};`,
    ),
    'rows, which another rule tells of': flyway(`${TABLE};\nUPDATE orders SET a = 1;`),
    'what a downgrade brings back': oneRevision({
      upgrade: 'pass',
      downgrade: `op.execute("${TABLE}")\nop.execute("${INDEX}")`,
    }),
    'two migrations': {
      files: { 'db/V1__x.sql': `${TABLE};\n`, 'db/V2__x.sql': `${INDEX};\n` },
    },
  },
  breaks: {
    'an index of another table': {
      ...flyway(`${TABLE};\n${INDEX};`),
      finds: [{ ...target('orders'), underlines: TABLE }],
    },
    'a table that is read, after something that takes a moment': {
      ...flyway(`${TABLE};\nALTER TABLE notes ADD b int;\nALTER TABLE notes ALTER a SET NOT NULL;`),
      finds: [{ ...target('orders', { works: 'reads every row of notes' }), underlines: TABLE }],
    },
    'another table, behind the same one under a lock that is no stronger': {
      ...flyway(`${TABLE};\nCREATE INDEX ON orders (a);\n${INDEX};`),
      finds: [{ ...target('orders'), underlines: TABLE }],
    },
    'another table, behind a foreign key more': {
      ...flyway(`${TABLE};\nALTER TABLE lines ADD more_id int REFERENCES orders;\n${INDEX};`),
      finds: [{ ...target('orders'), underlines: TABLE }],
    },
    'another table, where a stronger lock may not be taken': {
      ...oneRevision({
        upgrade: `op.execute("${TABLE}")\nif missing():\n    op.drop_column("orders", "a")\nop.execute("${INDEX}")`,
      }),
      finds: [{ ...target('orders'), underlines: TABLE }],
    },
    'the table that only the foreign key locks, beside one that is locked anyway': {
      ...flyway(`CREATE TABLE lines (a int REFERENCES orders, b int REFERENCES notes);\n${INDEX};`),
      finds: [
        {
          ...target('orders'),
          underlines: 'CREATE TABLE lines (a int REFERENCES orders, b int REFERENCES notes)',
        },
      ],
    },
    'each of two tables with foreign keys to the same one': {
      ...flyway(`${TABLE};\n${TABLE.replace('lines', 'marks')};\n${INDEX};`),
      finds: [
        { ...target('orders'), underlines: TABLE },
        { ...target('orders'), underlines: TABLE.replace('lines', 'marks') },
      ],
    },
    'a directive with several': {
      ...oneRevision({
        upgrade:
          'op.create_table("lines", sa.Column("a", sa.Integer(), sa.ForeignKey("shop.orders.id")), sa.Column("b", sa.Integer()), sa.ForeignKeyConstraint(["b"], ["notes.id"]))\nop.create_index("ix", "notes", ["a"])',
      }),
      finds: [
        {
          ...target('shop.orders'),
          underlines:
            'op.create_table("lines", sa.Column("a", sa.Integer(), sa.ForeignKey("shop.orders.id")), sa.Column("b", sa.Integer()), sa.ForeignKeyConstraint(["b"], ["notes.id"]))',
        },
      ],
    },
    'a table that is there beside one that is new': {
      ...flyway(
        `CREATE TABLE tags (id int PRIMARY KEY);\nCREATE TABLE lines (a int REFERENCES tags, b int REFERENCES orders);\n${INDEX};`,
      ),
      finds: [
        {
          ...target('orders'),
          underlines: 'CREATE TABLE lines (a int REFERENCES tags, b int REFERENCES orders)',
        },
      ],
    },
    'two foreign keys to one table': {
      ...flyway(`CREATE TABLE lines (a int REFERENCES orders, b int REFERENCES orders);\n${INDEX};`),
      finds: [
        {
          ...target('orders'),
          underlines: 'CREATE TABLE lines (a int REFERENCES orders, b int REFERENCES orders)',
        },
      ],
    },
    'a script of which nothing tells how it runs': {
      ...sql(`${TABLE};\n${INDEX};`),
      finds: [{ ...target('orders', { wait: 'may wait' }), underlines: TABLE }],
    },
    'a table under a condition': {
      ...oneRevision({ upgrade: `if missing():\n    op.execute("${TABLE}")\nop.execute("${INDEX}")` }),
      finds: [{ ...target('orders', { takes: 'may take', wait: 'may wait' }), underlines: TABLE }],
    },
    'what takes long under a condition': {
      ...oneRevision({ upgrade: `op.execute("${TABLE}")\nif missing():\n    op.execute("${INDEX}")` }),
      finds: [
        {
          ...target('orders', { works: 'may build an index over the rows of notes', wait: 'may wait' }),
          underlines: TABLE,
        },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { backfillInDdlTransaction } from './backfill-in-ddl-transaction.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
/** By Flyway, which runs a file in one transaction. */
const flyway = (text: string) => ({ files: { 'db/V1__x.sql': `${text}\n` } });

const changed = ({
  verb = 'changes',
  table = 'orders',
  lock = 'ACCESS EXCLUSIVE',
  held = 'orders',
  who = 'readers and writers',
  wait = 'wait',
} = {}) => ({ messageId: 'changed', data: { changes: verb, table, lock, held, waits: `${who} ${wait}` } });
const copied = (table: string, { verb = 'copies', wait = 'wait' } = {}) => ({
  messageId: 'copied',
  data: {
    changes: verb,
    table,
    lock: 'ACCESS EXCLUSIVE',
    held: 'orders',
    waits: `readers and writers ${wait}`,
  },
});
const ADD = 'ALTER TABLE orders ADD number int';
const UPDATE = 'UPDATE orders SET number = 0';
const ADD_OP = 'op.add_column("orders", sa.Column("number", sa.Integer()))';

describeRule(backfillInDdlTransaction, {
  policy: POLICY,
  keeps: {
    'rows alone': oneRevision({ upgrade: `op.execute("${UPDATE}")` }),
    'the schema afterwards': flyway(`${UPDATE};\n${ADD};`),
    'two transactions': sql(`BEGIN;\n${ADD};\nCOMMIT;\n${UPDATE};`),
    'a block outside of the transaction': oneRevision({
      upgrade: `${ADD_OP}\nwith op.get_context().autocommit_block():\n    op.execute("${UPDATE}")`,
    }),
    'rows of a table that the migration makes': flyway(
      `${ADD};\nCREATE TABLE lines (a int);\nUPDATE lines SET a = 1;`,
    ),
    'a lock on a table that the migration makes': flyway(
      `CREATE TABLE lines (a int);\nALTER TABLE lines ADD b int;\n${UPDATE};`,
    ),
    'a table that was dropped': flyway(`DROP TABLE notes;\n${UPDATE};`),
    'rows that are written out': flyway(`${ADD};\nINSERT INTO orders VALUES (1), (2);`),
    'rows that are written out in a directive': oneRevision({
      upgrade: `${ADD_OP}\nop.bulk_insert(sa.table("orders", sa.column("number")), [{"number": 1}])`,
    }),
    'locks that nobody waits for': flyway(`COMMENT ON TABLE orders IS 'x';\n${UPDATE};`),
    'what a downgrade does': oneRevision({
      upgrade: 'pass',
      downgrade: `${ADD_OP}\nop.execute("${UPDATE}")`,
    }),
    'a copy of what the catalog tells': flyway(
      `${ADD};\nINSERT INTO notes (a) SELECT table_name FROM information_schema.tables;`,
    ),
  },
  breaks: {
    'rows that are deleted by what a query of their own table tells': {
      ...flyway(`${ADD};\nDELETE FROM orders WHERE name IN (SELECT name FROM orders GROUP BY name);`),
      finds: [
        {
          ...changed({ verb: 'deletes' }),
          underlines: 'DELETE FROM orders WHERE name IN (SELECT name FROM orders GROUP BY name)',
        },
      ],
    },
    'rows that are changed by what a join with their own table tells': {
      ...flyway(`${ADD};\nUPDATE orders SET number = o.id FROM orders o WHERE o.id = orders.id;`),
      finds: [
        {
          ...changed(),
          underlines: 'UPDATE orders SET number = o.id FROM orders o WHERE o.id = orders.id',
        },
      ],
    },
    'a lock on a table behind a temporary one of its name that went away': {
      ...flyway(
        `CREATE TEMP TABLE orders (a int);\nALTER TABLE orders ADD b int;\nDROP TABLE orders;\n${ADD};\n${UPDATE};`,
      ),
      finds: [{ ...changed(), underlines: UPDATE }],
    },
    'a new column that is filled': {
      ...oneRevision({ upgrade: `${ADD_OP}\nop.execute("${UPDATE}")` }),
      finds: [{ ...changed(), underlines: UPDATE }],
    },
    'some of its rows': {
      ...flyway(`${ADD};\n${UPDATE} WHERE number IS NULL;`),
      finds: [{ ...changed(), underlines: `${UPDATE} WHERE number IS NULL` }],
    },
    'rows of another table': {
      ...flyway(`${ADD};\nUPDATE notes SET a = 1;`),
      finds: [{ ...changed({ table: 'notes' }), underlines: 'UPDATE notes SET a = 1' }],
    },
    'rows that go': {
      ...flyway(`${ADD};\nDELETE FROM orders WHERE number IS NULL;`),
      finds: [{ ...changed({ verb: 'deletes' }), underlines: 'DELETE FROM orders WHERE number IS NULL' }],
    },
    'rows that are merged': {
      ...flyway(`${ADD};\nMERGE INTO orders USING notes ON orders.a = notes.a WHEN MATCHED THEN DELETE;`),
      finds: [
        {
          ...changed(),
          underlines: 'MERGE INTO orders USING notes ON orders.a = notes.a WHEN MATCHED THEN DELETE',
        },
      ],
    },
    'a copy to a table that is there': {
      ...flyway(`${ADD};\nINSERT INTO notes SELECT number FROM orders;`),
      finds: [{ ...copied('orders'), underlines: 'INSERT INTO notes SELECT number FROM orders' }],
    },
    'a copy to a new table': {
      ...flyway(`${ADD};\nCREATE TABLE lines (a int);\nINSERT INTO lines SELECT a FROM notes;`),
      finds: [{ ...copied('notes'), underlines: 'INSERT INTO lines SELECT a FROM notes' }],
    },
    'a lock that only writers wait for': {
      ...flyway(`CREATE INDEX ON notes (a);\n${UPDATE};`),
      finds: [
        {
          ...changed({ lock: 'SHARE', held: 'notes', who: 'writers' }),
          underlines: UPDATE,
        },
      ],
    },
    'two locks, of which the stronger is told': {
      ...flyway(`CREATE INDEX ON notes (a);\n${ADD};\n${UPDATE};`),
      finds: [{ ...changed(), underlines: UPDATE }],
    },
    'a script of which nothing tells how it runs': {
      ...sql(`${ADD};\n${UPDATE};`),
      finds: [{ ...changed({ wait: 'may wait' }), underlines: UPDATE }],
    },
    'under a condition': {
      ...oneRevision({
        upgrade: `${ADD_OP}\nif filled():\n    op.execute("${UPDATE}")`,
      }),
      finds: [{ ...changed({ verb: 'may change', wait: 'may wait' }), underlines: UPDATE }],
    },
    'rows that may go': {
      ...oneRevision({ upgrade: `${ADD_OP}\nif filled():\n    op.execute("DELETE FROM orders")` }),
      finds: [{ ...changed({ verb: 'may delete', wait: 'may wait' }), underlines: 'DELETE FROM orders' }],
    },
    'a copy that may be made': {
      ...oneRevision({
        upgrade: `${ADD_OP}\nif filled():\n    op.execute("INSERT INTO notes SELECT number FROM orders")`,
      }),
      finds: [
        {
          ...copied('orders', { verb: 'may copy', wait: 'may wait' }),
          underlines: 'INSERT INTO notes SELECT number FROM orders',
        },
      ],
    },
    'once for each transaction': {
      ...sql(
        `BEGIN;\n${ADD};\n${UPDATE};\nUPDATE notes SET a = 1;\nCOMMIT;\nBEGIN;\n${ADD};\n${UPDATE};\nCOMMIT;`,
      ),
      finds: [
        { ...changed(), underlines: UPDATE },
        { ...changed(), underlines: UPDATE },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { wideLockWindow } from './wide-lock-window.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
/** By Flyway, which runs a file in one transaction. */
const flyway = (text: string) => ({ files: { 'db/V1__x.sql': `${text}\n` } });

const wide = (
  table: string,
  {
    takes = 'takes',
    lock = 'ACCESS EXCLUSIVE',
    heldLock = 'ACCESS EXCLUSIVE',
    held = 'orders',
    holds = 'holds',
  } = {},
) => ({ messageId: 'wide', data: { takes, lock, table, holds, heldLock, held } });
const ORDERS = 'op.add_column("orders", sa.Column("a", sa.Integer()))';
const NOTES = 'op.add_column("notes", sa.Column("a", sa.Integer()))';

describeRule(wideLockWindow, {
  policy: POLICY,
  keeps: {
    'one table': oneRevision({ upgrade: `${ORDERS}\nop.drop_column("orders", "b")` }),
    'one table that gets another name': oneRevision({
      upgrade:
        'op.rename_table("orders", "purchases")\nop.add_column("purchases", sa.Column("a", sa.Integer()))',
    }),
    'a table that was changed before it goes': sql(
      'ALTER TABLE a ADD b int;\nDROP TABLE a;\nALTER TABLE orders ADD b int;',
    ),
    'one statement that locks two': sql('ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c (d);'),
    'two that the migration makes': sql(
      'CREATE TABLE a (b int);\nCREATE TABLE c (d int);\nALTER TABLE a ADD e int;\nALTER TABLE c ADD e int;',
    ),
    'one that is there and one that is made': sql(
      'CREATE TABLE a (b int);\nALTER TABLE orders ADD e int;\nALTER TABLE a ADD e int;',
    ),
    'a new table with foreign keys, which another rule tells of': sql(
      'ALTER TABLE orders ADD e int;\nCREATE TABLE a (b int REFERENCES notes);',
    ),
    'two such tables': sql(
      'CREATE TABLE a (b int REFERENCES notes);\nCREATE TABLE c (d int REFERENCES orders);\nALTER TABLE orders ADD e int;',
    ),
    'foreign keys of a new table by statements of their own': flyway(
      'CREATE TABLE a (b int, c int);\nALTER TABLE a ADD FOREIGN KEY (b) REFERENCES notes;\nALTER TABLE a ADD FOREIGN KEY (c) REFERENCES orders;',
    ),
    'foreign keys of columns that a new table gets': flyway(
      'CREATE TABLE a (id int);\nALTER TABLE a ADD b int REFERENCES notes;\nALTER TABLE a ADD c int REFERENCES orders;',
    ),
    'foreign keys of several new tables': oneRevision({
      upgrade: [
        'op.create_table("lines")',
        'op.create_table("marks")',
        'op.create_foreign_key("fk_a", "lines", "orders", ["order_id"], ["id"])',
        'op.create_foreign_key("fk_b", "marks", "notes", ["note_id"], ["id"])',
      ].join('\n'),
    }),
    'the old and the new copy of one table, locked to change places': flyway(
      'LOCK TABLE orders IN ACCESS EXCLUSIVE MODE;\nLOCK TABLE orders_new IN ACCESS EXCLUSIVE MODE;\nSELECT 1;',
    ),
    'the same by renames': flyway(
      'ALTER TABLE orders RENAME TO past_orders;\nALTER TABLE next_orders RENAME TO orders;',
    ),
    'two transactions': sql('BEGIN;\nALTER TABLE a ADD b int;\nCOMMIT;\nALTER TABLE c ADD b int;'),
    'locks that nobody waits for': sql(
      "COMMENT ON TABLE a IS 'x';\nCOMMENT ON TABLE b IS 'x';\nINSERT INTO c VALUES (1);\nALTER TABLE d ADD e int;",
    ),
    'a table that goes': sql('DROP TABLE a;\nALTER TABLE orders ADD b int;'),
    'a name that only shows when it runs': oneRevision({
      upgrade: `${ORDERS}\nop.add_column(NAME, sa.Column("a", sa.Integer()))`,
    }),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `${ORDERS}\n${NOTES}` }),
  },
  breaks: {
    'two tables': {
      ...oneRevision({ upgrade: `${ORDERS}\n${NOTES}` }),
      finds: [{ ...wide('notes'), underlines: NOTES }],
    },
    'three tables, told once': {
      ...oneRevision({ upgrade: `${ORDERS}\n${NOTES}\nop.drop_column("lines", "a")` }),
      finds: [{ ...wide('notes'), underlines: NOTES }],
    },
    'locks that only writers wait for': {
      ...flyway('CREATE INDEX ON orders (a);\nCREATE INDEX ON notes (a);'),
      finds: [
        {
          ...wide('notes', { lock: 'SHARE', heldLock: 'SHARE' }),
          underlines: 'CREATE INDEX ON notes (a)',
        },
      ],
    },
    'locks of two kinds': {
      ...flyway('CREATE INDEX ON orders (a);\nALTER TABLE notes ADD a int;'),
      finds: [{ ...wide('notes', { heldLock: 'SHARE' }), underlines: 'ALTER TABLE notes ADD a int' }],
    },
    'a script of which nothing tells how it runs': {
      ...sql('ALTER TABLE orders ADD a int;\nALTER TABLE notes ADD a int;'),
      finds: [{ ...wide('notes', { holds: 'may hold' }), underlines: 'ALTER TABLE notes ADD a int' }],
    },
    'a foreign key of a new table, and a table that is changed before': {
      ...flyway(
        'CREATE TABLE a (b int);\nALTER TABLE orders ADD e int;\nALTER TABLE a ADD FOREIGN KEY (b) REFERENCES notes;',
      ),
      finds: [
        {
          ...wide('notes', { lock: 'SHARE ROW EXCLUSIVE' }),
          underlines: 'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES notes',
        },
      ],
    },
    'a foreign key of a new table, and a table that is changed behind it': {
      ...flyway(
        'CREATE TABLE a (b int);\nALTER TABLE a ADD FOREIGN KEY (b) REFERENCES notes;\nALTER TABLE orders ADD e int;',
      ),
      finds: [
        {
          ...wide('orders', { heldLock: 'SHARE ROW EXCLUSIVE', held: 'notes' }),
          underlines: 'ALTER TABLE orders ADD e int',
        },
      ],
    },
    'foreign keys of tables that were there before': {
      ...flyway(
        'ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES notes;\nALTER TABLE c ADD FOREIGN KEY (d) REFERENCES orders;',
      ),
      finds: [
        {
          ...wide('c', { lock: 'SHARE ROW EXCLUSIVE', heldLock: 'SHARE ROW EXCLUSIVE', held: 'a' }),
          underlines: 'ALTER TABLE c ADD FOREIGN KEY (d) REFERENCES orders',
        },
      ],
    },
    'copies of two tables, by the pair that can be split': {
      ...flyway(
        ['orders', 'orders_new', 'notes', 'notes_new']
          .map((table) => `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE;`)
          .join('\n'),
      ),
      finds: [{ ...wide('notes'), underlines: 'LOCK TABLE notes IN ACCESS EXCLUSIVE MODE' }],
    },
    'two tables of like names that are changed': {
      ...flyway('ALTER TABLE orders ADD e int;\nALTER TABLE orders_new ADD e int;'),
      finds: [{ ...wide('orders_new'), underlines: 'ALTER TABLE orders_new ADD e int' }],
    },
    'a rename to a name that is another table': {
      ...flyway('ALTER TABLE orders ADD e int;\nALTER TABLE notes RENAME TO remarks;'),
      finds: [{ ...wide('notes'), underlines: 'ALTER TABLE notes RENAME TO remarks' }],
    },
    'a lock under a condition': {
      ...oneRevision({ upgrade: `if missing():\n    ${ORDERS}\n${NOTES}` }),
      finds: [{ ...wide('notes', { holds: 'may hold' }), underlines: NOTES }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: `${ORDERS}\nif missing():\n    ${NOTES}` }),
      finds: [{ ...wide('notes', { takes: 'may take', holds: 'may hold' }), underlines: NOTES }],
    },
    'a table that goes after another is locked': {
      ...flyway('ALTER TABLE orders ADD b int;\nDROP TABLE a;'),
      finds: [{ ...wide('a'), underlines: 'DROP TABLE a' }],
    },
  },
  waits: {},
});

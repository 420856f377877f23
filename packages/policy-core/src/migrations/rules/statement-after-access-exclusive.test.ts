import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { statementAfterAccessExclusive } from './statement-after-access-exclusive.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
/** By Flyway, which runs a file in one transaction. */
const flyway = (text: string) => ({ files: { 'db/V1__x.sql': `${text}\n` } });

const long = (works: string, held = 'orders', wait = 'wait') => ({
  messageId: 'long',
  data: { works, held, wait },
});
const ADD = 'ALTER TABLE orders ADD number int';
const INDEX = 'CREATE INDEX ix ON orders (number)';
const ADD_OP = 'op.add_column("orders", sa.Column("number", sa.Integer()))';
const INDEX_OP = 'op.create_index("ix", "orders", ["number"])';
const BUILDS = 'builds an index over the rows of orders';

describeRule(statementAfterAccessExclusive, {
  policy: POLICY,
  keeps: {
    'the other way round': oneRevision({ upgrade: `${INDEX_OP}\n${ADD_OP}` }),
    'a transaction of its own': sql(`BEGIN;\n${ADD};\nCOMMIT;\nBEGIN;\n${INDEX};\nCOMMIT;`),
    'a block outside of the transaction': oneRevision({
      upgrade: `${ADD_OP}\nwith op.get_context().autocommit_block():\n    op.create_index("ix", "orders", ["number"], postgresql_concurrently=True)`,
    }),
    'a migration that runs statement by statement': {
      files: {
        'db/1.sql': `-- +goose Up\n-- +goose NO TRANSACTION\n${ADD};\n${INDEX};\n`,
      },
    },
    'a table that the migration makes is locked': flyway(
      'CREATE TABLE lines (a int);\nALTER TABLE lines ADD b int;\nCREATE INDEX ON orders (number);',
    ),
    'a table that the migration makes is read': flyway(
      `CREATE TABLE lines (a int);\n${ADD};\nCREATE INDEX ON lines (a);`,
    ),
    'a default that is a text, whatever is in it': oneRevision({
      upgrade:
        'op.drop_column("notes", "a")\nop.add_column("orders", sa.Column("b", sa.Text(), server_default=str(20)))',
    }),
    'a moment of work': flyway(
      `${ADD};\nALTER TABLE notes ADD b int;\nALTER TABLE notes ALTER b SET DEFAULT 1;`,
    ),
    'a lock that readers do not wait for': flyway(`CREATE INDEX ON notes (a);\n${INDEX};`),
    'work that keeps the same people waiting by itself': flyway(
      `${ADD};\nALTER TABLE orders ALTER number TYPE text;\nALTER TABLE orders ALTER number SET NOT NULL;`,
    ),
    'a table that is dropped': flyway(`DROP TABLE notes;\n${INDEX};`),
    'a view that is dropped': flyway(`DROP VIEW totals;\n${INDEX};`),
    'rows, which another rule tells of': flyway(`${ADD};\nUPDATE orders SET number = 1;`),
    'a query': flyway(`${ADD};\nSELECT count(*) FROM orders;`),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: `${ADD_OP}\n${INDEX_OP}` }),
    'a foreign key that is checked later': flyway(
      `${ADD};\nALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (number) REFERENCES notes NOT VALID;`,
    ),
  },
  breaks: {
    'ANALYZE, which reads some rows of however many': {
      ...oneRevision({ upgrade: 'op.drop_column("orders", "note")\nop.execute("ANALYZE items")' }),
      finds: [
        {
          messageId: 'long',
          data: { works: 'samples the rows of items', held: 'orders', wait: 'wait' },
          underlines: 'ANALYZE items',
        },
      ],
    },
    'an index of the same table': {
      ...oneRevision({ upgrade: `${ADD_OP}\n${INDEX_OP}` }),
      finds: [{ ...long(BUILDS), underlines: INDEX_OP }],
    },
    'an index of another table': {
      ...flyway(`ALTER TABLE notes ADD a int;\n${INDEX};`),
      finds: [{ ...long(BUILDS, 'notes'), underlines: INDEX }],
    },
    'a scan of the same table under a weaker lock': {
      ...flyway(`${ADD};\nALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (number) REFERENCES notes;`),
      finds: [
        {
          ...long('reads every row of orders'),
          underlines: 'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (number) REFERENCES notes',
        },
      ],
    },
    'a scan of another table': {
      ...flyway(`${ADD};\nALTER TABLE notes ALTER a SET NOT NULL;`),
      finds: [{ ...long('reads every row of notes'), underlines: 'ALTER TABLE notes ALTER a SET NOT NULL' }],
    },
    'another table that is written again': {
      ...flyway(`${ADD};\nALTER TABLE notes SET UNLOGGED;`),
      finds: [
        {
          ...long('writes every row again of notes'),
          underlines: 'ALTER TABLE notes SET UNLOGGED',
        },
      ],
    },
    'another table that may be written again': {
      ...flyway(`${ADD};\nALTER TABLE notes ALTER a TYPE bigint;`),
      finds: [
        {
          ...long('may write every row again of notes'),
          underlines: 'ALTER TABLE notes ALTER a TYPE bigint',
        },
      ],
    },
    'a transaction that the script begins': {
      ...sql(`BEGIN;\n${ADD};\n${INDEX};\nCOMMIT;`),
      finds: [{ ...long(BUILDS), underlines: INDEX }],
    },
    'a script of which nothing tells how it runs': {
      ...sql(`${ADD};\n${INDEX};`),
      finds: [{ ...long(BUILDS, 'orders', 'may wait'), underlines: INDEX }],
    },
    'a lock under a condition': {
      ...oneRevision({ upgrade: `if missing():\n    ${ADD_OP}\n${INDEX_OP}` }),
      finds: [{ ...long(BUILDS, 'orders', 'may wait'), underlines: INDEX_OP }],
    },
    'work under a condition': {
      ...oneRevision({ upgrade: `${ADD_OP}\nif missing():\n    ${INDEX_OP}` }),
      finds: [
        {
          ...long('may build an index over the rows of orders', 'orders', 'may wait'),
          underlines: INDEX_OP,
        },
      ],
    },
    'once for each transaction': {
      ...sql(
        `BEGIN;\n${ADD};\n${INDEX};\nREINDEX TABLE orders;\nCOMMIT;\nBEGIN;\nALTER TABLE notes ADD a int;\nCREATE INDEX ON notes (a);\nREINDEX TABLE notes;\nCOMMIT;`,
      ),
      finds: [
        { ...long(BUILDS), underlines: INDEX },
        {
          ...long('builds an index over the rows of notes', 'notes'),
          underlines: 'CREATE INDEX ON notes (a)',
        },
      ],
    },
    'what a dropped table leads to': {
      ...flyway(
        'ALTER TABLE lines ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES notes (a) NOT VALID;\nDROP TABLE lines;\nCREATE INDEX ix ON orders (number);',
      ),
      finds: [{ ...long(BUILDS, 'notes'), underlines: INDEX }],
    },
  },
  waits: {},
});

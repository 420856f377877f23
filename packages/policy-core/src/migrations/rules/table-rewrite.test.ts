import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { tableRewrite } from './table-rewrite.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const tablespace = (table: string, writes = 'writes') =>
  `This takes ACCESS EXCLUSIVE on ${table} and ${writes} every row again; readers and writers wait until the transaction ends. Move the table with pg_repack, or run this by hand while nobody uses it.`;
const method = (table: string) =>
  `This takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait until the transaction ends. Make a new table with that access method and fill it in batches, or run this by hand while nobody uses the table.`;

describeRule(tableRewrite, {
  policy: POLICY,
  keeps: {
    'a table that is made there': sql('CREATE TABLE orders (a int) TABLESPACE fast;'),
    'a table that the migration makes': sql(
      'CREATE TABLE orders (a int);\nALTER TABLE orders SET TABLESPACE fast;\nALTER TABLE orders SET ACCESS METHOD columnar;',
    ),
    'options that only the catalog knows of': sql(
      'ALTER TABLE orders SET (fillfactor = 70);\nALTER TABLE orders OWNER TO shop;\nALTER TABLE orders REPLICA IDENTITY FULL;',
    ),
    'what another rule tells': sql('ALTER TABLE orders SET UNLOGGED;'),
    'what a downgrade does': oneRevision({
      upgrade: 'pass',
      downgrade: 'op.execute("ALTER TABLE orders SET TABLESPACE slow")',
    }),
  },
  breaks: {
    'another tablespace': {
      ...sql('ALTER TABLE shop.orders SET TABLESPACE fast;'),
      finds: [
        { message: tablespace('shop.orders'), underlines: 'ALTER TABLE shop.orders SET TABLESPACE fast' },
      ],
    },
    'the usual tablespace, where it may lie already': {
      ...sql('ALTER TABLE orders SET TABLESPACE pg_default;'),
      finds: [
        {
          message: tablespace('orders', 'may write'),
          underlines: 'ALTER TABLE orders SET TABLESPACE pg_default',
        },
      ],
    },
    'another access method': {
      ...sql('ALTER TABLE orders SET ACCESS METHOD columnar;'),
      finds: [{ message: method('orders'), underlines: 'ALTER TABLE orders SET ACCESS METHOD columnar' }],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: 'if big():\n    op.execute("ALTER TABLE orders SET TABLESPACE fast")' }),
      finds: [
        { message: inDoubt(tablespace('orders')), underlines: 'ALTER TABLE orders SET TABLESPACE fast' },
      ],
    },
  },
  waits: {},
});

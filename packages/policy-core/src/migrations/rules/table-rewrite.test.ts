import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { tableRewrite } from './table-rewrite.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
const method = (table: string) => ({
  messageId: 'method',
  data: { takes: `takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait` },
});

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
        {
          messageId: 'tablespace',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on shop.orders and writes every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE shop.orders SET TABLESPACE fast',
        },
      ],
    },
    'the usual tablespace, where it may lie already': {
      ...sql('ALTER TABLE orders SET TABLESPACE pg_default;'),
      finds: [
        {
          messageId: 'tablespace',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and may write every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE orders SET TABLESPACE pg_default',
        },
      ],
    },
    'another access method': {
      ...sql('ALTER TABLE orders SET ACCESS METHOD columnar;'),
      finds: [{ ...method('orders'), underlines: 'ALTER TABLE orders SET ACCESS METHOD columnar' }],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: 'if big():\n    op.execute("ALTER TABLE orders SET TABLESPACE fast")' }),
      finds: [
        {
          messageId: 'tablespace',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and write every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE orders SET TABLESPACE fast',
        },
      ],
    },
  },
  waits: {},
});

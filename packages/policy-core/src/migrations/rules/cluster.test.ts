import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { cluster } from './cluster.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const table = (name: string) =>
  `This takes ACCESS EXCLUSIVE on ${name} and writes every row again; readers and writers wait until the transaction ends. Use pg_repack, or run it by hand while nobody uses the table.`;
const every = (writes = 'writes') =>
  `This ${writes} every table again that was clustered before; readers and writers of each wait until it is done. Use pg_repack, or run it by hand while nobody uses them.`;

describeRule(cluster, {
  policy: POLICY,
  keeps: {
    'only the index to cluster by': sql('ALTER TABLE orders CLUSTER ON ix;'),
    'a table that the migration makes': sql(
      'CREATE TABLE orders (a int);\nCREATE INDEX ix ON orders (a);\nCLUSTER orders USING ix;',
    ),
    'a temporary table': sql('CREATE TEMP TABLE t (a int);\nCLUSTER t USING ix;'),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: 'op.execute("CLUSTER orders")' }),
  },
  breaks: {
    'a table by an index': {
      ...sql('CLUSTER shop.orders USING ix;'),
      finds: [{ message: table('shop.orders'), underlines: 'CLUSTER shop.orders USING ix' }],
    },
    'as it was clustered before': {
      ...sql('CLUSTER orders;'),
      finds: [{ message: table('orders'), underlines: 'CLUSTER orders' }],
    },
    'a revision': {
      ...oneRevision({ upgrade: 'op.execute("CLUSTER orders USING ix")' }),
      finds: [{ message: table('orders'), underlines: 'CLUSTER orders USING ix' }],
    },
    'every table that was clustered before': {
      ...sql('CLUSTER;'),
      finds: [{ message: every(), underlines: 'CLUSTER' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if big():\n    op.execute("CLUSTER")\n    op.execute("CLUSTER orders")' }),
      finds: [
        { message: every('may write'), underlines: 'CLUSTER' },
        { message: inDoubt(table('orders')), underlines: 'CLUSTER orders' },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { cluster } from './cluster.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
const every = (writes = 'writes') => ({ messageId: 'every', data: { writes } });

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
      finds: [
        {
          messageId: 'table',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on shop.orders and writes every row again; readers and writers wait',
          },
          underlines: 'CLUSTER shop.orders USING ix',
        },
      ],
    },
    'as it was clustered before': {
      ...sql('CLUSTER orders;'),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'CLUSTER orders',
        },
      ],
    },
    'a revision': {
      ...oneRevision({ upgrade: 'op.execute("CLUSTER orders USING ix")' }),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'CLUSTER orders USING ix',
        },
      ],
    },
    'every table that was clustered before': {
      ...sql('CLUSTER;'),
      finds: [{ ...every(), underlines: 'CLUSTER' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if big():\n    op.execute("CLUSTER")\n    op.execute("CLUSTER orders")' }),
      finds: [
        { ...every('may write'), underlines: 'CLUSTER' },
        {
          messageId: 'table',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and write every row again; readers and writers wait',
          },
          underlines: 'CLUSTER orders',
        },
      ],
    },
  },
  waits: {},
});

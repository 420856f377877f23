import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { vacuumFull } from './vacuum-full.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
const every = (writes = 'writes') => ({ messageId: 'every', data: { writes } });

describeRule(vacuumFull, {
  policy: POLICY,
  keeps: {
    VACUUM: sql('VACUUM orders;\nVACUUM (ANALYZE, VERBOSE) orders;\nVACUUM;'),
    'FULL that is switched off': sql('VACUUM (FULL false) orders;'),
    'a table that the migration makes': sql('CREATE TABLE orders (a int);\nVACUUM FULL orders;'),
    'a temporary table': sql('CREATE TEMP TABLE t (a int);\nVACUUM FULL t;'),
    'what a downgrade does': oneRevision({ upgrade: 'pass', downgrade: 'op.execute("VACUUM FULL orders")' }),
  },
  breaks: {
    'a table': {
      ...sql('VACUUM FULL orders;'),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'VACUUM FULL orders',
        },
      ],
    },
    'the other way to write it': {
      ...sql('VACUUM (FULL, ANALYZE) shop.orders;'),
      finds: [
        {
          messageId: 'table',
          data: {
            takes:
              'takes ACCESS EXCLUSIVE on shop.orders and writes every row again; readers and writers wait',
          },
          underlines: 'VACUUM (FULL, ANALYZE) shop.orders',
        },
      ],
    },
    'a revision': {
      ...oneRevision({
        upgrade: 'with op.get_context().autocommit_block():\n    op.execute("VACUUM FULL orders")',
      }),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'VACUUM FULL orders',
        },
      ],
    },
    'several tables': {
      ...sql('VACUUM FULL orders, notes;'),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'VACUUM FULL orders, notes',
        },
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on notes and writes every row again; readers and writers wait',
          },
          underlines: 'VACUUM FULL orders, notes',
        },
      ],
    },
    'one that is new beside one that is not': {
      ...sql('CREATE TABLE notes (a int);\nVACUUM FULL notes, orders;'),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'VACUUM FULL notes, orders',
        },
      ],
    },
    'every table': {
      ...sql('VACUUM FULL;'),
      finds: [{ ...every(), underlines: 'VACUUM FULL' }],
    },
    'under a condition': {
      ...oneRevision({
        upgrade: 'if full():\n    op.execute("VACUUM FULL")\n    op.execute("VACUUM FULL orders")',
      }),
      finds: [
        { ...every('may write'), underlines: 'VACUUM FULL' },
        {
          messageId: 'table',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and write every row again; readers and writers wait',
          },
          underlines: 'VACUUM FULL orders',
        },
      ],
    },
  },
  waits: {},
});

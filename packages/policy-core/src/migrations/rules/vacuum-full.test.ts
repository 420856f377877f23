import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { vacuumFull } from './vacuum-full.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const table = (name: string) =>
  `This takes ACCESS EXCLUSIVE on ${name} and writes every row again; readers and writers wait until it is done. Leave room to VACUUM without FULL; to make the table smaller, use pg_repack, or run this by hand while nobody uses the table.`;
const every = (writes = 'writes') =>
  `This ${writes} every table of the database again; readers and writers of each wait until it is done. Leave room to VACUUM without FULL; to make tables smaller, use pg_repack, or run this by hand while nobody uses them.`;

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
      finds: [{ message: table('orders'), underlines: 'VACUUM FULL orders' }],
    },
    'the other way to write it': {
      ...sql('VACUUM (FULL, ANALYZE) shop.orders;'),
      finds: [{ message: table('shop.orders'), underlines: 'VACUUM (FULL, ANALYZE) shop.orders' }],
    },
    'a revision': {
      ...oneRevision({
        upgrade: 'with op.get_context().autocommit_block():\n    op.execute("VACUUM FULL orders")',
      }),
      finds: [{ message: table('orders'), underlines: 'VACUUM FULL orders' }],
    },
    'several tables': {
      ...sql('VACUUM FULL orders, notes;'),
      finds: [
        { message: table('orders'), underlines: 'VACUUM FULL orders, notes' },
        { message: table('notes'), underlines: 'VACUUM FULL orders, notes' },
      ],
    },
    'one that is new beside one that is not': {
      ...sql('CREATE TABLE notes (a int);\nVACUUM FULL notes, orders;'),
      finds: [{ message: table('orders'), underlines: 'VACUUM FULL notes, orders' }],
    },
    'every table': {
      ...sql('VACUUM FULL;'),
      finds: [{ message: every(), underlines: 'VACUUM FULL' }],
    },
    'under a condition': {
      ...oneRevision({
        upgrade: 'if full():\n    op.execute("VACUUM FULL")\n    op.execute("VACUUM FULL orders")',
      }),
      finds: [
        { message: every('may write'), underlines: 'VACUUM FULL' },
        { message: inDoubt(table('orders')), underlines: 'VACUUM FULL orders' },
      ],
    },
  },
  waits: {},
});

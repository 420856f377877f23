import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { setUnlogged } from './set-unlogged.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const unlogged = (table: string) =>
  `This takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait until the transaction ends. From then on a crash empties the table, and replicas do not have its rows. Leave it logged, and make a new UNLOGGED table for rows that may be lost.`;
const logged = (table: string) =>
  `This takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait until the transaction ends. Make a new table that is logged and fill it in batches, or run this by hand while nobody uses the table.`;

describeRule(setUnlogged, {
  policy: POLICY,
  keeps: {
    'a table that is made so': sql('CREATE UNLOGGED TABLE orders (a int);'),
    'a table that the migration makes': sql(
      'CREATE TABLE orders (a int);\nALTER TABLE orders SET UNLOGGED;\nALTER TABLE orders SET LOGGED;',
    ),
    'what a downgrade does': oneRevision({
      upgrade: 'pass',
      downgrade: 'op.execute("ALTER TABLE orders SET LOGGED")',
    }),
    'another option': sql(
      'ALTER TABLE orders SET (fillfactor = 70);\nALTER TABLE orders SET TABLESPACE fast;',
    ),
  },
  breaks: {
    'a table that is unlogged': {
      ...sql('ALTER TABLE orders SET UNLOGGED;'),
      finds: [{ message: unlogged('orders'), underlines: 'ALTER TABLE orders SET UNLOGGED' }],
    },
    'a table that is logged': {
      ...sql('ALTER TABLE shop.orders SET LOGGED;'),
      finds: [{ message: logged('shop.orders'), underlines: 'ALTER TABLE shop.orders SET LOGGED' }],
    },
    'back and forth, around an import': {
      ...sql('ALTER TABLE orders SET UNLOGGED;\nALTER TABLE orders SET LOGGED;'),
      finds: [
        { message: unlogged('orders'), underlines: 'ALTER TABLE orders SET UNLOGGED' },
        { message: logged('orders'), underlines: 'ALTER TABLE orders SET LOGGED' },
      ],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: 'if big():\n    op.execute("ALTER TABLE orders SET UNLOGGED")' }),
      finds: [{ message: inDoubt(unlogged('orders')), underlines: 'ALTER TABLE orders SET UNLOGGED' }],
    },
  },
  waits: {},
});

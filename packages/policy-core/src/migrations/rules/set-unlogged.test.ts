import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { setUnlogged } from './set-unlogged.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });
const logged = (table: string) => ({
  messageId: 'logged',
  data: { takes: `takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait` },
});

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
      finds: [
        {
          messageId: 'unlogged',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE orders SET UNLOGGED',
        },
      ],
    },
    'a table that is logged': {
      ...sql('ALTER TABLE shop.orders SET LOGGED;'),
      finds: [{ ...logged('shop.orders'), underlines: 'ALTER TABLE shop.orders SET LOGGED' }],
    },
    'back and forth, around an import': {
      ...sql('ALTER TABLE orders SET UNLOGGED;\nALTER TABLE orders SET LOGGED;'),
      finds: [
        {
          messageId: 'unlogged',
          data: {
            takes: 'takes ACCESS EXCLUSIVE on orders and writes every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE orders SET UNLOGGED',
        },
        { ...logged('orders'), underlines: 'ALTER TABLE orders SET LOGGED' },
      ],
    },
    'a revision, under a condition': {
      ...oneRevision({ upgrade: 'if big():\n    op.execute("ALTER TABLE orders SET UNLOGGED")' }),
      finds: [
        {
          messageId: 'unlogged',
          data: {
            takes: 'may take ACCESS EXCLUSIVE on orders and write every row again; readers and writers wait',
          },
          underlines: 'ALTER TABLE orders SET UNLOGGED',
        },
      ],
    },
  },
  waits: {},
});

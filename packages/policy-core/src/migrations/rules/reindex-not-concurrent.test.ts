import { describeRule } from '../../testing/describe-rule.ts';
import { inDoubt } from '../../testing/in-doubt.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { reindexNotConcurrent } from './reindex-not-concurrent.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const table = (name: string) =>
  `This takes SHARE on ${name} and builds an index over its rows; writers wait until the transaction ends, and most readers do too, as planning a query asks for every index. Use REINDEX ... CONCURRENTLY, outside of a transaction.`;
const unknown = (what: string, builds = 'builds') =>
  `This ${builds} ${what} again; those who write its table wait until the transaction ends, and most readers do too, as planning a query asks for every index. Use REINDEX ... CONCURRENTLY, outside of a transaction.`;
const many = (what: string) =>
  `This builds every index of ${what} again, table by table; writers of each wait until it is done, and most readers do too, as planning a query asks for every index. Use REINDEX ... CONCURRENTLY.`;

describeRule(reindexNotConcurrent, {
  policy: POLICY,
  keeps: {
    'CONCURRENTLY, of each kind': sql(
      'REINDEX TABLE CONCURRENTLY orders;\nREINDEX INDEX CONCURRENTLY ix;\nREINDEX (CONCURRENTLY) SCHEMA shop;\nREINDEX DATABASE CONCURRENTLY shop;',
    ),
    'CONCURRENTLY in a revision': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.execute("REINDEX TABLE CONCURRENTLY orders")',
    }),
    'a table that the migration makes': sql('CREATE TABLE orders (a int);\nREINDEX TABLE orders;'),
    'an index of a table that the migration makes': sql(
      'CREATE TABLE orders (a int);\nCREATE INDEX ix ON orders (a);\nREINDEX INDEX ix;',
    ),
    'a temporary table': sql('CREATE TEMP TABLE t (a int);\nREINDEX TABLE t;'),
    'what a downgrade does': oneRevision({
      upgrade: 'pass',
      downgrade: 'op.execute("REINDEX TABLE orders")',
    }),
    VACUUM: sql('VACUUM orders;'),
  },
  breaks: {
    'a table': {
      ...sql('REINDEX TABLE shop.orders;'),
      finds: [{ message: table('shop.orders'), underlines: 'REINDEX TABLE shop.orders' }],
    },
    'a table in a revision': {
      ...oneRevision({ upgrade: 'op.execute("REINDEX TABLE orders")' }),
      finds: [{ message: table('orders'), underlines: 'REINDEX TABLE orders' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if broken():\n    op.execute("REINDEX TABLE orders")' }),
      finds: [{ message: inDoubt(table('orders')), underlines: 'REINDEX TABLE orders' }],
    },
    'an index whose table is known': {
      ...sql('ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a);\nREINDEX INDEX uq;'),
      finds: [{ message: table('orders'), underlines: 'REINDEX INDEX uq' }],
    },
    'an index whose table is not': {
      ...sql('REINDEX INDEX ix;'),
      finds: [{ message: unknown('the index ix'), underlines: 'REINDEX INDEX ix' }],
    },
    'such an index under a condition': {
      ...oneRevision({ upgrade: 'if broken():\n    op.execute("REINDEX INDEX ix")' }),
      finds: [{ message: unknown('the index ix', 'may build'), underlines: 'REINDEX INDEX ix' }],
    },
    'a schema': {
      ...sql('REINDEX SCHEMA shop;'),
      finds: [{ message: many('the schema shop'), underlines: 'REINDEX SCHEMA shop' }],
    },
    'a database': {
      ...sql('REINDEX DATABASE shop;'),
      finds: [{ message: many('the database shop'), underlines: 'REINDEX DATABASE shop' }],
    },
    'the catalogs': {
      ...sql('REINDEX SYSTEM shop;'),
      finds: [
        {
          message:
            'This builds the indexes of the system catalogs again; whoever plans a query may wait, and it cannot be done CONCURRENTLY. Run it by hand while nobody uses the database.',
          underlines: 'REINDEX SYSTEM shop',
        },
      ],
    },
    'a table that is only made where it is missing': {
      ...sql('CREATE TABLE IF NOT EXISTS orders (a int);\nREINDEX TABLE orders;'),
      finds: [{ message: table('orders'), underlines: 'REINDEX TABLE orders' }],
    },
    'one after the other': {
      ...sql('REINDEX TABLE orders;\nREINDEX TABLE notes;'),
      finds: [
        { message: table('orders'), underlines: 'REINDEX TABLE orders' },
        { message: table('notes'), underlines: 'REINDEX TABLE notes' },
      ],
    },
  },
  waits: {},
});

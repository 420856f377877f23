import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { reindexNotConcurrent } from './reindex-not-concurrent.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const sql = (text: string) => ({ files: { 'db/1.sql': `${text}\n` } });

const ORDERS = {
  messageId: 'table',
  data: {
    takes: 'takes SHARE on orders and builds an index over its rows; writers wait',
    builds: 'builds',
    what: 'the table orders',
  },
};
const indexOfOrders = (name: string) => ({ ...ORDERS, data: { ...ORDERS.data, what: `the index ${name}` } });
const unknown = (what: string, builds = 'builds') => ({
  messageId: 'unknown',
  data: { builds, what, takes: '' },
});
const many = (what: string) => ({ messageId: 'many', data: { builds: 'builds', what, takes: '' } });

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
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'takes SHARE on shop.orders and builds an index over its rows; writers wait',
            builds: 'builds',
            what: 'the table shop.orders',
          },
          underlines: 'REINDEX TABLE shop.orders',
        },
      ],
    },
    'a table in a revision': {
      ...oneRevision({ upgrade: 'op.execute("REINDEX TABLE orders")' }),
      finds: [{ ...ORDERS, underlines: 'REINDEX TABLE orders' }],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if broken():\n    op.execute("REINDEX TABLE orders")' }),
      finds: [
        {
          messageId: 'table',
          data: {
            takes: 'may take SHARE on orders and build an index over its rows; writers wait',
            builds: 'may build',
            what: 'the table orders',
          },
          underlines: 'REINDEX TABLE orders',
        },
      ],
    },
    'an index whose table is known': {
      ...sql('ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (a);\nREINDEX INDEX uq;'),
      finds: [{ ...indexOfOrders('uq'), underlines: 'REINDEX INDEX uq' }],
    },
    'an index whose table is not': {
      ...sql('REINDEX INDEX ix;'),
      finds: [{ ...unknown('the index ix'), underlines: 'REINDEX INDEX ix' }],
    },
    'such an index under a condition': {
      ...oneRevision({ upgrade: 'if broken():\n    op.execute("REINDEX INDEX ix")' }),
      finds: [{ ...unknown('the index ix', 'may build'), underlines: 'REINDEX INDEX ix' }],
    },
    'a schema': {
      ...sql('REINDEX SCHEMA shop;'),
      finds: [{ ...many('the schema shop'), underlines: 'REINDEX SCHEMA shop' }],
    },
    'a database': {
      ...sql('REINDEX DATABASE shop;'),
      finds: [{ ...many('the database shop'), underlines: 'REINDEX DATABASE shop' }],
    },
    'the catalogs': {
      ...sql('REINDEX SYSTEM shop;'),
      finds: [
        {
          messageId: 'system',
          data: { takes: '', builds: 'builds', what: 'the system shop' },
          underlines: 'REINDEX SYSTEM shop',
        },
      ],
    },
    'a table that is only made where it is missing': {
      ...sql('CREATE TABLE IF NOT EXISTS orders (a int);\nREINDEX TABLE orders;'),
      finds: [{ ...ORDERS, underlines: 'REINDEX TABLE orders' }],
    },
    'one after the other': {
      ...sql('REINDEX TABLE orders;\nREINDEX TABLE notes;'),
      finds: [
        { ...ORDERS, underlines: 'REINDEX TABLE orders' },
        {
          messageId: 'table',
          data: {
            takes: 'takes SHARE on notes and builds an index over its rows; writers wait',
            builds: 'builds',
            what: 'the table notes',
          },
          underlines: 'REINDEX TABLE notes',
        },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { indexNotConcurrent } from './index-not-concurrent.ts';

const partitions = {
  messageId: 'partitions',
  data: { takes: 'takes SHARE on events_1 and builds an index over its rows; writers wait' },
};
/** Where no partition is known. */
const partitioned = {
  messageId: 'partitions',
  data: { takes: 'takes SHARE on events and builds an index over its rows; writers wait' },
};
const PARTS =
  'CREATE TABLE events (at date) PARTITION BY HASH (at);\nCREATE TABLE events_1 PARTITION OF events DEFAULT;\nCREATE TABLE events_2 PARTITION OF events DEFAULT;\n';
const INDEX = 'op.create_index("ix", "orders", ["number"])';

describeRule(indexNotConcurrent, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'an index that is built while others write': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.create_index("ix", "orders", ["number"], postgresql_concurrently=True)',
    }),
    'a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("number", sa.Text()))\n${INDEX}`,
    }),
    'what a downgrade brings back': oneRevision({ upgrade: 'pass', downgrade: INDEX }),
    'an index of a partitioned table alone': {
      files: { 'db/1.sql': 'CREATE INDEX ix ON ONLY events (at);\n' },
    },
    'CONCURRENTLY in SQL': { files: { 'db/1.sql': 'CREATE INDEX CONCURRENTLY ON orders (a);\n' } },
    'a table with partitions that all have the same index, which it only takes over': {
      files: {
        'db/1_x.sql': PARTS,
        'db/2_x.sql':
          'CREATE INDEX CONCURRENTLY ON events_1 (at);\nCREATE INDEX CONCURRENTLY ON events_2 (at);\n',
        'db/3_x.sql': 'CREATE INDEX ON events (at);\n',
      },
    },
    'a temporary table': {
      files: {
        'db/1.sql': 'CREATE TEMP TABLE copied AS SELECT * FROM orders;\nCREATE INDEX ON copied (a);\n',
      },
    },
    'a table that is only made where it is missing, and of which nothing before tells': {
      files: {
        'db/1.sql': 'CREATE TABLE people (a int);\n',
        'db/2.sql': 'CREATE TABLE IF NOT EXISTS orders (a int);\nCREATE INDEX ON orders (a);\n',
      },
    },
    'a table that the first migration makes where it is missing': {
      files: { 'db/1.sql': 'CREATE TABLE IF NOT EXISTS orders (a int);\nCREATE INDEX ON orders (a);\n' },
    },
    'such a table of the first revision': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("number", sa.Text()), if_not_exists=True)\n${INDEX}`,
    }),
    'a table that the migration makes before it calls a function that makes partitions': {
      files: {
        'db/1.sql':
          "CREATE FUNCTION part(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('CREATE TABLE %I PARTITION OF orders DEFAULT', name); END $$;\nCREATE TABLE orders (a int) PARTITION BY LIST (a);\nSELECT part('rest');\nCREATE INDEX ON orders (a);\n",
      },
    },
    'an index that an earlier migration has made already': {
      files: {
        'db/1.sql': 'CREATE TABLE orders (a int);\nCREATE INDEX ix ON orders (a);\n',
        'db/2.sql': 'CREATE INDEX IF NOT EXISTS ix ON orders (a);\n',
      },
    },
    'a key, which makes its own index': {
      files: { 'db/1.sql': 'ALTER TABLE orders ADD PRIMARY KEY (id);\n' },
    },
  },
  breaks: {
    'a directive': {
      ...oneRevision({ upgrade: INDEX }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: INDEX,
        },
      ],
    },
    'an index that is unique': {
      ...oneRevision({ upgrade: 'op.create_index("ix", "orders", ["number"], unique=True, schema="shop")' }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on shop.orders and builds an index over its rows; writers wait' },
          underlines: 'op.create_index("ix", "orders", ["number"], unique=True, schema="shop")',
        },
      ],
    },
    'a flag that only shows when it runs': {
      ...oneRevision({ upgrade: 'op.create_index("ix", "orders", ["number"], postgresql_concurrently=BIG)' }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'may take SHARE on orders and build an index over its rows; writers wait' },
          underlines: 'op.create_index("ix", "orders", ["number"], postgresql_concurrently=BIG)',
        },
      ],
    },
    'a condition': {
      ...oneRevision({ upgrade: `if is_big():\n    ${INDEX}` }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'may take SHARE on orders and build an index over its rows; writers wait' },
          underlines: INDEX,
        },
      ],
    },
    'a column that is new, of a table that is not, which the transaction keeps locked': {
      ...oneRevision({ upgrade: `op.add_column("orders", sa.Column("number", sa.Text()))\n${INDEX}` }),
      finds: [
        {
          messageId: 'alone',
          data: {
            takes:
              'holds ACCESS EXCLUSIVE on orders and builds an index over its rows; readers and writers wait',
          },
          underlines: INDEX,
        },
      ],
    },
    'a table that an earlier migration makes': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.create_table("orders", sa.Column("number", sa.Text()))',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: INDEX }),
      },
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: INDEX,
        },
      ],
    },
    'a table that is only made where it is missing, and that an earlier migration makes': {
      files: {
        'db/1.sql': 'CREATE TABLE orders (a int);\n',
        'db/2.sql': 'CREATE TABLE IF NOT EXISTS orders (a int);\nCREATE INDEX ON orders (a);\n',
      },
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: 'CREATE INDEX ON orders (a)',
        },
      ],
    },
    'such a table that the first migration goes over again': {
      files: {
        'db/1.sql':
          'CREATE TABLE IF NOT EXISTS orders (a int);\nALTER TABLE orders ADD COLUMN IF NOT EXISTS b int;\nCREATE INDEX ON orders (a);\n',
      },
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: 'CREATE INDEX ON orders (a)',
        },
      ],
    },
    'such a table in a file that may be run again': {
      files: { 'db/all.sql': 'CREATE TABLE IF NOT EXISTS orders (a int);\nCREATE INDEX ON orders (a);\n' },
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: 'CREATE INDEX ON orders (a)',
        },
      ],
    },
    'SQL of a string': {
      ...oneRevision({ upgrade: 'op.execute("CREATE INDEX ON orders (number)")' }),
      finds: [
        {
          messageId: 'alone',
          data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
          underlines: 'CREATE INDEX ON orders (number)',
        },
      ],
    },
    'a table with partitions': {
      files: {
        'db/1.sql': 'ALTER TABLE events ATTACH PARTITION events_1 DEFAULT;\nCREATE INDEX ON events (at);\n',
      },
      finds: [{ ...partitions, underlines: 'CREATE INDEX ON events (at)' }],
    },
    'a table with a partition that has no such index, or another one': {
      files: {
        'db/1_x.sql': PARTS,
        'db/2_x.sql':
          'CREATE INDEX CONCURRENTLY ON events_1 (at) WHERE at IS NULL;\nCREATE INDEX CONCURRENTLY ON events_2 (at);\n',
        'db/3_x.sql': 'CREATE INDEX ON events (at);\n',
      },
      finds: [{ ...partitions, underlines: 'CREATE INDEX ON events (at)' }],
    },
    'a table that was made with PARTITION BY, whoever makes its partitions': {
      files: {
        'db/1_x.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);\n',
        'db/2_x.sql': 'CREATE INDEX ON events (at);\n',
      },
      finds: [{ ...partitioned, underlines: 'CREATE INDEX ON events (at)' }],
      offers: [],
    },
    'such a table of Alembic, with another name by now': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade:
            'op.create_table("old_events", sa.Column("at", sa.Date()), postgresql_partition_by="RANGE (at)")\nop.rename_table("old_events", "events")',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade: 'op.create_index("ix", "events", ["at"])',
        }),
      },
      finds: [{ ...partitioned, underlines: 'op.create_index("ix", "events", ["at"])' }],
      offers: [],
    },
  },
  waits: {
    'an index that may be on every partition already, of which no migration shows one': {
      files: {
        'db/1_x.sql': 'CREATE TABLE events (at date) PARTITION BY RANGE (at);\n',
        'db/2_x.sql': 'CREATE INDEX CONCURRENTLY ON events_1 (at);\nCREATE INDEX ON events (at);\n',
      },
      waits: [
        {
          messageId: 'attaches',
          data: { table: 'events' },
          because: 'no migration shows the partitions of events',
        },
      ],
    },
  },
});

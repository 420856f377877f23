import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { renameTable } from './rename-table.ts';

const renames = (from: string, to: string, verb = 'renames') => ({
  messageId: 'renames',
  data: { renames: verb, from, to },
});
const RENAME = 'op.rename_table("orders", "sales")';
const view = (name: string) => `op.execute("CREATE VIEW ${name} AS SELECT * FROM sales")`;

describeRule(renameTable, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a rename that a downgrade undoes': oneRevision({
      upgrade: 'op.create_table("sales")',
      downgrade: RENAME,
    }),
    'a table that the migration makes itself': oneRevision({
      upgrade: `op.create_table("orders")\n${RENAME}`,
    }),
    'a new table that takes the place of an old one': {
      files: {
        'db/1.sql':
          'CREATE TABLE orders_new (id int);\nDROP TABLE orders;\nALTER TABLE orders_new RENAME TO orders;\n',
      },
    },
    'a new table that takes the place of an old one, past a statement that nobody can read': {
      files: {
        'db/1.sql': [
          'DO $$ BEGIN',
          '  CREATE TABLE orders_new (id int) PARTITION BY RANGE (id);',
          '  EXECUTE part_of_orders;',
          '  DROP TABLE orders;',
          '  ALTER TABLE orders_new RENAME TO orders;',
          'END $$;\n',
        ].join('\n'),
        'db/2.sql':
          'CREATE TABLE items_new (id int);\nDO $$ BEGIN EXECUTE words; END $$;\nALTER TABLE items RENAME TO items_old;\nALTER TABLE items_new RENAME TO items;\nDROP TABLE items_old;\n',
      },
    },
    'a table that leaves a view behind': oneRevision({ upgrade: `${RENAME}\n${view('orders')}` }),
    'a table of a schema that leaves a view behind': {
      files: {
        'db/1.sql':
          'ALTER TABLE shop.orders RENAME TO sales;\nCREATE VIEW shop.orders AS SELECT * FROM shop.sales;\n',
        'db/2.sql': 'ALTER TABLE public.a RENAME TO b;\nCREATE OR REPLACE VIEW a AS SELECT * FROM b;\n',
      },
    },
    'a table whose name another one takes': oneRevision({
      upgrade: `${RENAME}\nop.create_table("orders", sa.Column("id", sa.Integer()))\nop.execute("INSERT INTO orders SELECT id FROM sales")\nop.drop_table("sales")`,
    }),
    'the index of a key, as a table is renamed': {
      files: {
        'db/1.sql':
          'ALTER TABLE orders RENAME CONSTRAINT a TO b;\nALTER TABLE orders_pkey RENAME TO sales_pkey;\nALTER TABLE orders_number_key RENAME TO sales_number_key;\n',
      },
    },
    'an index that the history knows, as a table is renamed': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade:
            'op.create_table("orders", sa.Column("no", sa.Integer(), unique=True))\nop.create_index("by_shop", "orders", ["no"])',
        }),
        'alembic/versions/ab12_x.py': sampleRevision({
          parent: '"5a9d"',
          upgrade:
            'op.execute("ALTER TABLE by_shop RENAME TO by_store")\nop.execute("ALTER TABLE orders_no_key RENAME TO orders_number_key")',
        }),
      },
    },
    'indexes, sequences and columns': {
      files: {
        'db/1.sql':
          'ALTER INDEX a RENAME TO b;\nALTER SEQUENCE c RENAME TO d;\nALTER TABLE e RENAME f TO g;\n',
      },
    },
  },
  breaks: {
    'a table whose name a new one takes, without its rows': {
      files: { 'db/1.sql': 'ALTER TABLE orders RENAME TO sales;\nCREATE TABLE orders (id int);\n' },
      finds: [
        {
          messageId: 'renames',
          data: { renames: 'renames', from: 'orders', to: 'sales' },
          underlines: 'ALTER TABLE orders RENAME TO sales',
        },
      ],
    },
    'a new table that takes a name which nothing frees, past a statement that nobody can read': {
      files: {
        'db/1.sql':
          'CREATE TABLE orders_new (id int);\nDO $$ BEGIN EXECUTE words; END $$;\nALTER TABLE orders_new RENAME TO orders;\n',
      },
      finds: [{ ...renames('orders_new', 'orders'), underlines: 'ALTER TABLE orders_new RENAME TO orders' }],
    },
    'a table of a name that was there before, that the search path may change, or that may not be made': {
      files: {
        'db/1.sql':
          'DROP TABLE orders_new;\nCREATE TABLE orders_new (id int);\nDO $$ BEGIN EXECUTE words; END $$;\nDROP TABLE orders;\nALTER TABLE orders_new RENAME TO orders;\n',
        'db/2.sql':
          'CREATE TABLE orders_new (id int);\nSET search_path = shop;\nDROP TABLE orders;\nALTER TABLE orders_new RENAME TO orders;\n',
        'db/3.sql':
          'CREATE TABLE IF NOT EXISTS orders_new (id int);\nDO $$ BEGIN EXECUTE words; END $$;\nDROP TABLE orders;\nALTER TABLE orders_new RENAME TO orders;\n',
      },
      finds: [1, 2, 3].map(() => ({
        ...renames('orders_new', 'orders'),
        underlines: 'ALTER TABLE orders_new RENAME TO orders',
      })),
    },
    'by Alembic': {
      ...oneRevision({ upgrade: RENAME }),
      finds: [{ ...renames('orders', 'sales'), underlines: RENAME }],
      offers: [],
    },
    'with a view of another name, of another schema, or made before': {
      ...oneRevision({
        upgrade: [view('orders'), RENAME, view('old_orders'), view('shop.orders')].join('\n'),
      }),
      finds: [{ ...renames('orders', 'sales'), underlines: RENAME }],
    },
    'whose name only ends as that of a key may': {
      files: { 'db/1.sql': 'ALTER TABLE orders_api_key RENAME TO sales_api_key;\n' },
      finds: [
        {
          ...renames('orders_api_key', 'sales_api_key'),
          underlines: 'ALTER TABLE orders_api_key RENAME TO sales_api_key',
        },
      ],
    },
    'which is known, and ends as a key': {
      files: {
        'db/1.sql': 'CREATE TABLE api_key (id int);\n',
        'db/2.sql': 'ALTER TABLE x_pkey RENAME TO y_pkey;\nALTER TABLE api_key RENAME TO token_key;\n',
      },
      finds: [{ ...renames('api_key', 'token_key'), underlines: 'ALTER TABLE api_key RENAME TO token_key' }],
    },
    'by SQL': {
      files: { 'db/1.sql': 'ALTER TABLE shop.orders RENAME TO sales;\n' },
      finds: [{ ...renames('shop.orders', 'sales'), underlines: 'ALTER TABLE shop.orders RENAME TO sales' }],
    },
    'twice, where only the first is new': {
      ...oneRevision({
        upgrade: `op.create_table("a")\nop.rename_table("a", "b")\nop.rename_table("c", "a")`,
      }),
      finds: [{ ...renames('c', 'a'), underlines: 'op.rename_table("c", "a")' }],
    },
    'under a condition, of a table that is not known': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.rename_table(name(), "b")' }),
      finds: [{ ...renames('`name()`', 'b', 'may rename'), underlines: 'op.rename_table(name(), "b")' }],
    },
  },
  waits: {},
});

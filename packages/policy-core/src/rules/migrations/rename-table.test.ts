import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { renameTable } from './rename-table.ts';

const renames = (from: string, to: string, verb = 'renames') =>
  `This ${verb} the table ${from} to ${to}: the release that still runs, and one that is brought back, know only the old name. Make a view of that name in the same migration, and drop it in a later release.`;
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
    'a table that leaves a view behind': oneRevision({ upgrade: `${RENAME}\n${view('orders')}` }),
    'a table of a schema that leaves a view behind': {
      files: {
        'db/1.sql':
          'ALTER TABLE shop.orders RENAME TO sales;\nCREATE VIEW shop.orders AS SELECT * FROM shop.sales;\n',
        'db/2.sql': 'ALTER TABLE public.a RENAME TO b;\nCREATE OR REPLACE VIEW a AS SELECT * FROM b;\n',
      },
    },
    'a table whose name another one takes': oneRevision({
      upgrade: `${RENAME}\nop.create_table("orders", sa.Column("id", sa.Integer()))\nop.drop_table("sales")`,
    }),
    'indexes, sequences and columns': {
      files: {
        'db/1.sql':
          'ALTER INDEX a RENAME TO b;\nALTER SEQUENCE c RENAME TO d;\nALTER TABLE e RENAME f TO g;\n',
      },
    },
  },
  breaks: {
    'by Alembic': {
      ...oneRevision({ upgrade: RENAME }),
      finds: [{ message: renames('orders', 'sales'), underlines: RENAME }],
      offers: [],
    },
    'with a view of another name, of another schema, or made before': {
      ...oneRevision({
        upgrade: [view('orders'), RENAME, view('old_orders'), view('shop.orders')].join('\n'),
      }),
      finds: [{ message: renames('orders', 'sales'), underlines: RENAME }],
    },
    'by SQL': {
      files: { 'db/1.sql': 'ALTER TABLE shop.orders RENAME TO sales;\n' },
      finds: [
        { message: renames('shop.orders', 'sales'), underlines: 'ALTER TABLE shop.orders RENAME TO sales' },
      ],
    },
    'twice, where only the first is new': {
      ...oneRevision({
        upgrade: `op.create_table("a")\nop.rename_table("a", "b")\nop.rename_table("c", "a")`,
      }),
      finds: [{ message: renames('c', 'a'), underlines: 'op.rename_table("c", "a")' }],
    },
    'under a condition, of a table that is not known': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.rename_table(name(), "b")' }),
      finds: [
        { message: renames('`name()`', 'b', 'may rename'), underlines: 'op.rename_table(name(), "b")' },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { renameColumn } from './rename-column.ts';

const renames = (column: string, to: string, verb = 'renames') => ({
  messageId: 'renames',
  data: { renames: verb, table: 'orders', column, to },
});
const RENAME = 'op.alter_column("orders", "total", new_column_name="total_amount")';

describeRule(renameColumn, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a column that is changed under its name': oneRevision({
      upgrade: 'op.alter_column("orders", "total", nullable=True)',
      downgrade: RENAME,
    }),
    'a column of a table that the migration makes': oneRevision({
      upgrade: `op.create_table("orders", sa.Column("total", sa.Integer()))\n${RENAME}`,
    }),
    'a column that the migration added, which takes the place of another': {
      files: {
        'db/1.sql':
          'ALTER TABLE orders ADD COLUMN new_total bigint;\nALTER TABLE orders RENAME COLUMN new_total TO total;\n',
      },
    },
    'a column that the migration added, also behind what nobody can read': oneRevision({
      module: 'from app.helpers import drop_enum',
      upgrade: [
        'op.add_column("orders", sa.Column("total_", sa.Text()), schema="shop")',
        'op.drop_column("orders", "total", schema="shop")',
        'drop_enum("kind", schema="shop")',
        'op.alter_column("orders", "total_", new_column_name="total", schema="shop")',
      ].join('\n'),
    }),
    'a column whose name another one takes': {
      files: {
        'db/1.sql':
          'ALTER TABLE orders RENAME status TO old_status;\nALTER TABLE orders ADD status text;\nUPDATE orders SET status = old_status;\n',
      },
    },
    'constraints and indexes': {
      files: {
        'db/1.sql': 'ALTER TABLE orders RENAME CONSTRAINT a TO b;\nALTER INDEX a RENAME TO b;\n',
      },
    },
  },
  breaks: {
    'a column whose name a new one takes, without its values': {
      files: {
        'db/1.sql': 'ALTER TABLE orders RENAME status TO old_status;\nALTER TABLE orders ADD status text;\n',
      },
      finds: [
        {
          messageId: 'renames',
          data: { renames: 'renames', table: 'orders', column: 'status', to: 'old_status' },
          underlines: 'ALTER TABLE orders RENAME status TO old_status',
        },
      ],
    },
    'a column that takes the name of one that the migration added': {
      ...oneRevision({
        module: 'from app.helpers import drop_enum',
        upgrade: [
          'op.add_column("orders", sa.Column("total", sa.Text()))',
          'op.alter_column("orders", "total", new_column_name="other")',
          'op.alter_column("orders", "old", new_column_name="total")',
          'drop_enum("kind")',
          RENAME,
        ].join('\n'),
      }),
      finds: [
        {
          ...renames('old', 'total'),
          underlines: 'op.alter_column("orders", "old", new_column_name="total")',
        },
        { ...renames('total', 'total_amount'), underlines: RENAME },
      ],
    },
    'by Alembic': {
      ...oneRevision({ upgrade: RENAME }),
      finds: [{ ...renames('total', 'total_amount'), underlines: RENAME }],
      offers: [],
    },
    'beside another change, in a batch': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("orders") as batch:\n    batch.alter_column("total", new_column_name="sum", nullable=True)',
      }),
      finds: [
        {
          ...renames('total', 'sum'),
          underlines: 'batch.alter_column("total", new_column_name="sum", nullable=True)',
        },
      ],
    },
    'by SQL, with and without the word COLUMN': {
      files: { 'db/1.sql': 'ALTER TABLE orders RENAME a TO b;\nALTER TABLE orders RENAME COLUMN c TO d;\n' },
      finds: [
        { ...renames('a', 'b'), underlines: 'ALTER TABLE orders RENAME a TO b' },
        { ...renames('c', 'd'), underlines: 'ALTER TABLE orders RENAME COLUMN c TO d' },
      ],
    },
    'under a condition, to a name that is not known': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.alter_column("orders", "a", new_column_name=name())' }),
      finds: [
        {
          ...renames('a', '`name()`', 'may rename'),
          underlines: 'op.alter_column("orders", "a", new_column_name=name())',
        },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { updateWithoutWhere } from './update-without-where.ts';

const updates = (table: string, verb = 'overwrites') =>
  `This ${verb} values in every row of ${table}: no WHERE leaves any out, and what was there is gone. Say in a WHERE which rows are meant.`;

describeRule(updateWithoutWhere, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'rows that are meant': { files: { 'db/1.sql': 'UPDATE a SET b = 1 WHERE b IS NULL;\n' } },
    'a column that the migration adds': {
      ...oneRevision({
        upgrade: 'op.add_column("a", sa.Column("b", sa.Integer()))\nop.execute("UPDATE a SET b = 1")',
      }),
    },
    'a column that a batch adds': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("a") as batch:\n    batch.add_column(sa.Column("b", sa.Integer()))\nop.execute("UPDATE a SET b = c")',
      }),
    },
    'a column that SQL adds, with its schema': {
      files: { 'db/1.sql': 'ALTER TABLE public.a ADD COLUMN b int;\nUPDATE a SET b = 1;\n' },
    },
    'a table that the same migration made before': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int);\nUPDATE a SET b = 1;\n' },
    },
    'what a downgrade writes': {
      ...oneRevision({ upgrade: 'pass', downgrade: 'op.execute("UPDATE a SET b = 1")' }),
    },
    'a flag that is turned over, so that the old one can be told': {
      files: { 'db/1.sql': 'UPDATE a SET gone = NOT gone;\n' },
    },
    'other changes of all rows': { files: { 'db/1.sql': 'DELETE FROM a;\n' } },
  },
  breaks: {
    'a flag that is another one turned over': {
      files: { 'db/1.sql': 'UPDATE a SET gone = NOT shown;\n' },
      finds: [{ message: updates('a'), underlines: 'UPDATE a SET gone = NOT shown' }],
    },
    'by SQL': {
      files: { 'db/1.sql': 'UPDATE shop.a SET b = 1;\n' },
      finds: [{ message: updates('shop.a'), underlines: 'UPDATE shop.a SET b = 1' }],
    },
    'with a condition that leaves nothing out': {
      files: { 'db/1.sql': 'UPDATE a SET b = 1 WHERE true;\n' },
      finds: [{ message: updates('a'), underlines: 'UPDATE a SET b = 1 WHERE true' }],
    },
    'by SQLAlchemy': {
      ...oneRevision({ upgrade: 'op.execute(sa.table("a", sa.column("b")).update().values(b=1))' }),
      finds: [
        {
          message: updates('a'),
          underlines: 'op.execute(sa.table("a", sa.column("b")).update().values(b=1))',
        },
      ],
    },
    'before a column is added, or of another table': {
      files: { 'db/1.sql': 'UPDATE a SET b = 1;\nALTER TABLE a ADD COLUMN c int;\nUPDATE d SET b = 1;\n' },
      finds: [
        { message: updates('a'), underlines: 'UPDATE a SET b = 1' },
        { message: updates('d'), underlines: 'UPDATE d SET b = 1' },
      ],
    },
    'under a condition': {
      ...oneRevision({ upgrade: 'if wanted():\n    op.execute("UPDATE a SET b = 1")' }),
      finds: [{ message: updates('a', 'may overwrite'), underlines: 'UPDATE a SET b = 1' }],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { dropNotNull } from './drop-not-null.ts';

const ALTER = 'op.alter_column("orders", "total", nullable=True)';
const after = (base: string, upgrade: string) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: base }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade }),
  },
});

describeRule(dropNotNull, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'a column that becomes NOT NULL': oneRevision({
      upgrade: 'op.alter_column("orders", "total", nullable=False)',
      downgrade: ALTER,
    }),
    'a change that says nothing of NULL': oneRevision({
      upgrade: 'op.alter_column("orders", "total", type_=sa.Text(), existing_nullable=False)',
    }),
    'a column that took NULL before, as the migration says': oneRevision({
      upgrade: 'op.alter_column("orders", "total", nullable=True, existing_nullable=True)',
    }),
    'a column that took NULL before, as an earlier revision tells': after(
      'op.create_table("orders", sa.Column("total", sa.Integer()))',
      ALTER,
    ),
    'a column that is renamed, or gets a type, of which nothing is known before': oneRevision({
      upgrade: [
        'op.alter_column("orders", "sum", nullable=True, new_column_name="total")',
        'op.alter_column("orders", "note", nullable=True, type_=sa.Text())',
      ].join('\n'),
    }),
    'a column that goes, and one that took NULL before, whatever the flag is': oneRevision({
      upgrade: [
        'op.alter_column("orders", "total", nullable=LAX)',
        'op.drop_column("orders", "total")',
        'op.alter_column("orders", "note", nullable=LAX, existing_nullable=True)',
      ].join('\n'),
    }),
    'a column that the migration makes': oneRevision({
      upgrade: `op.add_column("orders", sa.Column("total", sa.Integer(), nullable=False, server_default="0"))\n${ALTER}`,
    }),
    'a column that becomes NOT NULL again, or goes': {
      files: {
        'db/1.sql': 'ALTER TABLE a ALTER b DROP NOT NULL;\nALTER TABLE a ALTER b SET NOT NULL;\n',
        'db/2.sql': 'ALTER TABLE a ALTER b DROP NOT NULL;\nALTER TABLE a DROP b;\n',
      },
    },
    'a table that the migration makes': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int NOT NULL);\nALTER TABLE a ALTER b DROP NOT NULL;\n' },
    },
  },
  breaks: {
    'a column that is renamed, too, and was NOT NULL, as the migration says': {
      ...oneRevision({
        upgrade:
          'op.alter_column("orders", "total", nullable=True, existing_nullable=False, new_column_name="sum")',
      }),
      finds: [
        {
          messageId: 'lets',
          data: { lets: 'lets', table: 'orders', column: 'total' },
          underlines:
            'op.alter_column("orders", "total", nullable=True, existing_nullable=False, new_column_name="sum")',
        },
      ],
    },
    'a column that was NOT NULL, as an earlier revision tells': {
      ...after('op.create_table("orders", sa.Column("total", sa.Integer(), nullable=False))', ALTER),
      finds: [
        { messageId: 'lets', data: { lets: 'lets', table: 'orders', column: 'total' }, underlines: ALTER },
      ],
      offers: [],
    },
    'a column of which nothing is known': {
      ...oneRevision({ upgrade: ALTER }),
      finds: [
        { messageId: 'lets', data: { lets: 'lets', table: 'orders', column: 'total' }, underlines: ALTER },
      ],
    },
    'a column that was NOT NULL, as the migration says': {
      ...oneRevision({
        upgrade: 'op.alter_column("orders", "total", existing_nullable=False, nullable=True)',
      }),
      finds: [
        {
          messageId: 'lets',
          data: { lets: 'lets', table: 'orders', column: 'total' },
          underlines: 'op.alter_column("orders", "total", existing_nullable=False, nullable=True)',
        },
      ],
    },
    'a column of a table that gets another name and schema': {
      files: {
        'db/1.sql':
          'ALTER TABLE a ALTER b DROP NOT NULL;\nALTER TABLE a RENAME TO c;\nALTER TABLE c SET SCHEMA old;\nALTER TABLE old.c RENAME b TO d;\n',
      },
      finds: [
        {
          messageId: 'lets',
          data: { lets: 'lets', table: 'a', column: 'b' },
          underlines: 'ALTER TABLE a ALTER b DROP NOT NULL',
        },
      ],
    },
    'names that are only known when it runs': {
      ...oneRevision({ upgrade: 'op.alter_column("a", name(), nullable=True)' }),
      finds: [
        {
          messageId: 'lets',
          data: { lets: 'lets', table: 'a', column: '`name()`' },
          underlines: 'op.alter_column("a", name(), nullable=True)',
        },
      ],
    },
    'a column that may be NULL from then on, which only shows when it runs': {
      ...oneRevision({ upgrade: 'op.alter_column("orders", "total", nullable=LAX)' }),
      finds: [
        {
          messageId: 'lets',
          data: { lets: 'may let', table: 'orders', column: 'total' },
          underlines: 'op.alter_column("orders", "total", nullable=LAX)',
        },
      ],
    },
    'SQL and batches, under a condition': {
      ...oneRevision({
        upgrade: [
          'op.execute("ALTER TABLE shop.orders ALTER COLUMN total DROP NOT NULL")',
          'with op.batch_alter_table("orders") as batch_op:',
          '    if wanted():',
          '        batch_op.alter_column("total", nullable=True)',
        ].join('\n'),
      }),
      finds: [
        {
          messageId: 'lets',
          data: { lets: 'lets', table: 'shop.orders', column: 'total' },
          underlines: 'ALTER TABLE shop.orders ALTER COLUMN total DROP NOT NULL',
        },
        {
          messageId: 'lets',
          data: { lets: 'may let', table: 'orders', column: 'total' },
          underlines: 'batch_op.alter_column("total", nullable=True)',
        },
      ],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { manualRunRequired } from './manual-run-required.ts';

const heavy = (why: string) => ({ messageId: 'heavy', data: { why } });
const unknown = (why: string) => ({ messageId: 'unknown', data: { why } });

const PLACES = { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] };
const DROP = 'op.drop_column("orders", "note")';
const INDEX = 'op.create_index("ix", "orders", ["note"])';

describeRule(manualRunRequired, {
  policy: { migrations: { ...PLACES, apply: 'manual_unless_trivial' } },
  keeps: {
    '[row 1.32] nothing at all': oneRevision({ upgrade: 'pass' }),
    '[row 1.32] what only adds': oneRevision({
      upgrade:
        'op.create_table("notes", sa.Column("id", sa.Integer(), primary_key=True))\nop.add_column("orders", sa.Column("note", sa.Text()))\nop.create_index("ix", "notes", ["id"])',
      downgrade: `${DROP}\nop.drop_table("notes")`,
    }),
    '[row 1.32] an index that is built while others write': oneRevision({
      upgrade:
        'with op.get_context().autocommit_block():\n    op.create_index("ix", "orders", ["note"], postgresql_concurrently=True)',
    }),
    '[row 1.32] comments and grants in SQL': {
      files: { 'db/1.sql': "COMMENT ON TABLE orders IS 'sold';\nGRANT SELECT ON orders TO app;\n" },
    },
    '[row 1.32] anything, where the service upgrades when it starts': {
      ...oneRevision({ upgrade: DROP }),
      policy: { migrations: { ...PLACES, apply: 'on_start' } },
    },
    '[row 1.32] anything, where the policy does not speak of it': {
      ...oneRevision({ upgrade: DROP }),
      policy: { migrations: PLACES },
    },
    '[row 1.32] a column with one default for all rows': oneRevision({
      upgrade: 'op.add_column("orders", sa.Column("n", sa.Integer(), server_default="0", nullable=False))',
    }),
    '[row 1.32] a revision that cannot be read, which other rules tell of': {
      files: { 'db/1.sql': '-- padding\n'.repeat(220_000) },
    },
  },
  breaks: {
    '[row 1.32] a step that loses something': {
      ...oneRevision({ upgrade: DROP }),
      finds: [{ ...heavy('Drops the column orders.note and every value in it.'), underlines: DROP }],
    },
    '[row 1.32] a step that keeps others waiting, and more': {
      ...oneRevision({ upgrade: `${INDEX}\n${DROP}\nop.drop_index("ix")` }),
      finds: [
        {
          ...heavy(
            'Creates the index ix on orders (note), and takes SHARE on orders and builds an index over its rows; writers wait, and 2 more steps of the kind.',
          ),
          underlines: INDEX,
        },
      ],
    },
    '[row 1.32] one more': {
      ...oneRevision({ upgrade: `${DROP}\nop.drop_index("ix")` }),
      finds: [
        {
          ...heavy('Drops the column orders.note and every value in it, and 1 more step of the kind.'),
          underlines: DROP,
        },
      ],
    },
    '[row 1.32] a step that rows make fail': {
      ...oneRevision({ upgrade: 'op.add_column("orders", sa.Column("n", sa.Integer(), nullable=False))' }),
      finds: [
        {
          ...heavy('Adds the column orders.n (integer, not null), which fails on rows that may be there.'),
          underlines: 'op.add_column("orders", sa.Column("n", sa.Integer(), nullable=False))',
        },
      ],
    },
    '[row 1.32] SQL': {
      files: { 'db/1.sql': 'CREATE TABLE a (b int);\nUPDATE orders SET note = 1 WHERE note IS NULL;\n' },
      finds: [
        {
          ...heavy('Changes some rows of orders.'),
          underlines: 'UPDATE orders SET note = 1 WHERE note IS NULL',
        },
      ],
    },
    '[row 1.32] what only shows when it runs': {
      ...oneRevision({ upgrade: 'op.execute(statement())' }),
      finds: [
        {
          ...unknown('Does something that is not known, because the SQL in statement() is not known.'),
          underlines: 'op.execute(statement())',
        },
      ],
    },
    '[row 1.32] an upgrade that refuses': {
      ...oneRevision({ upgrade: 'raise NotImplementedError("by hand")' }),
      finds: [{ ...unknown('The upgrade refuses to run.'), underlines: 'upgrade' }],
    },
    '[row 1.32] each migration by itself': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: DROP }),
        'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade: 'op.drop_table("a")' }),
      },
      finds: [
        { ...heavy('Drops the column orders.note and every value in it.'), underlines: DROP },
        {
          ...heavy('Drops the table a and every row in it.'),
          underlines: 'op.drop_table("a")',
        },
      ],
    },
  },
  waits: {},
});

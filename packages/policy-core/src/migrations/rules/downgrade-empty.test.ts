import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { downgradeEmpty } from './downgrade-empty.ts';

const after = (base: string, upgrade: string) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({
      id: '5a9d',
      upgrade: base,
      downgrade: 'op.drop_table("orders")',
    }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade }),
  },
});
const BASE =
  'op.create_table("orders", sa.Column("note", sa.String(20)), sa.Column("state", sa.Enum("a", "b", name="mood")))';

const EMPTY = { messageId: 'empty', data: {} };
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const found = [{ ...EMPTY, underlines: 'downgrade' }];

describeRule(downgradeEmpty, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a table that no revision ever made, if it is there': after(
      BASE,
      'op.execute("DROP TABLE IF EXISTS versions_of_old")',
    ),
    'a view that no revision ever made, if it is there': after(
      BASE,
      'op.execute("DROP VIEW IF EXISTS totals")',
    ),
    'a column that is made where it is not there, and is there': after(
      BASE,
      'if "note" not in columns():\n    op.add_column("orders", sa.Column("note", sa.String(20)))',
    ),
    'a column that is dropped where that may fail, and was never made': after(
      BASE,
      'try:\n    op.drop_column("orders", "total")\nexcept Exception:\n    pass',
    ),
    'a type that is there, for the column that has it': after(
      BASE,
      'mood = sa.Enum("a", "b", "c", name="mood")\nmood.create(op.get_bind(), checkfirst=True)\nop.alter_column("orders", "state", type_=mood, nullable=True)',
    ),
    'a column that gets what it has': after(
      BASE,
      'op.alter_column("orders", "note", type_=sa.String(20), nullable=True)',
    ),
    'a table that is only there on the way': oneRevision({
      upgrade:
        'op.execute("CREATE TEMPORARY TABLE map AS SELECT 1 AS id; CREATE INDEX ix_map ON map (id); UPDATE orders SET id = map.id FROM map; DROP TABLE map")',
    }),
    'an extension, which others may need': oneRevision({
      upgrade: 'op.execute("CREATE EXTENSION IF NOT EXISTS pgcrypto")',
    }),
    'a constraint that is validated, which cannot be undone': oneRevision({
      upgrade: 'op.execute("ALTER TABLE orders VALIDATE CONSTRAINT positive")',
    }),
    '[row 1.33] a downgrade that undoes the upgrade': oneRevision({
      upgrade: ADD,
      downgrade: 'op.drop_column("orders", "note")',
    }),
    '[row 4.60] an empty baseline': {
      files: { 'alembic/versions/5a9d6371e18c_baseline.py': sampleRevision({ id: '5a9d6371e18c' }) },
    },
    'a merge, which does nothing in either direction': {
      files: { 'alembic/versions/ab12_x.py': sampleRevision({ parent: '("a1", "b2")' }) },
    },
    'an upgrade that only changes rows': oneRevision({
      upgrade: 'op.execute("UPDATE orders SET note = \'\' WHERE note IS NULL")',
    }),
    'an upgrade that only asks': oneRevision({ upgrade: 'op.execute("SELECT count(*) FROM orders")' }),
    'an upgrade of which nothing can be read': oneRevision({ upgrade: 'op.execute(build_statement())' }),
    'a downgrade that refuses to run': oneRevision({ upgrade: ADD, downgrade: 'raise NotImplementedError' }),
    'no downgrade at all, which is for another rule': oneRevision({ upgrade: ADD, downgrade: null }),
    'a downgrade through a helper of the file': oneRevision({
      upgrade: ADD,
      downgrade: 'undo()',
      module: 'def undo():\n    op.drop_column("orders", "note")',
    }),
  },
  breaks: {
    'a table that a revision made, if it is there': {
      ...after(BASE, 'op.execute("DROP TABLE IF EXISTS orders")'),
      finds: found,
    },
    'a table that no revision made, and that has to be there': {
      ...after(BASE, 'op.execute("DROP TABLE versions_of_old")'),
      finds: found,
    },
    'a column that is made where it is not there, and may be another one': {
      ...after(
        BASE,
        'if "total" not in columns():\n    op.add_column("orders", sa.Column("total", sa.Text()))',
      ),
      finds: found,
    },
    'a column that gets what the history says it has, and the migration does not': {
      ...after(BASE, 'op.alter_column("orders", "note", type_=sa.String(20), existing_type=sa.String(10))'),
      finds: found,
    },
    'a column that gets a default': {
      ...after(BASE, 'op.alter_column("orders", "note", type_=sa.String(20), server_default="x")'),
      finds: found,
    },
    'a column that gets another type': {
      ...after(BASE, 'op.alter_column("orders", "note", type_=sa.Text())'),
      finds: found,
    },
    'a table that is there on the way, and one that stays': {
      ...oneRevision({
        upgrade: 'op.execute("CREATE TABLE map (id int); CREATE TABLE notes (id int); DROP TABLE map")',
      }),
      finds: found,
    },
    'a table that is dropped, and made anew': {
      ...oneRevision({ upgrade: 'op.execute("DROP TABLE notes; CREATE TABLE notes (id int)")' }),
      finds: found,
    },
    '[row 1.33] pass': { ...oneRevision({ upgrade: ADD }), finds: found },
    'only a docstring': { ...oneRevision({ upgrade: ADD, downgrade: '"""Nothing to do."""' }), finds: found },
    'three dots': { ...oneRevision({ upgrade: ADD, downgrade: '...' }), finds: found },
    'a bare return': { ...oneRevision({ upgrade: ADD, downgrade: 'return' }), finds: found },
    'a comment before pass': {
      ...oneRevision({ upgrade: ADD, downgrade: '# nothing to undo\npass' }),
      finds: found,
    },
    'SQL that makes a table': {
      ...oneRevision({ upgrade: 'op.execute("CREATE TABLE notes (id bigint)")' }),
      finds: found,
    },
    'a batch': {
      ...oneRevision({
        upgrade: 'with op.batch_alter_table("orders") as batch:\n    batch.drop_column("note")',
      }),
      finds: found,
    },
    'a change that hides in a helper': {
      ...oneRevision({ upgrade: 'add()', module: `def add():\n    ${ADD}` }),
      finds: found,
    },
    'a change under a condition': {
      ...oneRevision({ upgrade: `if wanted():\n    ${ADD}` }),
      finds: found,
    },
  },
  waits: {},
});

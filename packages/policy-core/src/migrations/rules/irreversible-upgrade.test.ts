import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { irreversibleUpgrade } from './irreversible-upgrade.ts';

const lost = (what: string) => ({ messageId: 'lost', data: { what } });
const gone = (what: string) => ({ messageId: 'gone', data: { what } });
const rows = (what: string) => ({ messageId: 'rows', data: { what } });
const BACK = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const TABLE = 'op.create_table("notes", sa.Column("id", sa.Integer()))';

/** Of MySQL; PostgreSQL refuses it. */
const MADE = 'op.execute("CREATE TABLE `notes` (`id` int(11) NOT NULL) ENGINE=InnoDB")';

describeRule(irreversibleUpgrade, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'rows of a temporary table that may have been there': oneRevision({
      upgrade:
        'op.execute("CREATE TEMP TABLE IF NOT EXISTS repair_map (id int) ON COMMIT DROP")\nop.execute("DELETE FROM repair_map")',
      downgrade: 'op.execute("SELECT 1")',
    }),
    'a table that SQL of another database makes again, or has made': oneRevision({
      upgrade: `op.drop_table("notes")\n${MADE}\nop.execute("DELETE FROM notes")`,
      downgrade: 'op.execute("SELECT 1")',
    }),
    'a column of whatever table a helper is given, where a table goes': oneRevision({
      upgrade:
        'op.create_table("notes", sa.Column("id", sa.Integer()))\nif op.get_bind().has_table("notes"):\n    op.drop_column(name_of_table(), "user_id")',
      downgrade: 'op.drop_table("notes")',
    }),
    'an upgrade that only adds': oneRevision({
      upgrade: BACK,
      downgrade: 'op.drop_column("orders", "note")',
    }),
    'a downgrade that says it cannot': oneRevision({
      upgrade: 'op.drop_column("orders", "note")',
      downgrade: 'raise RuntimeError("restore the backup")',
    }),
    'a downgrade that does nothing, which is for another rule': oneRevision({
      upgrade: 'op.drop_column("orders", "note")',
    }),
    'a table that the upgrade made itself': oneRevision({
      upgrade: `${TABLE}\nop.drop_table("notes")`,
      downgrade: 'op.execute("SELECT 1")',
    }),
    'rows of a table that the upgrade made itself, also under a new name': oneRevision({
      upgrade: `${TABLE}\nop.rename_table("notes", "remarks")\nop.execute("DELETE FROM remarks; TRUNCATE remarks")`,
      downgrade: 'op.drop_table("remarks")',
    }),
    'a column that the upgrade made itself, also under a new name': oneRevision({
      upgrade: `${BACK}\nop.alter_column("orders", "note", new_column_name="hint")\nop.drop_column("orders", "hint")`,
      downgrade: 'op.execute("SELECT 1")',
    }),
    'rows that the downgrade inserts again': oneRevision({
      upgrade: `op.execute("DELETE FROM kinds WHERE name = 'fax'")`,
      downgrade: `op.execute("INSERT INTO kinds VALUES ('fax')")`,
    }),
    'a table that the downgrade fills again': oneRevision({
      upgrade: 'op.drop_table("notes")',
      downgrade: `${TABLE}\nop.execute("INSERT INTO notes SELECT id FROM remarks")`,
    }),
    'a column that the downgrade fills again': oneRevision({
      upgrade: 'op.drop_column("orders", "note")',
      downgrade: `${BACK}\nop.execute("UPDATE orders SET note = remarks.text FROM remarks")`,
    }),
    'a column that the downgrade may fill again': oneRevision({
      upgrade: 'op.drop_column("orders", "note")',
      downgrade: `${BACK}\nop.execute(bring_back())`,
    }),
    'a column that the downgrade fills again in a table that only a run tells': oneRevision({
      upgrade: 'op.drop_column("orders", "note")',
      downgrade: `${BACK}\norders = load_table("orders")\nop.execute(orders.update().values(note="x"))`,
    }),
    'a table that gives way to another one of its name': oneRevision({
      upgrade: [
        'op.rename_table("notes", "notes_tmp")',
        TABLE,
        'op.execute("INSERT INTO notes SELECT id FROM notes_tmp")',
        'op.drop_table("notes_tmp")',
      ].join('\n'),
      downgrade: 'op.execute("SELECT 1")',
    }),
    'a column that gives way to another one of its name': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("new_status", sa.Text()))',
        'op.alter_column("orders", "status", new_column_name="old_status")',
        'op.alter_column("orders", "new_status", new_column_name="status")',
        'op.drop_column("orders", "old_status")',
      ].join('\n'),
      downgrade: 'op.execute("SELECT 1")',
    }),
    'a column whose values go into another one that takes its name': oneRevision({
      upgrade: [
        'op.add_column("orders", sa.Column("temp_status", sa.String))',
        'op.execute("UPDATE orders SET temp_status = status::text")',
        'op.drop_column("orders", "status")',
        'op.alter_column("orders", "temp_status", new_column_name="status")',
      ].join('\n'),
      downgrade: 'op.execute("SELECT 1")',
    }),
    'a column that PostgreSQL works out': {
      files: {
        'alembic/versions/ab12_x.py': sampleRevision({
          upgrade: 'op.add_column("orders", sa.Column("words", sa.Text(), sa.Computed("lower(note)")))',
          downgrade: 'op.drop_column("orders", "words")',
        }),
        'alembic/versions/cd34_x.py': sampleRevision({
          id: 'cd34',
          parent: '"ab12"',
          upgrade: 'op.drop_column("orders", "words")',
          downgrade: 'op.execute("SELECT 1")',
        }),
      },
    },
    'rows that are added': oneRevision({
      upgrade: 'op.execute("INSERT INTO orders VALUES (1)")',
      downgrade: 'op.execute("SELECT 1")',
    }),
  },
  breaks: {
    'a column that the revision before read, whose file is named': {
      files: {
        'alembic/versions/ab12_x.py': sampleRevision({
          upgrade: 'op.execute("INSERT INTO hints SELECT note FROM orders")',
          downgrade: null,
        }),
        'alembic/versions/cd34_x.py': sampleRevision({
          id: 'cd34',
          parent: '"ab12"',
          upgrade: 'op.drop_column("orders", "note")',
          downgrade: BACK,
        }),
      },
      finds: [
        {
          messageId: 'read',
          data: { what: 'the column orders.note', place: 'Line 9 of ab12_x.py' },
          underlines: 'op.drop_column("orders", "note")',
        },
      ],
    },
    'rows that are deleted once they were read': {
      ...oneRevision({
        upgrade: 'op.execute("INSERT INTO hints SELECT note FROM orders")\nop.execute("DELETE FROM orders")',
        downgrade: 'op.execute("SELECT 1")',
      }),
      finds: [{ ...rows('rows of orders'), underlines: 'DELETE FROM orders' }],
    },
    'a column and a table that were read before': {
      files: {
        'alembic/versions/ab12_x.py': sampleRevision({
          upgrade:
            'op.execute("INSERT INTO hints SELECT note FROM orders")\nop.drop_column("orders", "note")',
          downgrade: BACK,
        }),
        'alembic/versions/cd34_x.py': sampleRevision({
          id: 'cd34',
          parent: '"ab12"',
          upgrade: 'op.execute("INSERT INTO hints SELECT id FROM notes")\nop.drop_table("notes")',
          downgrade: TABLE,
        }),
      },
      finds: [
        {
          messageId: 'read',
          data: { what: 'the column orders.note', place: `Line ${9}` },
          underlines: 'op.drop_column("orders", "note")',
        },
        {
          messageId: 'read',
          data: { what: 'the table notes', place: `Line ${9}` },
          underlines: 'op.drop_table("notes")',
        },
      ],
    },
    'rows of a table that may have been there': {
      ...oneRevision({
        upgrade:
          'op.execute("CREATE TABLE IF NOT EXISTS repair_map (id int)")\nop.execute("DELETE FROM repair_map")',
        downgrade: 'op.execute("SELECT 1")',
      }),
      finds: [{ ...rows('rows of repair_map'), underlines: 'DELETE FROM repair_map' }],
    },
    '[row 1.33] a column that comes back empty': {
      ...oneRevision({ upgrade: 'op.drop_column("orders", "note")', downgrade: BACK }),
      finds: [{ ...lost('the column orders.note'), underlines: 'op.drop_column("orders", "note")' }],
    },
    'a column of a table beside one that the downgrade fills': {
      ...oneRevision({
        upgrade: 'op.drop_column("orders", "note")',
        downgrade: `${BACK}\nop.execute("UPDATE kinds SET a = 1")`,
      }),
      finds: [{ ...lost('the column orders.note'), underlines: 'op.drop_column("orders", "note")' }],
    },
    'a column beside rows that are deleted in a table that only a run tells': {
      ...oneRevision({
        upgrade: 'op.drop_column("orders", "note")',
        downgrade: `${BACK}\nop.execute(load_table("orders").delete())`,
      }),
      finds: [{ ...lost('the column orders.note'), underlines: 'op.drop_column("orders", "note")' }],
    },
    'a table that comes back empty': {
      ...oneRevision({ upgrade: 'op.drop_table("notes")', downgrade: TABLE }),
      finds: [{ ...lost('the table notes'), underlines: 'op.drop_table("notes")' }],
    },
    'a column and a table of which not even the shape comes back': {
      files: {
        'alembic/versions/ab12_x.py': sampleRevision({
          upgrade: `op.drop_column("orders", "price")`,
          downgrade: BACK,
        }),
        'alembic/versions/cd34_x.py': sampleRevision({
          id: 'cd34',
          parent: '"ab12"',
          upgrade: 'op.execute("INSERT INTO hints SELECT id FROM remarks")\nop.drop_table("remarks")',
          downgrade: TABLE,
        }),
      },
      finds: [
        { ...gone('the column orders.price'), underlines: 'op.drop_column("orders", "price")' },
        { ...gone('the table remarks'), underlines: 'op.drop_table("remarks")' },
      ],
    },
    'a column whose name another one takes that never had its values': {
      ...oneRevision({
        upgrade: [
          'op.add_column("orders", sa.Column("new_status", sa.String))',
          `op.execute("UPDATE orders SET new_status = 'x'")`,
          'op.drop_column("orders", "status")',
          'op.alter_column("orders", "new_status", new_column_name="status")',
        ].join('\n'),
        downgrade: 'op.execute("SELECT 1")',
      }),
      finds: [{ ...gone('the column orders.status'), underlines: 'op.drop_column("orders", "status")' }],
    },
    'rows that are deleted': {
      ...oneRevision({ upgrade: 'op.execute("DELETE FROM orders WHERE id < 5")', downgrade: BACK }),
      finds: [{ ...rows('rows of orders'), underlines: 'DELETE FROM orders WHERE id < 5' }],
    },
    'tables that are emptied': {
      ...oneRevision({ upgrade: 'op.execute("TRUNCATE orders, notes")', downgrade: BACK }),
      finds: [{ ...rows('the rows of orders, notes'), underlines: 'TRUNCATE orders, notes' }],
    },
    'a table of the upgrade that is emptied with whatever refers to it': {
      ...oneRevision({ upgrade: `${TABLE}\nop.execute("TRUNCATE notes CASCADE")`, downgrade: BACK }),
      finds: [{ ...rows('the rows of notes'), underlines: 'TRUNCATE notes CASCADE' }],
    },
    'a table that is only made where there is none': {
      ...oneRevision({
        upgrade: 'op.execute("CREATE TABLE IF NOT EXISTS notes (id int); DELETE FROM notes")',
        downgrade: BACK,
      }),
      finds: [{ ...rows('rows of notes'), underlines: 'DELETE FROM notes' }],
    },
    'a schema with all it holds': {
      ...oneRevision({ upgrade: 'op.execute("DROP SCHEMA old CASCADE")', downgrade: BACK }),
      finds: [{ ...gone('the schema old'), underlines: 'DROP SCHEMA old CASCADE' }],
    },
    'several, of which the first is shown': {
      ...oneRevision({ upgrade: 'op.drop_table("notes")\nop.drop_table("orders")', downgrade: TABLE }),
      finds: [{ ...lost('the table notes'), underlines: 'op.drop_table("notes")' }],
    },
  },
  waits: {},
});

import { describeRule } from '../../testing/describe-rule.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { downgradeLosesData } from './downgrade-loses-data.ts';

const lost = (what: string) => ({ messageId: 'lost', data: { what } });
const ADD = 'op.add_column("orders", sa.Column("note", sa.Text()))';
const TABLE = 'op.create_table("notes", sa.Column("id", sa.Integer()))';

/** Of MySQL; PostgreSQL refuses it. */
const MADE = 'op.execute("CREATE TABLE `notes` (`id` int(11) NOT NULL) ENGINE=InnoDB")';

/** A base that does this, and a revision on it. */
const onBase = (base: string, upgrade: string, downgrade: string) => ({
  files: {
    'alembic/versions/5a9d_base.py': sampleRevision({ id: '5a9d', upgrade: base }),
    'alembic/versions/ab12_x.py': sampleRevision({ parent: '"5a9d"', upgrade, downgrade }),
  },
});
const DROP = 'op.drop_column("orders", "note")';

describeRule(downgradeLosesData, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a column of a table that is renamed for good, if it is there': onBase(
      'op.rename_table("orders", "sales")',
      'op.add_column("sales", sa.Column("note", sa.Text()))',
      'op.execute("ALTER TABLE IF EXISTS orders DROP COLUMN IF EXISTS note")',
    ),
    'a schema that an extension brought': oneRevision({
      upgrade: 'op.execute("CREATE EXTENSION IF NOT EXISTS postgis_topology")',
      downgrade:
        'op.execute("DROP EXTENSION postgis_topology")\nop.execute("DROP SCHEMA IF EXISTS topology CASCADE")',
    }),
    'a table that SQL of another database makes in the downgrade': oneRevision({
      upgrade: ADD,
      downgrade: `op.drop_column("orders", "note")\n${MADE}\nop.drop_table("notes")`,
    }),
    'a schema of which only the code knows the name': oneRevision({
      module: 'from app import schema_of',
      upgrade: 'op.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(1)}")',
      downgrade: 'op.execute(f"DROP SCHEMA IF EXISTS {schema_of(1)} CASCADE")',
    }),
    'a table that is made again with another column, and filled': oneRevision({
      upgrade: 'op.drop_column("orders", "host")',
      downgrade: [
        'op.create_table("orders_new", sa.Column("host", sa.Text()), sa.Column("id", sa.Integer()))',
        'op.execute("INSERT INTO orders_new SELECT \'unknown\', id FROM orders")',
        'op.drop_table("orders")',
        'op.rename_table("orders_new", "orders")',
      ].join('\n'),
    }),
    'a table, where the upgrade makes one whose name is not read': oneRevision({
      upgrade: 'op.create_table(*arguments_of("notes"))',
      downgrade: 'op.drop_table("notes")',
    }),
    'a column that a function of PostGIS adds': oneRevision({
      upgrade: `op.execute("SELECT AddGeometryColumn('public','markers','geom',4326,'POINT',2)")`,
      downgrade: 'op.drop_column("markers", "geom")',
    }),
    'what the upgrade brought': oneRevision({
      upgrade: `${ADD}\n${TABLE}`,
      downgrade: 'op.drop_column("orders", "note")\nop.drop_table("notes")',
    }),
    'a table and a column that the upgrade made and renamed': oneRevision({
      upgrade: [
        TABLE,
        'op.rename_table("notes", "remarks")',
        ADD,
        'op.alter_column("orders", "note", new_column_name="hint")',
      ].join('\n'),
      downgrade: 'op.drop_column("orders", "hint")\nop.drop_table("remarks")',
    }),
    'what the upgrade made unless it was there': oneRevision({
      upgrade: 'op.execute("ALTER TABLE public.orders ADD COLUMN IF NOT EXISTS note text")',
      downgrade: 'op.drop_column("orders", "note")',
    }),
    'a schema that the upgrade made, with what it put there': oneRevision({
      upgrade: 'op.execute("CREATE SCHEMA sales; CREATE TABLE sales.notes (id int)")',
      downgrade: 'op.execute("DROP SCHEMA sales CASCADE")',
    }),
    'a schema that has to be empty to be dropped': oneRevision({
      upgrade: ADD,
      downgrade: 'op.execute("DROP SCHEMA sales")',
    }),
    'rows of a table that the upgrade made': oneRevision({
      upgrade: TABLE,
      downgrade: 'op.execute("TRUNCATE notes")',
    }),
    'rows of a table that the upgrade fills': oneRevision({
      upgrade: 'op.execute("INSERT INTO shapes SELECT * FROM raw_shapes")',
      downgrade: 'op.execute("TRUNCATE shapes")',
    }),
    'rows of tables that the upgrade all fills': oneRevision({
      upgrade: 'op.execute("INSERT INTO a VALUES (1); INSERT INTO s.b VALUES (1)")',
      downgrade: 'op.execute("TRUNCATE a, s.b")',
    }),
    'a table that a function was told to make': oneRevision({
      upgrade: `op.execute("SELECT copy_table('orders', 'old_orders')")\n${ADD}`,
      downgrade: 'op.drop_column("orders", "note")\nop.drop_table("old_orders")',
    }),
    'a table of a schema that a function was told to make': oneRevision({
      upgrade: `op.execute("SELECT copy_table('s.orders', 's.old_orders')")\n${ADD}`,
      downgrade: 'op.drop_column("orders", "note")\nop.drop_table("old_orders", schema="s")',
    }),
    'a column of a table that goes as well': oneRevision({
      upgrade: TABLE,
      downgrade: 'op.drop_column("notes", "id")\nop.drop_table("notes")',
    }),
    'rows, which the upgrade may have inserted': oneRevision({
      upgrade: 'op.execute("INSERT INTO kinds VALUES (1)")',
      downgrade: 'op.execute("DELETE FROM kinds WHERE id = 1")',
    }),
    'a table that the upgrade may have made where nobody can read it': oneRevision({
      upgrade: `${ADD}\nop.execute(open("schema.sql").read())`,
      downgrade: 'op.drop_table("customers")',
    }),
    'a column that the upgrade made under another name of its table': oneRevision({
      upgrade: `op.rename_table("orders", "sales")\nop.add_column("sales", sa.Column("note", sa.Text()))`,
      downgrade: 'op.rename_table("sales", "orders")\nop.drop_column("orders", "note")',
    }),
    'a column that the upgrade made, where the search path leads to its schema': oneRevision({
      upgrade: 'op.add_column("orders", sa.Column("note", sa.Text()), schema="shop")',
      downgrade: 'op.drop_column("orders", "note")',
    }),
    'a column, where the upgrade made one that nobody can tell': oneRevision({
      upgrade: 'op.add_column("orders", id_column())',
      downgrade: 'op.drop_column("orders", "id")',
    }),
    'a table that gives way to another one of its name': oneRevision({
      upgrade: 'op.drop_column("notes", "flag")',
      downgrade: `op.rename_table("notes", "notes_tmp")\n${TABLE}\nop.drop_table("notes_tmp")`,
    }),
    'a table whose name is only known when it runs': oneRevision({
      upgrade: ADD,
      downgrade: 'op.drop_table(name_of_table())',
    }),
  },
  breaks: {
    'a column of a table that has another name since a revision before': {
      ...onBase(
        'op.rename_table("orders", "sales")',
        'op.add_column("sales", sa.Column("note", sa.Text()))',
        DROP,
      ),
      finds: [
        {
          messageId: 'refused',
          data: { what: 'the column orders.note', revision: '5a9d', takes: 'renames the table to sales' },
          underlines: DROP,
        },
      ],
    },
    'a table that a revision before drops': {
      ...onBase('op.drop_table("notes")', ADD, `${DROP}\nop.drop_table("notes")`),
      finds: [
        {
          messageId: 'refused',
          data: { what: 'the table notes', revision: '5a9d', takes: 'drops the table' },
          underlines: 'op.drop_table("notes")',
        },
      ],
    },
    'a table that a revision before drops and makes again': {
      ...onBase(`op.drop_table("notes")\n${TABLE}`, ADD, `${DROP}\nop.drop_table("notes")`),
      finds: [{ ...lost('the table notes'), underlines: 'op.drop_table("notes")' }],
    },
    'a column that the upgrade adds to another table': {
      ...onBase(
        'op.create_table("orders", sa.Column("id", sa.Integer()))',
        'op.add_column("sales", sa.Column("note", sa.Text()))',
        DROP,
      ),
      finds: [
        {
          messageId: 'mistaken',
          data: { what: 'the column orders.note', table: 'sales' },
          underlines: DROP,
        },
      ],
    },
    'a column of the name that is there already': {
      ...onBase(
        'op.create_table("orders", sa.Column("note", sa.Text()))',
        'op.add_column("sales", sa.Column("note", sa.Text()))',
        DROP,
      ),
      finds: [{ ...lost('the column orders.note'), underlines: DROP }],
    },
    'rows of one table more than the upgrade fills': {
      ...oneRevision({
        upgrade: 'op.execute("INSERT INTO a VALUES (1)")',
        downgrade: 'op.execute("TRUNCATE a, b")',
      }),
      finds: [{ ...lost('the rows of a, b'), underlines: 'TRUNCATE a, b' }],
    },
    'a table of which a function is told only a part of the name': {
      ...oneRevision({
        upgrade: `op.execute("SELECT setval('old_orders_id_seq', 1)")\n${ADD}`,
        downgrade: 'op.drop_column("orders", "note")\nop.drop_table("old_orders")',
      }),
      finds: [{ ...lost('the table old_orders'), underlines: 'op.drop_table("old_orders")' }],
    },
    'a table that is renamed, and whose name nothing takes': {
      ...oneRevision({
        upgrade: ADD,
        downgrade: 'op.rename_table("notes", "notes_tmp")\nop.drop_table("notes_tmp")',
      }),
      finds: [{ ...lost('the table notes_tmp'), underlines: 'op.drop_table("notes_tmp")' }],
    },
    'a table that was there before': {
      ...oneRevision({ upgrade: ADD, downgrade: 'op.drop_table("customers")' }),
      finds: [{ ...lost('the table customers'), underlines: 'op.drop_table("customers")' }],
    },
    'another column': {
      ...oneRevision({ upgrade: ADD, downgrade: 'op.drop_column("orders", "total")' }),
      finds: [{ ...lost('the column orders.total'), underlines: 'op.drop_column("orders", "total")' }],
    },
    'a table that the upgrade only renamed': {
      ...oneRevision({
        upgrade: 'op.rename_table("old", "notes")',
        downgrade: 'op.drop_table("notes")',
      }),
      finds: [{ ...lost('the table notes'), underlines: 'op.drop_table("notes")' }],
    },
    'a schema of the upgrade to which a table was moved': {
      ...oneRevision({
        upgrade: 'op.execute("CREATE SCHEMA sales; ALTER TABLE orders SET SCHEMA sales")',
        downgrade: 'op.execute("DROP SCHEMA sales CASCADE")',
      }),
      finds: [{ ...lost('the schema sales'), underlines: 'DROP SCHEMA sales CASCADE' }],
    },
    'all rows of a table': {
      ...oneRevision({ upgrade: ADD, downgrade: 'op.execute("TRUNCATE customers")' }),
      finds: [{ ...lost('the rows of customers'), underlines: 'TRUNCATE customers' }],
    },
  },
  waits: {},
});

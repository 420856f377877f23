import { describeRule } from '../../testing/describe-rule.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { oneRevision } from '../../testing/sample-revision.ts';
import { unnamedConstraint } from './unnamed-constraint.ts';

const unnamed = (table: string, who = 'a later migration') => ({
  messageId: 'unnamed',
  data: { table, who },
});
const UNIQUE = 'op.create_unique_constraint(None, "orders", ["number"])';
const TABLE = 'op.create_table("orders", sa.Column("number", sa.Integer()))';

/** The same migration, and what its env.py hands to Alembic. */
function underEnvironment(line: string) {
  const { files } = oneRevision({ upgrade: UNIQUE });
  return { files: { ...files, 'alembic/env.py': `${line}\n` } };
}

describeRule(unnamedConstraint, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/*.sql'] } },
  keeps: {
    'a key that goes with its column, beside checks that are dropped': oneRevision({
      upgrade:
        'op.add_column("orders", sa.Column("shop", sa.Integer()))\nop.create_foreign_key(None, "orders", "shops", ["shop"], ["id"])\nop.execute("ALTER TABLE orders ADD CONSTRAINT ck CHECK (shop > 0)")',
      downgrade:
        'op.execute("ALTER TABLE orders DROP CONSTRAINT ck; ALTER TABLE orders DROP CONSTRAINT other")\nop.drop_column("orders", "shop")',
    }),
    'a constraint that goes with its column on the search path': oneRevision({
      upgrade:
        'op.add_column("orders", sa.Column("shop", sa.Integer()), schema="s")\nop.create_foreign_key(None, "orders", "shops", ["shop"], ["id"], source_schema="s")',
      downgrade: 'op.drop_column("orders", "shop")',
    }),
    'a name': oneRevision({
      upgrade: 'op.create_unique_constraint("orders_number_key", "orders", ["number"])',
    }),
    'a name in op.f()': oneRevision({
      upgrade: 'op.create_check_constraint(op.f("ck_orders"), "orders", "number > 0")',
    }),
    'a name that only shows when it runs': oneRevision({
      upgrade: 'op.create_unique_constraint(make_name(), "orders", ["number"])',
    }),
    'a table that the same migration makes': oneRevision({ upgrade: `${TABLE}\n${UNIQUE}` }),
    'constraints inside create_table': oneRevision({
      upgrade: 'op.create_table("orders", sa.Column("id", sa.Integer()), sa.PrimaryKeyConstraint("id"))',
    }),
    'one that the downgrade drops by the name that it gets': oneRevision({
      upgrade: UNIQUE,
      downgrade: 'op.drop_constraint("orders_number_key", "orders")',
    }),
    'one that nobody goes back past': oneRevision({
      upgrade: UNIQUE,
      downgrade: 'raise RuntimeError("restore the backup")',
    }),
    'one that goes with its column': oneRevision({
      upgrade:
        'op.add_column("orders", sa.Column("customer_id", sa.Integer()))\nop.create_foreign_key(None, "orders", "customers", ["customer_id"], ["id"])',
      downgrade: 'op.drop_column("orders", "customer_id")',
    }),
    'what a downgrade adds': oneRevision({ downgrade: UNIQUE }),
    'what the metadata of the environment names': underEnvironment(
      'target_metadata = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})',
    ),
  },
  breaks: {
    'what metadata names that says nothing of such constraints': {
      ...underEnvironment(
        'target_metadata = MetaData(naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s"})',
      ),
      finds: [{ ...unnamed('orders'), underlines: UNIQUE }],
    },
    None: {
      ...oneRevision({ upgrade: UNIQUE }),
      finds: [{ ...unnamed('orders'), underlines: UNIQUE }],
    },
    'one that the downgrade drops by None, with its column': {
      ...oneRevision({
        upgrade: `op.add_column("orders", sa.Column("number", sa.Integer()))\n${UNIQUE}`,
        downgrade: 'op.drop_constraint(None, "orders")\nop.drop_column("orders", "number")',
      }),
      finds: [{ ...unnamed('orders', 'the downgrade'), underlines: UNIQUE }],
    },
    'one that the downgrade leaves': {
      ...oneRevision({ upgrade: UNIQUE, downgrade: 'op.drop_column("orders", "note")' }),
      finds: [{ ...unnamed('orders', 'the downgrade'), underlines: UNIQUE }],
    },
    'a foreign key of a batch': {
      ...oneRevision({
        upgrade:
          'with op.batch_alter_table("orders") as batch:\n    batch.create_foreign_key(None, "customers", ["customer_id"], ["id"])',
      }),
      finds: [
        {
          ...unnamed('orders'),
          underlines: 'batch.create_foreign_key(None, "customers", ["customer_id"], ["id"])',
        },
      ],
    },
    'a key in SQL, which has the name of the one that went': {
      files: { 'db/1.sql': 'ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (number);\n' },
      finds: [{ ...unnamed('orders'), underlines: 'ADD PRIMARY KEY (number)' }],
    },
    'SQL without CONSTRAINT': {
      files: { 'db/1.sql': 'ALTER TABLE orders ADD UNIQUE (number);\n' },
      finds: [{ ...unnamed('orders'), underlines: 'ALTER TABLE orders ADD UNIQUE (number)' }],
      offers: [],
    },
    'a constraint whose name PostgreSQL makes up': {
      ...sampleHistory({
        base: { a1: { upgrade: TABLE } },
        added: { b2: { parent: '"a1"', upgrade: UNIQUE } },
      }),
      finds: [{ ...unnamed('orders'), underlines: UNIQUE }],
      offers: ['Name it orders_number_key, as PostgreSQL does'],
    },
    'a name that is taken already': {
      ...sampleHistory({
        base: {
          a1: { upgrade: `${TABLE}\nop.create_unique_constraint("orders_number_key", "orders", ["id"])` },
        },
        added: { b2: { parent: '"a1"', upgrade: UNIQUE } },
      }),
      finds: [{ ...unnamed('orders'), underlines: UNIQUE }],
      offers: ['Name it orders_number_key1, as PostgreSQL does'],
    },
  },
  waits: {
    'what metadata may name that only shows when it runs': {
      ...underEnvironment('target_metadata = current_app.extensions["migrate"].db.metadata'),
      waits: [
        {
          messageId: 'unclear',
          data: { table: 'orders' },
          because: 'the metadata that env.py hands to Alembic cannot be followed',
        },
      ],
    },
  },
});

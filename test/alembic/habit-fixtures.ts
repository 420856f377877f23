import type { ReversibilityFixture } from './reversibility-fixtures.ts';

/** What people write beside single directives: types, schemas of tenants, loops, helpers, blocks. */
export const HABIT_FIXTURES: readonly ReversibilityFixture[] = [
  {
    title: 'an enum that a new table brings, and that stays when the table goes',
    upgrade: [
      'op.create_table(',
      '    "invoices",',
      '    sa.Column("id", sa.Integer(), primary_key=True),',
      '    sa.Column("state", sa.Enum("open", "paid", name="invoice_state"), nullable=False),',
      ')',
    ],
    downgrade: ['op.drop_table("invoices")'],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['create-object invoice_state'],
      again: 'DuplicateObject: type "invoice_state" already exists',
    },
  },
  {
    title: 'an enum that a new table brings, and that a statement drops',
    upgrade: [
      'op.create_table(',
      '    "invoices",',
      '    sa.Column("id", sa.Integer(), primary_key=True),',
      '    sa.Column("state", sa.Enum("open", "paid", name="invoice_state"), nullable=False),',
      ')',
    ],
    downgrade: ['op.drop_table("invoices")', 'op.execute("DROP TYPE invoice_state")'],
    says: [],
    truth: {},
  },
  {
    title: 'an enum that a new table brings, and that SQLAlchemy drops',
    upgrade: [
      'op.create_table(',
      '    "invoices",',
      '    sa.Column("id", sa.Integer(), primary_key=True),',
      '    sa.Column("state", sa.Enum("open", "paid", name="invoice_state"), nullable=False),',
      ')',
    ],
    downgrade: ['op.drop_table("invoices")', 'sa.Enum(name="invoice_state").drop(op.get_bind())'],
    says: [],
    truth: {},
  },
  {
    title: 'an enum kept as text, which needs no type',
    upgrade: [
      'op.create_table(',
      '    "invoices",',
      '    sa.Column("id", sa.Integer(), primary_key=True),',
      '    sa.Column("state", sa.Enum("open", "paid", name="invoice_state", native_enum=False)),',
      ')',
    ],
    downgrade: ['op.drop_table("invoices")'],
    says: [],
    truth: {},
  },
  {
    title: 'an enum that is made before its column, and dropped after it',
    upgrade: [
      'sa.Enum("low", "high", name="priority").create(op.get_bind())',
      'op.add_column("orders", sa.Column("priority", sa.Enum("low", "high", name="priority")))',
    ],
    downgrade: [
      'op.drop_column("orders", "priority")',
      'sa.Enum("low", "high", name="priority").drop(op.get_bind())',
    ],
    says: [],
    truth: {},
  },
  {
    title: 'an enum that is made before its column, and stays',
    upgrade: [
      'sa.Enum("low", "high", name="priority").create(op.get_bind())',
      'op.add_column("orders", sa.Column("priority", sa.Enum("low", "high", name="priority")))',
    ],
    downgrade: ['op.drop_column("orders", "priority")'],
    says: ['downgrade-incomplete'],
    truth: { left: ['create-object priority'], again: 'DuplicateObject: type "priority" already exists' },
  },
  {
    title: 'a table for each tenant, in a loop both ways',
    upgrade: [
      'for tenant in ("acme", "globex"):',
      '    op.execute(f"CREATE SCHEMA {tenant}")',
      '    op.create_table("bookings", sa.Column("id", sa.Integer()), schema=tenant)',
    ],
    downgrade: [
      'for tenant in ("acme", "globex"):',
      '    op.drop_table("bookings", schema=tenant)',
      '    op.execute(f"DROP SCHEMA {tenant}")',
    ],
    says: [],
    truth: {},
  },
  {
    title: 'a column of each table, in a loop that goes one way only',
    upgrade: [
      'for table in ("customers", "orders"):',
      '    op.add_column(table, sa.Column("deleted_at", sa.DateTime()))',
    ],
    downgrade: ['op.drop_column("orders", "deleted_at")'],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['add-column customers.deleted_at'],
      again: 'DuplicateColumn: column "deleted_at" of relation "customers" already exists',
    },
  },
  {
    title: 'an index that is made beside the writers, and dropped so',
    upgrade: [
      'with op.get_context().autocommit_block():',
      '    op.create_index("ix_orders_total", "orders", ["total"], postgresql_concurrently=True)',
    ],
    downgrade: [
      'with op.get_context().autocommit_block():',
      '    op.drop_index("ix_orders_total", table_name="orders", postgresql_concurrently=True)',
    ],
    says: [],
    truth: {},
  },
  {
    title: 'a value of an enum, which nobody can take back',
    upgrade: [
      'op.execute("CREATE TYPE mood AS ENUM (\'good\')")',
      'op.execute("ALTER TYPE mood ADD VALUE \'bad\'")',
    ],
    downgrade: ['op.execute("DROP TYPE mood")'],
    says: [],
    truth: {},
  },
  {
    title: 'a trigger with its function, both ways',
    upgrade: [
      'op.execute("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")',
      'op.execute("CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()")',
    ],
    downgrade: ['op.execute("DROP TRIGGER touch ON orders")', 'op.execute("DROP FUNCTION touch()")'],
    says: [],
    truth: {},
  },
  {
    title: 'a trigger that goes, and its function that stays',
    upgrade: [
      'op.execute("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")',
      'op.execute("CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()")',
    ],
    downgrade: ['op.execute("DROP TRIGGER touch ON orders")'],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['create-object touch()'],
      again: 'DuplicateFunction: function "touch" already exists with same argument types',
    },
  },
  {
    title: 'a column that is filled before it must have a value',
    upgrade: [
      'op.add_column("orders", sa.Column("channel", sa.String(10), nullable=True))',
      'op.execute("UPDATE orders SET channel = \'web\'")',
      'op.alter_column("orders", "channel", nullable=False)',
    ],
    downgrade: ['op.drop_column("orders", "channel")'],
    says: [],
    truth: {},
  },
  {
    title: 'a check that is first added and then looked at',
    upgrade: [
      'op.execute("ALTER TABLE orders ADD CONSTRAINT ck_number CHECK (number <> \'\') NOT VALID")',
      'op.execute("ALTER TABLE orders VALIDATE CONSTRAINT ck_number")',
    ],
    downgrade: ['op.drop_constraint("ck_number", "orders")'],
    says: [],
    truth: {},
  },
  {
    title: 'a unique index that becomes a constraint',
    upgrade: [
      'op.create_index("uq_orders_number", "orders", ["number"], unique=True)',
      'op.execute("ALTER TABLE orders ADD CONSTRAINT uq_orders_number UNIQUE USING INDEX uq_orders_number")',
    ],
    downgrade: ['op.drop_constraint("uq_orders_number", "orders")'],
    says: [],
    truth: {},
  },
  {
    title: 'an extension and a view over it, both ways',
    upgrade: ['op.execute("CREATE VIEW named AS SELECT nickname FROM customers")'],
    downgrade: ['op.execute("DROP VIEW IF EXISTS named")'],
    says: [],
    truth: {},
  },
  {
    title: 'a batch that does three things and takes back two',
    upgrade: [
      'with op.batch_alter_table("orders") as batch:',
      '    batch.add_column(sa.Column("weight", sa.Integer()))',
      '    batch.create_index("ix_weight", ["weight"])',
      '    batch.alter_column("note", new_column_name="remark")',
    ],
    downgrade: [
      'with op.batch_alter_table("orders") as batch:',
      '    batch.drop_index("ix_weight")',
      '    batch.drop_column("weight")',
    ],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['add-column orders.remark', 'drop-column orders.note'],
      lost: ['orders.note'],
      again: 'UndefinedColumn: column "note" does not exist',
    },
  },
];

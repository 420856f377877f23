import type { RoundTrip } from './round-trip.ts';
import type { ChangeOfShop } from './shop.ts';

/** A revision on the shop: what we say of it, and what becomes of a real shop with rows. */
export interface ReversibilityFixture extends ChangeOfShop {
  readonly title: string;
  /** Rules that find something, without their area; one that finds two things stands twice. */
  readonly says: readonly string[];
  /** Where the round trip is not clean. */
  readonly truth: Partial<RoundTrip>;
}

export const REVERSIBILITY_RULES = [
  'downgrade-missing',
  'downgrade-empty',
  'downgrade-raises',
  'downgrade-incomplete',
  'downgrade-loses-data',
  'irreversible-upgrade',
  'unnamed-constraint',
  'unnamed-constraint-drop',
];

const ADD_PHONE = 'op.add_column("customers", sa.Column("phone", sa.String(30), nullable=True))';
const DROP_PHONE = 'op.drop_column("customers", "phone")';
const DROP_NOTE = 'op.drop_column("orders", "note")';
const CREATE_BOOKINGS = [
  'op.create_table(',
  '    "bookings",',
  '    sa.Column("id", sa.Integer(), primary_key=True),',
  '    sa.Column("room", sa.String(20), index=True, nullable=False),',
  ')',
];
const CREATE_NUMBER_UNIQUE = 'op.create_unique_constraint("uq_orders_number", "orders", ["number"])';
const DROP_NUMBER_UNIQUE = 'op.drop_constraint("uq_orders_number", "orders", type_="unique")';
const CREATE_NOTE_INDEX = 'op.create_index("ix_orders_note", "orders", ["note"])';

/** Brings it back as it was, with values that are told apart, but for what kept them so. */
const EMAIL_AGAIN = [
  'op.add_column("customers", sa.Column("email", sa.String(80), nullable=True))',
  'op.execute("UPDATE customers SET email = id || \'@example.com\'")',
  'op.alter_column("customers", "email", existing_type=sa.String(80), nullable=False)',
];

const NO_DOWNGRADE = "AttributeError: module 'b2_change_py' has no attribute 'downgrade'";

/** Each evil one stands beside its good twin. */
export const REVERSIBILITY_FIXTURES: readonly ReversibilityFixture[] = [
  // downgrade-missing
  {
    title: 'a column without any downgrade',
    upgrade: [ADD_PHONE],
    downgrade: null,
    says: ['downgrade-missing'],
    truth: { down: NO_DOWNGRADE },
  },
  {
    title: 'nothing at all without any downgrade',
    upgrade: ['pass'],
    downgrade: null,
    says: ['downgrade-missing'],
    truth: { down: NO_DOWNGRADE },
  },
  {
    title: 'a column that is dropped again',
    upgrade: [ADD_PHONE],
    downgrade: [DROP_PHONE],
    says: [],
    truth: {},
  },
  // downgrade-empty
  {
    title: 'a table and an empty downgrade',
    upgrade: CREATE_BOOKINGS,
    downgrade: ['pass'],
    says: ['downgrade-empty'],
    truth: { left: ['create-table bookings'], again: 'DuplicateTable: relation "bookings" already exists' },
  },
  {
    title: 'a table that is dropped again, with its index',
    upgrade: CREATE_BOOKINGS,
    downgrade: ['op.drop_table("bookings")'],
    says: [],
    truth: {},
  },
  {
    title: 'an enum that a statement makes, and a downgrade of a docstring',
    upgrade: ["op.execute(\"CREATE TYPE state AS ENUM ('open', 'paid')\")"],
    downgrade: ['"""Nothing to do."""'],
    says: ['downgrade-empty'],
    truth: { left: ['create-object state'], again: 'DuplicateObject: type "state" already exists' },
  },
  {
    title: 'an enum that a statement makes and another drops',
    upgrade: ["op.execute(\"CREATE TYPE state AS ENUM ('open', 'paid')\")"],
    downgrade: ['op.execute("DROP TYPE state")'],
    says: [],
    truth: {},
  },
  {
    title: 'rows only, which may be filled again and again',
    upgrade: ['op.execute("UPDATE orders SET total = 0 WHERE total IS NULL")'],
    downgrade: ['pass'],
    says: [],
    truth: {},
  },
  {
    title: 'a query and an empty downgrade',
    upgrade: ['op.execute("SELECT 1")'],
    downgrade: ['pass'],
    says: [],
    truth: {},
  },
  // downgrade-raises
  {
    title: 'a downgrade that refuses without a word',
    upgrade: [ADD_PHONE],
    downgrade: ['raise NotImplementedError()'],
    says: ['downgrade-raises'],
    truth: { down: 'NotImplementedError: ' },
  },
  {
    title: 'a downgrade that refuses with a reason',
    upgrade: [DROP_NOTE],
    downgrade: ['raise RuntimeError("The notes are gone: restore them from the backup.")'],
    says: ['downgrade-raises'],
    truth: { down: 'RuntimeError: The notes are gone: restore them from the backup.' },
  },
  {
    title: 'a downgrade that refuses after it did something, all of which is rolled back',
    upgrade: [ADD_PHONE],
    downgrade: [DROP_PHONE, 'raise ValueError("no way back")'],
    says: ['downgrade-raises'],
    truth: { down: 'ValueError: no way back' },
  },
  // downgrade-incomplete
  {
    title: 'a unique column that comes back without what kept it unique',
    upgrade: ['op.drop_column("customers", "email")'],
    downgrade: EMAIL_AGAIN,
    says: ['downgrade-incomplete'],
    truth: { left: ['drop-constraint customers.uq_customers_email'], lost: ['customers.email'] },
  },
  {
    title: 'a unique column that comes back unique',
    upgrade: ['op.drop_column("customers", "email")'],
    downgrade: [...EMAIL_AGAIN, 'op.create_unique_constraint("uq_customers_email", "customers", ["email"])'],
    says: [],
    truth: { lost: ['customers.email'] },
  },
  {
    title: 'a unique column that comes back under a unique index, which is no constraint but keeps it so',
    upgrade: ['op.drop_column("customers", "email")'],
    downgrade: [...EMAIL_AGAIN, 'op.create_index("ix_email", "customers", ["email"], unique=True)'],
    says: [],
    truth: {
      left: ['drop-constraint customers.uq_customers_email', 'create-index customers.ix_email'],
      lost: ['customers.email'],
    },
  },
  {
    title: 'two columns of which one is dropped again',
    upgrade: [ADD_PHONE, 'op.add_column("orders", sa.Column("weight", sa.Integer()))'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['add-column orders.weight'],
      again: 'DuplicateColumn: column "weight" of relation "orders" already exists',
    },
  },
  {
    title: 'two columns that are both dropped again, in either order',
    upgrade: [ADD_PHONE, 'op.add_column("orders", sa.Column("weight", sa.Integer()))'],
    downgrade: [DROP_PHONE, 'op.drop_column("orders", "weight")'],
    says: [],
    truth: {},
  },
  {
    title: 'an index that stays',
    upgrade: [ADD_PHONE, CREATE_NOTE_INDEX],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['create-index orders.ix_orders_note'],
      again: 'DuplicateTable: relation "ix_orders_note" already exists',
    },
  },
  {
    title: 'an index that goes with the column it is on',
    upgrade: [ADD_PHONE, 'op.create_index("ix_customers_phone", "customers", ["phone"])'],
    downgrade: [DROP_PHONE],
    says: [],
    truth: {},
  },
  {
    title: 'an index over two columns, of which one goes',
    upgrade: [ADD_PHONE, 'op.create_index("ix_customers_both", "customers", ["email", "phone"])'],
    downgrade: [DROP_PHONE],
    says: [],
    truth: {},
  },
  {
    title: 'a constraint that stays',
    upgrade: [ADD_PHONE, CREATE_NUMBER_UNIQUE],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['add-constraint orders.uq_orders_number'],
      again: 'DuplicateTable: relation "uq_orders_number" already exists',
    },
  },
  {
    title: 'a constraint that is dropped by its name',
    upgrade: [CREATE_NUMBER_UNIQUE],
    downgrade: [DROP_NUMBER_UNIQUE],
    says: [],
    truth: {},
  },
  {
    title: 'a constraint that a statement drops',
    upgrade: [CREATE_NUMBER_UNIQUE],
    downgrade: ['op.execute("ALTER TABLE orders DROP CONSTRAINT uq_orders_number")'],
    says: [],
    truth: {},
  },
  {
    title: 'a longer text that stays long',
    upgrade: [ADD_PHONE, 'op.alter_column("orders", "number", type_=sa.String(40))'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['alter-column orders.number'],
      isRepeatable: true,
    },
  },
  {
    title: 'a longer text that becomes short again',
    upgrade: ['op.alter_column("orders", "number", type_=sa.String(40))'],
    downgrade: ['op.alter_column("orders", "number", type_=sa.String(20))'],
    says: [],
    truth: {},
  },
  {
    title: 'an alteration that repeats what is so already',
    upgrade: [ADD_PHONE, 'op.alter_column("orders", "note", nullable=True)'],
    downgrade: [DROP_PHONE],
    says: [],
    truth: {},
  },
  {
    title: 'a column that may be NULL and stays so',
    upgrade: [ADD_PHONE, 'op.alter_column("orders", "number", nullable=True)'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: { left: ['alter-column orders.number'], isRepeatable: true },
  },
  {
    title: 'a renamed table that keeps its new name',
    upgrade: [ADD_PHONE, 'op.rename_table("orders", "purchases")'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['create-table purchases', 'drop-table orders'],
      lost: ['orders.id', 'orders.note', 'orders.total', 'orders.number', 'orders.customer_id'],
      again: 'UndefinedTable: relation "orders" does not exist',
    },
  },
  {
    title: 'a table that is renamed, and a column of it, and both back',
    upgrade: [
      'op.rename_table("orders", "purchases")',
      'op.alter_column("purchases", "note", new_column_name="remark")',
    ],
    downgrade: [
      'op.alter_column("purchases", "remark", new_column_name="note")',
      'op.rename_table("purchases", "orders")',
    ],
    says: [],
    truth: {},
  },
  {
    title: 'a column that keeps its new name',
    upgrade: [ADD_PHONE, 'op.alter_column("orders", "note", new_column_name="remark")'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['add-column orders.remark', 'drop-column orders.note'],
      lost: ['orders.note'],
      again: 'UndefinedColumn: column "note" does not exist',
    },
  },
  {
    title: 'a dropped constraint that does not come back',
    upgrade: [ADD_PHONE, 'op.drop_constraint("ck_orders_total", "orders", type_="check")'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['drop-constraint orders.ck_orders_total'],
      again: 'UndefinedObject: constraint "ck_orders_total" of relation "orders" does not exist',
    },
  },
  {
    title: 'a dropped index that does not come back',
    upgrade: [ADD_PHONE, 'op.drop_index("ix_orders_number", table_name="orders")'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['drop-index orders.ix_orders_number'],
      again: 'UndefinedObject: index "ix_orders_number" does not exist',
    },
  },
  {
    title: 'a view that stays',
    upgrade: [ADD_PHONE, 'op.execute("CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 10")'],
    downgrade: [DROP_PHONE],
    says: ['downgrade-incomplete'],
    truth: {
      left: ['create-object big_orders'],
      again: 'DuplicateTable: relation "big_orders" already exists',
    },
  },
  {
    title: 'an enum that a table brings, and that stays when the table goes',
    upgrade: [
      "op.execute(\"CREATE TYPE state AS ENUM ('open', 'paid')\")",
      'op.execute("CREATE TABLE invoices (id int PRIMARY KEY, state state NOT NULL)")',
    ],
    downgrade: ['op.drop_table("invoices")'],
    says: ['downgrade-incomplete'],
    truth: { left: ['create-object state'], again: 'DuplicateObject: type "state" already exists' },
  },
  {
    title: 'something made only where it is not there, and left',
    upgrade: [ADD_PHONE, 'op.execute("CREATE INDEX IF NOT EXISTS ix_orders_number ON orders (number)")'],
    downgrade: [DROP_PHONE],
    says: [],
    truth: {},
  },
  {
    title: 'something made and taken away in the upgrade itself',
    upgrade: [ADD_PHONE, ...CREATE_BOOKINGS, 'op.drop_table("bookings")'],
    downgrade: [DROP_PHONE],
    says: [],
    truth: {},
  },
];

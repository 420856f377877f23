/** A part of a revision on the shop, and what takes it back. */
export interface ShopChange {
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** What the database holds stays as it is: there is nothing to take back. */
  readonly isIdle?: true;
  /** Only after this one. */
  readonly needs?: string;
  /** Not after these. */
  readonly not?: readonly string[];
}

const CREATE_ORDERS = [
  'op.create_table(',
  '    "orders",',
  '    sa.Column("id", sa.Integer(), primary_key=True),',
  '    sa.Column("number", sa.String(20), nullable=False),',
  '    sa.Column("customer_id", sa.Integer(), nullable=False),',
  '    sa.Column("total", sa.Numeric(10, 2), server_default="0", nullable=False),',
  '    sa.Column("note", sa.Text(), nullable=True),',
  '    sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_orders_customer_id"),',
  '    sa.CheckConstraint("total >= 0", name="ck_orders_total"),',
  ')',
  'op.create_index("ix_orders_number", "orders", ["number"])',
];

/** After these the table comes back otherwise than it was, or is not there under its name. */
const ORDERS_CHANGED = [
  'a unique number',
  'a longer number',
  'a number that may be NULL, in a batch',
  'a sum that loses its check',
  'a number that loses its index',
  'a note under another name',
  'no note',
  'orders under another name',
  'orders in a schema of their own',
];

/** In an order in which each may follow those before it, though not every choice of them runs. */
export const SHOP_CHANGES: Readonly<Record<string, ShopChange>> = {
  'a column': {
    up: ['op.add_column("customers", sa.Column("phone", sa.String(30)))'],
    down: ['op.drop_column("customers", "phone")'],
  },
  'an index on that column': {
    up: ['op.create_index("ix_customers_phone", "customers", ["phone"])'],
    down: ['op.drop_index("ix_customers_phone", table_name="customers")'],
    needs: 'a column',
  },
  'a check of that column': {
    up: ['op.create_check_constraint("ck_phone", "customers", "phone <> \'\'")'],
    down: ['op.drop_constraint("ck_phone", "customers", type_="check")'],
    needs: 'a column',
  },
  'a table': {
    up: ['op.create_table("bookings", sa.Column("id", sa.Integer(), primary_key=True))'],
    down: ['op.drop_table("bookings")'],
  },
  'a column of that table, by SQL': {
    up: ['op.execute("ALTER TABLE bookings ADD COLUMN guest_id integer")'],
    down: ['op.execute("ALTER TABLE bookings DROP COLUMN guest_id")'],
    needs: 'a table',
  },
  'a foreign key of that table': {
    up: ['op.create_foreign_key("fk_guest", "bookings", "customers", ["guest_id"], ["id"])'],
    down: ['op.drop_constraint("fk_guest", "bookings", type_="foreignkey")'],
    needs: 'a column of that table, by SQL',
  },
  'an index of that table': {
    up: ['op.create_index("ix_bookings_guest", "bookings", ["guest_id"])'],
    down: ['op.execute("DROP INDEX ix_bookings_guest")'],
    needs: 'a column of that table, by SQL',
  },
  'a unique number': {
    up: ['op.create_unique_constraint("uq_orders_number", "orders", ["number"])'],
    down: ['op.drop_constraint("uq_orders_number", "orders", type_="unique")'],
  },
  'a longer number': {
    up: ['op.alter_column("orders", "number", type_=sa.String(40))'],
    down: ['op.alter_column("orders", "number", type_=sa.String(20))'],
  },
  'a number that may be NULL, in a batch': {
    up: ['with op.batch_alter_table("orders") as batch:', '    batch.alter_column("number", nullable=True)'],
    down: [
      'with op.batch_alter_table("orders") as batch:',
      '    batch.alter_column("number", nullable=False)',
    ],
  },
  'rows that get along without a note': {
    up: ['op.execute("UPDATE orders SET total = total WHERE note IS NULL")'],
    down: [],
    isIdle: true,
  },
  'a sum that loses its check': {
    up: ['op.drop_constraint("ck_orders_total", "orders", type_="check")'],
    down: ['op.create_check_constraint("ck_orders_total", "orders", "total >= 0")'],
  },
  'a number that loses its index': {
    up: ['op.drop_index("ix_orders_number", table_name="orders")'],
    down: ['op.create_index("ix_orders_number", "orders", ["number"])'],
  },
  'an enum': {
    up: ["op.execute(\"CREATE TYPE mood AS ENUM ('good', 'bad')\")"],
    down: ['op.execute("DROP TYPE mood")'],
  },
  'a column of that enum': {
    up: ['op.execute("ALTER TABLE customers ADD mood mood")'],
    down: ['op.drop_column("customers", "mood")'],
    needs: 'an enum',
  },
  'a sequence': {
    up: ['op.execute("CREATE SEQUENCE invoice_numbers")'],
    down: ['op.execute("DROP SEQUENCE invoice_numbers")'],
    // Of which table it is does not show, so that it may well go with one that is dropped.
    not: ['a table'],
  },
  'a view of customers': {
    up: ['op.execute("CREATE VIEW addresses AS SELECT id, email FROM customers")'],
    down: ['op.execute("DROP VIEW addresses")'],
  },
  'a comment': {
    up: ['op.execute("COMMENT ON COLUMN orders.id IS \'never shown\'")'],
    down: [],
    isIdle: true,
  },
  'a note under another name': {
    up: ['op.alter_column("orders", "note", new_column_name="remark")'],
    down: ['op.alter_column("orders", "remark", new_column_name="note")'],
  },
  'no note': {
    up: ['op.drop_column("orders", "note")'],
    down: ['op.add_column("orders", sa.Column("note", sa.Text()))'],
    not: ['a note under another name'],
  },
  'orders under another name': {
    up: ['op.rename_table("orders", "purchases")'],
    down: ['op.rename_table("purchases", "orders")'],
  },
  'orders in a schema of their own': {
    up: ['op.execute("CREATE SCHEMA sales")', 'op.execute("ALTER TABLE orders SET SCHEMA sales")'],
    down: ['op.execute("ALTER TABLE sales.orders SET SCHEMA public")', 'op.execute("DROP SCHEMA sales")'],
    not: ['orders under another name'],
  },
  'a column of the orders that were renamed': {
    up: ['op.add_column("purchases", sa.Column("weight", sa.Integer()))'],
    down: ['op.drop_column("purchases", "weight")'],
    needs: 'orders under another name',
  },
  'no orders': {
    up: ['op.drop_table("orders")'],
    down: CREATE_ORDERS,
    not: ORDERS_CHANGED,
  },
};

/** Without those that cannot follow the others. */
export function possible(names: readonly string[]): readonly string[] {
  const chosen: string[] = [];
  for (const name of names) {
    const { needs, not = [] } = shopChange(name);
    if (needs !== undefined && !chosen.includes(needs)) continue;
    if (!not.some((other) => chosen.includes(other))) chosen.push(name);
  }
  return chosen;
}

export function shopChange(name: string): ShopChange {
  const change = SHOP_CHANGES[name];
  if (change === undefined) throw new Error(`There is no change called ${name}.`);
  return change;
}

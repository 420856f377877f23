import type { ReversibilityFixture } from './reversibility-fixtures.ts';

const ADD_PHONE = 'op.add_column("customers", sa.Column("phone", sa.String(30), nullable=True))';
const DROP_PHONE = 'op.drop_column("customers", "phone")';
const ADD_NOTE = 'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))';
const DROP_NOTE = 'op.drop_column("orders", "note")';
const CREATE_BOOKINGS = [
  'op.create_table(',
  '    "bookings",',
  '    sa.Column("id", sa.Integer(), primary_key=True),',
  '    sa.Column("room", sa.String(20), index=True, nullable=False),',
  ')',
];

/** About rows that are lost, and about constraints that have no name. */
export const DATA_LOSS_FIXTURES: readonly ReversibilityFixture[] = [
  // irreversible-upgrade
  {
    title: 'a column that comes back without its values',
    upgrade: [DROP_NOTE],
    downgrade: [ADD_NOTE],
    says: ['irreversible-upgrade'],
    truth: { lost: ['orders.note'] },
  },
  {
    title: 'a table that comes back without its rows',
    upgrade: ['op.drop_table("orders")'],
    downgrade: [
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
    ],
    says: ['irreversible-upgrade'],
    truth: { lost: ['orders.id', 'orders.note', 'orders.total', 'orders.number', 'orders.customer_id'] },
  },
  {
    title: 'rows that are deleted, under a downgrade that runs',
    upgrade: [ADD_PHONE, 'op.execute("DELETE FROM orders WHERE total = 0")'],
    downgrade: [DROP_PHONE],
    says: ['irreversible-upgrade'],
    truth: { lost: ['orders.id', 'orders.note', 'orders.total', 'orders.number', 'orders.customer_id'] },
  },
  {
    title: 'a column that is renamed both ways and keeps its values',
    upgrade: ['op.alter_column("orders", "note", new_column_name="remark")'],
    downgrade: ['op.alter_column("orders", "remark", new_column_name="note")'],
    says: [],
    truth: {},
  },
  {
    title: 'rows deleted from a table that the upgrade made',
    upgrade: [...CREATE_BOOKINGS, 'op.execute("DELETE FROM bookings")'],
    downgrade: ['op.drop_table("bookings")'],
    says: [],
    truth: {},
  },
  // downgrade-loses-data
  {
    title: 'a downgrade that takes away what was there before',
    upgrade: [ADD_PHONE],
    downgrade: [DROP_PHONE, DROP_NOTE],
    says: ['downgrade-loses-data'],
    truth: {
      left: ['drop-column orders.note'],
      lost: ['orders.note'],
      isRepeatable: false,
    },
  },
  {
    title: 'a downgrade that drops a table of an earlier revision',
    upgrade: [ADD_PHONE],
    downgrade: [DROP_PHONE, 'op.drop_table("orders")'],
    says: ['downgrade-loses-data'],
    truth: {
      left: ['drop-table orders'],
      lost: ['orders.id', 'orders.note', 'orders.total', 'orders.number', 'orders.customer_id'],
      isRepeatable: false,
    },
  },
  {
    title: 'a downgrade that empties a table',
    upgrade: [ADD_PHONE],
    downgrade: [DROP_PHONE, 'op.execute("TRUNCATE orders")'],
    says: ['downgrade-loses-data'],
    truth: { lost: ['orders.id', 'orders.note', 'orders.total', 'orders.number', 'orders.customer_id'] },
  },
  // unnamed-constraint, unnamed-constraint-drop
  {
    title: 'a constraint without a name, dropped by None',
    upgrade: ['op.create_unique_constraint(None, "orders", ["number"])'],
    downgrade: ['op.drop_constraint(None, "orders", type_="unique")'],
    says: ['unnamed-constraint', 'unnamed-constraint-drop'],
    truth: { down: "CompileError: Can't emit DROP CONSTRAINT for constraint UniqueConstraint(" },
  },
  {
    title: 'a constraint without a name, dropped by the one that PostgreSQL makes up',
    upgrade: ['op.create_unique_constraint(None, "orders", ["number"])'],
    downgrade: ['op.drop_constraint("orders_number_key", "orders", type_="unique")'],
    says: [],
    truth: {},
  },
  {
    title: 'a foreign key without a name, dropped by None',
    upgrade: [
      'op.add_column("orders", sa.Column("payer_id", sa.Integer(), nullable=True))',
      'op.create_foreign_key(None, "orders", "customers", ["payer_id"], ["id"])',
    ],
    downgrade: [
      'op.drop_constraint(None, "orders", type_="foreignkey")',
      'op.drop_column("orders", "payer_id")',
    ],
    says: ['unnamed-constraint', 'unnamed-constraint-drop'],
    truth: {
      down: "CompileError: Can't emit DROP CONSTRAINT for constraint ForeignKeyConstraint(",
    },
  },
  {
    title: 'two constraints without a name, of which only the one is dropped by None',
    upgrade: [
      'op.create_unique_constraint(None, "orders", ["number"])',
      'op.create_foreign_key(None, "orders", "orders", ["customer_id"], ["id"])',
    ],
    downgrade: ['op.drop_constraint(None, "orders", type_="unique")'],
    says: ['downgrade-incomplete', 'unnamed-constraint', 'unnamed-constraint', 'unnamed-constraint-drop'],
    truth: { down: "CompileError: Can't emit DROP CONSTRAINT for constraint UniqueConstraint(" },
  },
  {
    title: 'a foreign key without a name that goes with its column',
    upgrade: [
      'op.add_column("orders", sa.Column("payer_id", sa.Integer(), nullable=True))',
      'op.create_foreign_key(None, "orders", "customers", ["payer_id"], ["id"])',
    ],
    downgrade: ['op.drop_column("orders", "payer_id")'],
    says: [],
    truth: {},
  },
];

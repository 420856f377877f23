import type { FileTexts } from './alembic-project.ts';
import { revisionFile } from './revision-file.ts';

/** The revision that makes the shop. */
export const SHOP = 'a1';

/** Customers and their orders, as a small shop has them. */
export const SHOP_REVISION: FileTexts = {
  'a1_shop.py': revisionFile({
    revision: SHOP,
    upgrade: [
      'op.create_table(',
      '    "customers",',
      '    sa.Column("id", sa.Integer(), primary_key=True),',
      '    sa.Column("email", sa.String(80), nullable=False),',
      '    sa.Column("nickname", sa.Text(), nullable=True),',
      '    sa.UniqueConstraint("email", name="uq_customers_email"),',
      ')',
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
    downgrade: ['op.drop_table("orders")', 'op.drop_table("customers")'],
  }),
};

/** Two customers with three orders. */
export const SHOP_ROWS = `
  INSERT INTO customers (id, email, nickname) VALUES (1, 'ana@example.com', 'Ana'), (2, 'bo@example.com', NULL);
  INSERT INTO orders (id, number, customer_id, total, note) VALUES
    (1, 'A-1', 1, 12.50, 'ring twice'), (2, 'A-2', 1, 0, NULL), (3, 'B-1', 2, 7, 'leave it at the door')
`;

/** The shop and one revision on it, `b2`. */
export function onShop({ upgrade, downgrade }: ChangeOfShop): FileTexts {
  const back = downgrade === null || downgrade.length === 0 ? ['pass'] : downgrade;
  const text = revisionFile({ revision: 'b2', down: SHOP, upgrade, downgrade: back });
  const [without = ''] = text.split('\n\n\ndef downgrade');
  return { ...SHOP_REVISION, 'b2_change.py': downgrade === null ? `${without}\n` : text };
}

export interface ChangeOfShop {
  readonly upgrade: readonly string[];
  /** `null`: there is no such function. */
  readonly downgrade: readonly string[] | null;
}

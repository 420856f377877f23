import { describe, expect, test } from 'vitest';

import { describeRule } from '../../testing/describe-rule.ts';
import { fixedText } from '../../testing/fixed-text.ts';
import { sampleHistory } from '../../testing/sample-history.ts';
import { ALEMBIC_POLICY, oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { unnamedConstraintDrop } from './unnamed-constraint-drop.ts';

const UNNAMED = (table: string) => ({ messageId: 'unnamed', data: { table } });
const NONE = 'op.drop_constraint(None, "orders", type_="unique")';
/** With a constraint that PostgreSQL calls orders_email_key. */
const WITH_EMAIL =
  'op.create_table("orders", sa.Column("number", sa.Integer()), sa.Column("email", sa.Text()), sa.UniqueConstraint("email"))';

describeRule(unnamedConstraintDrop, {
  policy: ALEMBIC_POLICY,
  keeps: {
    'a name': oneRevision({ downgrade: 'op.drop_constraint("orders_number_key", "orders", type_="unique")' }),
    'a name in op.f()': oneRevision({ downgrade: 'op.drop_constraint(op.f("uq_orders_number"), "orders")' }),
    'a name that only shows when it runs': oneRevision({
      downgrade: 'op.drop_constraint(find_name(), "orders")',
    }),
    'SQL, which always names it': oneRevision({
      downgrade: 'op.execute("ALTER TABLE orders DROP CONSTRAINT orders_number_key")',
    }),
    'a constraint that is made without a name, which is for another rule': oneRevision({
      upgrade: 'op.create_unique_constraint(None, "orders", ["number"])',
    }),
  },
  breaks: {
    '[row 1.33] None in a downgrade': {
      ...oneRevision({ upgrade: 'op.execute("SELECT 1")', downgrade: NONE }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: [],
    },
    'None in an upgrade': {
      ...oneRevision({ upgrade: NONE }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
    },
    'None in a batch': {
      ...oneRevision({
        downgrade: 'with op.batch_alter_table("orders") as batch:\n    batch.drop_constraint(None)',
      }),
      finds: [{ ...UNNAMED('orders'), underlines: 'batch.drop_constraint(None)' }],
    },
    'None for a table of a schema': {
      ...oneRevision({ downgrade: 'op.drop_constraint(None, "orders", schema="shop")' }),
      finds: [{ ...UNNAMED('shop.orders'), underlines: 'op.drop_constraint(None, "orders", schema="shop")' }],
    },
    'the constraint that the upgrade made, whose name PostgreSQL makes up': {
      ...sampleHistory({
        base: {
          a1: { upgrade: 'op.create_table("orders", sa.Column("number", sa.Integer(), nullable=False))' },
        },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: 'op.create_unique_constraint(None, "orders", ["number"])',
            downgrade: NONE,
          },
        },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: ['Name it orders_number_key, as PostgreSQL does'],
    },
    'the constraint that the upgrade made and named': {
      ...sampleHistory({
        base: {
          a1: { upgrade: 'op.create_table("orders", sa.Column("number", sa.Integer(), nullable=False))' },
        },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: 'op.create_unique_constraint("uq_number", "orders", ["number"])',
            downgrade: NONE,
          },
        },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: ['Name it uq_number, as the upgrade does'],
    },
    'the one that the upgrade made and named, beside one that was there without a name': {
      ...sampleHistory({
        base: { a1: { upgrade: WITH_EMAIL } },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: 'op.create_unique_constraint("uq_number", "orders", ["number"])',
            downgrade: NONE,
          },
        },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: ['Name it uq_number, as the upgrade does'],
    },
    'one that the upgrade did not make, since a downgrade takes back what the upgrade did': {
      ...sampleHistory({
        base: { a1: { upgrade: WITH_EMAIL } },
        added: { b2: { parent: '"a1"', upgrade: 'op.execute("SELECT 1")', downgrade: NONE } },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: [],
    },
    'one that was there, which an upgrade drops and makes anew': {
      ...sampleHistory({
        base: { a1: { upgrade: WITH_EMAIL } },
        added: {
          b2: {
            parent: '"a1"',
            upgrade: `${NONE}\nop.create_unique_constraint(None, "orders", ["number"])`,
          },
        },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: ['Name it orders_email_key, as PostgreSQL does'],
    },
    'one that an earlier revision named, which may not be meant': {
      ...sampleHistory({
        base: {
          a1: {
            upgrade:
              'op.create_table("orders", sa.Column("a", sa.Integer()), sa.UniqueConstraint("a", name="uq_a"))',
          },
        },
        added: { b2: { parent: '"a1"', upgrade: 'op.execute("SELECT 1")', downgrade: NONE } },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: [],
    },
    'one of several, for which no name is offered': {
      ...sampleHistory({
        base: {
          a1: {
            upgrade: 'op.create_table("orders", sa.Column("a", sa.Integer()), sa.Column("b", sa.Integer()))',
          },
        },
        added: {
          b2: {
            parent: '"a1"',
            upgrade:
              'op.create_unique_constraint(None, "orders", ["a"])\nop.create_unique_constraint(None, "orders", ["b"])',
            downgrade: NONE,
          },
        },
      }),
      finds: [{ ...UNNAMED('orders'), underlines: NONE }],
      offers: [],
    },
  },
  waits: {},
});

describe('the name that is offered', () => {
  const made = (downgrade: string) =>
    sampleRevision({
      upgrade:
        'op.create_table("orders", sa.Column("customer_id", sa.Integer()))\nop.create_foreign_key(None, "orders", "customers", ["customer_id"], ["id"])',
      downgrade,
    });

  test.each([
    ['op.drop_constraint(None, "orders")', 'op.drop_constraint("orders_customer_id_fkey", "orders")'],
    [
      'op.drop_constraint(\n        None,\n        "orders",\n    )',
      'op.drop_constraint(\n        "orders_customer_id_fkey",\n        "orders",\n    )',
    ],
  ])('is written where None stands: %s', async (before, after) => {
    expect(await fixedText(unnamedConstraintDrop.id, made(before))).toBe(made(after));
  });

  test('is not written where None has a keyword', async () => {
    const text = made('op.drop_constraint(constraint_name=None, table_name="orders")');
    expect(await fixedText(unnamedConstraintDrop.id, text)).toBeUndefined();
  });
});

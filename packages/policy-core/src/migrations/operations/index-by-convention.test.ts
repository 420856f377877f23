import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import { isSameByConvention } from './index-by-convention.ts';

const parsers = await testParsers();

/** Asked of the first two operations, either way round. */
function isSame(...lines: readonly string[]): boolean {
  const source = [
    'from alembic import op',
    'revision = "b"',
    'down_revision = "a"',
    'def upgrade():',
    ...lines.map((line) => `    ${line}`),
  ];
  const operations = revisionIn(parsers, `${source.join('\n')}\n`).upgrade.steps.flatMap((step) =>
    step.kind === 'operation' ? [step.operation] : [],
  );
  const [one, other] = operations;
  if (one === undefined || other === undefined) throw new Error('two operations are needed');
  const answer = isSameByConvention(one, other);
  expect(isSameByConvention(other, one)).toBe(answer);
  return answer;
}

const MADE = 'op.create_index(None, "orders", ["shop", "number"], unique=True)';
const MADE_IN_SCHEMA = 'op.create_index(None, "orders", ["number"], schema="sales")';

describe('An index without a name', () => {
  it.each([
    [MADE, 'op.drop_index("ix_uq_orders_shop_number", table_name="orders")'],
    [MADE, 'op.drop_index("shop_number", table_name="orders")'],
    [MADE_IN_SCHEMA, 'op.drop_index("ix_orders_number", table_name="orders", schema="sales")'],
  ])('may be the one that is dropped by a name with all its columns: %s, %s', (made, drop) => {
    expect(isSame(made, drop)).toBe(true);
  });

  it.each([
    [MADE, 'op.drop_index("ix_uq_orders_shop", table_name="orders")'],
    [MADE, 'op.drop_index("ix_uq_orders_shops_number", table_name="orders")'],
    [MADE, 'op.drop_index("ix_uq_orders_shop_number", table_name="sales")'],
    [MADE, 'op.drop_index("ix_uq_orders_shop_number", table_name="orders", schema="sales")'],
    [MADE, 'op.drop_index("ix_uq_orders_shop_number")'],
    [MADE, 'op.create_index("ix_uq_orders_shop_number", "orders", ["shop", "number"])'],
    [MADE, 'op.drop_constraint("ix_uq_orders_shop_number", "orders")'],
  ])('is another one: %s, %s', (made, other) => {
    expect(isSame(made, other)).toBe(false);
  });

  it('is none that has a name of its own', () => {
    const made = 'op.create_index("ux_shop_number", "orders", ["shop", "number"])';
    expect(isSame(made, 'op.drop_index("ix_orders_shop_number", table_name="orders")')).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { fixedText } from '../../testing/fixed-text.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const ADD = 'op.add_column("orders", sa.Column("total_amount", sa.Integer()))';
const DROP = 'op.drop_column("orders", "total")';
const ADD_BACK = 'op.add_column("orders", sa.Column("total", sa.Integer()))';
const DROP_BACK = 'op.drop_column("orders", "total_amount")';
const RENAME = 'op.alter_column("orders", "total", new_column_name="total_amount")';
const RENAME_BACK = 'op.alter_column("orders", "total_amount", new_column_name="total")';
const INDEX = 'op.create_index("ix", "orders", ["customer_id"])';
const DROP_INDEX = 'op.drop_index("ix", table_name="orders")';

/** Lines of both functions. */
interface Bodies {
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
}

/** Both after the fix; `undefined` where none is offered. */
async function fixed({ upgrade, downgrade }: Bodies): Promise<Bodies | undefined> {
  const text = sampleRevision({ upgrade: upgrade.join('\n'), downgrade: downgrade.join('\n') });
  const mended = await fixedText('migrations/possible-rename', text);
  if (mended === undefined) return undefined;
  const [, up = '', down = ''] = mended.split(/\ndef \w+\(\) -> None:\n/);
  return { upgrade: lines(up), downgrade: lines(down) };
}

function lines(body: string): readonly string[] {
  return body
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(4));
}

describe('a drop and an add become a rename, both ways', () => {
  test.each<[string, Bodies, Bodies]>([
    [
      'one behind the other',
      { upgrade: [ADD, DROP], downgrade: [ADD_BACK, DROP_BACK] },
      { upgrade: [RENAME], downgrade: [RENAME_BACK] },
    ],
    [
      'the drop first',
      { upgrade: [DROP, ADD], downgrade: [DROP_BACK, ADD_BACK] },
      { upgrade: [RENAME], downgrade: [RENAME_BACK] },
    ],
    [
      'with something between, which stays',
      { upgrade: [ADD, INDEX, DROP], downgrade: [ADD_BACK, DROP_INDEX, DROP_BACK] },
      { upgrade: [RENAME, INDEX], downgrade: [RENAME_BACK, DROP_INDEX] },
    ],
    [
      'among other lines',
      { upgrade: [INDEX, ADD, DROP, 'op.execute("SELECT 1")'], downgrade: [ADD_BACK, DROP_BACK, DROP_INDEX] },
      { upgrade: [INDEX, RENAME, 'op.execute("SELECT 1")'], downgrade: [RENAME_BACK, DROP_INDEX] },
    ],
    [
      'over several lines',
      {
        upgrade: [
          'op.add_column(',
          '    "orders",',
          '    sa.Column("total_amount", sa.Integer()),',
          ')',
          DROP,
        ],
        downgrade: [ADD_BACK, 'op.drop_column(', '    "orders", "total_amount"', ')'],
      },
      { upgrade: [RENAME], downgrade: [RENAME_BACK] },
    ],
    [
      'in a schema',
      {
        upgrade: [inShop(ADD), inShop(DROP)],
        downgrade: [inShop(ADD_BACK), inShop(DROP_BACK)],
      },
      { upgrade: [inShop(RENAME)], downgrade: [inShop(RENAME_BACK)] },
    ],
  ])('%s', async (...[, before, after]) => {
    expect(await fixed(before)).toEqual(after);
  });
});

describe('a drop and an add stay', () => {
  const usual = { upgrade: [ADD, DROP], downgrade: [ADD_BACK, DROP_BACK] };
  test.each<[string, Bodies]>([
    ['where the downgrade only drops', { ...usual, downgrade: [DROP_BACK, INDEX] }],
    ['where the downgrade refuses', { ...usual, downgrade: ['raise RuntimeError("no way back")'] }],
    ['where one is SQL', { ...usual, upgrade: [ADD, 'op.execute("ALTER TABLE orders DROP COLUMN total")'] }],
    [
      'where one is part of a batch',
      {
        ...usual,
        upgrade: [ADD, 'with op.batch_alter_table("orders") as batch:', '    batch.drop_column("total")'],
      },
    ],
    ['where one shares its line', { ...usual, upgrade: [`${ADD}; ${DROP}`] }],
    ['where a comment stands behind one', { ...usual, upgrade: [`${ADD}  # new`, DROP] }],
    ['where one only runs under a condition', { ...usual, upgrade: [ADD, 'if old():', `    ${DROP}`] }],
  ])('%s', async (_, before) => {
    expect(await fixed(before)).toBeUndefined();
  });
});

function inShop(call: string): string {
  return call.replace(/\)$/, ', schema="shop")');
}

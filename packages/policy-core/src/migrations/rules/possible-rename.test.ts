import { describe, expect, test } from 'vitest';

import { fixedText } from '../../testing/fixed-text.ts';
import { describeRule } from '../../testing/describe-rule.ts';
import { oneRevision, sampleRevision } from '../../testing/sample-revision.ts';
import { possibleRename } from './possible-rename.ts';

const rename = (from: string, to: string, table = 'orders') => ({
  messageId: 'column',
  data: { table, from, to },
});
const add = (name: string, type = 'sa.Integer()') => `op.add_column("orders", sa.Column("${name}", ${type}))`;
const drop = (name: string) => `op.drop_column("orders", "${name}")`;
const PAIR = {
  upgrade: `${add('total_amount')}\n${drop('total')}`,
  downgrade: `${add('total')}\n${drop('total_amount')}`,
};
const PATH = 'alembic/versions/ab12_x.py';

describeRule(possibleRename, {
  policy: { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } },
  keeps: {
    'keys that share no more than what every key is called': oneRevision({
      upgrade:
        'op.drop_column("orders", "persona_id")\nop.add_column("orders", sa.Column("id", sa.Integer()))\nop.drop_column("notes", "shop_id")\nop.add_column("notes", sa.Column("order_id", sa.Integer()))',
    }),
    'a column that is renamed': oneRevision({
      upgrade: 'op.alter_column("orders", "total", new_column_name="total_amount")',
    }),
    'columns of two tables': oneRevision({
      upgrade: `${add('total')}\nop.drop_column("invoices", "total_amount")`,
    }),
    'columns of two types, as the downgrade tells': oneRevision({
      upgrade: `${add('total_amount', 'sa.Text()')}\n${drop('total')}`,
      downgrade: `${add('total')}\n${drop('total_amount')}`,
    }),
    'names that share nothing, where no type is known': oneRevision({
      upgrade: `${add('colour')}\n${drop('weight')}`,
    }),
    'a drop and an add of one name, which changes its type': oneRevision({
      upgrade: `${drop('total')}\n${add('total', 'sa.Text()')}`,
    }),
    'like columns that are made anew, each under its own name': oneRevision({
      upgrade: [drop('paid_at'), drop('sent_at'), add('paid_at'), add('sent_at')].join('\n'),
    }),
    'like columns that are made anew before they go': oneRevision({
      upgrade: [drop('total_price'), add('total_price'), add('unit_price')].join('\n'),
      downgrade: [drop('unit_price'), drop('total_price'), add('total_price')].join('\n'),
    }),
    'a pair whose rows are copied first': oneRevision({
      ...PAIR,
      upgrade: `${add('total_amount')}\nop.execute("UPDATE orders SET total_amount = total")\n${drop('total')}`,
    }),
    'a pair beside SQL that nobody can read': oneRevision({
      ...PAIR,
      upgrade: `${add('total_amount')}\nop.execute(copy())\n${drop('total')}`,
    }),
    'a pair beside rows that are filled in a table that only a run tells': oneRevision({
      ...PAIR,
      upgrade: `${add('total_amount')}\norders = load_table("orders")\nop.execute(orders.update().values(total_amount=1))\n${drop('total')}`,
    }),
    'a column that may be one of two': oneRevision({
      upgrade: [drop('url'), add('page_url'), add('shop_url')].join('\n'),
    }),
    'two columns of which one may be the new one': oneRevision({
      upgrade: [drop('banner_title'), drop('box_title'), add('title')].join('\n'),
    }),
    'a column of a table that is emptied before': oneRevision({
      ...PAIR,
      upgrade: `op.execute("TRUNCATE orders")\n${PAIR.upgrade}`,
    }),
    'keys that lead to different tables': oneRevision({
      upgrade: [
        drop('shop_history_id'),
        add('shop_id'),
        'op.create_foreign_key("fk_shop", "orders", "shops", ["shop_id"], ["id"])',
      ].join('\n'),
      downgrade: [
        add('shop_history_id', 'sa.Integer(), sa.ForeignKey("shops_history.id")'),
        drop('shop_id'),
      ].join('\n'),
    }),
    'a column that is computed from another one than before': oneRevision({
      upgrade: `${drop('types_of_state')}\n${add('types_of_order', 'sa.JSON(), sa.Computed("filter->types")')}`,
      downgrade: `${drop('types_of_order')}\n${add('types_of_state', 'sa.JSON(), sa.Computed("filter->states")')}`,
    }),
    'a new column that is computed': oneRevision({
      ...PAIR,
      upgrade: `${add('total_amount', 'sa.Integer(), sa.Computed("price * count")')}\n${drop('total')}`,
    }),
    'an old column that was computed, as the downgrade tells': oneRevision({
      upgrade: PAIR.upgrade,
      downgrade: `${add('total', 'sa.Integer(), sa.Computed("price * count")')}\n${drop('total_amount')}`,
    }),
    'an old column that was computed, as an earlier revision tells': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade:
            'op.create_table("orders", sa.Column("total", sa.Integer(), sa.Computed("price * count")))',
        }),
        [PATH]: sampleRevision({ parent: '"5a9d"', ...PAIR, downgrade: 'pass' }),
      },
    },
    'a new column that every row gets a value of, which the old one had not': {
      files: {
        'db/1.sql': 'CREATE TABLE jobs (last_offset bigint NOT NULL);\n',
        'db/2.sql':
          'ALTER TABLE jobs ADD COLUMN last_id bigint NOT NULL DEFAULT 0, DROP COLUMN last_offset;\n',
      },
    },
    'a drop without an add': oneRevision({ upgrade: drop('total') }),
  },
  breaks: {
    'a pair of one type, as the downgrade tells': {
      ...oneRevision(PAIR),
      finds: [{ ...rename('total', 'total_amount'), underlines: drop('total') }],
      offers: ['Rename total to total_amount instead, which the running release does not know'],
    },
    'a pair with a default, which the old one had': {
      ...oneRevision({
        upgrade: `${add('total_amount', 'sa.Integer(), server_default="0"')}\n${drop('total')}`,
        downgrade: `${add('total', 'sa.Integer(), server_default="0"')}\n${drop('total_amount')}`,
      }),
      finds: [{ ...rename('total', 'total_amount'), underlines: drop('total') }],
    },
    'a pair beside rows of another table': {
      ...oneRevision({
        ...PAIR,
        upgrade: `${add('total_amount')}\nop.execute("UPDATE notes SET total_amount = 1")\n${drop('total')}`,
      }),
      finds: [{ ...rename('total', 'total_amount'), underlines: drop('total') }],
      offers: ['Rename total to total_amount instead, which the running release does not know'],
    },
    'a pair whose old type an earlier revision tells': {
      files: {
        'alembic/versions/5a9d_base.py': sampleRevision({
          id: '5a9d',
          upgrade: 'op.create_table("orders", sa.Column("gross_weight", sa.Integer()))',
        }),
        [PATH]: sampleRevision({ parent: '"5a9d"', upgrade: `${drop('gross_weight')}\n${add('weight')}` }),
      },
      finds: [{ ...rename('gross_weight', 'weight'), underlines: drop('gross_weight') }],
      offers: [],
    },
    'the likeliest of several': {
      ...oneRevision({
        upgrade: `${drop('ship_date')}\n${add('colour')}\n${add('shipping_date')}`,
        downgrade: 'pass',
      }),
      finds: [{ ...rename('ship_date', 'shipping_date'), underlines: drop('ship_date') }],
    },
    'keys that lead to one table': {
      ...oneRevision({
        upgrade: [drop('store_id'), add('store_ref_id', 'sa.Integer(), sa.ForeignKey("shops.id")')].join(
          '\n',
        ),
        downgrade: [add('store_id', 'sa.Integer(), sa.ForeignKey("shops.id")'), drop('store_ref_id')].join(
          '\n',
        ),
      }),
      finds: [{ ...rename('store_id', 'store_ref_id'), underlines: drop('store_id') }],
    },
    'a pair in SQL, for which no rename is offered': {
      files: {
        'db/1.sql': 'ALTER TABLE orders DROP COLUMN total_sum;\nALTER TABLE orders ADD COLUMN total int;\n',
      },
      finds: [{ ...rename('total_sum', 'total'), underlines: expect.stringContaining('total_sum') }],
      offers: [],
    },
  },
  waits: {},
});

describe('the rename that is offered', () => {
  test('takes the place of both steps, in both directions', async () => {
    const text = sampleRevision({ parent: '"5a9d"', ...PAIR });
    const mended = await fixedText(possibleRename.id, text);
    expect(mended).toBe(
      sampleRevision({
        parent: '"5a9d"',
        upgrade: 'op.alter_column("orders", "total", new_column_name="total_amount")',
        downgrade: 'op.alter_column("orders", "total_amount", new_column_name="total")',
      }),
    );
  });

  test('keeps what stands around them', async () => {
    const text = sampleRevision({
      upgrade: `op.execute("SELECT 1")\n${add('total_amount')}\n${drop('total')}\nop.execute("SELECT 2")`,
      downgrade: PAIR.downgrade,
    });
    expect(await fixedText(possibleRename.id, text)).toContain(
      '    op.execute("SELECT 1")\n    op.alter_column("orders", "total", new_column_name="total_amount")\n    op.execute("SELECT 2")\n',
    );
  });

  test('names the schema', async () => {
    const text = sampleRevision({
      upgrade:
        'op.add_column("orders", sa.Column("total_amount", sa.Integer()), schema="shop")\nop.drop_column("orders", "total", schema="shop")',
      downgrade:
        'op.add_column("orders", sa.Column("total", sa.Integer()), schema="shop")\nop.drop_column("orders", "total_amount", schema="shop")',
    });
    expect(await fixedText(possibleRename.id, text)).toContain(
      'op.alter_column("orders", "total", new_column_name="total_amount", schema="shop")',
    );
  });

  test.each([
    [
      'a batch',
      'with op.batch_alter_table("orders") as b:\n    b.drop_column("total")\n    b.add_column(sa.Column("total_amount", sa.Integer()))',
    ],
    ['a condition', `if wanted():\n    ${drop('total')}\n    ${add('total_amount')}`],
    ['one line', `${drop('total')}; ${add('total_amount')}`],
  ])('is not offered for %s', async (_name, upgrade) => {
    expect(
      await fixedText(possibleRename.id, sampleRevision({ upgrade, downgrade: PAIR.downgrade })),
    ).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { offlineModeGaps } from './offline-mode-gaps.ts';

const parsers = await testParsers();

function hidden(upgrade: string, pending = ['b2']): readonly string[] {
  return offlineModeGaps(shopHistory(parsers, { a1: {}, b2: { parents: '"a1"', upgrade } }), pending);
}

/** Python, as the body of `upgrade()`. */
const lines = (...each: readonly string[]) => each.join('\n');

describe('what runs only where there is a database is told by its file [row 4.11]', () => {
  test.each([
    ['op.drop_table("customers")', 'Maybe drops the table customers and every row in it.'],
    ['op.drop_column("customers", "name")', 'Maybe drops the column customers.name and every value in it.'],
    ['op.execute("TRUNCATE customers")', 'Maybe deletes every row of customers.'],
    ['op.execute("DELETE FROM customers")', 'Maybe deletes all rows of customers.'],
    [
      'op.execute(open("x.sql").read())',
      'Does something that is not known, because the SQL in open("x.sql").read() is not known.',
    ],
  ])('%s', (step, does) => {
    const found = hidden(lines('if not context.is_offline_mode():', `    ${step}`));
    expect(found).toEqual([`b2, under a condition that its SQL need not show: ${does}`]);
  });

  test('so it is where the rest of the upgrade is left', () => {
    expect(
      hidden(lines('if context.is_offline_mode():', '    return', 'op.drop_table("customers")')),
    ).toEqual([expect.stringContaining('Maybe drops the table customers')]);
  });

  test('so it is where the connection is asked, which is none without a database', () => {
    const asked = lines(
      'bind = op.get_bind()',
      'if bind is not None:',
      '    bind.execute(sa.text(STEPS[0]))',
    );
    expect(hidden(asked)).toEqual([expect.stringContaining('Does something that is not known')]);
  });

  test.each([
    lines('try:', '    op.drop_table("customers")', 'except Exception:', '    pass'),
    lines('if context.is_offline_mode():', '    pass', 'else:', '    op.drop_table("customers")'),
    'None if context.is_offline_mode() else op.drop_table("customers")',
    'context.is_offline_mode() or op.drop_table("customers")',
    lines('for name in names_in(op.get_bind()):', '    op.drop_table("customers")'),
    lines('while has_rows():', '    op.execute("DELETE FROM customers")'),
    lines(
      'def clean():',
      '    op.drop_table("customers")',
      'if not context.is_offline_mode():',
      '    clean()',
    ),
    lines(
      'if context.is_offline_mode():',
      '    op.execute("SELECT 1")',
      '    return',
      'op.create_table("notes", sa.Column("id", sa.Integer()))',
      'op.drop_table("customers")',
    ),
  ])('however it is written: %s', (upgrade) => {
    expect(hidden(upgrade)).toEqual([expect.stringMatching(/^b2, under a condition .*Maybe .*customers/)]);
  });

  test('and each of them by itself', () => {
    const upgrade = lines(
      'if not context.is_offline_mode():',
      '    op.drop_column("customers", "name")',
      '    op.drop_table("orders")',
    );
    expect(hidden(upgrade)).toEqual([
      expect.stringContaining('customers.name'),
      expect.stringContaining('table orders'),
    ]);
  });

  test('and whatever else the condition asks', () => {
    const asked = lines('if os.environ.get("FULL"):', '    op.drop_table("customers")');
    expect(hidden(asked)).toEqual([expect.stringContaining('Maybe drops the table customers')]);
  });
});

describe('what the SQL shows is not told again', () => {
  test.each([
    'op.drop_table("customers")',
    'op.execute(open("x.sql").read())',
    lines('if not context.is_offline_mode():', '    op.create_table("notes", sa.Column("id", sa.Integer()))'),
    lines('if not context.is_offline_mode():', `    op.execute("UPDATE customers SET name = ''")`),
    lines('for statement in STATEMENTS:', '    op.execute(statement)'),
  ])('%s', (upgrade) => {
    expect(hidden(upgrade)).toEqual([]);
  });

  test('of revisions that are not pending nothing is asked', () => {
    expect(hidden(lines('if not context.is_offline_mode():', '    op.drop_table("customers")'), [])).toEqual(
      [],
    );
  });
});

test('a file that cannot be read may hide anything', () => {
  expect(hidden('pass', ['gone'])).toEqual(['gone cannot be read, so the gaps in its SQL are unknown.']);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { inQuotesOf } from './quote-habit.ts';

const SINGLE = `"""it's "here" """\nrevision = 'ab12'\ndown_revision = '99ff'\n`;

describe('what a fix writes into a file', () => {
  test.each([
    ['op.drop_table("orders")', "op.drop_table('orders')"],
    ['op.drop_column("orders", "note", schema="shop")', "op.drop_column('orders', 'note', schema='shop')"],
    ['op.f("")', "op.f('')"],
    [`op.execute("SELECT 'x', ") + ", 'y'"`, `op.execute("SELECT 'x', ") + ", 'y'"`],
    [String.raw`op.f("say \"hi\"")`, String.raw`op.f("say \"hi\"")`],
    [`default='say "hi"', name="x"`, `default='say "hi"', name='x'`],
  ])('of single quotes: %s', (written, shown) => {
    expect(inQuotesOf({ text: SINGLE }, written)).toBe(shown);
  });

  test.each(['revision = "ab12"\n', `revision = "ab12"\nname = 'x'\n`, '', '"""Only a docstring."""\n'])(
    'of double quotes, or of none, stays as it is: %j',
    (text) => {
      expect(inQuotesOf({ text }, 'op.drop_table("orders")')).toBe('op.drop_table("orders")');
    },
  );

  test('says the same in other quotes', () => {
    const texts = fc.array(
      fc.string().filter((text) => !/[\n\r]/.test(text)),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(texts, (values) => {
        const written = inQuotesOf({ text: SINGLE }, JSON.stringify(values));
        const literals = Array.from(written.matchAll(/'([^']*)'|("(?:[^"\\]|\\.)*")/g));
        const read = literals.map(([, plain, json]) => plain ?? JSON.parse(json ?? ''));
        expect(read).toEqual(values);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { tableNamed } from '../../testing/sample-schema.ts';
import { asTable, knownName, tableKey, tableText, unknownName, type TableName } from './name.ts';
import { formatName, formatTable } from './format-name.ts';

const unknownTable: TableName = { ...unknownName('f"t_{n}"'), schema: undefined };

describe('the name of a table', () => {
  test.each([
    ['orders', 'orders'],
    ['shop.orders', 'shop.orders'],
    ['public.orders', 'public.orders'],
  ])('is written %s', (written, text) => {
    expect(tableText(tableNamed(written))).toBe(text);
    expect(formatTable(tableNamed(written))).toBe(text);
  });

  test.each([
    ['orders', 'orders', true],
    ['orders', 'public.orders', true],
    ['public.orders', 'public.orders', true],
    ['orders', 'shop.orders', false],
    ['orders', 'Orders', false],
    ['shop.orders', 'old.orders', false],
  ])('%s and %s are one: %s', (...[one, other, are]) => {
    expect(tableKey(tableNamed(one)) === tableKey(tableNamed(other))).toBe(are);
  });

  test('that is not known is that of no other', () => {
    expect(tableKey(unknownTable)).toBeUndefined();
  });

  test('has a key that is its own, whatever signs are in it, but for a dot', () => {
    const part = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('.'));
    const table = fc
      .tuple(part, fc.option(part, { nil: undefined }))
      .map(([text, schema]): TableName => ({ ...knownName(text), schema }));
    fc.assert(
      fc.property(table, table, (one, other) => {
        const isSame = one.text === other.text && (one.schema ?? 'public') === (other.schema ?? 'public');
        expect(tableKey(one) === tableKey(other)).toBe(isSame);
      }),
    );
  });
});

describe('for people', () => {
  test('a name stands as it is, and a source in backticks', () => {
    expect(formatName(knownName('Order No'))).toBe('Order No');
    expect(formatName(unknownName('f"{prefix}_no"'))).toBe('`f"{prefix}_no"`');
    expect(formatTable(unknownTable)).toBe('`f"t_{n}"`');
    expect(formatName(unknownName('{operation.target.name}'))).toBe('`operation.target.name`');
    expect(formatTable({ ...unknownName('{table}'), schema: undefined })).toBe('`table`');
    expect(formatName(unknownName('{table}_{column}'))).toBe('`{table}_{column}`');
  });
});

test('the schema of a name stands before its last dot', () => {
  expect(asTable({ text: 'a', isKnown: true })).toEqual({ text: 'a', schema: undefined, isKnown: true });
  expect(asTable({ text: 's.t.a', isKnown: false })).toEqual({ text: 'a', schema: 's.t', isKnown: false });
});

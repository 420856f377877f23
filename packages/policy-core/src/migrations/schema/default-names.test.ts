import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { defaultName, defaultObjectName, type Nameless } from './default-names.ts';

const free = () => false;
const named = (
  kind: Nameless['kind'],
  columns: readonly string[] | undefined,
  taken: readonly string[] = [],
) => defaultName({ kind, table: 'orders', columns }, (name) => taken.includes(name));

describe('names that PostgreSQL makes up', () => {
  test.each([
    ['primary-key', ['id'], 'orders_pkey'],
    ['primary-key', ['id', 'part'], 'orders_pkey'],
    ['primary-key', undefined, 'orders_pkey'],
    ['foreign-key', ['customer_id'], 'orders_customer_id_fkey'],
    ['foreign-key', ['customer_id', 'shop_id'], 'orders_customer_id_shop_id_fkey'],
    ['unique', ['number'], 'orders_number_key'],
    ['unique', ['a', 'b'], 'orders_a_b_key'],
    ['check', ['total'], 'orders_total_check'],
    ['check', ['total', 'paid'], 'orders_check'],
    ['check', [], 'orders_check'],
    ['exclude', ['room', 'during'], 'orders_room_during_excl'],
    ['index', ['a', 'b'], 'orders_a_b_idx'],
  ] as const)('%s of %j: %s', (kind, columns, name) => {
    expect(named(kind, columns)).toBe(name);
  });

  test.each(['unique', 'foreign-key', 'check', 'exclude', 'index'] as const)(
    'cannot be told without the columns: %s',
    (kind) => {
      expect(named(kind, undefined)).toBeUndefined();
    },
  );

  test('are numbered from 1 where they are taken', () => {
    expect(named('index', ['a'], ['orders_a_idx'])).toBe('orders_a_idx1');
    expect(named('index', ['a'], ['orders_a_idx', 'orders_a_idx1'])).toBe('orders_a_idx2');
    expect(named('primary-key', ['id'], ['orders_pkey'])).toBe('orders_pkey1');
  });

  test('are given up where more than a thousand are taken', () => {
    expect(defaultName({ kind: 'index', table: 'orders', columns: ['a'] }, () => true)).toBeUndefined();
  });
});

describe('names that do not fit into 63 bytes', () => {
  test('are cut at the longer part', () => {
    const name = defaultName({ kind: 'unique', table: 't'.repeat(50), columns: ['c'.repeat(20)] }, free);
    expect(name).toBe(`${'t'.repeat(38)}_${'c'.repeat(20)}_key`);
    expect(name).toHaveLength(63);
  });

  test('are cut at both parts where both are long, the column first', () => {
    const name = defaultName({ kind: 'unique', table: 't'.repeat(63), columns: ['c'.repeat(63)] }, free);
    expect(name).toBe(`${'t'.repeat(29)}_${'c'.repeat(29)}_key`);
  });

  test('lose a byte more for each digit of the number', () => {
    const table = 't'.repeat(63);
    expect(defaultObjectName(table, undefined, 'pkey')).toBe(`${'t'.repeat(58)}_pkey`);
    expect(defaultObjectName(table, undefined, 'pkey12')).toBe(`${'t'.repeat(56)}_pkey12`);
  });

  test('are cut between characters, not inside one', () => {
    const table = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789';
    expect(defaultObjectName(table, 'é'.repeat(31), 'key')).toBe(
      `abcdefghijklmnopqrstuvwxyzabc_${'é'.repeat(14)}_key`,
    );
    expect(defaultObjectName('😀'.repeat(20), undefined, 'pkey')).toBe(`${'😀'.repeat(14)}_pkey`);
    expect(defaultObjectName('表'.repeat(30), undefined, 'pkey')).toBe(`${'表'.repeat(19)}_pkey`);
  });

  test('always fit, and keep the end that tells what they are', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(word, fc.option(word, { nil: undefined }), (first, second) => {
        const name = defaultObjectName(first, second, 'fkey1');
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63);
        expect(name.endsWith('_fkey1')).toBe(true);
        const whole = second === undefined ? `${first}_fkey1` : `${first}_${second}_fkey1`;
        if (new TextEncoder().encode(whole).length <= 63) expect(name).toBe(whole);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';

import { wordKind } from './plain-name.ts';

describe('A word of SQL', () => {
  it.each(['orders', 'orders_17', '_hidden', 'account_id', 'x1', 'ix_orders_open', 'customer'])(
    'is a name like any other: %s',
    (word) => {
      expect(wordKind(word)).toBe('name');
    },
  );

  it.each(['select', 'SELECT', 'Table', 'concurrently', 'name', 'path', 'enforced'])(
    'is a key word: %s',
    (word) => {
      expect(wordKind(word)).toBe('key-word');
    },
  );

  it.each([
    ['a function that readers know', 'gen_random_uuid'],
    ['a setting that readers know', 'search_path_'.slice(0, -1)],
    ['a type that readers know', 'bigserial'],
    ['a schema that readers know', 'pg_catalog'],
    ['the beginning of functions that readers know', 'to_orders'],
    ['the same of another family', 'jsonb_of_mine'],
    ['a word that readers find anywhere', 'myxmlthing'],
    ['another such word', 'my_set_configs'],
    ['in capitals', 'Orders'],
    ['in letters beyond ASCII', 'commandé'],
    ['with a dollar', 'a$b'],
    ['so long that it may be cut where it is joined to another', 'o'.repeat(31)],
    ['no word', '1a'],
    ['nothing', ''],
  ])('is something else where it is %s', (_, word) => {
    expect(wordKind(word)).toBe('other');
  });

  it('is the same however often it is asked for', () => {
    for (let count = 0; count < 60_000; count += 1) wordKind(`customer_${count}`);
    expect([wordKind('customer_1'), wordKind('select'), wordKind('now')]).toEqual([
      'name',
      'key-word',
      'other',
    ]);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { nameCloseness } from './name-closeness.ts';

test.each([
  ['total', 'total', 1],
  ['Total', 'total', 1],
  ['total', 'total_amount', 1 / 2],
  ['unit_price', 'net_unit_price', 2 / 3],
  ['unit_price', 'colour', 0],
  ['date_of_payment', 'payment_date', 2 / 3],
  ['state_v_1', 'state_v_2', 2 / 4],
  ['acknowledgement_label', 'acknowledge_label', 1],
  ['data_qualifier', 'data_qualifiers', 1],
  ['tax', 'taxes', 0],
  ['note_notes', 'notes', 1 / 2],
  ['a_a', 'a', 1],
])('%s and %s: %d', (from, to, closeness) => {
  expect(nameCloseness(from, to)).toBe(closeness);
  expect(nameCloseness(to, from)).toBe(closeness);
});

test.each([
  ['owner', 'owner_id', 1],
  ['storage_id', 'storage_place_id', 2 / 3],
  ['storage_id', 'storage_place', 1 / 2],
  ['id', 'id', 1],
  ['id', 'owner_id', 1 / 2],
])('what a key is called counts where both are called so: %s and %s: %d', (from, to, closeness) => {
  expect(nameCloseness(from, to)).toBe(closeness);
  expect(nameCloseness(to, from)).toBe(closeness);
});

test('It lies between nothing and all, and a name is as close as can be to itself', () => {
  const name = fc.stringMatching(/^[a-c_]{1,12}$/);
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(nameCloseness(one, other)).toBeGreaterThanOrEqual(0);
      expect(nameCloseness(one, other)).toBeLessThanOrEqual(1);
      expect(nameCloseness(other, one)).toBe(nameCloseness(one, other));
      expect(nameCloseness(one, one)).toBe(1);
    }),
  );
});

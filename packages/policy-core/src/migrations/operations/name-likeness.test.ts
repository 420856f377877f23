import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nameLikeness } from './name-likeness.ts';

const PRODUCT = ['acme_id', 'acme_user', 'acme_text', 'note'];

describe('Names are alike', () => {
  test.each([
    ['total', 'total_amount', 1],
    ['fail_reason', 'termination_reason', 1],
    ['featured', 'is_featured', 1],
    ['unit_price', 'net_unit_price', 2],
    ['Unit_Price', 'unit_price', 2],
    ['date_of_submission', 'submission_date', 2],
    ['name', 'full_name', 1],
    ['start_date', 'date', 1],
    ['ship_date', 'shipping_date', 1],
    ['created_at', 'create_at', 1],
    ['start_date_type', 'end_date_type', 2],
    ['paid_total_id', 'total_amount_id', 1],
    ['parcel_weight_note', 'weight', 1],
    ['mail_server_headers', 'mail_links', 1],
    ['shop_parcel_weight', 'shop_parcel_box_size_id', 2],
  ])('%s, %s', (from, to, words) => {
    expect(nameLikeness(from, to, [])).toBe(words);
    expect(nameLikeness(to, from, [])).toBe(words);
  });

  test('by the word of the product where it says more', () => {
    expect(nameLikeness('acme_user', 'acme_user_name', PRODUCT)).toBe(2);
    expect(nameLikeness('acme', 'acme_text', PRODUCT)).toBe(1);
  });

  test('by a word that only some columns carry', () => {
    expect(nameLikeness('acme_user', 'acme_string', [...PRODUCT, 'a', 'b'])).toBe(1);
    expect(nameLikeness('acme_user', 'acme_string', ['acme_user', 'acme_text', 'note'])).toBe(1);
  });
});

describe('Names are not alike', () => {
  test.each([
    ['unit_price', 'amount'],
    ['persona_id', 'order_id'],
    ['persona_id', 'id'],
    ['a_x', 'a_y'],
    ['first_name', 'group_name'],
    ['order_type', 'price_type'],
    ['ship_date', 'birth_date'],
    ['paid_at', 'seen_at'],
    ['is_open', 'is_paid'],
    ['run_date', 'running_out'],
    ['tax_date', 'taxed_date'],
    ['shop_live_account', 'shop_stage_secret'],
    ['parcel_file_done_id', 'parcel_sheet_run_id'],
    ['weight_of_parcel_with_box', 'weight_in_grams_id'],
  ])('%s, %s', (from, to) => {
    expect(nameLikeness(from, to, [])).toBe(0);
    expect(nameLikeness(to, from, [])).toBe(0);
  });

  test('by the word of the product', () => {
    expect(nameLikeness('acme_user', 'acme_string', PRODUCT)).toBe(0);
    expect(nameLikeness('user_acme', 'acme_string', PRODUCT)).toBe(0);
  });
});

test('A name without words in common is like none', () => {
  const word = fc.stringMatching(/^[a-m]{2,6}$/);
  const other = fc.stringMatching(/^[n-z]{2,6}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 3 }), fc.array(other, { maxLength: 3 }), (a, b) => {
      expect(nameLikeness(a.join('_'), b.join('_'), [])).toBe(0);
    }),
  );
});

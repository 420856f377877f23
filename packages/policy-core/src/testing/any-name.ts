import fc from 'fast-check';

const KEYWORDS = [
  'order',
  'user',
  'left',
  'values',
  'merge_action',
  'system_user',
  'json_table',
  'name',
  'key',
];
const HARD = [
  'Total Sum',
  'customerId',
  'a"b',
  '""',
  "it's",
  'x.y',
  '1st',
  'größe',
  '訂單',
  '😀',
  '--',
  '/*',
  '$$',
  'a;b',
];

/** A name that PostgreSQL can hold, and SQL maybe not write without quotes. */
export const anyName: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...KEYWORDS, ...HARD),
    fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/),
    fc.stringMatching(/^[ -~]{1,12}$/),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  // No lone surrogates, which UTF-8 cannot hold.
  .filter((name) => /^[^\p{Cc}\p{Cs}]+$/u.test(name));

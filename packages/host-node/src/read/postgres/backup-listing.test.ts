import { expect, test } from 'vitest';

import { readListing } from './backup-listing.ts';

const LISTING = `;
; Archive created at 2026-11-20 10:00:00 CET
;     dbname: shop
;     TOC Entries: 7
`;

test('a listing tells the database, and when the dump began at the latest, wherever that was', () => {
  expect(readListing(LISTING)).toEqual({
    database: 'shop',
    begunBefore: Date.parse('2026-11-20T22:00:00Z'),
  });
});

test.each(['', '; Archive created at some time\n', '; Archive created at 2026-13-40 10:00:00 UTC\n'])(
  'a listing that is %j tells nothing',
  (listing) => {
    expect(readListing(listing)).toEqual({ database: undefined, begunBefore: undefined });
  },
);

import { describe, expect, test } from 'vitest';

import { saysNothingYet, WAIVER_PLACEHOLDERS } from './waiver-placeholders.ts';

describe('what a waiver says', () => {
  test.each([
    ...Object.values(WAIVER_PLACEHOLDERS),
    'say why this is accepted',
    'Who-Answers-For-It',
    'Todo: ',
    'TBD',
    'to do',
    'TBD.',
    '…',
    '...',
    '-',
    ' ',
    'n/a',
    '???',
    'xxxx',
    '<reason>',
    '<your name>',
    '[name]',
    '{{ approver }}',
    '${APPROVER}',
    'Reason',
    'why?',
    'me',
    'Lorem ipsum dolor sit amet',
  ])('is nothing yet: %s', (text) => {
    expect(saysNothingYet(text)).toBe(true);
  });

  test.each([
    'The table was never read.',
    'To do: SHOP-1234 ends it, and until then nobody reads the column.',
    'ana',
    '@shop/database-team',
    'ana@example.com',
    'Möller',
    '山田',
    'Test data is thrown away each night.',
    'None of these files is deployed.',
    'Nameko workers read it',
  ])('counts: %s', (text) => {
    expect(saysNothingYet(text)).toBe(false);
  });
});

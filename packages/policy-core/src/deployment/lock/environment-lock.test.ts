import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { freeText, heldText, readLock, type LockHolding } from './environment-lock.ts';

const HOLDING: LockHolding = {
  token: 7,
  nonce: 'n1',
  holder: 'alice',
  reason: 'release 1.4',
  run_url: null,
  taken_at: '2026-11-21T08:00:00.000Z',
  expires_at: '2026-11-21T08:30:00.000Z',
};

const anyWord = fc.string({ minLength: 1, unit: 'binary' }).filter((word) => !/\p{Surrogate}/u.test(word));
const anyTime = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
  .map((date) => date.toISOString());
const anyHolding = fc.record({
  token: fc.integer({ min: 1 }),
  nonce: anyWord,
  holder: anyWord,
  reason: anyWord,
  run_url: fc.option(anyWord),
  taken_at: anyTime,
  expires_at: anyTime,
});

describe('the lock of an environment', () => {
  test('is one line that a person can read, too', () => {
    expect(heldText(HOLDING)).toMatchInlineSnapshot(`
      "{"schema_version":1,"state":"held","token":7,"nonce":"n1","holder":"alice","reason":"release 1.4","run_url":null,"taken_at":"2026-11-21T08:00:00.000Z","expires_at":"2026-11-21T08:30:00.000Z"}
      "
    `);
    expect(freeText(HOLDING)).toBe('{"schema_version":1,"state":"free","token":7}\n');
  });

  test('comes back as it was written', () => {
    fc.assert(
      fc.property(anyHolding, (holding) => {
        expect(readLock(heldText(holding))).toEqual({ kind: 'held', holding });
        expect(readLock(freeText(holding))).toEqual({ kind: 'free', token: holding.token });
      }),
    );
  });

  test('that nobody ever took is free', () => {
    expect(readLock(undefined)).toEqual({ kind: 'free', token: 0 });
  });

  test.each([
    '',
    '{}',
    'null',
    '[]',
    heldText(HOLDING).replace('"held"', '"mine"'),
    heldText(HOLDING).replace('"schema_version":1', '"schema_version":2'),
    heldText(HOLDING).replace('"token":7', '"token":0'),
    heldText(HOLDING).replace('08:30:00.000Z', 'later'),
    heldText(HOLDING).replace('"alice"', '""'),
    heldText(HOLDING).slice(0, 40),
    freeText(HOLDING).replace('}', ',"more":1}'),
  ])('that somebody else wrote keeps everybody out: %s', (written) => {
    expect(readLock(written)).toEqual({ kind: 'unreadable' });
  });

  test('of any text gets an answer', () => {
    fc.assert(
      fc.property(fc.string(), (written) => {
        expect(readLock(written)).toEqual({ kind: 'unreadable' });
      }),
    );
  });
});

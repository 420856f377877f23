import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { evidenceOf, heldLock } from '../../testing/sample-qualities.ts';

describe('the locks', () => {
  test.each([
    ['production', 'Nobody holds a lock of production.'],
    [undefined, 'Nobody holds a lock.'],
  ])('of %s are free', (environment, sentence) => {
    expect(evidenceOf('one-at-a-time', { environment })).toMatchObject({ state: 'shown', seen: [sentence] });
  });

  test('say who acts there, until when and why', () => {
    expect(evidenceOf('one-at-a-time', { locks: observed([heldLock({ service: 'api' })]) })).toMatchObject({
      state: 'against',
      seen: ['production/api is held by bob until 2026-11-21T09:30:00Z: release 1.4.'],
    });
  });

  test('are those of an environment in any case', () => {
    const asked = { environment: 'Production', locks: observed([heldLock({})]) };
    expect(evidenceOf('one-at-a-time', asked).state).toBe('against');
  });

  test('are free where they are over, or those of another environment', () => {
    for (const lock of [heldLock({}, '2026-11-21T08:59:59Z'), heldLock({ environment: 'staging' })])
      expect(evidenceOf('one-at-a-time', { locks: observed([lock]) }).state).toBe('shown');
    const free = heldLock({ state: { kind: 'free', token: 3 } });
    expect(evidenceOf('one-at-a-time', { locks: observed([free]) }).state).toBe('shown');
  });

  test('keep everybody out where one cannot be read', () => {
    const locks = observed([heldLock({ state: { kind: 'unreadable' } })]);
    expect(evidenceOf('one-at-a-time', { locks })).toMatchObject({
      state: 'against',
      seen: ['production has a lock that cannot be read: nobody gets it.'],
    });
  });

  test('are not known where nobody could look', () => {
    expect(evidenceOf('one-at-a-time', { locks: unobserved('origin did not answer') })).toMatchObject({
      state: 'unknown',
      seen: ['The locks were not seen: origin did not answer.'],
    });
  });
});

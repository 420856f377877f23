import { expect, test } from 'vitest';

import type { Activity } from './activity.ts';
import { isEnoughForPushers, pushersIn } from './pushers.ts';

const ADA = { login: 'ada', id: 1, isBot: false };
const CLAUDE = { login: 'claude[bot]', id: 3, isBot: true };

function entry(actor: Activity['actor'], kind = 'push'): Activity {
  return {
    ref: 'refs/heads/topic',
    after: 'a'.repeat(40),
    timestamp: '2026-11-21T12:00:00Z',
    activity_type: kind,
    actor,
  };
}

test('everybody who pushed is named once', () => {
  expect(pushersIn([entry(ADA), entry(CLAUDE), entry({ ...ADA })], 12)).toEqual({
    known: true,
    value: [ADA, CLAUDE],
  });
});

test('whoever made the branch pushed to it, and nobody before them did', () => {
  const entries = [entry(ADA), entry(CLAUDE, 'branch_creation')];
  expect(pushersIn(entries, 12)).toEqual({ known: true, value: [ADA, CLAUDE] });
  expect(pushersIn([entry(ADA, 'branch_creation'), entry(CLAUDE)], 12)).toEqual({
    known: true,
    value: [ADA],
  });
});

test.each([null, undefined])('an account that is %s may be anybody', (actor) => {
  expect(pushersIn([entry(ADA), entry(actor)], 12)).toEqual({
    known: false,
    reason: 'an account that pushed to the branch of #12 is gone',
  });
  expect(pushersIn([entry(ADA, 'branch_creation'), entry(actor)], 12)).toMatchObject({ known: true });
});

test('a record without an end is read to a limit, and then nobody knows who else pushed', () => {
  const many = Array.from({ length: 1000 }, () => entry(ADA));
  expect(isEnoughForPushers(many)).toBe(true);
  expect(isEnoughForPushers(many.slice(1))).toBe(false);
  expect(isEnoughForPushers([entry(ADA, 'branch_creation')])).toBe(true);
  expect(pushersIn(many.slice(1), 12)).toMatchObject({ known: true });
  expect(pushersIn(many, 12)).toEqual({
    known: false,
    reason: 'the branch of #12 was pushed to more than 1000 times',
  });
});

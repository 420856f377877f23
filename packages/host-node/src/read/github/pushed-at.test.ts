import { expect, test } from 'vitest';

import type { Activity } from './activity.ts';
import { arrivalIn } from './pushed-at.ts';

const REF = 'refs/heads/topic';
const SHA = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);

function entry(after: string, hour: number, ref = REF): Activity {
  return { ref, after, timestamp: `2026-11-21T${hour}:00:00Z`, actor: null };
}

const found = (entries: readonly Activity[], isOpen: boolean) => {
  const arrival = arrivalIn(entries, { ref: REF, sha: SHA, isOpen });
  return typeof arrival === 'string' ? arrival : { at: arrival.at };
};
const open = (...entries: readonly Activity[]) => found(entries, true);
const closed = (...entries: readonly Activity[]) => found(entries, false);

test('the newest entry of the branch tells when its head came', () => {
  expect(open(entry(SHA, 12), entry(OTHER, 11))).toEqual({ at: '2026-11-21T12:00:00Z' });
});

test('a branch that was set back came to its commit when it was set back', () => {
  expect(open(entry(SHA, 12), entry(OTHER, 11), entry(SHA, 10))).toEqual({ at: '2026-11-21T12:00:00Z' });
});

test('other branches say nothing, whatever the server sends', () => {
  expect(open(entry(SHA, 13, 'refs/heads/hidden'), entry(SHA, 12))).toEqual({ at: '2026-11-21T12:00:00Z' });
  expect(open(entry(SHA, 13, 'refs/heads/hidden'))).toBe('later');
  expect(open(entry(SHA, 13, 'refs/heads/Topic'))).toBe('later');
});

test('while it is open nothing may have come after its head', () => {
  expect(open(entry(OTHER, 12), entry(SHA, 11))).toBe('nowhere');
});

test('once it is closed the branch may have moved on', () => {
  expect(closed(entry('0'.repeat(40), 13), entry(OTHER, 12), entry(SHA, 11))).toEqual({
    at: '2026-11-21T11:00:00Z',
  });
});

test('what is not on this page may be on a later one', () => {
  expect(closed(entry(OTHER, 12))).toBe('later');
  expect(open()).toBe('later');
});

test('what came up to then is given back, and nothing of what came later or elsewhere', () => {
  const entries = [entry(OTHER, 13), entry(SHA, 12), entry(OTHER, 11, 'refs/heads/hidden'), entry(OTHER, 10)];
  expect(arrivalIn(entries, { ref: REF, sha: SHA, isOpen: false })).toEqual({
    at: '2026-11-21T12:00:00Z',
    entries: [entry(SHA, 12), entry(OTHER, 10)],
  });
});

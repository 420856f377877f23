import { observed } from '@lockkeeper/policy-core';
import {
  entryAfter,
  entryLine,
  type KnownEvent,
  type LogEntry,
} from '@lockkeeper/policy-core/deployment/audit-log';
import { expect, test } from 'vitest';

import { unansweredVersions } from './given-up-versions.ts';

const ID = 'a'.repeat(40);
const DEPLOY: KnownEvent = { event: 'migration.once', data: { revision: 'b2' } };
const ANSWER: KnownEvent = { event: 'records.repaired', data: { reason: 'INC-12', given_up: [ID] } };
const named = (digit: string): KnownEvent => ({
  event: 'records.signers',
  data: { sha256: digit.repeat(64) },
});

function logOf(...events: readonly KnownEvent[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (const event of events) {
    const head = entries.at(-1) ?? { seq: 0, hash: `sha256:${'0'.repeat(64)}` };
    entries.push(entryAfter(head, { ...event, ts: '2026-11-21T08:00:00Z', actor: 'ana' }));
  }
  return entries;
}

/** Whether a version is still asked for, where the first commit with the log of today is or is not before its own. */
async function isAskedFor(now: readonly LogEntry[], before: readonly LogEntry[], isFirst = false) {
  const text = before.map(entryLine).join('');
  const beginnings = [{ holds: () => true, commits: ['c1'] }];
  const left = await unansweredVersions({ beginnings, others: [{ id: ID, text, commits: ['c2'] }] }, now, {
    isBefore: async (commit, later) =>
      await Promise.resolve(observed(isFirst && commit === 'c1' && later === 'c2')),
  });
  return left.known && left.value.length > 0;
}

test.each([
  { what: 'for which nobody answers', now: logOf(DEPLOY), before: logOf(ANSWER), isAsked: true },
  { what: 'that nobody signed', now: logOf(ANSWER), before: logOf(DEPLOY), isAsked: false },
  { what: 'of the same signers', now: logOf(named('1'), ANSWER), before: logOf(named('1')), isAsked: false },
  {
    what: 'of the same signers, who let others sign',
    now: logOf(named('1'), named('2'), ANSWER),
    before: logOf(named('1')),
    isAsked: false,
  },
  {
    what: 'of signers, in a log of none',
    now: logOf(ANSWER),
    before: logOf(named('1')),
    isFirst: true,
    isAsked: true,
  },
  {
    what: 'of signers who were there before',
    now: logOf(named('2'), ANSWER),
    before: logOf(named('1')),
    isAsked: true,
  },
  {
    what: 'of signers who came later',
    now: logOf(named('1'), ANSWER),
    before: logOf(named('2')),
    isFirst: true,
    isAsked: false,
  },
])('a version $what', async ({ now, before, isFirst, isAsked }) => {
  expect(await isAskedFor(now, before, isFirst)).toBe(isAsked);
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Account, Review, Role } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AGENT, AUTHOR, MAINTAINER, PULL_REQUEST } from '../../testing/sample-approval.ts';
import { wordOf } from './review-word.ts';

const HEAD = 'a'.repeat(40);
const policy = policyOf({});
const word = (by: Account, state: Review['state'], change: Partial<Review> = {}) =>
  wordOf(
    { by, state, commit: HEAD, role: observed('write'), at: '2026-11-21T08:00:00Z', ...change },
    { policy, pullRequest: { ...PULL_REQUEST, head: HEAD } },
  );
const BOT: Account = { login: 'helper[bot]', id: 7, isBot: true };

describe('the last word of a reviewer', () => {
  test.each<Role>(['write', 'maintain', 'admin'])('approves with the role %s', (role) => {
    expect(word(MAINTAINER, 'approved', { role: observed(role) })).toEqual({ kind: 'approves' });
  });

  test.each<Role>(['none', 'read', 'triage'])('does not count with the role %s', (role) => {
    expect(word(MAINTAINER, 'approved', { role: observed(role) })).toEqual({
      kind: 'does-not-count',
      why: `mona, whose role is ${role}, has no say in it`,
    });
    expect(word(MAINTAINER, 'changes-requested', { role: observed(role) }).kind).toBe('does-not-count');
  });

  test('blocks while a person who may write asks for changes', () => {
    expect(word(MAINTAINER, 'changes-requested')).toEqual({ kind: 'blocks', why: 'mona asked for changes' });
  });

  test.each<[string, Account, Review['state'], string]>([
    ['the author approves', AUTHOR, 'approved', 'ana approved their own pull request'],
    ['the author objects', AUTHOR, 'changes-requested', 'ana asked for changes'],
    ['an agent approves', AGENT, 'approved', 'claude[bot], who approved it, is an AI agent'],
    ['a bot approves', BOT, 'approved', 'helper[bot], who approved it, is a bot'],
    ['a bot objects', BOT, 'changes-requested', 'helper[bot] asked for changes'],
    ['a person comments', MAINTAINER, 'commented', 'mona only commented'],
    ['it was taken back', MAINTAINER, 'dismissed', 'mona approved or objected, and that was taken back'],
  ])('does not count where %s, whatever the role', (...[, by, state, why]) => {
    expect(word(by, state, { role: unobserved('nobody asked') })).toEqual({ kind: 'does-not-count', why });
  });

  test.each([
    ['b'.repeat(40), 'mona approved bbbbbbbbbb, and aaaaaaaaaa was merged'],
    ['', 'mona approved a commit that is gone, and aaaaaaaaaa was merged'],
  ])('does not count for the commit %j', (commit, why) => {
    expect(word(MAINTAINER, 'approved', { commit })).toEqual({ kind: 'does-not-count', why });
  });

  test.each<Review['state']>(['approved', 'changes-requested'])(
    'is not known where nobody knows the role of somebody who %s',
    (state) => {
      expect(word(MAINTAINER, state, { role: unobserved('the token may not read roles') })).toEqual({
        kind: 'unknown',
        reason: 'the token may not read roles',
      });
    },
  );
});

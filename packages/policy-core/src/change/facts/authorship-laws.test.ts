import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Commit, Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT, commitOf } from '../../testing/sample-change.ts';
import { findAuthorship } from './authorship.ts';

const plain = policyOf({});

function kindOf(about: Partial<ChangeInput>, seen: Partial<Observations> = {}, policy = plain): string {
  const all = { ...changeObservations({ changes: ['a'], ...about }, { stage: 'ci' }), ...seen };
  const made = findAuthorship(policy, all);
  return made.known ? made.value.kind : 'unknown';
}

const withMessage = (message: string) => kindOf({ ...BY_A_PERSON, commits: [commitOf({ message })] });

describe('an agent is known by what a merge leaves of it', () => {
  test.each([
    [
      'a squash that gathers the trailers at its end',
      'Add refunds (#42)\n\n* Model\n* View\n\nCo-authored-by: Claude <noreply@anthropic.com>\n',
    ],
    [
      'a squash that lists the commits with their trailers',
      'Add refunds (#42)\n\n* Model\n\nAssisted-by: Codex\n\n* View\n\nSigned-off-by: Ana <ana@example.com>\n',
    ],
    [
      'a squash that indents each commit',
      'Squashed commit of the following:\n\ncommit 1234\nAuthor: Ana\n\n    Model\n\n    Co-authored-by: Claude <noreply@anthropic.com>\n',
    ],
    ['a quoted message', 'Revert "Model"\n\n> Model\n>\n> Assisted-by: Codex\n'],
    ['a list that a squash makes of trailers', 'Work\n\n* Co-authored-by: Claude <noreply@anthropic.com>\n'],
    ['lines of Windows', 'Work\r\n\r\nAssisted-by: Codex\r\n'],
    ['lines of old machines', 'Work\r\rAssisted-by: Codex\r'],
    ['no end of the last line', 'Work\n\nAssisted-by: Codex'],
    ['blanks around the sign', 'Work\n\nAssisted-by :  Codex  \n'],
    ['a trailer among others', 'Work\n\nReviewed-by: Bo <bo@example.com>\nAssisted-by: Codex\nRefs: #1\n'],
  ])('%s', (_, message) => {
    expect(withMessage(message)).toBe('ai');
  });

  test('a rebase by a person, which keeps the author of the commit', () => {
    const author = { name: 'Claude', email: 'noreply@anthropic.com' };
    expect(kindOf({ ...BY_A_PERSON, commits: [commitOf({ author })] })).toBe('ai');
  });

  test('a squash by a person, which keeps only the branch of the pull request', () => {
    const pushed = {
      ...BY_A_PERSON,
      branch: 'main',
      push: { ref: 'refs/heads/main', rewrites: observed(false) },
    };
    expect(kindOf({ ...pushed, pullRequest: { ...PULL_REQUEST, branch: 'claude/fix-1' } })).toBe('ai');
    expect(kindOf({ ...pushed, pullRequest: { ...PULL_REQUEST, branch: 'feature/x' } })).toBe('human');
  });

  test('a merge commit of a person, with those of the agent behind it', () => {
    const merge = commitOf({ id: 'd'.repeat(40), message: 'Merge branch feature/x\n' });
    const theirs = commitOf({ message: 'Model\n\nAssisted-by: Codex\n' });
    expect(kindOf({ ...BY_A_PERSON, commits: [theirs, merge] })).toBe('ai');
  });

  test.each([
    ['talk of a trailer', 'Explain what Assisted-by: Codex means\n'],
    ['a trailer of nobody', 'Work\n\nAssisted-by:\n'],
    ['another key', 'Work\n\nUnassisted-by: Codex\n'],
    ['a key that another word ends', 'Work\n\nNot-Assisted-by: Codex\n'],
    ['a person of that name', 'Work\n\nCo-authored-by: Claudette <claudette@example.fr>\n'],
    ['a link to such a commit', 'Work\n\nSee https://example.com/?assisted-by=codex\n'],
  ])('and not by %s', (_, message) => {
    expect(withMessage(message)).toBe('human');
  });
});

describe('an address is one of an agent', () => {
  const byAddress = (email: string) =>
    kindOf({ ...BY_A_PERSON, commits: [commitOf({ author: { name: 'x', email } })] });

  test.each([
    'noreply@anthropic.com',
    'NoReply@Anthropic.com',
    'cursoragent@cursor.com',
    '1+Copilot@users.noreply.github.com',
    '223556219+copilot@USERS.noreply.github.com',
    '209825114+claude[bot]@users.noreply.github.com',
    'claude[bot]@users.noreply.github.com',
  ])('%s', (email) => {
    expect(byAddress(email)).toBe('ai');
  });

  test.each([
    'boris@anthropic.com',
    'xnoreply@anthropic.com',
    'noreply@anthropic.com.example.org',
    'noreply@mail.anthropic.com',
    '1+Copilot@users.noreply.github.com.example.org',
    '1+Copilot-fan@users.noreply.github.com',
    'x1+Copilot@users.noreply.example.org',
    '49699333+dependabot[bot]@users.noreply.github.com',
    '',
  ])('%j is none', (email) => {
    expect(byAddress(email)).toBe('human');
  });
});

describe('whatever is known of a change', () => {
  const commit = fc.constantFrom<Commit>(
    commitOf(),
    commitOf({ message: 'x\n\nAssisted-by: Codex\n' }),
    commitOf({ committer: { name: 'Claude', email: 'noreply@anthropic.com' } }),
    commitOf({ author: { name: 'Bo', email: 'bo@example.com' } }),
  );
  const anyChange = fc.record({
    branch: fc.constantFrom('main', 'feature/x', 'auto/x', 'copilot/fix-1'),
    author: fc.constantFrom('ana', 'dependabot[bot]', 'claude[bot]', 'Copilot'),
    commits: fc.array(commit, { maxLength: 4 }),
    labels: fc.subarray(['ai-generated', 'bug']),
  });

  test('the order of its commits does not matter', () => {
    fc.assert(
      fc.property(anyChange, (about) => {
        expect(kindOf({ ...about, commits: about.commits.toReversed() })).toBe(kindOf(about));
      }),
    );
  });

  test('one commit more never makes an agent somebody else', () => {
    fc.assert(
      fc.property(anyChange, commit, (about, more) => {
        if (kindOf(about) !== 'ai') return;
        expect(kindOf({ ...about, commits: [more, ...about.commits] })).toBe('ai');
      }),
    );
  });

  test('to know less never makes an agent a person: it stays one, or nobody knows', () => {
    const lost = unobserved('nobody could be asked');
    fc.assert(
      fc.property(anyChange, (about) => {
        if (kindOf({ ...about, labels: [] }) !== 'ai') return;
        const { branch, author, commits } = about;
        const less: readonly string[] = [
          kindOf({ author, commits }),
          kindOf({ branch, commits }),
          kindOf({ branch, author }),
          kindOf(about, { change: lost }),
          kindOf(about, { author: lost }),
          kindOf({ branch, author, commits }, { labels: lost }),
        ];
        for (const kind of less) expect(['ai', 'unknown']).toContain(kind);
      }),
    );
  });

  test('an agent is known as well where everybody counts as one', () => {
    const strict = policyOf({
      actors: { default: 'ai', human: { accounts: ['ana'], emails: ['ana@example.com'] } },
    });
    fc.assert(
      fc.property(anyChange, (about) => {
        if (kindOf(about) === 'ai') expect(kindOf(about, {}, strict)).toBe('ai');
        if (kindOf(about, {}, strict) === 'human') expect(kindOf(about)).toBe('human');
      }),
    );
  });

  test('there is evidence for every agent, and each kind of sign is told once', () => {
    fc.assert(
      fc.property(anyChange, (about) => {
        const made = findAuthorship(plain, changeObservations({ changes: ['a'], ...about }, { stage: 'ci' }));
        if (!made.known) return;
        const { kind, evidence } = made.value;
        expect(evidence.length > 0).toBe(kind === 'ai');
        expect(new Set(evidence.map(({ relation, subject }) => `${subject} ${relation}`)).size).toBe(
          evidence.length,
        );
      }),
    );
  });
});

test('all signs at once are all told, in one order', () => {
  const made = findAuthorship(plain, {
    ...changeObservations({ changes: ['a'], ...BY_AN_AGENT, labels: ['ai-generated'] }, { stage: 'ci' }),
    agentSigns: ['the environment variable CLAUDECODE is set'],
  });
  const told = made.known ? made.value.evidence.map(({ relation }) => relation) : [];
  expect(told).toEqual([
    'matches',
    'is the agent account',
    'has the trailer',
    'carries the label',
    'is made where',
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { eventFacts, type EventFacts } from './event-payload.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const NOTHING = '0'.repeat(40);

describe('a pull_request event', () => {
  test('names base, head, branch, labels and author', () => {
    expect(facts(pullRequest({}))).toEqual({
      bases: [A, 'refs/remotes/origin/main', 'refs/heads/main'],
      head: B,
      branch: 'feature/x',
      labels: ['bug', 'approved-core-change'],
      actor: 'octocat',
    });
  });

  test('may carry more than is known of it', () => {
    const payload = {
      ...pullRequest({ milestone: null, draft: true }),
      action: 'labeled',
      repository: { id: 1 },
    };
    expect(facts(payload).head).toBe(B);
  });

  test('without labels leaves them unknown, with an empty list has none', () => {
    expect(facts(pullRequest({ labels: undefined })).labels).toBeUndefined();
    expect(facts(pullRequest({ labels: null })).labels).toBeUndefined();
    expect(facts(pullRequest({ labels: [] })).labels).toEqual([]);
  });

  test('of a deleted account has no author', () => {
    expect(facts(pullRequest({ user: null })).actor).toBeUndefined();
  });

  test.each([
    ['a base without a commit', { base: { ref: 'main' } }, 'pull_request.base.sha: '],
    [
      'a head that is an option',
      { head: { sha: '--output=x', ref: 'x' } },
      'pull_request.head.sha: is not the id of a commit',
    ],
    ['labels that are no list', { labels: 'bug' }, 'pull_request.labels: '],
  ])('%s is refused', (_, change, problem) => {
    expect(problemOf(pullRequest(change))).toContain(problem);
  });
});

describe('a push event', () => {
  test('goes from before to after on its branch', () => {
    expect(facts(push({}))).toEqual({
      bases: [A],
      head: B,
      before: A,
      branch: 'main',
      labels: undefined,
      actor: 'octocat',
    });
  });

  test('of a new branch has no base', () => {
    expect(facts(push({ before: NOTHING })).bases).toEqual([]);
  });

  test('of another branch is judged with what was pushed to it before', () => {
    const repository = { default_branch: 'main' };
    const names = ['refs/remotes/origin/main', 'refs/heads/main'];
    expect(facts(push({ ref: 'refs/heads/feature', repository })).bases).toEqual(names);
    expect(facts(push({ ref: 'refs/tags/v1', repository })).bases).toEqual(names);
    expect(facts(push({ ref: 'refs/heads/main', repository })).bases).toEqual([A]);
    expect(facts(push({ ref: 'refs/heads/feature', repository, before: NOTHING })).bases).toEqual([]);
    expect(facts(push({ ref: 'refs/heads/feature', repository: null })).bases).toEqual([A]);
  });

  test('of a tag is on no branch', () => {
    expect(facts(push({ ref: 'refs/tags/v1' })).branch).toBeUndefined();
  });

  test('that deletes a branch has nothing to judge', () => {
    expect(problemOf(push({ after: NOTHING, deleted: true }))).toBe(
      'it tells of a deleted branch, so there is nothing to judge',
    );
  });

  test('with ids of SHA-256 is read, too', () => {
    expect(facts(push({ before: 'c'.repeat(64) })).bases).toEqual(['c'.repeat(64)]);
  });
});

describe('what is no such event', () => {
  test.each([
    ['no JSON', 'hello', 'it does not hold a JSON object'],
    ['a list', '[]', 'it is neither a pull_request nor a push event'],
    ['null', 'null', 'it does not hold a JSON object'],
    ['another event', '{"issue": {}}', 'it is neither a pull_request nor a push event'],
    ['a broken pull request', '{"pull_request": 1}', 'pull_request: '],
  ])('%s is refused', (_, text, problem) => {
    const reading = eventFacts(text);
    expect(reading.kind).toBe('problem');
    expect(reading.kind === 'problem' && reading.problem).toContain(problem);
  });

  test('a byte order mark is forgiven', () => {
    expect(eventFacts(`\uFEFF${JSON.stringify(push({}))}`).kind).toBe('event');
  });

  test('no JSON makes the reader throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const payload of [value, { pull_request: value }, { before: value, after: value, ref: value }]) {
          expect(['event', 'problem']).toContain(eventFacts(JSON.stringify(payload)).kind);
        }
      }),
    );
  });
});

function facts(payload: object): EventFacts {
  const reading = eventFacts(JSON.stringify(payload));
  if (reading.kind !== 'event') throw new Error(reading.problem);
  return reading.facts;
}

function problemOf(payload: object): string {
  const reading = eventFacts(JSON.stringify(payload));
  if (reading.kind !== 'problem') throw new Error('The event was accepted.');
  return reading.problem;
}

function pullRequest(change: object): { readonly pull_request: object } {
  return {
    pull_request: {
      base: { sha: A, ref: 'main' },
      head: { sha: B, ref: 'feature/x' },
      labels: [{ name: 'bug', color: 'red' }, { name: 'approved-core-change' }],
      user: { login: 'octocat' },
      ...change,
    },
  };
}

function push(change: object): object {
  return { before: A, after: B, ref: 'refs/heads/main', sender: { login: 'octocat' }, ...change };
}

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { eventFacts, type EventFacts } from './event-payload.ts';
import { readEvent } from './read-event.ts';

afterAll(removeTemporaryFolders);

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const NOTHING = '0'.repeat(40);

describe('a pull_request event', () => {
  test('names base, head, branch, labels, author and number', () => {
    expect(facts(pullRequest({}))).toEqual({
      bases: [A, 'refs/remotes/origin/main', 'refs/heads/main'],
      head: B,
      branch: 'feature/x',
      target: 'main',
      defaultBranch: undefined,
      labels: ['bug', 'approved-core-change'],
      author: { login: 'octocat', id: 583231, isBot: false },
      about: { kind: 'pull-request', number: 123 },
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

  test('that was synchronised says what the head was before, and is no push for that', () => {
    expect(facts({ ...pullRequest({}), before: A, after: B }).about.kind).toBe('pull-request');
  });

  test('without labels leaves them unknown, with an empty list has none', () => {
    expect(facts(pullRequest({ labels: undefined })).labels).toBeUndefined();
    expect(facts(pullRequest({ labels: null })).labels).toBeUndefined();
    expect(facts(pullRequest({ labels: [] })).labels).toEqual([]);
  });

  test('of a deleted account has no author', () => {
    expect(facts(pullRequest({ user: null })).author).toBeUndefined();
  });

  test.each([
    ['its type', { login: 'Copilot', id: 198982749, type: 'Bot' }],
    ['its name', { login: 'dependabot[bot]' }],
  ])('of an app is by a bot, as %s tells', (_, user) => {
    expect(facts(pullRequest({ user })).author?.isBot).toBe(true);
  });

  test.each([
    ['a base without a commit', { base: { ref: 'main' } }, 'pull_request.base.sha: '],
    [
      'a head that is an option',
      { head: { sha: '--output=x', ref: 'x' } },
      'pull_request.head.sha: is not the id of a commit',
    ],
    ['labels that are no list', { labels: 'bug' }, 'pull_request.labels: '],
    ['no number', { number: undefined }, 'pull_request.number: '],
    ['a number nothing can have', { number: -1 }, 'pull_request.number: '],
    ['an author who is a word', { user: 'octocat' }, 'pull_request.user: '],
  ])('%s is refused', (_, change, problem) => {
    expect(problemOf(pullRequest(change))).toContain(problem);
  });
});

describe('a push event', () => {
  test('goes from before to after on its branch', () => {
    expect(facts(push({}))).toEqual({
      bases: [A],
      head: B,
      branch: 'main',
      target: 'main',
      defaultBranch: undefined,
      labels: undefined,
      author: undefined,
      about: {
        kind: 'push',
        ref: 'refs/heads/main',
        before: A,
        forced: false,
        isOnDefaultBranch: true,
        sender: { login: 'octocat', id: null, isBot: false },
      },
    });
  });

  test('of a new branch has no base and nothing before it', () => {
    expect(facts(push({ before: NOTHING }))).toMatchObject({ bases: [], about: { before: undefined } });
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

  test('names the branch that is pushed and the default branch, and no branch for a tag', () => {
    const repository = { default_branch: 'main' };
    const of = (ref: string) => facts(push({ ref, repository }));
    expect(of('refs/heads/a/b')).toMatchObject({ target: 'a/b', defaultBranch: 'main' });
    expect(of('refs/tags/main')).toMatchObject({ target: undefined, branch: undefined });
    expect(of('refs/heads/refs/heads/main')).toMatchObject({ target: 'refs/heads/main' });
  });

  test('of another branch says so, because what was there has not been judged', () => {
    const repository = { default_branch: 'main' };
    const on = (ref: string) => facts(push({ ref, repository })).about;
    expect(on('refs/heads/main')).toMatchObject({ isOnDefaultBranch: true });
    expect(on('refs/heads/feature')).toMatchObject({ isOnDefaultBranch: false, before: A });
  });

  test('that was forced says so', () => {
    expect(facts(push({ forced: true })).about).toMatchObject({ forced: true });
    expect(facts(push({ forced: null })).about).toMatchObject({ forced: false });
  });

  test('is by whoever pushed where no sender is named', () => {
    const pushed = push({ sender: null, pusher: { name: 'ada', email: 'ada@example.com' } });
    expect(facts(pushed).about).toMatchObject({ sender: { login: 'ada', id: null, isBot: false } });
    expect(facts(push({ sender: undefined })).about).toMatchObject({ sender: undefined });
  });

  test('of a tag is on no branch', () => {
    expect(facts(push({ ref: 'refs/tags/v1' })).branch).toBeUndefined();
  });

  test('that deletes a branch has nothing to judge', () => {
    expect(problemOf(push({ after: NOTHING, deleted: true }))).toBe(
      'it deletes a branch, so there is nothing to judge',
    );
  });

  test('with ids of SHA-256 is read, too', () => {
    expect(facts(push({ before: 'c'.repeat(64) })).bases).toEqual(['c'.repeat(64)]);
  });
});

describe('a merge_group event', () => {
  test('names the pull request in the name of its branch', () => {
    expect(facts(mergeGroup({}))).toEqual({
      bases: [A, 'refs/remotes/origin/main', 'refs/heads/main'],
      head: B,
      branch: `gh-readonly-queue/main/pr-104-${A}`,
      target: 'main',
      defaultBranch: undefined,
      labels: undefined,
      author: undefined,
      about: { kind: 'merge-group', number: 104 },
    });
  });

  test('may be for a base with slashes, and one that looks like a pull request', () => {
    const ref = `refs/heads/gh-readonly-queue/release/pr-7-${B}/x/pr-105-${A}`;
    expect(facts(mergeGroup({ head_ref: ref })).about).toEqual({ kind: 'merge-group', number: 105 });
  });

  test.each([
    ['of another branch', { head_ref: 'refs/heads/feature/pr-104' }],
    ['without a number', { head_ref: `refs/heads/gh-readonly-queue/main/pr--${A}` }],
    ['that goes on after the name', { head_ref: `refs/heads/gh-readonly-queue/main/pr-1-${A}/more` }],
    ['without a branch', { head_ref: undefined }],
  ])('%s is refused', (_, change) => {
    expect(problemOf(mergeGroup(change))).toContain('merge_group.head_ref: ');
  });
});

describe('what is no such event', () => {
  test.each([
    ['no JSON', 'hello', 'it does not hold JSON, or not to its end'],
    [
      'a payload that breaks off',
      JSON.stringify(pullRequest({})).slice(0, -9),
      'it does not hold JSON, or not to its end',
    ],
    ['a list', '[]', 'it is not a pull_request, push or merge_group event'],
    ['null', 'null', 'it does not hold a JSON object'],
    ['a word', '"push"', 'it does not hold a JSON object'],
    ['a broken pull request', '{"pull_request": 1}', 'pull_request: '],
    ['a pull request that is null', '{"pull_request": null}', 'pull_request: '],
  ])('%s is refused', (_, text, problem) => {
    const reading = eventFacts(text);
    expect(reading.kind).toBe('problem');
    expect(reading.kind === 'problem' && reading.problem).toContain(problem);
  });

  test.each([
    ['workflow_dispatch', { inputs: null, ref: 'refs/heads/main', workflow: '.github/workflows/a.yml' }],
    ['schedule', { schedule: '0 4 * * *' }],
    ['release', { action: 'published', release: { tag_name: 'v1' } }],
    ['workflow_run', { action: 'completed', workflow_run: { head_sha: A, pull_requests: [] } }],
    ['issues', { action: 'opened', issue: { number: 1 } }],
    ['issue_comment', { action: 'created', issue: { number: 1 }, comment: {} }],
  ])('a %s event is refused by its name', (kind, payload) => {
    expect(problemOf(payload)).toBe(`it is the payload of another event (${kind})`);
  });

  test('no JSON makes the reader throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const payload of [
          value,
          { pull_request: value },
          { merge_group: value },
          { before: value, after: value, ref: value },
        ]) {
          expect(['event', 'problem']).toContain(eventFacts(JSON.stringify(payload)).kind);
        }
      }),
    );
  });

  test('a payload with a piece missing is refused, or still names a commit', () => {
    const whole = [pullRequest({}), push({}), mergeGroup({})].map((payload) => JSON.stringify(payload));
    fc.assert(
      fc.property(fc.constantFrom(...whole), fc.nat(), fc.nat(40), (text, at, length) => {
        const start = at % text.length;
        const reading = eventFacts(text.slice(0, start) + text.slice(start + length));
        if (reading.kind === 'event') expect(reading.facts.head).toMatch(/^[0-9a-f]{40}$/);
      }),
    );
  });
});

describe('the file of an event', () => {
  const read = (content: string | Uint8Array, repository?: string) => {
    const file = path.join(temporaryFolder(), 'event.json');
    writeFileSync(file, content);
    return readEvent(file, { cwd: '/', repository }).then(
      ({ head }) => head,
      (error: unknown) => (error instanceof Error ? error.message.replace(file, 'FILE') : undefined),
    );
  };
  const readFrom = (named: string | undefined, expected: string | undefined) =>
    read(JSON.stringify({ ...pullRequest({}), repository: { full_name: named } }), expected);
  const refused = (problem: string) =>
    `The event payload FILE cannot be used: ${problem}. Pass the payload of a pull_request, pull_request_target, push or merge_group event, or name the base with --base.`;
  const withBody = (megabytes: number) =>
    JSON.stringify({ ...pullRequest({ body: 'x'.repeat(megabytes * 1024 * 1024) }) });

  test('may begin with a byte order mark', async () => {
    expect(await read(`\uFEFF${JSON.stringify(push({}))}`)).toBe(B);
  });

  test('may hold 10 MB', async () => {
    expect(await read(withBody(10))).toBe(B);
  });

  test('may not hold more than any event does', async () => {
    expect(await read(withBody(32))).toBe(refused('it is larger than 32 MB'));
  });

  test.each([
    ['nothing', '', 'it is empty'],
    ['binary data', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0x80]), 'it is not UTF-8 text'],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 'it is not UTF-8 text'],
    [
      '10 MB of a text that breaks off',
      withBody(10).slice(0, -2),
      'it does not hold JSON, or not to its end',
    ],
  ])('%s is refused in one line', async (_, content, problem) => {
    expect(await read(content)).toBe(refused(problem));
  });

  test.each([
    ['the repository of the run', 'acme/shop', 'acme/shop'],
    ['it in another case, which is the same to GitHub', 'Acme/Shop', 'acme/shop'],
    ['none', undefined, 'acme/shop'],
    ['one, where none is set', 'acme/shop', undefined],
    ['one, where none is set but a blank', 'acme/shop', ' '],
  ])('may name %s', async (_, named, expected) => {
    expect(await readFrom(named, expected)).toBe(B);
  });

  test.each(['acme/other', 'mallory/shop', 'acme/shop-2'])(
    'of %s is not judged in acme/shop',
    async (named) => {
      expect(await readFrom(named, 'acme/shop')).toBe(
        `The event payload FILE is about the repository ${named}, but GITHUB_REPOSITORY is acme/shop. Pass the payload of an event of acme/shop, or set GITHUB_REPOSITORY to the repository that is judged.`,
      );
    },
  );

  test('that names a repository in signs that no name has is shown without them', async () => {
    expect(await readFrom('acme/\u001b[31mshop\n', 'acme/shop')).toContain(
      'is about another repository, but GITHUB_REPOSITORY is acme/shop',
    );
  });

  test('that is a folder is refused', async () => {
    await expect(readEvent('.', { cwd: temporaryFolder(), repository: undefined })).rejects.toThrow(
      'The event payload . cannot be read: it is a folder. Name the JSON file of a GitHub event.',
    );
  });

  test('without an end is not read to its end', async () => {
    if (!existsSync('/dev/zero')) return;
    await expect(readEvent('/dev/zero', { cwd: '/', repository: undefined })).rejects.toThrow(
      'it is larger than 32 MB',
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
      number: 123,
      base: { sha: A, ref: 'main' },
      head: { sha: B, ref: 'feature/x' },
      labels: [{ name: 'bug', color: 'red' }, { name: 'approved-core-change' }],
      user: { login: 'octocat', id: 583231, type: 'User' },
      ...change,
    },
  };
}

function push(change: object): object {
  return { before: A, after: B, ref: 'refs/heads/main', sender: { login: 'octocat' }, ...change };
}

function mergeGroup(change: object): object {
  return {
    action: 'checks_requested',
    merge_group: {
      base_sha: A,
      base_ref: 'refs/heads/main',
      head_sha: B,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-104-${A}`,
      ...change,
    },
  };
}

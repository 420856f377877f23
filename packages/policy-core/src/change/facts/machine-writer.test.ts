import { describe, expect, test } from 'vitest';

import { accountNamed, changeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Commit, PullRequest } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { AGENT, AUTHOR } from '../../testing/sample-approval.ts';
import { commitOf } from '../../testing/sample-change.ts';
import { otherHandIn } from './machine-writer.ts';

const RECORD = 'record.json';
const BOT = accountNamed('github-actions[bot]');
const BOT_ADDRESS = '41898282+github-actions[bot]@users.noreply.github.com';

interface Given {
  readonly commit?: Partial<Commit>;
  readonly email?: string;
  readonly pushers?: PullRequest['pushers'];
  readonly writers?: readonly string[];
  readonly author?: PullRequest['author'];
}

function otherHand(given: Given) {
  const { commit = {}, email = BOT_ADDRESS, pushers = observed([BOT]), writers = [], author = BOT } = given;
  const person = { name: 'x', email };
  const commits = [commitOf({ author: person, committer: person, paths: [RECORD], ...commit })];
  const pullRequest = {
    number: 1,
    author,
    branch: 'deploy/record',
    pushedAt: observed('2026-11-20T08:00:00Z'),
    pushers,
  };
  const seen = changeObservations({ changes: [RECORD], author, commits, pullRequest }, { stage: 'ci' });
  return otherHandIn(policyOf({}), { paths: [], writers }, seen)(RECORD);
}

describe('in the pull request of a bot that writes a file', () => {
  test('nobody else has a hand in what it commits and pushes', () => {
    expect(otherHand({})).toBeUndefined();
    expect(otherHand({ writers: ['github-actions[bot]'] })).toBeUndefined();
  });

  test.each<[string, Given, string]>([
    ['an agent that commits to it', { email: 'noreply@anthropic.com' }, 'noreply@anthropic.com'],
    ['an agent named in a trailer', { commit: { message: 'x\n\nAssisted-by: Codex\n' } }, BOT_ADDRESS],
    [
      'a person that commits to it',
      { email: '5+ada@users.noreply.github.com' },
      '5+ada@users.noreply.github.com',
    ],
    ['a bot that is not named', { writers: ['deployer'] }, BOT_ADDRESS],
  ])('%s is somebody else', (_who, given, email) => {
    const pushers = unobserved('nobody may look');
    expect(otherHand({ ...given, pushers })).toBe(`commit cccccccccc of ${email}`);
  });

  test('so is whoever else pushed to its branch, in whosever name', () => {
    const who = (account: typeof AUTHOR) => otherHand({ pushers: observed([BOT, account]) });
    expect(who(AUTHOR)).toBe('ana, who pushed to the branch');
    expect(who(AGENT)).toBe('claude[bot], who pushed to the branch');
  });

  test('commits to other files do not matter', () => {
    expect(otherHand({ email: 'noreply@anthropic.com', commit: { paths: ['README.md'] } })).toBeUndefined();
  });

  test('an address that tells of no account proves nothing against it', () => {
    expect(otherHand({ email: 'deploy@example.com' })).toBeUndefined();
  });
});

test('an agent that the policy names as the writer writes', () => {
  expect(
    otherHand({
      writers: ['claude[bot]'],
      author: AGENT,
      email: '3+claude[bot]@users.noreply.github.com',
      pushers: observed([AGENT]),
    }),
  ).toBeUndefined();
});

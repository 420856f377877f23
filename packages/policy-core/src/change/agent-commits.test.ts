import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import type { Change, Commit } from '../model/observations.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import { agentCommits } from './agent-commits.ts';

const ADA = { name: 'Ada', email: 'ada@example.com' };
const BOT = { name: 'Claude', email: 'noreply@anthropic.com' };

function policyWith(actors: string) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\nactors:\n${actors}\n` });
  if (policy.kind !== 'policy') throw new Error('The policy of this test is not valid.');
  return policy;
}

const policy = policyWith(`  ai:
    branches: ["auto/*"]
    emails: [noreply@anthropic.com]
    trailers: [{ key: [Co-authored-by], value: "/claude/i" }]`);

function commit(id: string, given: Partial<Commit> = {}): Commit {
  return { id, author: ADA, committer: ADA, message: 'work\n', paths: [id], ...given };
}

function change(commits: readonly Commit[], branch = 'feature/x'): Change {
  return {
    base: 'a',
    head: 'worktree',
    branch: observed(branch),
    entries: [],
    isWhole: true,
    commits: observed(commits),
    push: null,
  };
}

describe('commits that an agent made', () => {
  test('tell it by their author, their committer or a trailer', () => {
    const commits = [
      commit('person'),
      commit('author', { author: BOT }),
      commit('committer', { committer: BOT }),
      commit('trailer', { message: 'work\n\nCo-authored-by: Claude <x@example.com>\n' }),
    ];
    expect(agentCommits(policy, change(commits)).map(({ id }) => id)).toEqual([
      'author',
      'committer',
      'trailer',
    ]);
  });

  test('are all of a branch of agents', () => {
    expect(agentCommits(policy, change([commit('a'), commit('b')], 'auto/x'))).toHaveLength(2);
  });

  test('are all that nobody proved to be by a person, where the policy asks for that', () => {
    const strict = policyWith('  default: ai\n  human: { emails: [ada@example.com] }');
    const commits = [commit('a'), commit('b', { author: { name: 'X', email: 'x@example.com' } })];
    expect(agentCommits(strict, change(commits)).map(({ id }) => id)).toEqual(['b']);
  });

  test('are none that anybody knows of in a shallow clone', () => {
    const shallow = { ...change([]), commits: unobserved('this is a shallow clone') };
    expect(agentCommits(policy, shallow)).toEqual([]);
  });
});

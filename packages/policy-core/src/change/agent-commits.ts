import { findAuthorship } from './facts/authorship.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Change, Commit } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';

/** The commits of a change that show by themselves that an AI agent made them, or was on its branch. */
export function agentCommits(policy: Policy, change: Change): readonly Commit[] {
  const { commits } = change;
  if (!commits.known) return [];
  return commits.value.filter((commit) => {
    const made = findAuthorship(policy, {
      change: observed({ ...change, commits: observed([commit]) }),
      labels: unobserved('a commit has no labels'),
      author: observed(null),
      agentSigns: [],
    });
    return made.known && made.value.kind === 'ai';
  });
}

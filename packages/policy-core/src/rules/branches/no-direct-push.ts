import { z } from 'zod';

import { defineRule } from '../../rule.ts';

export const noDirectPush = defineRule({
  id: 'branches/no-direct-push',
  summary: 'Commits reach a branch that denies direct pushes through a pull request only.',
  defaultSeverity: 'error',
  needs: ['pushedBranch'],

  options: z.strictObject({}),

  messages: {
    direct:
      'This was pushed to {branch} without a pull request. Push it to a branch of its own and open one; take it off {branch}.',
  },

  *check({ pushedBranch }) {
    if (pushedBranch === undefined || !pushedBranch.kind.needsPullRequest) return;
    const { branch, kind, pullRequest } = pushedBranch;
    if (pullRequest.known && pullRequest.value !== null) return;
    const breach = {
      messageId: 'direct' as const,
      data: { branch },
      at: undefined,
      evidence: [
        { subject: `branch ${branch}`, relation: 'is of the kind', value: kind.name, source: kind.at },
      ],
    };
    if (pullRequest.known) {
      yield { kind: 'violation', ...breach };
      return;
    }
    yield {
      kind: 'undecided',
      ...breach,
      subject: `the push to ${branch}`,
      waitsFor: 'observation',
      missing: [{ fact: 'pull request', reason: pullRequest.reason }],
    };
  },
});

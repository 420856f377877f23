import { z } from 'zod';

import { defineRule } from '../../rule.ts';

export const forcePush = defineRule({
  id: 'branches/force-push',
  summary: 'No push takes commits away from a branch that keeps its history.',
  defaultSeverity: 'error',
  needs: ['pushedBranch'],

  options: z.strictObject({}),

  messages: {
    forced:
      'This push takes commits away from {branch}. Push them again, and undo what is wrong with a revert.',
  },

  *check({ pushedBranch }) {
    if (pushedBranch === undefined || !pushedBranch.kind.keepsHistory) return;
    const { branch, kind, rewrites } = pushedBranch;
    if (rewrites.known && !rewrites.value) return;
    const breach = {
      messageId: 'forced' as const,
      data: { branch },
      at: undefined,
      evidence: [
        { subject: `branch ${branch}`, relation: 'is of the kind', value: kind.name, source: kind.at },
      ],
    };
    if (rewrites.known) {
      yield { kind: 'violation', ...breach };
      return;
    }
    yield {
      kind: 'undecided',
      ...breach,
      subject: `the push to ${branch}`,
      waitsFor: 'observation',
      missing: [{ fact: 'earlier commits', reason: rewrites.reason }],
    };
  },
});

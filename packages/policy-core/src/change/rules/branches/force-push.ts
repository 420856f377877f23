import { pushOutcome } from '../../push-outcome.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';

export const forcePush = defineRule({
  id: 'branches/force-push',
  summary: 'No push takes commits away from a branch that keeps its history.',
  defaultSeverity: 'error',
  needs: ['pushedBranch'],

  options: NO_OPTIONS,

  messages: {
    forced:
      'This push takes commits away from {branch}. Push them again, and undo what is wrong with a revert.',
  },

  *check({ pushedBranch }) {
    if (pushedBranch === undefined || !pushedBranch.kind.keepsHistory) return;
    const { rewrites } = pushedBranch;
    if (rewrites.known && !rewrites.value) return;
    yield pushOutcome('forced', pushedBranch, { fact: 'earlier commits', told: rewrites });
  },
});

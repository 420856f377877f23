import { pushOutcome } from '../../push-outcome.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { pushedBranch } from '../../facts/pushed-branch.ts';

export const forcePush = defineRule({
  id: 'branches/force-push',
  summary: 'Do not force-push a branch that keeps its history.',
  defaultSeverity: 'error',
  subjects: pushedBranch,

  options: NO_OPTIONS,

  messages: {
    forced: 'This push removes commits from {branch}. Push them again, and undo mistakes with a revert.',
  },

  *check(_get, pushed) {
    if (!pushed.kind.keepsHistory) return;
    const { rewrites } = pushed;
    if (rewrites.known && !rewrites.value) return;
    yield pushOutcome('forced', pushed, { fact: 'earlier commits', told: rewrites });
  },
});

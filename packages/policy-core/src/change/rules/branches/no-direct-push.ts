import { pushOutcome } from '../../push-outcome.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { pushedBranch } from '../../facts/pushed-branch.ts';

export const noDirectPush = defineRule({
  id: 'branches/no-direct-push',
  summary: 'Use a pull request for a branch that denies direct pushes.',
  defaultSeverity: 'error',
  subjects: pushedBranch,

  options: NO_OPTIONS,

  messages: {
    direct:
      'This push reached {branch} without a pull request. Push it to its own branch, open a pull request, and remove it from {branch}.',
  },

  *check(_get, pushed) {
    if (!pushed.kind.needsPullRequest) return;
    const { mergedFrom } = pushed;
    if (mergedFrom.known && mergedFrom.value !== null) return;
    yield pushOutcome('direct', pushed, { fact: 'pull request', told: mergedFrom });
  },
});

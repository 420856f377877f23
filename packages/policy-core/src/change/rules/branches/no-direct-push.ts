import { pushOutcome } from '../../push-outcome.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { pushedBranch } from '../../facts/pushed-branch.ts';

export const noDirectPush = defineRule({
  id: 'branches/no-direct-push',
  summary: 'Commits reach a branch that denies direct pushes through a pull request only.',
  defaultSeverity: 'error',
  subjects: pushedBranch,

  options: NO_OPTIONS,

  messages: {
    direct:
      'This was pushed to {branch} without a pull request. Push it to a branch of its own and open one; take it off {branch}.',
  },

  *check(_get, pushed) {
    if (!pushed.kind.needsPullRequest) return;
    const { mergedFrom } = pushed;
    if (mergedFrom.known && mergedFrom.value !== null) return;
    yield pushOutcome('direct', pushed, { fact: 'pull request', told: mergedFrom });
  },
});

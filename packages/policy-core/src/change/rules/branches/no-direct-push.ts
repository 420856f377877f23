import { pushOutcome } from '../../push-outcome.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';

export const noDirectPush = defineRule({
  id: 'branches/no-direct-push',
  summary: 'Commits reach a branch that denies direct pushes through a pull request only.',
  defaultSeverity: 'error',
  needs: ['pushedBranch'],

  options: NO_OPTIONS,

  messages: {
    direct:
      'This was pushed to {branch} without a pull request. Push it to a branch of its own and open one; take it off {branch}.',
  },

  *check({ pushedBranch }) {
    if (pushedBranch === undefined || !pushedBranch.kind.needsPullRequest) return;
    const { mergedFrom } = pushedBranch;
    if (mergedFrom.known && mergedFrom.value !== null) return;
    yield pushOutcome('direct', pushedBranch, { fact: 'pull request', told: mergedFrom });
  },
});

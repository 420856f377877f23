import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { scopeOutcome } from '../../scope-outcome.ts';
import { authorship } from '../../facts/authorship.ts';
import { skippedChecks } from '../../facts/skipped-checks.ts';

export const checksNotSkipped = defineRule({
  id: 'integrity/checks-not-skipped',
  summary: 'No commit of an AI-made change asks CI to skip its checks.',
  defaultSeverity: 'error',
  subjects: skippedChecks,

  options: NO_OPTIONS,

  messages: {
    skipped:
      'Commit {commit} of an AI-made change asks CI not to check it ({words}). Take the words out of its message.',
  },

  *check(get, skipped) {
    const made = get(authorship);
    const signs = made.known ? made.value.evidence : [];
    for (const { commit, words } of skipped) {
      const breach = {
        messageId: 'skipped' as const,
        data: { commit: commit.slice(0, 10), words },
        at: undefined,
        subject: `commit ${commit.slice(0, 10)}`,
        evidence: [{ subject: `commit ${commit}`, relation: 'has in its message', value: words }, ...signs],
      };
      yield scopeOutcome(breach, made);
    }
  },
});

import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { scopeOutcome } from '../../scope-outcome.ts';
import { skippedChecks } from '../../facts/skipped-checks.ts';

export const checksNotSkipped = defineRule({
  id: 'integrity/checks-not-skipped',
  summary: 'No commit of an AI-made change asks CI to skip its checks.',
  defaultSeverity: 'error',
  judges: [skippedChecks],

  options: NO_OPTIONS,

  messages: {
    skipped:
      'Commit {commit} of an AI-made change asks CI not to check it ({words}). Take the words out of its message.',
  },

  *check(get) {
    const skipped = get(skippedChecks);
    if (skipped === undefined) return;
    const { authorship, found } = skipped;
    const signs = authorship.known ? authorship.value.evidence : [];
    for (const { commit, words } of found) {
      const breach = {
        messageId: 'skipped' as const,
        data: { commit: commit.slice(0, 10), words },
        at: undefined,
        subject: `commit ${commit.slice(0, 10)}`,
        evidence: [{ subject: `commit ${commit}`, relation: 'has in its message', value: words }, ...signs],
      };
      yield scopeOutcome(breach, authorship);
    }
  },
});

import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { scopeOutcome } from '../../scope-outcome.ts';
import { authorship } from '../../facts/authorship.ts';
import { skippedChecks } from '../../facts/skipped-checks.ts';

export const checksNotSkipped = defineRule({
  id: 'integrity/checks-not-skipped',
  summary: 'Do not skip CI checks in commits of an AI-made change.',
  defaultSeverity: 'error',
  subjects: skippedChecks,

  options: NO_OPTIONS,

  messages: {
    skipped:
      'Commit {commit} of this AI-made change asks to skip CI ({words}). Remove these words from its message.',
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

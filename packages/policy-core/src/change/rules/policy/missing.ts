import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { unseenFile } from '../../../engine/unseen-file.ts';

export const policyMissing = defineRule({
  id: 'policy/missing',
  summary: 'A change does not take the policy away.',
  defaultSeverity: 'error',
  needs: ['policyChange'],

  options: NO_OPTIONS,

  messages: {
    deleted:
      'This change deletes {path}, the policy itself. Restore it: the next change would be judged by nothing.',
    unseen: 'It cannot be told whether this change keeps {path}, the policy itself.',
  },

  *check({ policyChange }) {
    if (policyChange.kind === 'deleted') {
      const { path } = policyChange;
      yield { kind: 'violation', messageId: 'deleted', data: { path }, at: startOf(path) };
    }
    if (policyChange.kind === 'unseen') {
      const { path } = policyChange;
      yield unseenFile('unseen', path, policyChange.reason);
    }
  },
});

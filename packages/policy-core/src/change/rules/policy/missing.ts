import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { unseenFile } from '../../../engine/unseen-file.ts';
import { policyChange } from '../../facts/policy-change.ts';

export const policyMissing = defineRule({
  id: 'policy/missing',
  summary: 'Do not delete the policy.',
  defaultSeverity: 'error',
  subjects: policyChange,

  options: NO_OPTIONS,

  messages: {
    deleted:
      'This change deletes {path}, the policy itself. Restore it, because nothing would judge the next change.',
    unseen: 'Cannot determine whether this change keeps {path}, the policy itself.',
  },

  *check(_get, change) {
    if (change.kind === 'deleted') {
      const { path } = change;
      yield { kind: 'violation', messageId: 'deleted', data: { path }, at: startOf(path) };
    }
    if (change.kind === 'unseen') {
      const { path } = change;
      yield unseenFile('unseen', path, change.reason);
    }
  },
});

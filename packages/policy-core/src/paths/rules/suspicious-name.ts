import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';

export const pathsSuspiciousName = defineRule({
  id: 'paths/suspicious-name',
  summary: 'No added name hides what it is, from people or from a file system.',
  defaultSeverity: 'error',
  needs: ['suspiciousNames'],

  options: NO_OPTIONS,

  messages: {
    suspicious: '{path} has a suspicious name: {how}. Give it a plain one.',
  },

  *check({ suspiciousNames }) {
    for (const { path, how } of suspiciousNames) {
      yield {
        kind: 'violation',
        messageId: 'suspicious',
        data: { path, how },
        at: startOf(path),
        evidence: [{ subject: path, relation: 'was', value: 'added' }],
      };
    }
  },
});

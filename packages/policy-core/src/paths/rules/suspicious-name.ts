import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { startOf } from '../../model/source-span.ts';
import { suspiciousNames } from '../facts/suspicious-names.ts';

export const pathsSuspiciousName = defineRule({
  id: 'paths/suspicious-name',
  summary: 'Do not add names that mislead people or file systems.',
  defaultSeverity: 'error',
  subjects: suspiciousNames,

  options: NO_OPTIONS,

  messages: {
    suspicious: 'Suspicious name {path}: {how}. Choose a plain one.',
  },

  *check(_get, found) {
    for (const { path, how, isDevice } of found) {
      yield {
        kind: 'violation',
        messageId: 'suspicious',
        data: { path, how },
        at: startOf(path),
        evidence: [{ subject: path, relation: 'was', value: 'added' }],
        ...(isDevice === true && { severity: 'warning' as const }),
      };
    }
  },
});

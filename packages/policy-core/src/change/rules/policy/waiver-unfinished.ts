import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { writtenWaivers } from '../../facts/written-waivers.ts';

export const waiverUnfinished = defineRule({
  id: 'policy/waiver-unfinished',
  summary: 'Give every waiver a reason and an approver.',
  defaultSeverity: 'error',
  subjects: writtenWaivers,

  options: NO_OPTIONS,

  messages: {
    reason: 'This waiver of {rule} does not apply: it gives no reason. Say why you accept the finding.',
    approver: 'This waiver of {rule} does not apply: it names no approver. Name who answers for it.',
  },

  *check(_get, { waiver: { rule, unfinished = [] } }) {
    for (const { key, at } of unfinished) yield { kind: 'violation', messageId: key, data: { rule }, at };
  },
});

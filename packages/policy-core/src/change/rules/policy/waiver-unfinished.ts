import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { writtenWaivers } from '../../facts/written-waivers.ts';

export const waiverUnfinished = defineRule({
  id: 'policy/waiver-unfinished',
  summary: 'A waiver says why it holds, and who answers for it.',
  defaultSeverity: 'error',
  subjects: writtenWaivers,

  options: NO_OPTIONS,

  messages: {
    reason: 'This waiver of {rule} does not hold: its reason says nothing yet. Say why it is accepted.',
    approver: 'This waiver of {rule} does not hold: it names nobody. Name who answers for it.',
  },

  *check(_get, { waiver: { rule, unfinished = [] } }) {
    for (const { key, at } of unfinished) yield { kind: 'violation', messageId: key, data: { rule }, at };
  },
});

import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { policyChange } from '../../facts/policy-change.ts';

export const policyInvalid = defineRule({
  id: 'policy/invalid',
  summary: 'Keep the policy valid.',
  defaultSeverity: 'error',
  subjects: policyChange,

  options: NO_OPTIONS,

  messages: {
    second: 'Lockkeeper cannot judge with two policies, {other} and {path}. Keep one of them.',
    problem: '{problem} Fix it: until then the policy of the base judges this change.',
  },

  *check(_get, change) {
    if (change.kind === 'doubled') {
      const { path, other } = change;
      yield { kind: 'violation', messageId: 'second', data: { path, other }, at: startOf(other) };
    }
    if (change.kind !== 'broken') return;
    for (const { message, at, chain = [] } of change.problems) {
      const related = chain.map((step) => ({ message: 'The policy extends it here.', at: step }));
      yield { kind: 'violation', messageId: 'problem', data: { problem: message }, at, related };
    }
  },
});

import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';
import { policyChange } from '../../facts/policy-change.ts';

export const policyInvalid = defineRule({
  id: 'policy/invalid',
  summary: 'A change leaves a policy that can be read.',
  defaultSeverity: 'error',
  subjects: policyChange,

  options: NO_OPTIONS,

  messages: {
    second:
      '{other} stands beside {path} after this change. Keep one of them: with two policies nothing can be judged.',
    problem: '{problem} Until it is mended this change is judged by the policy of its base.',
  },

  *check(_get, change) {
    if (change.kind === 'doubled') {
      const { path, other } = change;
      yield { kind: 'violation', messageId: 'second', data: { path, other }, at: startOf(other) };
    }
    if (change.kind !== 'broken') return;
    for (const { message, at } of change.problems) {
      yield { kind: 'violation', messageId: 'problem', data: { problem: message }, at };
    }
  },
});

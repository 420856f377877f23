import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';
import { startOf } from '../../../model/source-span.ts';

export const policyInvalid = defineRule({
  id: 'policy/invalid',
  summary: 'A change leaves a policy that can be read.',
  defaultSeverity: 'error',
  needs: ['policyChange'],

  options: NO_OPTIONS,

  messages: {
    second:
      '{other} stands beside {path} after this change. Keep one of them: with two policies nothing can be judged.',
    problem: '{problem} Until it is mended this change is judged by the policy of its base.',
  },

  *check({ policyChange }) {
    if (policyChange.kind === 'doubled') {
      const { path, other } = policyChange;
      yield { kind: 'violation', messageId: 'second', data: { path, other }, at: startOf(other) };
    }
    if (policyChange.kind !== 'broken') return;
    for (const { message, at } of policyChange.problems) {
      yield { kind: 'violation', messageId: 'problem', data: { problem: message }, at };
    }
  },
});

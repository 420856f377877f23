import { z } from 'zod';

import { defineRule } from '../../rule.ts';

export const policyInvalid = defineRule({
  id: 'policy/invalid',
  summary: 'A change leaves a policy that can be read.',
  defaultSeverity: 'error',
  needs: ['policyChange'],

  options: z.strictObject({}),

  messages: {
    problem: '{problem} Until it is mended this change is judged by the policy of its base.',
  },

  *check({ policyChange }) {
    if (policyChange.kind !== 'broken') return;
    for (const { message, at } of policyChange.problems) {
      yield { kind: 'violation', messageId: 'problem', data: { problem: message }, at };
    }
  },
});

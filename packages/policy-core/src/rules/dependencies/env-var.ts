import { z } from 'zod';

import { defineRule } from '../../rule.ts';

export const dependenciesEnvVar = defineRule({
  id: 'dependencies/env-var',
  summary: 'What requirements ask for does not depend on the environment.',
  defaultSeverity: 'error',
  needs: ['requirementsFiles'],

  options: z.strictObject({}),

  messages: {
    filledIn:
      'pip fills in {variable} when it installs, so nobody can tell what this line asks for. Write out what it stands for.',
  },

  *check({ requirementsFiles }) {
    for (const { pair, file } of requirementsFiles) {
      if (pair.terms.envVars === 'allow' || !file.known || file.value.kind !== 'read') continue;
      for (const { variables, at } of file.value.lines) {
        for (const variable of new Set(variables)) {
          yield {
            kind: 'violation',
            messageId: 'filledIn',
            data: { variable },
            at,
            related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
          };
        }
      }
    }
  },
});

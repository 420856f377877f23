import { requirementsFiles } from '../facts/judged-requirements.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesEnvVar = defineRule({
  id: 'dependencies/env-var',
  summary: 'Do not let requirements depend on environment variables.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    filledIn: 'pip replaces {variable} with an unknown value at install time. Write out the value.',
  },

  *check(_get, { pair, read }) {
    if (read === undefined || pair.terms.envVars === 'allow') return;
    for (const { name, range } of read.lines.flatMap(({ variables }) => variables)) {
      yield {
        kind: 'violation',
        messageId: 'filledIn',
        data: { variable: `\${${name}}` },
        at: read.place(range),
        related: [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }],
      };
    }
  },
});

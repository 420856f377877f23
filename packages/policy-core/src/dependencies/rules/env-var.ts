import { requirementsFiles } from '../facts/judged-requirements.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const dependenciesEnvVar = defineRule({
  id: 'dependencies/env-var',
  summary: 'What requirements ask for does not depend on the environment.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    filledIn:
      'pip fills in {variable} when it installs, so nobody can tell what this line asks for. Write out what it stands for.',
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

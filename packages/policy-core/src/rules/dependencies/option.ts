import { z } from 'zod';

import { judgedLines, type JudgedRequirements } from '../../facts/judged-requirements.ts';
import type { LineOption } from '../../requirements/requirements-document.ts';
import { defineRule, type Outcome } from '../../rule.ts';

type MessageId = 'refused' | 'abbreviated' | 'unclear';

export const dependenciesOption = defineRule({
  id: 'dependencies/option',
  summary: 'No option in requirements changes where packages come from.',
  defaultSeverity: 'error',
  needs: ['requirementsFiles'],

  options: z.strictObject({}),

  messages: {
    refused: 'The policy refuses the option {name} in requirements. Take it out.',
    abbreviated: 'pip takes {written} for {name}, which the policy refuses in requirements. Take it out.',
    unclear: '{written} may stand for {names}. Write the option in full, or take it out.',
  },

  *check({ requirementsFiles }) {
    for (const { line, judged } of judgedLines(requirementsFiles)) {
      for (const option of line.options) {
        const wrong = wordingOf(option, judged.pair.terms.refusedOptions);
        if (wrong === undefined) continue;
        yield {
          kind: 'violation',
          ...wrong,
          at: judged.read.place(option.range),
          ...explained(option, judged),
        };
      }
    }
  },
});

type Wording = Pick<Outcome<MessageId>, 'messageId' | 'data'>;

/** What pip refuses itself is for dependencies/syntax, unless another pip may take it for what the policy refuses. */
function wordingOf({ written, means }: LineOption, refused: readonly string[]): Wording | undefined {
  const [name, ...others] = means;
  if (name === undefined || !means.some((meant) => refused.includes(meant))) return undefined;
  if (others.length > 0) return { messageId: 'unclear', data: { written, names: means.join(' or ') } };
  return written === name
    ? { messageId: 'refused', data: { name } }
    : { messageId: 'abbreviated', data: { written, name } };
}

function explained({ written, value }: LineOption, { pair, from }: JudgedRequirements) {
  const names = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
  return {
    evidence: value === undefined ? [] : [{ subject: written, relation: 'is given', value }],
    related: from === undefined ? names : [{ message: 'This line brings the file in.', at: from }, ...names],
  };
}

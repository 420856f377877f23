import { z } from 'zod';

import type { JudgedRequirements } from '../../facts/judged-requirements.ts';
import type { WrittenOption } from '../../facts/requirement-options.ts';
import type { RequirementLine } from '../../facts/requirements-file.ts';
import { defineRule, type Outcome } from '../../rule.ts';

type MessageId = 'refused' | 'abbreviated' | 'unclear' | 'unknown';

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
    unknown: 'pip knows no option {written} in requirements. Take it out.',
  },

  *check({ requirementsFiles }) {
    for (const judged of requirementsFiles) {
      if (!judged.file.known || judged.file.value.kind !== 'read') continue;
      for (const line of judged.file.value.lines) yield* judgeLine(line, judged);
    }
  },
});

function* judgeLine(line: RequirementLine, judged: JudgedRequirements): Iterable<Outcome<MessageId>> {
  for (const option of line.options) {
    const wrong = wordingOf(option, judged.pair.terms.refusedOptions);
    if (wrong !== undefined) yield { kind: 'violation', ...wrong, at: line.at, ...explained(option, judged) };
  }
}

type Wording = Pick<Outcome<MessageId>, 'messageId' | 'data'>;

function wordingOf({ written, means }: WrittenOption, refused: readonly string[]): Wording | undefined {
  const [name, ...others] = means;
  if (name === undefined) return { messageId: 'unknown', data: { written } };
  if (others.length > 0) return { messageId: 'unclear', data: { written, names: means.join(' or ') } };
  if (!refused.includes(name)) return undefined;
  return written === name
    ? { messageId: 'refused', data: { name } }
    : { messageId: 'abbreviated', data: { written, name } };
}

function explained({ written, value }: WrittenOption, { pair, from }: JudgedRequirements) {
  const names = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
  return {
    evidence: value === undefined ? [] : [{ subject: written, relation: 'is given', value }],
    related: from === undefined ? names : [{ message: 'This line brings the file in.', at: from }, ...names],
  };
}

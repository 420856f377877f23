import { requirementsFiles, type JudgedRequirements, type ReadJudged } from '../facts/judged-requirements.ts';
import type { Fix } from '../../model/fix.ts';
import { hasUsualLines } from '../fixes/appended-line.ts';
import { wholeLines } from '../../model/whole-lines.ts';
import { pipOptionsNamed } from '../../policy/named-options.ts';
import type { LineOption, RequirementsLine } from '../requirements/requirements-document.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';

type MessageId = 'refused' | 'abbreviated' | 'unclear' | 'short';

export const dependenciesOption = defineRule({
  id: 'dependencies/option',
  summary: 'Do not change where packages come from with an option.',
  defaultSeverity: 'error',
  subjects: requirementsFiles,

  options: NO_OPTIONS,

  messages: {
    refused: 'The policy does not allow the option {option} in requirements. Remove it.',
    abbreviated:
      'pip reads {option} as {name}, which the policy does not allow. Remove it from the requirements.',
    short: 'pip reads {written} as {name} only while no other option matches. Write it in full.',
    unclear: '{written} may mean {names}. Write the option in full, or remove it.',
  },

  *check(_get, judged) {
    if (judged.read === undefined) return;
    for (const line of judged.read.lines) {
      for (const option of line.options) {
        const wrong = wordingOf(option, judged.pair.terms.refusedOptions);
        if (wrong === undefined) continue;
        yield {
          kind: 'violation',
          ...wrong,
          at: judged.read.place(option.range),
          ...explained(judged),
          fixes: fixesFor(option, wrong.messageId, { line, judged }),
        };
      }
    }
  },
});

type Wording = Pick<Outcome<MessageId>, 'messageId' | 'data' | 'severity'>;

/** What pip refuses itself is for dependencies/syntax, unless another pip may take it for what the policy refuses. */
function wordingOf({ written, means, value }: LineOption, refused: readonly string[]): Wording | undefined {
  const [name, ...others] = means;
  if (name === undefined) return undefined;
  if (!means.some((meant) => refused.includes(meant))) {
    const isCut = others.length === 0 && written.startsWith('--') && !pipOptionsNamed(written).includes(name);
    return isCut ? { messageId: 'short', data: { written, name }, severity: 'info' } : undefined;
  }
  if (others.length > 0) return { messageId: 'unclear', data: { written, names: means.join(' or ') } };
  // With its value: whoever accepts one index does not accept every other.
  const option = value === undefined ? written : `${written} ${value}`;
  return written === name
    ? { messageId: 'refused', data: { option } }
    : { messageId: 'abbreviated', data: { option, name } };
}

function explained({ pair, from }: JudgedRequirements) {
  const names = [{ message: `The policy names the pair ${pair.id} here.`, at: pair.at }];
  return {
    related: from === undefined ? names : [{ message: 'This line brings the file in.', at: from }, ...names],
  };
}

interface Written {
  readonly line: RequirementsLine;
  readonly judged: ReadJudged;
}

/** What a quote disguises is for a person to write. */
function fixesFor(
  { written, means: [name = ''], range }: LineOption,
  messageId: MessageId,
  { line, judged: { read } }: Written,
): readonly Fix[] {
  if (messageId === 'short') {
    const whole = { start: range.start, end: range.start + written.length };
    if (read.text.slice(whole.start, whole.end) !== written) return [];
    const { path, start, end } = read.place(whole);
    return [{ title: `Write ${name}`, safety: 'safe', edits: [{ path, start, end, text: name }] }];
  }
  // Of a line that says more, the rest has to be looked at.
  if (line.entry.kind !== 'options' || line.options.length > 1 || line.hashes.length > 0) return [];
  if (!hasUsualLines(read)) return [];
  const { path, start, end } = read.place(wholeLines(read.text, line.range));
  return [{ title: `Take ${written} out`, safety: 'needs-review', edits: [{ path, start, end, text: '' }] }];
}

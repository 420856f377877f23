import { displayText } from '../model/display-text.ts';
import type { Evidence, Finding, Undetermined } from '../model/finding.ts';
import type { HookDecision, HookStep } from './hook.ts';

export interface HookSubject {
  /** `unknown-tool`: nobody knows whether it writes. */
  readonly step: HookStep | 'unknown-tool';
  /** What is written, or the branch that is pushed. */
  readonly name: string;
}

/** More would bury the first ones. */
const MOST_SHOWN = 20;

/** What whoever was stopped reads: which rule, why, and what to do instead. Empty where nothing is to be said. */
export function hookMessage({ refused, waiting }: HookDecision, subject: HookSubject): string {
  const refusal =
    refused.length === 0 ? [] : [headline(subject), ...listed(refused), ...advice(refused, subject.step)];
  const notes = waiting.length === 0 ? [] : ['Not decided yet:', ...listed(waiting)];
  return [...refusal, ...notes].map((line) => `${line}\n`).join('');
}

function headline({ step, name }: HookSubject): string {
  const shown = displayText(name);
  switch (step) {
    case 'write':
      return `Lockkeeper refuses to let ${shown} be written:`;
    case 'unknown-tool':
      return `Lockkeeper does not know what this tool does to ${shown}, and agents may not write it:`;
    case 'turn':
      return 'Lockkeeper refuses what was done in this repository:';
    case 'commit':
      return 'Lockkeeper refuses this commit:';
    case 'push':
      return `Lockkeeper refuses the push to ${shown}:`;
  }
}

function listed(subjects: readonly (Finding | Undetermined)[]): readonly string[] {
  const lines = subjects.slice(0, MOST_SHOWN).map((subject) => displayText(lineOf(subject)));
  const left = subjects.length - lines.length;
  return left > 0 ? [...lines, `- and ${left} more. Run \`lockkeeper check\` to see all.`] : lines;
}

function lineOf(subject: Finding | Undetermined): string {
  const { rule, message, at, evidence } = subject;
  const place = at === undefined || isWholeFile(at) ? '' : ` (${at.path}:${at.start.line + 1})`;
  const missing = 'missing' in subject && subject.waitsFor === 'observation' ? whyUnknown(subject) : '';
  return `- ${rule}: ${message}${place}${missing}${becauseOf(evidence)}`;
}

function isWholeFile({ start, end }: NonNullable<Finding['at']>): boolean {
  return start.line === end.line && start.character === end.character;
}

function whyUnknown({ missing }: Undetermined): string {
  return ` It could not be judged: ${missing.map(({ reason }) => reason).join('; ')}.`;
}

/** The piece that names the line of the policy, since that is what people argue about. */
function becauseOf(evidence: readonly Evidence[]): string {
  const deciding = evidence.find(({ source }) => source !== undefined);
  if (deciding?.source === undefined) return '';
  const { subject, relation, value, source } = deciding;
  return ` Because ${subject} ${relation} ${value} (${source.path}:${source.start.line + 1}).`;
}

function advice(refused: HookDecision['refused'], step: HookSubject['step']): readonly string[] {
  const needsPerson = refused.some((subject) => isForPerson(subject));
  switch (step) {
    case 'write':
      return needsPerson
        ? [
            'Leave the file as it is, and do not write it in another way. Tell the person you work for what should change there and why: a person makes this change, and has it approved on the pull request.',
          ]
        : ['Fix what is named above and write the file again.'];
    case 'unknown-tool':
      return ['Read it with a tool that only reads, or let a person decide.'];
    case 'turn':
      return [
        'Revert what you changed there, or fix it, then finish. Leave what a person changed as it is: report it to them instead.',
      ];
    case 'commit':
      return ['Fix it and stage it again. `lockkeeper explain RULE` explains a rule.'];
    case 'push':
      return ['Fix it and push again. `lockkeeper explain RULE` explains a rule.'];
  }
}

/** What no other text of the file would mend. */
function isForPerson(subject: Finding | Undetermined): boolean {
  if ('waitsFor' in subject) return true;
  return !/^(dependencies|migrations|docs|deployment)\//.test(subject.rule);
}

import { displayText } from '../model/display-text.ts';
import type { Evidence, Finding, Undetermined } from '../model/finding.ts';
import { mustBeProved, type Stage } from '../model/stage.ts';
import { placeText } from './place-text.ts';

/** Clauses that read well after "because"; what could not be seen comes before what was. */
export function reasonsOf(subject: Finding | Undetermined): readonly string[] {
  const missing = 'missing' in subject ? subject.missing.map(({ reason }) => displayText(reason)) : [];
  return [...missing, ...subject.evidence.map(evidenceClause)];
}

/** What a person can do about a subject that could not be decided. */
export function nextStep(
  { severity, waitsFor }: Pick<Undetermined, 'severity' | 'waitsFor'>,
  stage: Stage,
): string {
  if (severity !== 'error') return 'This rule is no error here; it cannot fail the run.';
  if (waitsFor === 'approval') {
    return mustBeProved(stage)
      ? 'Get the approval where this run can see it, then run it again.'
      : 'Nothing to do now. It needs the approval before the merge.';
  }
  return mustBeProved(stage)
    ? 'Make it visible to this run, then run it again: what is not proved does not pass.'
    : 'This run does not fail because of it; at the stages ci and deploy it must be proved.';
}

function evidenceClause({ subject, relation, value, source }: Evidence): string {
  const clause = displayText(`${subject} ${relation} ${value}`);
  return source === undefined ? clause : `${clause} (${placeText(source)})`;
}

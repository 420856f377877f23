import { displayText } from '../model/display-text.ts';
import type { Evidence, Finding, Undetermined } from '../model/finding.ts';
import { mustBeProved, type Proving, type Stage } from '../model/stage.ts';
import { placeText } from './place-text.ts';

/** Clauses that read well after "because"; what could not be seen comes before what was. */
export function reasonsOf(subject: Finding | Undetermined): readonly string[] {
  const missing = 'missing' in subject ? subject.missing.map(({ reason }) => displayText(reason)) : [];
  return [...missing, ...subject.evidence.map(evidenceClause)];
}

/** What a person can do about a subject that could not be decided. */
export function nextStep(
  { severity, waitsFor, missing }: Pick<Undetermined, 'severity' | 'waitsFor' | 'missing'>,
  stage: Stage,
): string {
  if (severity !== 'error') return 'This rule is no error here; it cannot fail the run.';
  if (mustBeProved(stage)) {
    const facts = missing.map(({ fact }) => fact);
    if (waitsFor === 'approval' || facts.some((fact) => OF_GITHUB.has(fact))) return ASK_GITHUB[stage];
    return facts.some((fact) => OF_HISTORY.has(fact)) ? SHOW_HISTORY : LOOK_AT_IT;
  }
  return waitsFor === 'approval'
    ? 'Nothing to do now. It needs the approval before the merge.'
    : 'This run does not fail because of it; at the stages ci and deploy it must be proved.';
}

/** What rules call the facts that only GitHub has. */
const OF_GITHUB: ReadonlySet<string> = new Set([
  'author',
  'labels',
  'pull request',
  'the target branch',
  'who made the change',
]);

/** What rules call the facts that a shallow clone, or a run without a base, lacks. */
const OF_HISTORY: ReadonlySet<string> = new Set([
  'branch',
  'branches',
  'change',
  'commit',
  'commits',
  'digest',
  'earlier commits',
  'history',
  'the release',
  'the released code',
]);

const ASK_GITHUB: Readonly<Record<Proving, string>> = {
  ci: 'Run it on the pull request with --event "$GITHUB_EVENT_PATH" and a GITHUB_TOKEN that may read pull requests.',
  deploy: 'Give it a GITHUB_TOKEN that may read pull requests, checks and statuses, and run it again.',
};

const SHOW_HISTORY =
  'Check out the whole history (`fetch-depth: 0`), name the change with --base or --event, and run it again.';

const LOOK_AT_IT =
  'Do what the message says, or have a person check it and waive it in the policy. Then run it again.';

function evidenceClause({ subject, relation, value, source }: Evidence): string {
  const clause = displayText(`${subject} ${relation} ${value}`);
  return source === undefined ? clause : `${clause} (${placeText(source)})`;
}

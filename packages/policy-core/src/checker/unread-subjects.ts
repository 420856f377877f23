import type { Evaluation } from '../engine/evaluate.ts';
import type { RuleRun } from '../engine/rule-run.ts';
import { undeterminedFingerprint } from '../engine/fingerprint.ts';
import type { SubjectFact, Subject } from '../engine/judged-fact.ts';
import type { Get } from '../engine/queries/query.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { sentence } from '../engine/sentence.ts';
import type { Undetermined } from '../model/finding.ts';
import { startOf } from '../model/source-span.ts';
import { withoutCredentials } from '../model/without-credentials.ts';
import { applicability, foundSubjects } from './applicability.ts';

/** Says what nobody could read where no rule does, in place of a message of a rule. */
export const UNREAD_SUBJECT = 'unread-subject';

/**
 * What nobody could read and no rule of this run has said a word of, each told once: by the rule that weighs most.
 * Rules tell of it as a rule, but may be switched off, or not be asked.
 */
export function untoldSubjects(
  runs: readonly RuleRun[],
  get: Get,
  said: Evaluation,
): readonly Undetermined[] {
  const outcomes = [...said.findings, ...said.undetermined];
  const places = new Set(outcomes.map(({ at }) => at?.path));
  const speakers = new Set(outcomes.map(({ rule }) => rule));
  const crashed = new Set(said.crashed.map(({ rule }) => rule));
  const judged = runs.filter(
    ({ rule }) => !crashed.has(rule.id) && applicability(rule, get).kind !== 'not-applicable',
  );
  return Array.from(byFact(judged), ([fact, judging]) => {
    const isTold = ({ paths }: Subject) =>
      paths.length === 0
        ? judging.some(({ rule }) => speakers.has(rule.id))
        : paths.some((path) => places.has(path));
    const weightiest = judging.toSorted((a, b) => WEIGHTS[b.severity] - WEIGHTS[a.severity])[0];
    if (weightiest === undefined) return [];
    return get(foundSubjects(fact))
      .unread.filter((subject) => !isTold(subject))
      .map((subject) => unreadSubject(weightiest, fact, subject));
  }).flat();
}

const WEIGHTS = { error: 2, warning: 1, info: 0 } as const;

function byFact(runs: readonly RuleRun[]): ReadonlyMap<SubjectFact, readonly RuleRun[]> {
  const found = new Map<SubjectFact, RuleRun[]>();
  for (const run of runs)
    for (const fact of run.rule.judges) {
      const before = found.get(fact);
      if (before) before.push(run);
      else found.set(fact, [run]);
    }
  return found;
}

function unreadSubject(
  { rule, severity }: RuleRun,
  { words }: SubjectFact,
  { paths: [path], unread = '' }: Subject,
): Undetermined {
  const data = { subject: path ?? `what this rule judges (${words})` };
  const at = path === undefined ? undefined : startOf(path);
  const missing = [{ fact: data.subject, reason: withoutCredentials(unread) }];
  const told = { rule: rule.id, messageId: UNREAD_SUBJECT, data, at };
  return {
    ...told,
    message: upperFirst(sentence('{subject} could not be read.', data, shortenedText)),
    severity,
    subject: shortenedText(data.subject),
    waitsFor: 'observation',
    missing,
    evidence: [],
    related: [],
    fingerprint: undeterminedFingerprint(told, missing),
  };
}

function upperFirst(text: string): string {
  return text.startsWith('what ') ? `W${text.slice(1)}` : text;
}

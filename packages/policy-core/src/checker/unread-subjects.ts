import type { Evaluation } from '../engine/evaluate.ts';
import type { RuleRun } from '../engine/rule-run.ts';
import { undeterminedFingerprint } from '../engine/fingerprint.ts';
import type { JudgedSubject } from '../engine/judge-subjects.ts';
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
 * What nobody could read and no rule of this run says so of, each told once: by the rule that weighs most. Rules tell
 * of it as a rule, but may be switched off, or not be asked.
 */
export function untoldSubjects(
  runs: readonly RuleRun[],
  get: Get,
  said: Pick<Evaluation, 'crashed' | 'judged'>,
): readonly Undetermined[] {
  const crashed = new Set(said.crashed.map(({ rule }) => rule));
  const judged = runs.filter(
    ({ rule }) => !crashed.has(rule.id) && applicability(rule, get).kind !== 'not-applicable',
  );
  const facts = byFact(judged);
  const reporting = reporters(judged);
  const told = [...facts.keys()].flatMap((fact) =>
    toldSubjects(get(foundSubjects(fact)).unread, said.judged.get(fact) ?? [], reporting),
  );
  const subjects = new Set(told);
  // One file may be a subject of several facts.
  const places = new Set(told.flatMap(({ paths }) => paths));
  const isTold = (subject: Subject) =>
    subjects.has(subject) || subject.paths.some((path) => places.has(path));
  return Array.from(facts, ([fact, judging]) => {
    const weightiest = judging.toSorted((a, b) => WEIGHTS[b.severity] - WEIGHTS[a.severity])[0];
    if (weightiest === undefined) return [];
    return get(foundSubjects(fact))
      .unread.filter((subject) => !isTold(subject))
      .map((subject) => unreadSubject(weightiest, fact, subject));
  }).flat();
}

/** Rules whose findings say that something could not be read. */
function reporters(runs: readonly RuleRun[]): ReadonlySet<string> {
  return new Set(runs.flatMap(({ rule }) => (rule.reportsUnread === true ? [rule.id] : [])));
}

/** Those that nobody could read, and of which a rule says that it cannot decide, or that they cannot be read. */
function toldSubjects(
  found: readonly Subject[],
  judged: readonly JudgedSubject[],
  reporters: ReadonlySet<string>,
): readonly Subject[] {
  const unread = new Set(found);
  if (unread.size === 0) return [];
  return judged.flatMap(({ subject, said }) => {
    const isTold = [...said].some(
      ([rule, one]) =>
        one.kind === 'outcomes' &&
        (reporters.has(rule) || one.outcomes.some(({ kind }) => kind === 'undecided')),
    );
    return unread.has(subject) && isTold ? [subject] : [];
  });
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

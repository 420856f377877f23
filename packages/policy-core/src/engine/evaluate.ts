import type { Evidence, Finding, RelatedPlace, Severity, Undetermined } from '../model/finding.ts';
import { findingFingerprint, undeterminedFingerprint } from './fingerprint.ts';
import type { CrashedRule } from './report.ts';
import type { Get } from './queries/query.ts';
import { judgeSubjects, type JudgedSubject, type Said } from './judge-subjects.ts';
import type { SubjectFact } from './judged-fact.ts';
import type { Outcome, Rule } from './rule.ts';
import { runsInput, type RuleRun } from './rule-run.ts';
import { sentence } from './sentence.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { withoutCredentials } from '../model/without-credentials.ts';
import type { Superseded } from './dedupe-findings.ts';

export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly crashed: readonly CrashedRule[];
  /** What another rule tells as well. */
  readonly yielding: Superseded;
  /** What was said subject by subject, as far as rules were asked about them. */
  readonly judged: ReadonlyMap<SubjectFact, readonly JudgedSubject[]>;
}

/** Asks the rules that run. Never throws and never stops early: a crashed rule is reported. */
export function evaluate(get: Get): Evaluation {
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  const crashed: CrashedRule[] = [];
  const yielding = new Map<Finding, string>();
  const judged = new Map<SubjectFact, readonly JudgedSubject[]>();
  const saidBy = saidOnce(get, judged);
  for (const run of get(runsInput)) {
    const { outcomes, errors } = askAll(run, get, saidBy);
    for (const outcome of outcomes) {
      if (outcome.kind === 'undecided') undetermined.push(toUndetermined(run, outcome));
      else {
        const finding = toFinding(run, outcome);
        findings.push(finding);
        if (outcome.supersededBy !== undefined) yielding.set(finding, outcome.supersededBy);
      }
    }
    for (const error of errors) crashed.push({ rule: run.rule.id, error });
  }
  return { findings, undetermined, crashed, yielding, judged };
}

interface SaidOfAll {
  readonly outcomes: readonly Outcome[];
  /** Each once, however many subjects it is about. */
  readonly errors: Iterable<string>;
}

function askAll({ rule }: RuleRun, get: Get, saidBy: SaidBy): SaidOfAll {
  try {
    // Of what cannot be worked out no rule has judged anything.
    for (const fact of rule.judges) get(fact);
    return joined(rule.judges.flatMap((subjects) => saidBy(subjects, rule.id)));
  } catch (error) {
    return { outcomes: [], errors: [error instanceof Error ? error.message : String(error)] };
  }
}

function joined(said: readonly Said[]): SaidOfAll {
  return {
    outcomes: said.flatMap((one) => (one.kind === 'outcomes' ? one.outcomes : [])),
    errors: new Set(said.flatMap((one) => (one.kind === 'crashed' ? [one.error] : []))),
  };
}

type SaidBy = (subjects: SubjectFact, rule: string) => readonly Said[];

/** What was said of all subjects, by rule: most rules say nothing of most of them. Notes down what was `judged`. */
function saidOnce(get: Get, judged: Map<SubjectFact, readonly JudgedSubject[]>): SaidBy {
  const byRule = new Map<SubjectFact, ReadonlyMap<string, readonly Said[]>>();
  return (subjects, rule) => {
    let said = byRule.get(subjects);
    if (said === undefined) {
      const all = judgeSubjects(get, subjects);
      judged.set(subjects, all);
      byRule.set(subjects, (said = saidByRule(all)));
    }
    return said.get(rule) ?? [];
  };
}

function saidByRule(judged: readonly JudgedSubject[]): ReadonlyMap<string, readonly Said[]> {
  const all = new Map<string, Said[]>();
  for (const { said } of judged)
    for (const [rule, one] of said) {
      const before = all.get(rule);
      if (before === undefined) all.set(rule, [one]);
      else before.push(one);
    }
  return all;
}

function toFinding(run: RuleRun, violation: Extract<Outcome, { kind: 'violation' }>): Finding {
  const said = whatIsSaid(run.rule, violation);
  const { rule, message, messageId, data, at } = said;
  const severity = weightOf(run, violation);
  const related = (violation.related ?? []).map(shownRelated);
  const evidence = (violation.evidence ?? []).map(withoutSecrets);
  const fixes = (violation.fixes ?? []).map((fix) => ({ ...fix, title: told(fix.title) }));
  const fingerprint = findingFingerprint(said);
  return { rule, message, messageId, data, at, severity, related, evidence, fixes, fingerprint };
}

function toUndetermined(run: RuleRun, undecided: Extract<Outcome, { kind: 'undecided' }>): Undetermined {
  const said = whatIsSaid(run.rule, undecided);
  const severity = weightOf(run, undecided);
  const { waitsFor } = undecided;
  const related = (undecided.related ?? []).map(shownRelated);
  const missing = undecided.missing.map(({ fact, reason }) => ({
    fact: withoutCredentials(fact),
    reason: withoutCredentials(reason),
  }));
  const subject = told(undecided.subject);
  const evidence = (undecided.evidence ?? []).map(withoutSecrets);
  const fingerprint = undeterminedFingerprint(said, missing);
  return { ...said, severity, subject, waitsFor, missing, evidence, related, fingerprint };
}

/** The data is kept whole also where people are told less of it: it is what tells findings apart. */
function whatIsSaid({ id, messages }: Rule, { at, messageId, data }: Outcome) {
  const safe = withoutSecretsIn(data);
  const message = sentence(messages[messageId] ?? messageId, safe, shortenedText);
  return { rule: id, message, messageId, data: safe, at };
}

function weightOf({ severity, severityOverride }: RuleRun, { severity: own }: Outcome): Severity {
  return own !== undefined && severityOverride !== undefined ? severityOverride(own) : severity;
}

/** Nearly no data holds a secret: it is copied only where something is covered. */
function withoutSecretsIn(data: Outcome['data']): Outcome['data'] {
  const isClean = Object.values(data).every((value) => withoutCredentials(value) === value);
  if (isClean) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withoutCredentials(value)]));
}

function told(text: string): string {
  return shortenedText(withoutCredentials(text));
}

function shownRelated({ message, at }: RelatedPlace): RelatedPlace {
  return { message: told(message), at };
}

function withoutSecrets(evidence: Evidence): Evidence {
  const { subject, value } = evidence;
  return { ...evidence, subject: withoutCredentials(subject), value: withoutCredentials(value) };
}

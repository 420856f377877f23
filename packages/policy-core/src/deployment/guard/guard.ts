import { sortGuardChecks, type GuardCheck } from './guard-check.ts';
import { policyCheck, policyExit } from './policy-check.ts';
import { displayText } from '../../model/display-text.ts';
import type { Severity } from '../../model/finding.ts';
import { judgedRules, type JudgedRule, type RuleOutcome } from '../../engine/judged-rules.ts';
import { NOT_APPLICABLE } from '../../engine/not-applicable.ts';
import { judgedText } from '../../engine/coverage.ts';
import { counted, tallyOf } from '../../engine/tally.ts';
import type { JudgedSubjects } from '../../engine/report.ts';
import type { Rule } from '../../engine/rule.ts';
import type { GuardInput } from './guard-input.ts';

/** Whether a release may go ahead, and why. */
export interface GuardDecision {
  readonly passed: boolean;
  /** 0: go ahead. 1: findings. 2: not proved. 3: a rule crashed. */
  readonly exit: 0 | 1 | 2 | 3;
  readonly headline: '✅ GUARD PASSED' | '❌ GUARD FAILED';
  /** What was judged, such as `3 revisions, 1 pair, 12 changed files since 4f2c1a9`. */
  readonly judged: string;
  readonly subjects: JudgedSubjects;
  /** Sentences. */
  readonly explanation: string;
  readonly range: GuardInput['range'];
  readonly record: GuardInput['record'];
  /** One row a rule. */
  readonly checks: readonly RuleCheck[];
  /** One row a check, of which the policy with all its rules is the first. */
  readonly table: readonly GuardCheck[];
}

/** A rule and what came of it. */
export interface RuleCheck {
  readonly rule: string;
  readonly severity: Severity;
  /** What must be true. */
  readonly summary: string;
  /** `not-applicable` stands against nothing and proves nothing. */
  readonly outcome: RuleOutcome;
  /** How many subjects passed; `null` where the rule has not. */
  readonly subjects: number | null;
  readonly findings: number;
  readonly undetermined: number;
  /** Messages of findings, reasons of what is undetermined, errors of crashes; each once. */
  readonly reasons: readonly string[];
}

/**
 * Passes only what is proved: an undetermined subject, a record that cannot be read, or one whose
 * commit could not be compared with, is no pass. A repository without a record is judged as a tree.
 *
 * @param rules every rule that may have judged
 */
export function decideGuard(input: GuardInput, rules: readonly Rule[]): GuardDecision {
  const { record, range } = input;
  const table = sortGuardChecks([policyCheck(input), ...(input.others ?? [])]);
  const exit = exitOf(input, table);
  const passed = exit === 0;
  return {
    passed,
    exit,
    headline: passed ? '✅ GUARD PASSED' : '❌ GUARD FAILED',
    judged: judgedSentence(input),
    subjects: input.report.judged,
    explanation: [
      ...verdictSentences(input, exit),
      ...otherSentences(input.others ?? []),
      ...scopeSentences(input),
      ...environmentSentences(input),
    ].join(' '),
    range,
    record,
    checks: checksOf(input, rules),
    table,
  };
}

function judgedSentence({ report: { judged, files }, range }: GuardInput): string {
  if (range === undefined) return judgedText({ judged: { ...judged, changedFiles: undefined }, files });
  const since = judged.changedFiles === undefined ? '' : ` since ${range.from.slice(0, 7)}`;
  return `${judgedText({ judged, files })}${since}`;
}

function checksOf({ report }: GuardInput, rules: readonly Rule[]): readonly RuleCheck[] {
  return judgedRules(report, rules).map(checkOf);
}

function exitOf(input: GuardInput, table: readonly GuardCheck[]): GuardDecision['exit'] {
  return policyExit(input) === 3 ? 3 : EXITS[guardState(table)];
}

const EXITS = { passed: 0, failed: 1, undetermined: 2 } as const;

function verdictSentences(input: GuardInput, exit: GuardDecision['exit']): readonly string[] {
  const { report } = input;
  const { errors, warnings, undetermined, crashed } = tallyOf(report);
  const undecided = undetermined > 0 ? [`${counted(undetermined, 'subject')} could not be decided.`] : [];
  switch (exit) {
    case 0: {
      const but = [...(warnings > 0 ? [`It has ${counted(warnings, 'warning')}.`] : []), ...undecided];
      return but.length === 0 ? [allPassed(input)] : ['Nothing prevents the release.', ...but];
    }
    case 1:
      return [
        ...(policyExit(input) === 1 ? [`${counted(errors, 'error')}: fix and run the guard again.`] : []),
        ...undecided,
      ];
    case 2:
      return ['The release is not proved.', ...undecided];
    case 3:
      return [`${counted(crashed, 'rule')} crashed: the release is not proved.`, ...undecided];
  }
}

function allPassed({ range, others = [] }: GuardInput): string {
  if (range === undefined) return 'Every check that could be made passed.';
  return others.some(({ state }) => state === 'not-asked')
    ? 'Every check that was asked passed.'
    : 'Every check passed.';
}

function otherSentences(others: readonly GuardCheck[]): readonly string[] {
  const named = (wanted: GuardCheck['state']) =>
    others
      .filter(({ state }) => state === wanted)
      .map(({ id }) => id)
      .join(', ');
  const [failed, open] = [named('failed'), named('undetermined')];
  return [
    ...(failed === '' ? [] : [`Failed: ${failed}. Fix that and run the guard again.`]),
    ...(open === '' ? [] : [`Not proved: ${open}.`]),
  ];
}

function scopeSentences({ record, range }: GuardInput): readonly string[] {
  if (range !== undefined && record !== 'unreadable') return [`Judged: ${range.from}...${range.to}.`];
  switch (record) {
    case 'absent':
      return ['There is no deploy record: only the tree was judged, not what changed.'];
    case 'unreadable':
      return ['The deploy record cannot be read: only the tree was judged. Repair the record.'];
    case 'present':
      return [
        'The commit in the deploy record cannot be compared with: only the tree was judged. Fetch the whole history.',
      ];
  }
}

function environmentSentences({ environment }: GuardInput): readonly string[] {
  return environment === undefined ? [] : [`Asked for: ${displayText(environment)}.`];
}

function checkOf({
  rule,
  severity,
  summary,
  outcome,
  findings,
  undetermined,
  crashed,
  notApplicable,
  subjects,
}: JudgedRule): RuleCheck {
  const reasons = [
    ...(notApplicable === undefined ? [] : [NOT_APPLICABLE[notApplicable]]),
    ...crashed.map(({ error }) => error),
    ...findings.map(({ message }) => message),
    ...undetermined.flatMap(({ missing }) => missing.map(({ reason }) => reason)),
  ];
  const counts = { findings: findings.length, undetermined: undetermined.length };
  return {
    rule,
    severity,
    summary,
    outcome,
    subjects: subjects ?? null,
    ...counts,
    reasons: [...new Set(reasons)],
  };
}

/** Failed beats undetermined, which beats passed. A table in which nothing passed proves nothing. */
export function guardState(
  table: readonly Pick<GuardCheck, 'state'>[],
): 'passed' | 'failed' | 'undetermined' {
  const has = (wanted: GuardCheck['state']) => table.some(({ state }) => state === wanted);
  if (has('failed')) return 'failed';
  return has('undetermined') || !has('passed') ? 'undetermined' : 'passed';
}

import { displayText } from '../display-text.ts';
import type { FactName } from '../facts/facts.ts';
import type { Severity } from '../finding.ts';
import { judgedRules, type JudgedRule, type RuleOutcome } from '../report/judged-rules.ts';
import { counted, tallyOf } from '../report/tally.ts';
import type { Report } from '../report.ts';
import { allRules } from '../rules/all-rules.ts';

export interface GuardInput {
  /** Of a run at stage `deploy`. */
  readonly report: Report;
  /** Whether there is a deploy record; `unreadable` also when it could not be looked for. */
  readonly record: 'present' | 'absent' | 'unreadable';
  /** The commits that were judged; `undefined` when only the tree was. */
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** Where the commit is about to be deployed; left out where nobody named it. */
  readonly environment?: string | undefined;
}

/** Whether a release may go ahead, and why. */
export interface GuardDecision {
  readonly passed: boolean;
  /** 0: go ahead. 1: findings. 2: not proved. 3: a rule crashed. */
  readonly exit: 0 | 1 | 2 | 3;
  readonly headline: '✅ GUARD PASSED' | '❌ GUARD FAILED';
  /** Sentences. */
  readonly explanation: string;
  readonly range: GuardInput['range'];
  readonly record: GuardInput['record'];
  readonly checks: readonly GuardCheck[];
}

/** `not-judged`: there was nothing of the kind the rule is about. It stands against nothing and proves nothing. */
export type GuardOutcome = RuleOutcome | 'not-judged';

/** One row of the table: a rule and what came of it. */
export interface GuardCheck {
  readonly rule: string;
  readonly severity: Severity;
  /** What must be true. */
  readonly summary: string;
  readonly outcome: GuardOutcome;
  readonly findings: number;
  readonly undetermined: number;
  /** Messages of findings, reasons of what is undetermined, errors of crashes; each once. */
  readonly reasons: readonly string[];
}

/**
 * Passes only what is proved: an undetermined subject, a record that cannot be read, or one whose
 * commit could not be compared with, is no pass. A repository without a record is judged as a tree.
 */
export function decideGuard(input: GuardInput): GuardDecision {
  const { record, range } = input;
  const exit = exitOf(input);
  const passed = exit === 0;
  return {
    passed,
    exit,
    headline: passed ? '✅ GUARD PASSED' : '❌ GUARD FAILED',
    explanation: [
      ...verdictSentences(input, exit),
      ...scopeSentences(input),
      ...environmentSentences(input),
    ].join(' '),
    range,
    record,
    checks: checksOf(input),
  };
}

function checksOf({ report, ...input }: GuardInput): readonly GuardCheck[] {
  return judgedRules(report).map((judged) => {
    const check = checkOf(judged);
    const nothing = check.outcome === 'passed' ? whyNothingWasSeen(check.rule, input) : undefined;
    return nothing === undefined ? check : { ...check, outcome: 'not-judged', reasons: [nothing] };
  });
}

/** Of what a rule needs, what was not there to look at; a clause. */
function whyNothingWasSeen(
  id: string,
  { range, environment }: Omit<GuardInput, 'report'>,
): string | undefined {
  const needs = allRules.find((rule) => rule.id === id)?.needs ?? [];
  if (range === undefined && needs.some((fact) => ABOUT_CHANGE.includes(fact)))
    return 'there is no change to look at';
  if (environment === undefined && needs.some((fact) => ABOUT_DEPLOY.includes(fact)))
    return 'no environment is named';
  return undefined;
}

const ABOUT_CHANGE: readonly FactName[] = ['protectedChanges', 'policyChange'];
const ABOUT_DEPLOY: readonly FactName[] = ['deploySource', 'deployRequirements'];

function exitOf({ report, record, range }: GuardInput): GuardDecision['exit'] {
  if (report.crashed.length > 0) return 3;
  if (report.verdict === 'fail' || report.findings.some(({ severity }) => severity === 'error')) return 1;
  const isCompared = record === 'absent' || (record === 'present' && range !== undefined);
  return report.verdict === 'pass' && isCompared ? 0 : 2;
}

function verdictSentences({ report, range }: GuardInput, exit: GuardDecision['exit']): readonly string[] {
  const { errors, warnings, undetermined, crashed } = tallyOf(report);
  const undecided = undetermined > 0 ? [`${counted(undetermined, 'subject')} could not be decided.`] : [];
  switch (exit) {
    case 0: {
      const but = [...(warnings > 0 ? [`It has ${counted(warnings, 'warning')}.`] : []), ...undecided];
      const all = range === undefined ? 'Every check that could be made passed.' : 'Every check passed.';
      return but.length === 0 ? [all] : ['Nothing stands against the release.', ...but];
    }
    case 1:
      return [`${counted(errors, 'error')}: fix and run the guard again.`, ...undecided];
    case 2:
      return ['The release is not proved.', ...undecided];
    case 3:
      return [`${counted(crashed, 'rule')} crashed: the release is not proved.`, ...undecided];
  }
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
}: JudgedRule): GuardCheck {
  const reasons = [
    ...crashed.map(({ error }) => error),
    ...findings.map(({ message }) => message),
    ...undetermined.flatMap(({ missing }) => missing.map(({ reason }) => reason)),
  ];
  const counts = { findings: findings.length, undetermined: undetermined.length };
  return { rule, severity, summary, outcome, ...counts, reasons: [...new Set(reasons)] };
}

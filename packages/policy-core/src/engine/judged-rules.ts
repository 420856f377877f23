import type { Finding, Severity, Undetermined } from '../model/finding.ts';
import type { NotApplicableReason } from './not-applicable.ts';
import type { CrashedRule, Report } from './report.ts';
import type { Rule } from './rule.ts';

/** `warned`: there are findings, and none of them can fail a run. `not-applicable`: there was nothing to judge. */
export type RuleOutcome = 'passed' | 'warned' | 'failed' | 'undetermined' | 'crashed' | 'not-applicable';

/** One rule with everything this run says about it. */
export interface JudgedRule {
  readonly rule: string;
  readonly severity: Severity;
  /** What must be true. */
  readonly summary: string;
  readonly outcome: RuleOutcome;
  /** There where the outcome is `not-applicable`, and only there. */
  readonly notApplicable?: NotApplicableReason;
  /** How many passed; there where the outcome is `passed`, and only there. */
  readonly subjects?: number;
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly crashed: readonly CrashedRule[];
}

/**
 * Every rule that ran, in the documented order, and after them any other that is spoken of.
 *
 * @param rules those that have a summary
 */
export function judgedRules(
  report: Report,
  rules: readonly Pick<Rule, 'id' | 'summary'>[],
): readonly JudgedRule[] {
  const summaries = new Map(rules.map(({ id, summary }) => [id, summary]));
  const severities = new Map<string, Severity>(report.rules.map(({ rule, severity }) => [rule, severity]));
  for (const { rule, severity } of [...report.findings, ...report.undetermined]) {
    if (!severities.has(rule)) severities.set(rule, severity);
  }
  for (const { rule } of report.crashed) if (!severities.has(rule)) severities.set(rule, 'error');
  const told = new Map(report.rules.map((one) => [one.rule, one]));
  return Array.from(severities, ([rule, severity]) => {
    const about = {
      findings: report.findings.filter((finding) => finding.rule === rule),
      undetermined: report.undetermined.filter((subject) => subject.rule === rule),
      crashed: report.crashed.filter((crash) => crash.rule === rule),
    };
    const summary = summaries.get(rule) ?? `See lockkeeper explain ${rule}.`;
    const outcome = outcomeOf(about);
    if (outcome !== 'passed') return { rule, severity, summary, outcome, ...about };
    const { notApplicable, subjects, outcome: ended } = told.get(rule) ?? {};
    if (ended === 'undetermined') return { rule, severity, summary, outcome: ended, ...about };
    return notApplicable === undefined
      ? { rule, severity, summary, outcome, ...(subjects !== undefined && { subjects }), ...about }
      : { rule, severity, summary, outcome: 'not-applicable', notApplicable, ...about };
  });
}

function outcomeOf({
  findings,
  undetermined,
  crashed,
}: Pick<JudgedRule, 'findings' | 'undetermined' | 'crashed'>): RuleOutcome {
  if (crashed.length > 0) return 'crashed';
  if (findings.some(({ severity }) => severity === 'error')) return 'failed';
  if (undetermined.length > 0) return 'undetermined';
  return findings.length > 0 ? 'warned' : 'passed';
}

import type { GuardDecision } from '../deployment/guard/guard.ts';
import type { Report } from '../engine/report.ts';
import type { JsonReport } from './json-report.ts';
import { jsonReport } from './json.ts';
import type { ReportContext } from './report-context.ts';

/** Output of `guard --format json`. */
export interface JsonGuard {
  readonly schema_version: 1;
  readonly passed: boolean;
  readonly exit: GuardDecision['exit'];
  readonly headline: GuardDecision['headline'];
  /** What was judged, such as `3 revisions, 1 pair, 12 changed files since 4f2c1a9`. */
  readonly judged: string;
  readonly explanation: string;
  /** `null` when only the tree was judged. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly record: GuardDecision['record'];
  /** One for each rule. */
  readonly checks: GuardDecision['checks'];
  /** One for each check of the release; the policy with its rules is the first. */
  readonly table: GuardDecision['table'];
  /** Exactly what `check --format json` gives. */
  readonly report: JsonReport;
}

export function guardJson(decision: GuardDecision, report: Report, context: ReportContext): string {
  const { passed, exit, headline, judged, explanation, range, record, checks, table } = decision;
  const output: JsonGuard = {
    schema_version: 1,
    passed,
    exit,
    headline,
    judged,
    explanation,
    range: range ?? null,
    record,
    checks,
    table,
    report: jsonReport(report, context),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

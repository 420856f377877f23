import type { GuardDecision, RuleCheck } from '../deployment/guard/guard.ts';
import { displayText } from '../model/display-text.ts';
import type { RuleOutcome } from '../engine/judged-rules.ts';
import type { Report } from '../engine/report.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { displayWidth } from './display-width.ts';
import { guardChecksText } from './guard-checks-text.ts';
import { pretty } from './pretty.ts';
import type { ReportContext } from './report-context.ts';
import { counted } from '../engine/tally.ts';

/** The rules, every finding, the table of checks, and then the headline, which is what a terminal still shows. */
export function guardText(decision: GuardDecision, report: Report, context: ReportContext): string {
  const paint = paintFor(context.colors);
  const headline = (decision.passed ? paint.good : paint.error)(decision.headline);
  return [
    ruleTable(decision.checks, paint),
    pretty(report, context).trimEnd(),
    guardChecksText(decision.table, paint),
    `${headline}: ${displayText(decision.judged)}\n${displayText(decision.explanation)}\n`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

const MARKS = {
  passed: '✓',
  warned: '!',
  failed: '✗',
  undetermined: '?',
  crashed: '✗',
  'not-applicable': '–',
} as const;
const COLOURS: Readonly<Record<RuleOutcome, 'good' | 'warning' | 'error'>> = {
  passed: 'good',
  warned: 'warning',
  failed: 'error',
  undetermined: 'warning',
  crashed: 'error',
  'not-applicable': 'warning',
};

function ruleTable(checks: readonly RuleCheck[], paint: Paint): string {
  const rows = checks
    .filter(({ outcome }) => outcome !== 'not-applicable')
    .map((check) => ({ check, name: displayText(check.rule), result: resultOf(check) }));
  const nameWidth = Math.max(0, ...rows.map(({ name }) => displayWidth(name)));
  const resultWidth = Math.max(0, ...rows.map(({ result }) => displayWidth(result)));
  return rows
    .map(({ check: { outcome, summary }, name, result }) => {
      const colour = paint[COLOURS[outcome]];
      return `${colour(MARKS[outcome])} ${padded(name, nameWidth)}  ${colour(padded(result, resultWidth))}  ${paint.faint(displayText(summary))}`;
    })
    .join('\n');
}

function resultOf({ outcome, subjects, findings, undetermined }: RuleCheck): string {
  if (outcome === 'passed' && subjects !== null) return `passed (${subjects})`;
  if (outcome === 'passed' || outcome === 'crashed') return outcome;
  const parts = [
    ...(findings > 0 ? [counted(findings, 'finding')] : []),
    ...(undetermined > 0 ? [`${undetermined} undetermined`] : []),
  ];
  return parts.join(', ');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(width - displayWidth(text));
}

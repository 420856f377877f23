import type { GuardDecision } from '../deployment/guard/guard.ts';
import type { GuardCheck } from '../deployment/guard/guard-check.ts';
import type { Report } from '../engine/report.ts';
import { markdownSummary } from './markdown-summary.ts';
import { markdownText } from '../model/markdown-text.ts';
import type { ReportContext } from './report-context.ts';

const RESULTS = {
  passed: 'PASS',
  failed: 'FAIL',
  undetermined: 'not proved',
  'not-asked': 'not asked',
} as const;

/** A job summary: the decision with its table of checks, then what the rules found. */
export function guardMarkdown(decision: GuardDecision, report: Report, context: ReportContext): string {
  const { headline, judged, explanation, table } = decision;
  return [
    `## ${headline}: ${markdownText(judged)}`,
    markdownText(explanation),
    checkTable(table),
    ...table.flatMap(section),
    markdownSummary(report, context),
  ].join('\n\n');
}

function checkTable(table: readonly GuardCheck[]): string {
  return [
    '| Check | Result | What must be true |',
    '| --- | --- | --- |',
    ...table.map(({ id, state, title }) => `| ${id} | ${RESULTS[state]} | ${markdownText(title)} |`),
  ].join('\n');
}

function section({ id, why, evidence, problems }: GuardCheck): readonly string[] {
  const lines = [
    ...(why === null ? [] : [`- ${markdownText(why)}`]),
    ...problems.flatMap((problem) => [
      `- **${problem.kind === 'failed' ? 'failed' : 'not proved'}** ${placed(problem)}`,
      `  - next: ${markdownText(problem.next_step)}`,
    ]),
    ...evidence.map((seen) => `- seen: ${placed(seen)}`),
  ];
  return [`#### ${id}`, lines.join('\n')];
}

function placed({ text, where }: { readonly text: string; readonly where: string | null }): string {
  return where === null ? markdownText(text) : `${markdownText(text)} (${markdownText(where)})`;
}

import type { Finding, Undetermined } from '../model/finding.ts';
import type { Report } from '../engine/report.ts';
import { judgedRules, type JudgedRule } from '../engine/judged-rules.ts';
import { markdownCode, markdownText } from '../model/markdown-text.ts';
import { coverageSentence } from '../engine/coverage.ts';
import { notApplicableSentences } from '../engine/not-applicable.ts';
import { placeText } from './place-text.ts';
import { policyLine } from './policy-line.ts';
import { nextStep, reasonsOf } from './reasons.ts';
import type { ReportContext } from './report-context.ts';
import { acceptedSentence, judgedNothing, tallySentence } from '../engine/tally.ts';
import { allRules } from '../checker/all-rules.ts';

/** A job summary or a comment on a pull request. */
export function markdownSummary(report: Report, context: ReportContext): string {
  const accepted = acceptedSentence(report);
  const blocks = [
    [`### ${headlineOf(report)}`],
    [
      `Judged by ${markdownText(policyLine(report.policy))} at stage ${report.stage} in ${Math.round(context.durationMs)} ms.`,
    ],
    [markdownText(coverageSentence(report))],
    ruleTable(
      judgedRules(report, context.rules ?? allRules).filter(({ outcome }) => outcome !== 'not-applicable'),
    ),
    notApplicableSentences(report.rules).map(markdownText),
    section(
      'Crashed',
      report.crashed.map(({ rule, error }) => `- ${markdownCode(rule)}: ${markdownText(error)}`),
    ),
    section('Findings', report.findings.flatMap(findingLines)),
    section(
      'Undetermined',
      report.undetermined.flatMap((subject) => undeterminedLines(subject, report)),
    ),
    ...report.notices.map((notice) => [`> ${markdownText(notice)}`]),
    accepted === undefined ? [] : [markdownText(accepted)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A tick is for what passed. */
function headlineOf(report: Report): string {
  const tally = tallySentence(report);
  return judgedNothing(report) ? tally : `${VERDICTS[report.verdict]}: ${tally}`;
}

const VERDICTS = { pass: '✅ Pass', fail: '❌ Fail', undetermined: '❔ Undetermined' } as const;
const OUTCOMES = {
  passed: 'PASS',
  warned: 'WARN',
  failed: 'FAIL',
  undetermined: 'undetermined',
  crashed: 'CRASHED',
  'not-applicable': 'not applicable',
} as const;

function ruleTable(rules: readonly JudgedRule[]): string[] {
  if (rules.length === 0) return [];
  return [
    '| Rule | Result | Findings | Undetermined | What must be true |',
    '| --- | --- | ---: | ---: | --- |',
    ...rules.map(({ rule, outcome, subjects, findings, undetermined, summary }) => {
      const cells = [
        markdownText(rule),
        subjects === undefined ? OUTCOMES[outcome] : `${OUTCOMES[outcome]} (${subjects})`,
        findings.length,
        undetermined.length,
        markdownText(summary),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`#### ${title}`, '', ...lines];
}

function findingLines(finding: Finding): string[] {
  const { severity, message, at, rule, fixes } = finding;
  const place = at === undefined ? '' : `${markdownCode(placeText(at))} `;
  const details = [...whyLines(finding), ...fixes.map(({ title }) => `fix: ${markdownText(title)}`)];
  return [`- **${severity}** ${place}${markdownText(message)} (${markdownCode(rule)})`, ...folded(details)];
}

function undeterminedLines(subject: Undetermined, { stage }: Report): string[] {
  const { message, at, rule } = subject;
  const place = at === undefined ? '' : `${markdownCode(placeText(at))} `;
  const details = [...whyLines(subject), `next: ${markdownText(nextStep(subject, stage))}`];
  return [`- **undetermined** ${place}${markdownText(message)} (${markdownCode(rule)})`, ...folded(details)];
}

function whyLines(subject: Finding | Undetermined): readonly string[] {
  return [
    ...reasonsOf(subject).map((reason) => `because ${markdownText(reason)}`),
    ...subject.related.map(
      ({ message, at }) => `see: ${markdownCode(placeText(at))} ${markdownText(message)}`,
    ),
  ];
}

/** Indented, so that it stays inside the list item. */
function folded(details: readonly string[]): readonly string[] {
  if (details.length === 0) return [];
  return [
    '  <details><summary>Why</summary>',
    '',
    ...details.map((detail) => `  - ${detail}`),
    '',
    '  </details>',
  ];
}

import type { QualityReport } from '../deployment/readiness/quality-report.ts';
import type { Quality } from '../deployment/readiness/quality.ts';
import { markdownText } from '../model/markdown-text.ts';
import { STATE_WORDS, subject } from './quality-report-text.ts';

/** For a pull request or a record of decisions: each word with a table of what it rests on. */
export function qualityReportMarkdown(report: QualityReport): string {
  return `${[markdownText(subject(report)), ...report.qualities.map(section)].join('\n\n')}\n`;
}

function section({ name, claim, state, evidence }: Quality): string {
  return [
    `## ${name}: ${STATE_WORDS[state]}`,
    '',
    markdownText(claim),
    '',
    '| What must be true | Result | What was seen | Source |',
    '| --- | --- | --- | --- |',
    ...evidence.map(
      (one) =>
        `| ${markdownText(one.title)} | ${STATE_WORDS[one.state]} | ${one.seen.map(markdownText).join('<br>')} | ${markdownText(one.source)} |`,
    ),
  ].join('\n');
}

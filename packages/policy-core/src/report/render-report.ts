import type { Report } from '../engine/report.ts';
import { checkDocument } from './check-document.ts';
import { markdownPage } from './document/markdown.ts';
import { terminalText } from './document/terminal.ts';
import { githubAnnotations } from './github-annotations.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { ReportContext } from './report-context.ts';
import { sarif } from './sarif.ts';

export const REPORT_FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report as text; every format carries every finding with its message word for word. */
export function renderReport(format: ReportFormat, report: Report, context: ReportContext): string {
  return REPORTERS[format](report, context);
}

const REPORTERS: Readonly<Record<ReportFormat, (report: Report, context: ReportContext) => string>> = {
  pretty: (report, context) => terminalText(checkDocument(report, context), context),
  json,
  sarif,
  github: githubAnnotations,
  junit,
  markdown: (report, context) => markdownPage(checkDocument(report, context)),
};

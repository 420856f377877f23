import type { GuardDecision } from '../deployment/guard/guard.ts';
import type { Report } from '../engine/report.ts';
import { markdownPage } from './document/markdown.ts';
import { terminalText } from './document/terminal.ts';
import { guardDocument } from './guard-document.ts';
import { guardJson } from './guard-json.ts';
import { guardSarif } from './guard-sarif.ts';
import type { ReportContext } from './report-context.ts';

export type GuardFormat = 'pretty' | 'json' | 'sarif' | 'markdown';

/**
 * What the guard says, as text. Machine formats carry every problem word for word; a terminal names the checks that wait for
 * another one beside it, and says their problems with `verbose`.
 */
export function renderGuard(
  format: GuardFormat,
  { decision, report }: { readonly decision: GuardDecision; readonly report: Report },
  context: ReportContext,
): string {
  return RENDERERS[format](decision, report, context);
}

type Renderer = (decision: GuardDecision, report: Report, context: ReportContext) => string;

const RENDERERS: Readonly<Record<GuardFormat, Renderer>> = {
  pretty: (decision, report, context) => terminalText(guardDocument(decision, report, context), context),
  json: guardJson,
  sarif: guardSarif,
  markdown: (decision, report, context) => markdownPage(guardDocument(decision, report, context)),
};

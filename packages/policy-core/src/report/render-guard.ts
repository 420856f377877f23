import type { GuardDecision } from '../deployment/guard/guard.ts';
import type { Report } from '../engine/report.ts';
import { guardJson } from './guard-json.ts';
import { guardMarkdown } from './guard-markdown.ts';
import { guardSarif } from './guard-sarif.ts';
import { guardText } from './guard-text.ts';
import type { ReportContext } from './report-context.ts';

export type GuardFormat = 'pretty' | 'json' | 'sarif' | 'markdown';

/** What the guard says, as text; every format carries every problem with its message word for word. */
export function renderGuard(
  format: GuardFormat,
  { decision, report }: { readonly decision: GuardDecision; readonly report: Report },
  context: ReportContext,
): string {
  return RENDERERS[format](decision, report, context);
}

type Renderer = (decision: GuardDecision, report: Report, context: ReportContext) => string;

const RENDERERS: Readonly<Record<GuardFormat, Renderer>> = {
  pretty: guardText,
  json: guardJson,
  sarif: guardSarif,
  markdown: guardMarkdown,
};

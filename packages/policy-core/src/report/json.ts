import type { Evidence, Finding, RelatedPlace, Undetermined } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Report } from '../engine/report.ts';
import type { Position, SourceSpan } from '../model/source-span.ts';
import { docsUrl } from './docs-url.ts';
import type {
  JsonEvidence,
  JsonFinding,
  JsonFix,
  JsonPlace,
  JsonRelated,
  JsonReport,
  JsonUndetermined,
  JsonWaived,
} from './json-report.ts';
import type { ReportContext } from './report-context.ts';
import { shownFixes } from './shown-fixes.ts';
import { tallyOf } from '../engine/tally.ts';

/** Output for programs: the one format whose shape is promised. */
export function json(report: Report, context: ReportContext): string {
  return `${JSON.stringify(jsonReport(report, context), null, 2)}\n`;
}

export function jsonReport(report: Report, { durationMs, homepage }: ReportContext): JsonReport {
  const { verdict, stage, focus, policy, crashed, rules, notices } = report;
  const { errors, warnings, infos, undetermined } = tallyOf(report);
  return {
    schema_version: 1,
    verdict,
    stage,
    focus,
    policy: { ...policy, title: policy.title ?? null, version: policy.version ?? null },
    summary: {
      errors,
      warnings,
      infos,
      undetermined,
      files: report.files,
      duration_ms: Math.round(durationMs),
    },
    findings: report.findings.map((finding) => jsonFinding(finding, homepage)),
    undetermined: report.undetermined.map((subject) => jsonUndetermined(subject, homepage)),
    crashed,
    waived: report.waived.map(jsonWaived),
    baselined: report.baselined.length,
    outdated_baseline_entries: report.outdatedBaselineEntries ?? null,
    rules,
    left_out: report.leftOut,
    notices,
  };
}

function jsonFinding(
  { rule, severity, message, at, ...rest }: Finding,
  homepage: string | undefined,
): JsonFinding {
  return {
    rule,
    severity,
    message,
    ...place(at),
    docs_url: docsUrl(rule, homepage),
    evidence: rest.evidence.map(jsonEvidence),
    fixes: shownFixes(rest.fixes).map(jsonFix),
    related: rest.related.map(jsonRelated),
  };
}

function jsonUndetermined(undetermined: Undetermined, homepage: string | undefined): JsonUndetermined {
  const { rule, severity, subject, message, at, waitsFor, missing, evidence, related } = undetermined;
  return {
    rule,
    severity,
    subject,
    message,
    ...place(at),
    waits_for: waitsFor,
    missing,
    docs_url: docsUrl(rule, homepage),
    evidence: evidence.map(jsonEvidence),
    related: related.map(jsonRelated),
  };
}

function jsonWaived({ finding, waiver }: Report['waived'][number]): JsonWaived {
  const { rule, severity, message, at } = finding;
  const { reason, approver, expires } = waiver;
  const written = { path: waiver.at.path, ...lineAndColumn(waiver.at.start) };
  return { rule, severity, message, ...place(at), waiver: { reason, approver, expires, ...written } };
}

function jsonEvidence({ subject, relation, value, source }: Evidence): JsonEvidence {
  return { subject, relation, value, source: source === undefined ? null : place(source) };
}

function jsonRelated({ message, at }: RelatedPlace): JsonRelated {
  return { message, path: at.path, ...lineAndColumn(at.start) };
}

function jsonFix({ title, safety, edits }: Fix): JsonFix {
  return {
    title,
    safety,
    edits: edits.map(({ path, start, end, text, creates }) => ({
      path,
      start: lineAndColumn(start),
      end: lineAndColumn(end),
      text,
      ...(creates === true ? { creates } : {}),
    })),
  };
}

function place(at: SourceSpan | undefined): JsonPlace {
  if (at === undefined) return { path: null, line: null, column: null, end_line: null, end_column: null };
  const end = lineAndColumn(at.end);
  return { path: at.path, ...lineAndColumn(at.start), end_line: end.line, end_column: end.column };
}

function lineAndColumn({ line, character }: Position): { readonly line: number; readonly column: number } {
  return { line: line + 1, column: character + 1 };
}

import type { Evidence, Finding, RelatedPlace, Undetermined } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Report } from '../engine/report.ts';
import { shortenedText } from '../model/shortened-text.ts';
import type { Position, SourceSpan } from '../model/source-span.ts';
import { docsUrl } from './docs-url.ts';
import type {
  JsonCoverage,
  JsonEvidence,
  JsonFinding,
  JsonFix,
  JsonPlace,
  JsonRelated,
  JsonReport,
  JsonSaying,
  JsonUndetermined,
  JsonWaived,
} from './json-report.ts';
import type { ReportContext } from './report-context.ts';
import { shownFixes } from './shown-fixes.ts';
import { ruleCounts } from '../engine/coverage.ts';
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
    coverage: jsonCoverage(report),
    findings: report.findings.map((finding) => jsonFinding(finding, homepage)),
    undetermined: report.undetermined.map((subject) => jsonUndetermined(subject, homepage)),
    crashed,
    waived: report.waived.map(jsonWaived),
    baselined: report.baselined.length,
    outdated_baseline_entries: report.outdatedBaselineEntries ?? null,
    rules: rules.map(({ notApplicable, subjects, ...rule }) => ({
      ...rule,
      subjects: subjects ?? null,
      not_applicable: notApplicable ?? null,
    })),
    left_out: report.leftOut,
    notices,
  };
}

export function jsonCoverage({ rules, judged, files, places, unsupported }: Report): JsonCoverage {
  const { notApplicable, ...ended } = ruleCounts(rules);
  const { changedFiles, ...subjects } = judged;
  return {
    rules: { ...ended, not_applicable: notApplicable },
    subjects: { files, ...subjects, changed_files: changedFiles ?? null },
    places: places.map(({ section, written, files: matched }) => ({ section, written, files: matched })),
    unsupported,
  };
}

function jsonFinding(finding: Finding, homepage: string | undefined): JsonFinding {
  const { rule, at, evidence, fixes, related } = finding;
  return {
    ...saying(finding),
    ...place(at),
    docs_url: docsUrl(rule, homepage),
    evidence: evidence.map(jsonEvidence),
    fixes: shownFixes(fixes).map(jsonFix),
    related: related.map(jsonRelated),
  };
}

function jsonUndetermined(undetermined: Undetermined, homepage: string | undefined): JsonUndetermined {
  const { rule, subject, at, waitsFor, missing, evidence, related } = undetermined;
  return {
    ...saying(undetermined),
    subject,
    ...place(at),
    waits_for: waitsFor,
    missing,
    docs_url: docsUrl(rule, homepage),
    evidence: evidence.map(jsonEvidence),
    related: related.map(jsonRelated),
  };
}

function jsonWaived({ finding, waiver }: Report['waived'][number]): JsonWaived {
  const { reason, approver, expires } = waiver;
  const written = { path: waiver.at.path, ...lineAndColumn(waiver.at.start) };
  return { ...saying(finding), ...place(finding.at), waiver: { reason, approver, expires, ...written } };
}

function saying({ rule, severity, message, messageId, data }: Finding | Undetermined): JsonSaying {
  const shown = Object.entries(data).map(([name, value]) => [name, shortenedText(value)]);
  return { rule, severity, message, message_id: messageId, data: Object.fromEntries(shown) };
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

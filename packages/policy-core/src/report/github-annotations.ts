import { displayText } from '../model/display-text.ts';
import type { Finding, Undetermined } from '../model/finding.ts';
import type { Report } from '../engine/report.ts';
import type { SourceSpan } from '../model/source-span.ts';
import { mustBeProved, type Stage } from '../model/stage.ts';
import { coverageSentence } from '../engine/coverage.ts';
import { notApplicableSentences } from '../engine/not-applicable.ts';
import type { ReportContext } from './report-context.ts';
import { tallySentence } from '../engine/tally.ts';

/** Workflow commands: GitHub shows each as an annotation beside the changed line. */
export function githubAnnotations(report: Report, { durationMs }: ReportContext): string {
  const annotations = [
    ...report.crashed.map(({ rule, error }) => ({
      kind: 'error' as const,
      title: `${rule} (crashed)`,
      at: undefined,
      text: error,
    })),
    ...report.findings.map(ofFinding),
    ...report.undetermined.map((subject) => ofUndetermined(subject, report.stage)),
  ].sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
  const summary = `Lockkeeper: ${tallySentence(report)} (${Math.round(durationMs)} ms).`;
  const coverage = [coverageSentence(report), ...notApplicableSentences(report.rules)];
  return [...annotations.map(command), `${summary}${shortage(annotations)}`, ...coverage, ''].join('\n');
}

/** The gravest first: GitHub keeps the first ten of each kind. */
const KINDS = ['error', 'warning', 'notice'] as const;
const SHOWN_PER_KIND = 10;

interface Annotation {
  readonly kind: (typeof KINDS)[number];
  readonly title: string;
  readonly at: SourceSpan | undefined;
  readonly text: string;
}

function ofFinding({ severity, rule, message, at }: Finding): Annotation {
  return { kind: severity === 'info' ? 'notice' : severity, title: rule, at, text: displayText(message) };
}

function ofUndetermined({ severity, rule, message, missing, at }: Undetermined, stage: Stage): Annotation {
  const reasons = missing.map(({ reason }) => `because ${displayText(reason)}`);
  return {
    kind: severity === 'error' && mustBeProved(stage) ? 'error' : 'warning',
    title: `${rule} (undetermined)`,
    at,
    text: [`undetermined: ${displayText(message)}`, ...reasons].join('\n'),
  };
}

function command({ kind, title, at, text }: Annotation): string {
  const properties = [['title', displayText(title)], ...placeProperties(at)];
  const written = properties.map(([name = '', value = '']) => `${name}=${escapeProperty(value)}`).join(',');
  return `::${kind} ${written}::${escapeData(text)}`;
}

/** GitHub takes columns only for a place on one line. */
function placeProperties(at: SourceSpan | undefined): readonly (readonly string[])[] {
  if (at === undefined) return [];
  const { path, start, end } = at;
  const begin = [
    ['file', shownPath(path)],
    ['line', `${start.line + 1}`],
  ];
  const endLine = ['endLine', `${end.line + 1}`];
  if (start.line !== end.line) return [...begin, endLine];
  const column = ['col', `${start.character + 1}`];
  const isEmpty = start.character === end.character;
  return [...begin, column, endLine, ...(isEmpty ? [] : [['endColumn', `${end.character + 1}`]])];
}

/** A line end is kept, which GitHub undoes; what else a terminal obeys is shown instead. */
function shownPath(path: string): string {
  return path
    .split(/([\r\n])/)
    .map((part) => (/^[\r\n]$/.test(part) ? part : displayText(part)))
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function shortage(annotations: readonly Annotation[]): string {
  const isShort = KINDS.some(
    (kind) => annotations.filter((one) => one.kind === kind).length > SHOWN_PER_KIND,
  );
  return isShort
    ? ` GitHub shows ${SHOWN_PER_KIND} annotations of each kind per step; this log has all of them.`
    : '';
}

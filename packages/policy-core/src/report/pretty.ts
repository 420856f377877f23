import { displayText } from '../model/display-text.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Report } from '../engine/report.ts';
import { coverageSentence } from '../engine/coverage.ts';
import { notApplicableSentences } from '../engine/not-applicable.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { codeFrame, linesOf } from './code-frame.ts';
import { lineAndColumn, placeText } from './place-text.ts';
import { policyLine } from './policy-line.ts';
import { undeterminedBlock } from './pretty-undetermined.ts';
import { reasonsOf } from './reasons.ts';
import type { ReportContext } from './report-context.ts';
import { acceptedSentence, counted, tallySentence } from '../engine/tally.ts';

/** Output for people at a terminal: every finding with its place, its code, its reasons and its way out. */
export function pretty(report: Report, context: ReportContext): string {
  const paint = paintFor(context.colors);
  const blocks = [
    [paint.faint(`lockkeeper ${displayText(context.toolVersion)}, policy ${policyLine(report.policy)}`)],
    ...fileGroups(report.findings).map((group) => fileBlock(group, context, paint)),
    undeterminedBlock(report, paint),
    crashBlock(report, paint),
    remarks(report, paint),
    [summaryLine(report, context, paint)],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface FileGroup {
  /** `undefined`: the change itself. */
  readonly path: string | undefined;
  readonly findings: readonly Finding[];
}

function fileGroups(findings: readonly Finding[]): readonly FileGroup[] {
  const groups = new Map<string | undefined, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.at?.path);
    if (group) group.push(finding);
    else groups.set(finding.at?.path, [finding]);
  }
  return Array.from(groups, ([path, group]) => ({ path, findings: group }));
}

function fileBlock({ path, findings }: FileGroup, context: ReportContext, paint: Paint): string[] {
  const isKnown = path !== undefined && Object.hasOwn(context.texts, path);
  const lines = isKnown ? linesOf(context.texts[path] ?? '') : [];
  const header = path === undefined ? 'The change as a whole' : headerOf(path);
  const columns = Math.max(20, (context.width ?? 120) - FRAME_MARGIN);
  return [
    paint.strong(header),
    ...findings.flatMap((finding) => findingLines(finding, { lines, columns, paint })),
  ];
}

/** A CI log may take a line that begins with `::` for a command. */
function headerOf(path: string): string {
  const shown = displayText(path);
  return shown.trimStart().startsWith('::') ? `./${shown}` : shown;
}

const INDENT = ' '.repeat(6);
/** Indentation, a line number of up to six digits and the bar. */
const FRAME_MARGIN = 16;

interface View {
  readonly lines: readonly string[];
  readonly columns: number;
  readonly paint: Paint;
}

function findingLines(finding: Finding, view: View): string[] {
  const { severity, message, rule, at, fixes, related } = finding;
  const { paint } = view;
  const place = at === undefined ? '' : `${paint.faint(lineAndColumn(at))}  `;
  return [
    `  ${place}${severityLabel(severity, paint)}  ${displayText(message)}  ${paint.faint(displayText(rule))}`,
    ...frameLines(finding, view),
    ...reasonsOf(finding).map((reason) => `${INDENT}${paint.faint('because')} ${reason}`),
    ...fixes.map(
      ({ title, safety }) =>
        `${INDENT}${paint.good('fix:')} ${displayText(title)} ${paint.faint(HOW_TO_FIX[safety])}`,
    ),
    ...related.map(
      (place) => `${INDENT}${paint.faint('see:')} ${placeText(place.at)} ${displayText(place.message)}`,
    ),
  ];
}

const HOW_TO_FIX = { safe: '(available with --fix)', 'needs-review': '(needs your review)' } as const;

function severityLabel(severity: Severity, paint: Paint): string {
  return paint[severity](severity);
}

function frameLines({ at, severity }: Finding, { lines, columns, paint }: View): string[] {
  const frame = at && codeFrame(at, lines, columns);
  if (!frame) return [];
  const gutter = `${INDENT}${' '.repeat(frame.lineNumber.length)} ${paint.faint('|')}`;
  return [
    `${INDENT}${paint.faint(`${frame.lineNumber} |`)} ${frame.code}`,
    `${gutter} ${frame.indent}${paint[severity](frame.underline)}`,
  ];
}

function crashBlock({ crashed }: Report, paint: Paint): string[] {
  if (crashed.length === 0) return [];
  return [
    ...crashed.map(
      ({ rule, error }) => `${paint.error('crashed')}  ${displayText(rule)}: ${displayText(error)}`,
    ),
    `${INDENT}This is a fault of Lockkeeper, not of your files. Run again with --save-snapshot and report it with the snapshot.`,
  ];
}

function remarks(report: Report, paint: Paint): string[] {
  const accepted = acceptedSentence(report);
  return [
    ...report.notices.map((notice) => `${paint.info('note:')} ${displayText(notice)}`),
    ...(accepted === undefined ? [] : [paint.faint(accepted)]),
    paint.faint(coverageSentence(report)),
    ...notApplicableSentences(report.rules).map((line) => paint.faint(line)),
  ];
}

function summaryLine(report: Report, { durationMs }: ReportContext, paint: Paint): string {
  const fixable = report.findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length;
  const colour = { pass: paint.good, fail: paint.error, undetermined: paint.warning }[report.verdict];
  const hint = fixable === 0 ? '' : ` ${counted(fixable, 'finding')} can be fixed with --fix.`;
  return `${colour(tallySentence(report))} ${paint.faint(`(${Math.round(durationMs)} ms)`)}${hint === '' ? '' : `.${hint}`}`;
}

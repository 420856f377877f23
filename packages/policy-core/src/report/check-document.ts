import { allRules } from '../checker/all-rules.ts';
import { coverageLine } from '../engine/coverage.ts';
import { judgedRules, type JudgedRule, type RuleOutcome } from '../engine/judged-rules.ts';
import { NOT_APPLICABLE, notApplicableSentences } from '../engine/not-applicable.ts';
import type { Report } from '../engine/report.ts';
import { acceptedSentence, counted, judgedNothing, tallySentence } from '../engine/tally.ts';
import type { Finding, Undetermined } from '../model/finding.ts';
import { docsUrl } from './docs-url.ts';
import { linesOf } from './code-frame.ts';
import {
  code,
  commaList,
  faint,
  gap,
  lines,
  list,
  section,
  strong,
  title,
  toned,
  type Document,
  type Item,
  type Mark,
  type Text,
  type Tone,
} from './document/document.ts';
import { lineAndColumn, placeText } from './place-text.ts';
import { policyLine } from './policy-line.ts';
import { nextStep, reasonsOf } from './reasons.ts';
import type { ReportContext } from './report-context.ts';

/** The verdict; what fails, with its places, reasons and ways out; what is not decided; warnings; and the rest, folded. */
export function checkDocument(report: Report, context: ReportContext): Document {
  const fixable = report.findings.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe')).length;
  return [
    ...title(
      [toned(TONES[report.verdict], headlineOf(report)), faint(` (${Math.round(context.durationMs)} ms)`)],
      judgeLine(report, context),
      ...(fixable === 0 ? [] : [`${counted(fixable, 'finding')} can be fixed with --fix.`]),
    ),
    ...failures(report, context),
    ...undecided(report, context),
    ...warnings(report, context),
    ...remainder(report, context),
  ];
}

const TONES: Readonly<Record<Report['verdict'], Tone>> = {
  pass: 'good',
  fail: 'error',
  undetermined: 'warning',
};

const VERDICTS = { pass: '✅ Pass', fail: '❌ Fail', undetermined: '❔ Undetermined' } as const;

/** A tick is for what passed. */
function headlineOf(report: Report): string {
  const tally = tallySentence(report);
  return judgedNothing(report) ? tally : `${VERDICTS[report.verdict]}: ${tally}`;
}

/** What judged. */
export function judgeLine({ policy, stage }: Report, { toolVersion }: ReportContext): Text {
  return faint(`lockkeeper ${toolVersion} at stage ${stage}, policy ${policyLine(policy)}`);
}

/** Crashed rules and errors. */
export function failures({ crashed, findings }: Report, context: ReportContext): Document {
  const leads = leadsOf(findings).filter(({ finding }) => finding.severity === 'error');
  return [
    ...section(
      strong('Crashed'),
      list(
        crashed.map(({ rule, error }) => ({
          mark: 'failed',
          text: [code(rule), `: ${error}`],
          blocks: lines(
            'This is a fault of Lockkeeper, not of your files. Run again with --save-snapshot and report it with the snapshot.',
          ),
        })),
      ),
    ),
    ...fileSections(leads, context),
  ];
}

/** What fails nothing. */
export function warnings({ findings }: Report, context: ReportContext): Document {
  const leads = leadsOf(findings).filter(({ finding }) => finding.severity !== 'error');
  return fileSections(leads, context);
}

interface Lead {
  readonly finding: Finding;
  /** What else is found at the very same place. */
  readonly others: readonly Finding[];
}

/** The heaviest finding of each place, with the others: one statement is shown once, whatever several rules say of it. */
function leadsOf(findings: readonly Finding[]): readonly Lead[] {
  const places = new Map<unknown, Finding[]>();
  for (const finding of findings) {
    const { path, start, end } = finding.at ?? {};
    const key =
      start && end ? `${start.line}:${start.character}:${end.line}:${end.character}:${path}` : finding;
    const group = places.get(key);
    if (group) group.push(finding);
    else places.set(key, [finding]);
  }
  return [...places.values()].flatMap((group) => {
    const [finding, ...others] = group.toSorted((one, other) => weightOf(one) - weightOf(other));
    return finding === undefined ? [] : [{ finding, others }];
  });
}

function weightOf({ severity }: Finding): number {
  return ['error', 'warning', 'info'].indexOf(severity);
}

function fileSections(leads: readonly Lead[], context: ReportContext): Document {
  const groups = new Map<string | undefined, Lead[]>();
  for (const lead of leads) {
    const path = lead.finding.at?.path;
    const group = groups.get(path);
    if (group) group.push(lead);
    else groups.set(path, [lead]);
  }
  return Array.from(groups, ([path, group]) => {
    const isKnown = path !== undefined && Object.hasOwn(context.texts, path);
    const source = isKnown ? linesOf(context.texts[path] ?? '') : [];
    const heading = path === undefined ? 'The change as a whole' : path;
    return section(strong(heading), list(group.map((lead) => leadItem(lead, source, context))));
  }).flat();
}

function leadItem({ finding, others }: Lead, source: readonly string[], context: ReportContext): Item {
  const { severity, at } = finding;
  const { text, blocks = [] } = findingItem(finding, context);
  const frame: Document = at === undefined ? [] : [{ kind: 'source', at, lines: source, tone: severity }];
  return {
    text: [at === undefined ? '' : [faint(lineAndColumn(at)), gap], text],
    blocks: [...frame, ...blocks, ...list(others.map((other) => findingItem(other, context)))],
  };
}

function findingItem(finding: Finding, context: ReportContext): Item {
  const { severity, message, fixes } = finding;
  return {
    text: [toned(severity, severity), gap, message, gap, ruleName(finding, context)],
    blocks: why([
      ...becauseLines(finding),
      ...fixes.map(({ title: fix, safety }) => [
        toned('good', 'fix:'),
        ` ${fix} `,
        faint(HOW_TO_FIX[safety]),
      ]),
      ...seeLines(finding),
    ]),
  };
}

const HOW_TO_FIX = { safe: '(available with --fix)', 'needs-review': '(needs your review)' } as const;

function ruleName({ rule }: Finding | Undetermined, { homepage }: ReportContext): Text {
  const href = docsUrl(rule, homepage);
  return faint(href === null ? code(rule) : { kind: 'link', text: rule, href });
}

function becauseLines(subject: Finding | Undetermined): readonly Text[] {
  return reasonsOf(subject).map((reason) => [faint('because'), ` ${reason}`]);
}

function seeLines({ related }: Finding | Undetermined): readonly Text[] {
  return related.map(({ message, at }) => [faint('see:'), ' ', code(placeText(at)), ` ${message}`]);
}

/** Open in a terminal, where nothing can be opened. */
function why(reasons: readonly Text[]): Document {
  if (reasons.length === 0) return [];
  return [{ kind: 'fold', folded: 'page', summary: 'Why', blocks: list(reasons.map((text) => ({ text }))) }];
}

/** What could not be decided, gathered by reason, so that one missing fact is explained once. */
export function undecided({ undetermined, stage }: Report, context: ReportContext): Document {
  const items = groupsOf(undetermined).flatMap((group) => {
    const [first] = group;
    const reasons = [
      ...first.missing.map(({ reason }) => [faint('because'), ` ${reason}`]),
      [faint('next:'), ` ${nextStep(first, stage)}`],
    ];
    return group.map((subject, index) => ({
      mark: 'undetermined' as const,
      text: subjectText(subject, context),
      blocks: why([
        ...becauseLines({ ...subject, missing: [] }),
        ...seeLines(subject),
        ...(index === group.length - 1 ? reasons : []),
      ]),
    }));
  });
  return section(strong('Undetermined'), list(items));
}

function subjectText(subject: Undetermined, context: ReportContext): Text {
  const { message, at } = subject;
  const place = at === undefined ? '' : [' ', faint(placeText(at))];
  return [message, gap, ruleName(subject, context), place];
}

function groupsOf(
  undetermined: readonly Undetermined[],
): readonly (readonly [Undetermined, ...Undetermined[]])[] {
  const groups = new Map<string, [Undetermined, ...Undetermined[]]>();
  for (const subject of undetermined) {
    const reasons = JSON.stringify([
      subject.severity,
      subject.waitsFor,
      subject.missing.map(({ reason }) => reason),
    ]);
    const group = groups.get(reasons);
    if (group) group.push(subject);
    else groups.set(reasons, [subject]);
  }
  return [...groups.values()];
}

/** Remarks, and what nobody has to look at. */
export function remainder(report: Report, { rules = allRules }: ReportContext): Document {
  const accepted = acceptedSentence(report);
  return [
    ...lines(
      ...report.notices.map((notice) => [toned('info', 'note:'), ` ${notice}`]),
      ...(accepted === undefined ? [] : [faint(accepted)]),
    ),
    {
      kind: 'fold',
      folded: 'everywhere',
      summary: coverageLine(report),
      blocks: [
        ...ruleTable(judgedRules(report, rules)),
        ...idleFolds(report.rules),
        ...(hasLostPlaces(report) ? [] : placesFold(report)),
      ],
    },
    ...(hasLostPlaces(report) ? placesFold(report) : []),
  ];
}

function ruleTable(rules: readonly JudgedRule[]): Document {
  const rows = rules
    .filter(({ outcome }) => outcome !== 'not-applicable')
    .map((rule) => ({
      mark: MARKS[rule.outcome],
      cells: [rule.rule, resultOf(rule), faint(rule.summary)],
    }));
  return rows.length === 0 ? [] : [{ kind: 'table', titles: ['Rule', 'Result', 'Requirement'], rows }];
}

const MARKS: Readonly<Record<RuleOutcome, Mark>> = {
  passed: 'passed',
  warned: 'warned',
  failed: 'failed',
  undetermined: 'undetermined',
  crashed: 'failed',
  'not-applicable': 'idle',
};

function resultOf({ outcome, subjects, findings, undetermined }: JudgedRule): string {
  if (outcome === 'passed' && subjects !== undefined) return `passed (${subjects})`;
  if (outcome === 'passed' || outcome === 'crashed') return outcome;
  const parts = [
    ...(findings.length > 0 ? [counted(findings.length, 'finding')] : []),
    ...(undetermined.length > 0 ? [`${undetermined.length} undetermined`] : []),
  ];
  return parts.length === 0 ? outcome : parts.join(', ');
}

/** A place that matches nothing protects nothing. Of a change most match nothing, which worries nobody. */
function hasLostPlaces({ places, judged }: Report): boolean {
  return judged.changedFiles === undefined && places.some(({ files }) => files === 0);
}

function placesFold(report: Report): Document {
  const { places } = report;
  if (places.length === 0) return [];
  const lost = places.filter(({ files }) => files === 0);
  const all = counted(places.length, 'place');
  const summary = hasLostPlaces(report)
    ? `${lost.length} of ${all} in the policy matched no file that was looked at: ${namedPlaces(lost)}.`
    : `${places.length - lost.length} of ${all} in the policy matched a file that was looked at.`;
  return [{ kind: 'fold', folded: 'everywhere', summary, blocks: placesTable(places) }];
}

function namedPlaces(places: Report['places']): string {
  const named = places
    .slice(0, MOST_NAMED)
    .map(({ section: key, written }) => `${written.join(', ')} (${key})`);
  const more = places.length - MOST_NAMED;
  return `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** All are in the table behind it. */
const MOST_NAMED = 5;

function placesTable(places: Report['places']): Document {
  const rows = places.map(({ section: key, written, files }) => ({
    cells: [commaList(written.map((one) => code(one))), key, counted(files, 'file')],
  }));
  return [{ kind: 'table', titles: ['Place', 'Key of the policy', 'Matched'], rows }];
}

/** A line a reason, with the names of the rules behind it. */
function idleFolds(rules: Report['rules']): Document {
  return Object.keys(NOT_APPLICABLE).flatMap((reason) => {
    const idle = rules.filter(({ notApplicable }) => notApplicable === reason);
    return notApplicableSentences(idle).map((summary) => ({
      kind: 'fold' as const,
      folded: 'everywhere' as const,
      summary,
      blocks: lines(commaList(idle.map(({ rule }) => code(rule)))),
    }));
  });
}

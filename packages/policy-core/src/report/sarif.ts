import type {
  Fix as SarifFix,
  Invocation,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Run,
  ToolComponent,
} from 'sarif';

import type { Finding, Severity, Undetermined } from '../model/finding.ts';
import type { Fix, TextEdit } from '../model/fix.ts';
import type { Report } from '../engine/report.ts';
import { docsUrl } from './docs-url.ts';
import { exitCodeOf } from './check-exit-code.ts';
import { jsonCoverage } from './json.ts';
import { judgedRules, type JudgedRule } from '../engine/judged-rules.ts';
import { NOT_APPLICABLE } from '../engine/not-applicable.ts';
import { reasonsOf } from './reasons.ts';
import type { ReportContext } from './report-context.ts';
import { artifactLocation, physicalLocation, region, sarifLocation } from './sarif-place.ts';
import { sarifText } from './sarif-text.ts';
import { shownFixes } from './shown-fixes.ts';
import { allRules } from '../checker/all-rules.ts';

/** SARIF 2.1.0, which code scanning and many editors read. Undetermined subjects are results of kind `open`. */
export function sarif(report: Report, context: ReportContext): string {
  return `${JSON.stringify({ ...SARIF_FORM, runs: [sarifRun(report, context)] }, null, 2)}\n`;
}

export const SARIF_FORM: Pick<Log, '$schema' | 'version'> = {
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
};

/** What stands in SARIF of a report. */
export function sarifRun(report: Report, context: ReportContext): SarifRun {
  const rules = judgedRules(report, context.rules ?? allRules);
  const ruleIndex = new Map(rules.map(({ rule }, index) => [rule, index]));
  const { homepage, toolVersion } = context;
  return {
    tool: {
      driver: {
        name: 'Lockkeeper',
        version: toolVersion,
        ...(homepage === undefined ? {} : { informationUri: homepage }),
        rules: rules.map((rule) => descriptor(rule, homepage)),
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report)],
    results: [
      ...report.findings.map((finding) => ofFinding(finding, report)),
      ...report.undetermined.map((subject) => ofUndetermined(subject, report)),
    ].map((result) => ({ ...result, ruleIndex: ruleIndex.get(result.ruleId ?? '') ?? -1 })),
    properties: { notApplicable: notApplicableRules(rules), coverage: jsonCoverage(report) },
  };
}

export interface SarifRun extends Omit<Run, 'tool' | 'invocations' | 'results'> {
  readonly tool: {
    readonly driver: Omit<ToolComponent, 'rules'> & { readonly rules: readonly ReportingDescriptor[] };
  };
  readonly invocations: readonly [Invocation];
  readonly results: readonly Result[];
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}

function descriptor(
  { rule, severity, summary }: JudgedRule,
  homepage: string | undefined,
): ReportingDescriptor {
  const helpUri = docsUrl(rule, homepage);
  const explain = `Run lockkeeper explain ${rule} for the reasons and for examples.`;
  return {
    id: rule,
    shortDescription: { text: summary },
    help: { text: `${summary}\n\n${explain}` },
    defaultConfiguration: { level: levelOf(severity) },
    ...(helpUri === null ? {} : { helpUri }),
  };
}

function invocation(report: Report): Invocation {
  const crashes = report.crashed.map(({ rule, error }): Notification => ({
    level: 'error',
    message: { text: sarifText(error) },
    associatedRule: { id: rule },
  }));
  const notices = report.notices.map((text): Notification => ({
    level: 'note',
    message: { text: sarifText(text) },
  }));
  return {
    executionSuccessful: crashes.length === 0,
    exitCode: exitCodeOf(report),
    toolExecutionNotifications: [...crashes, ...notices],
  };
}

function ofFinding(finding: Finding, { policy }: Report): Result {
  const { rule, severity, message, fingerprint } = finding;
  // A fix that changes no file would not be valid.
  const fixes = shownFixes(finding.fixes).filter(({ edits }) => edits.length > 0);
  return {
    ruleId: rule,
    level: levelOf(severity),
    message: { text: sarifText(message) },
    locations: [sarifLocation(finding, policy)],
    partialFingerprints: { 'lockkeeper/v2': fingerprint },
    ...explanation(finding),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(sarifFix) }),
  };
}

function ofUndetermined(subject: Undetermined, { policy }: Report): Result {
  return {
    ruleId: subject.rule,
    kind: 'open',
    level: 'none',
    message: { text: sarifText(subject.message) },
    locations: [sarifLocation(subject, policy)],
    ...explanation(subject),
  };
}

/**
 * Rules that had nothing to judge. They are no results of kind `notApplicable`, as the standard would have it: GitHub
 * shows each result as an alert, whatever its kind (https://github.com/orgs/community/discussions/65477).
 */
function notApplicableRules(rules: readonly JudgedRule[]) {
  return rules.flatMap(({ rule, notApplicable: reason }) =>
    reason === undefined ? [] : [{ ruleId: rule, reason, message: NOT_APPLICABLE[reason] }],
  );
}

function explanation(subject: Finding | Undetermined): Pick<Result, 'relatedLocations' | 'properties'> {
  const related = subject.related.map(({ message, at }, id) => ({
    id,
    message: { text: sarifText(message) },
    physicalLocation: physicalLocation(at),
  }));
  return {
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    properties: { messageId: subject.messageId, because: [...reasonsOf(subject)] },
  };
}

function sarifFix({ title, safety, edits }: Fix): SarifFix {
  const paths = [...new Set(edits.map(({ path }) => path))];
  return {
    description: { text: sarifText(title) },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifactLocation(path),
      replacements: edits.filter((edit) => edit.path === path).map(replacement),
    })),
    properties: { safety },
  };
}

function replacement(edit: TextEdit) {
  return { deletedRegion: region(edit), insertedContent: { text: edit.text } };
}

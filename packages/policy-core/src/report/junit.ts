import type { Finding, Undetermined } from '../model/finding.ts';
import type { CrashedRule, Report } from '../engine/report.ts';
import type { SourceSpan } from '../model/source-span.ts';
import { mustBeProved, type Stage } from '../model/stage.ts';
import { judgedRules, type JudgedRule } from '../engine/judged-rules.ts';
import { NOT_APPLICABLE } from '../engine/not-applicable.ts';
import { placeText } from './place-text.ts';
import { nextStep, reasonsOf } from './reasons.ts';
import type { ReportContext } from './report-context.ts';
import { xmlText } from './xml-text.ts';
import { allRules } from '../checker/all-rules.ts';

/** One suite a rule, one case a finding; a rule that is kept is one case that passes. */
export function junit(report: Report, { durationMs, rules = allRules }: ReportContext): string {
  const suites = judgedRules(report, rules).map((rule) => ({
    name: rule.rule,
    subjects: rule.subjects,
    cases: casesOf(rule, report.stage),
  }));
  const time = (durationMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lockkeeper" ${counts(suites.flatMap(({ cases }) => cases))} time="${time}">`,
    ...suites.flatMap(({ name, subjects, cases }) => [
      `  <testsuite name="${xmlText(name)}" ${counts(cases)}>`,
      ...propertyLines(subjects),
      ...cases.flatMap((one) => caseLines(one, name)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** How many subjects passed; nothing where none did. */
function propertyLines(subjects: number | undefined): readonly string[] {
  if (subjects === undefined) return [];
  return ['    <properties>', `      <property name="subjects" value="${subjects}"/>`, '    </properties>'];
}

interface TestCase {
  readonly name: string;
  readonly at: SourceSpan | undefined;
  readonly result: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  readonly details: readonly string[];
}

function casesOf(
  { summary, outcome, findings, undetermined, crashed, notApplicable }: JudgedRule,
  stage: Stage,
): readonly TestCase[] {
  const cases = [
    ...crashed.map(ofCrash),
    ...findings.map(ofFinding),
    ...undetermined.map((subject) => ofUndetermined(subject, stage)),
  ];
  if (cases.length > 0) return cases;
  if (notApplicable !== undefined) {
    const message = NOT_APPLICABLE[notApplicable];
    return [
      { name: summary, at: undefined, result: 'skipped', type: 'not-applicable', message, details: [] },
    ];
  }
  if (outcome === 'undetermined') {
    const message = 'nothing that it judges could be read';
    return [{ name: summary, at: undefined, result: 'skipped', type: 'undetermined', message, details: [] }];
  }
  return [{ name: summary, at: undefined, result: 'passed', type: 'passed', message: '', details: [] }];
}

function ofCrash({ error }: CrashedRule): TestCase {
  return {
    name: 'the rule ran',
    at: undefined,
    result: 'error',
    type: 'crashed',
    message: error,
    details: [],
  };
}

/** JUnit knows no warnings: what cannot fail a run passes and speaks on its output. */
function ofFinding(finding: Finding): TestCase {
  const { severity, message, at } = finding;
  const details = reasonsOf(finding).map((reason) => `because ${reason}`);
  return {
    name: nameOf(message, at),
    at,
    result: severity === 'error' ? 'failure' : 'passed',
    type: severity,
    message,
    details,
  };
}

function ofUndetermined(subject: Undetermined, stage: Stage): TestCase {
  const { severity, message, at } = subject;
  return {
    name: nameOf(subject.subject, at),
    at,
    result: severity === 'error' && mustBeProved(stage) ? 'error' : 'skipped',
    type: 'undetermined',
    message,
    details: [...reasonsOf(subject).map((reason) => `because ${reason}`), nextStep(subject, stage)],
  };
}

function nameOf(subject: string, at: SourceSpan | undefined): string {
  if (at === undefined) return subject;
  const place = placeText(at);
  // Most sentences about a file as a whole name its path already.
  return subject.split(' ').includes(place) ? subject : `${place} ${subject}`;
}

function caseLines({ name, at, result, type, message, details }: TestCase, rule: string): string[] {
  const place = at === undefined ? '' : ` file="${xmlText(at.path)}" line="${at.start.line + 1}"`;
  const opening = `    <testcase classname="${xmlText(rule)}" name="${xmlText(name)}"${place}`;
  if (result === 'passed' && message === '') return [`${opening}/>`];
  const body = details.map(xmlText).join('\n');
  const inner =
    result === 'passed'
      ? `<system-out>${[xmlText(`${type}: ${message}`), ...details.map(xmlText)].join('\n')}</system-out>`
      : `<${result} type="${type}" message="${xmlText(message)}">${body}</${result}>`;
  return [`${opening}>`, `      ${inner}`, '    </testcase>'];
}

function counts(cases: readonly TestCase[]): string {
  const count = (result: TestCase['result']) => cases.filter((one) => one.result === result).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

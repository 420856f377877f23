import { displayText } from '../../model/display-text.ts';
import { recordedAt } from '../recorded-at.ts';
import { paintFor, type Paint } from '../../model/ansi.ts';
import type { RecordCheck, RecordReport } from './record-report.ts';

/** For people: each point, and what to do where one does not hold. */
export function recordReportText(report: RecordReport, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const path = displayText(recordedAt(report));
  const lines = report.checks.map(
    ({ name, outcome, message }) => `  ${MARKS[outcome](paint)} ${name.padEnd(9)}  ${displayText(message)}`,
  );
  const deploy =
    report.last_good_sha === null
      ? path
      : `${path}: ${paint.strong(displayText(report.last_good_sha))} of ${displayText(report.deployed_at ?? 'an unknown time')}`;
  return `${[deploy, ...lines, ...ADVICE[report.verdict]].join('\n')}\n`;
}

const MARKS: Readonly<Record<RecordCheck['outcome'], (paint: Paint) => string>> = {
  passed: ({ good }) => good('✔'),
  failed: ({ error }) => error('✘'),
  undetermined: ({ warning }) => warning('?'),
  'not-said': ({ faint }) => faint('-'),
};

const ADVICE: Readonly<Record<RecordReport['verdict'], readonly string[]>> = {
  pass: [],
  unproved: ['Nothing contradicts the record. It is not provable without signers.'],
  fail: ['The record cannot be relied on. Restore its last version from git; do not edit it by hand.'],
  undetermined: ['The record is not proved.'],
};

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { guardRows } from '../views/guard-rows.ts';
import { guardStatus } from '../views/guard-status-text.ts';
import type { ResultRow } from '../views/result-row.ts';
import { check, failingOutput, problem, tableRow } from '../testing/guard-output.ts';
import { guardMessage } from './guard-message.ts';
import { guardOutcome } from './guard-outcome.ts';

const finding = (rule: string, severity: string) => ({
  rule,
  severity,
  message: 'It is not so.',
  path: null,
});

/** What one rule says: how many errors, warnings and undecided subjects, and whether it crashed. */
const SAID = fc.record({
  errors: fc.nat(3),
  warnings: fc.nat(3),
  undecided: fc.nat(3),
  crashed: fc.boolean(),
});

const OTHERS = ['databases', 'pending-migrations', 'backup'] as const;
const STATES = fc.constantFrom('passed', 'failed', 'undetermined', 'not-asked');

test('the message, the status bar and the tree say the same numbers of a verdict', () => {
  const verdicts = fc.record({
    rules: fc.array(SAID, { maxLength: 5 }),
    states: fc.tuple(STATES, STATES, STATES),
  });
  fc.assert(
    fc.property(verdicts, ({ rules, states }) => {
      const sum = (of: (said: (typeof rules)[number]) => number) =>
        rules.reduce((all, said) => all + of(said), 0);
      const wanted = {
        errors: sum(({ errors }) => errors),
        undecided: sum(({ undecided }) => undecided),
        crashed: sum(({ crashed }) => Number(crashed)),
      };
      const others = states.filter((state) => state === 'failed' || state === 'undetermined').length;
      if (wanted.errors + wanted.undecided + wanted.crashed + others === 0) return;
      const { message, status, rows } = surfaces(outputOf(rules, states));
      expect(numbersIn(message)).toEqual(wanted);
      expect(numbersIn(status)).toEqual(wanted);
      expect(/(\d+) other checks?/.exec(status)?.[1] ?? '0').toBe(String(others));
      const all = rows.flatMap(flat);
      const policy = all.find(({ label }) => label.endsWith(' policy'));
      expect(numbersIn(policy?.description ?? '')).toEqual(wanted);
      const ofRules = all
        .filter(({ label }) => label.includes('area/rule-'))
        .map(({ description }) => description);
      const added = ofRules.map(numbersIn);
      expect(added.reduce((before, { errors }) => before + errors, 0)).toBe(wanted.errors);
      expect(added.reduce((before, { undecided }) => before + undecided, 0)).toBe(wanted.undecided);
      expect(ofRules.filter((text) => text.includes('crashed'))).toHaveLength(wanted.crashed);
    }),
  );
});

test('a policy that fails by none of its rules is named everywhere', () => {
  const { message, status } = surfaces(
    failingOutput({ checks: [], table: [tableRow('policy', 'undetermined')] }),
  );
  expect(message).toBe('GUARD FAILED: policy not proved.');
  expect(status).toBe('$(shield) Guard: failed (1 other check) 12:03');
});

test('a finding whose weight cannot be read counts as an error', () => {
  const output = failingOutput();
  const findings = output.report.findings.map((one: object) => ({ ...one, severity: 'grave' }));
  const { message } = surfaces({ ...output, report: { ...output.report, findings } });
  expect(message).toContain('2 errors');
});

function surfaces(output: object) {
  const outcome = guardOutcome({ kind: 'ended', exitCode: 1, stdout: JSON.stringify(output), stderr: '' });
  if (outcome.kind !== 'told') throw new Error(`It is not read: ${JSON.stringify(outcome)}`);
  return {
    message: guardMessage(outcome.answer),
    status: guardStatus({ outcome, time: '12:03' }).text,
    rows: guardRows(outcome),
  };
}

function outputOf(
  rules: readonly { errors: number; warnings: number; undecided: number; crashed: boolean }[],
  states: readonly string[],
) {
  const named = rules.map((said, index) => ({ ...said, rule: `area/rule-${index}` }));
  const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);
  const isClear = named.every(({ errors, undecided, crashed }) => errors + undecided === 0 && !crashed);
  return failingOutput({
    checks: named.map(({ rule, errors, undecided, crashed, warnings }) =>
      check(rule, outcomeOf({ errors, undecided, crashed, warnings })),
    ),
    table: [
      tableRow('policy', isClear ? 'passed' : 'failed', isClear ? {} : { problems: [problem('failed', {})] }),
      ...states.map((state, index) => tableRow(OTHERS[index] ?? '', state)),
    ],
    report: {
      findings: named.flatMap(({ rule, errors, warnings }) => [
        ...times(errors, finding(rule, 'error')),
        ...times(warnings, finding(rule, 'warning')),
      ]),
      undetermined: named.flatMap(({ rule, undecided }) => times(undecided, { rule, message: 'Who knows.' })),
      crashed: named.flatMap(({ rule, crashed }) => (crashed ? [{ rule, error: 'out of memory' }] : [])),
    },
  });
}

function outcomeOf({
  errors,
  warnings,
  undecided,
  crashed,
}: {
  errors: number;
  warnings: number;
  undecided: number;
  crashed: boolean;
}): string {
  if (crashed) return 'crashed';
  if (errors > 0) return 'failed';
  if (undecided > 0) return 'undetermined';
  return warnings > 0 ? 'warned' : 'passed';
}

function numbersIn(text: string) {
  const count = (what: RegExp) => Number(what.exec(text)?.[1] ?? 0);
  return {
    errors: count(/(\d+) errors?/),
    undecided: count(/(\d+) not proved/),
    crashed: count(/(\d+) crashed/),
  };
}

function flat(row: ResultRow): readonly ResultRow[] {
  return [row, ...row.children.flatMap(flat)];
}

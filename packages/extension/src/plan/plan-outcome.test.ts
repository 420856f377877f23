import { describe, expect, test } from 'vitest';

import type { CliEnding } from '../cli/cli-process.ts';
import { REFUSED_PLAN } from '../testing/plan-output.ts';
import { inDocument, planOutcome } from './plan-outcome.ts';

const PASSED = {
  schema_version: 1,
  verdict: 'pass',
  statements: 1,
  reasons: [],
  unjudged: [],
  recovery: [],
};
const UNREADABLE = 'The check of the plan gave an unreadable answer. See the log.';

describe('the outcome of a check of a plan', () => {
  test('is what the CLI said, with its reasons and its steps', () => {
    expect(planOutcome(ended(REFUSED_PLAN, 1))).toEqual({
      kind: 'told',
      answer: {
        verdict: 'fail',
        statements: 2,
        reasons: [
          {
            kind: 'drop-table',
            text: 'Drops the table sessions and every row in it.',
            line: 3,
            quote: 'DROP TABLE sessions;',
          },
        ],
        unjudged: [
          {
            kind: undefined,
            text: 'This line is neither SQL nor a known sentence.',
            line: 1,
            quote: 'Ship it!',
          },
        ],
        recovery: REFUSED_PLAN.recovery,
      },
    });
  });

  test.each([
    ['pass', PASSED, 0],
    ['fail', REFUSED_PLAN, 1],
    ['undetermined', { ...REFUSED_PLAN, verdict: 'undetermined', reasons: [] }, 2],
  ])('may be %s, where the exit code says so too', (verdict, output, exitCode) => {
    expect(planOutcome(ended(output, exitCode))).toMatchObject({ kind: 'told', answer: { verdict } });
    for (const other of [0, 1, 2].filter((code) => code !== exitCode)) {
      expect(planOutcome(ended(output, other))).toMatchObject({ kind: 'failed' });
    }
  });

  test.each([
    ['another version', { ...PASSED, schema_version: 2 }],
    ['no verdict', { ...PASSED, verdict: 'fine' }],
    ['a pass with a reason against it', { ...PASSED, reasons: REFUSED_PLAN.reasons }],
    ['a pass with a part that is not judged', { ...PASSED, unjudged: REFUSED_PLAN.unjudged }],
    ['reasons without a line', { ...PASSED, reasons: [{ text: 'x', quote: 'y' }] }],
    ['steps that are no sentences', { ...PASSED, recovery: [1] }],
    ['no list of steps', { ...PASSED, recovery: undefined }],
    ['no number of statements', { ...PASSED, statements: 'many' }],
    ['no object', []],
  ])('is no pass where the output has %s', (_what, output) => {
    expect(planOutcome(ended(output, 0))).toMatchObject({ kind: 'failed', problem: UNREADABLE });
  });

  test('says what to do where there is none', () => {
    expect(planOutcome({ kind: 'timed-out', seconds: 60 })).toMatchObject({
      problem: 'The check of the plan took longer than 60 s. Check its parts.',
    });
    expect(planOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toMatchObject({
      problem: 'The check of the plan was ended by SIGKILL. Run it again.',
    });
  });
});

test('a plan that is a part of a document is told by the lines of the document', () => {
  const outcome = planOutcome(ended(REFUSED_PLAN, 1));
  const check = outcome.kind === 'told' ? inDocument(outcome.answer, 10) : undefined;
  expect(check?.reasons.map(({ line }) => line)).toEqual([13]);
  expect(check?.unjudged.map(({ line }) => line)).toEqual([11]);
  expect(check?.recovery).toEqual(REFUSED_PLAN.recovery);
});

function ended(output: unknown, exitCode: number): CliEnding {
  return { kind: 'ended', exitCode, stdout: JSON.stringify(output), stderr: '' };
}

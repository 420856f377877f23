import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Report } from '../engine/report.ts';
import { STAGES } from '../model/stage.ts';
import { anyReport } from '../testing/any-report.ts';
import {
  crashing,
  deletedPolicy,
  droppedTable,
  failing,
  passing,
  unproved,
} from '../testing/sample-report.ts';
import { exitCodeOf } from './check-exit-code.ts';

describe('the exit code of a check', () => {
  test.each(STAGES)('is 0 at stage %s when nothing stands against it', (stage) => {
    expect(exitCodeOf({ ...passing, stage })).toBe(0);
  });

  test.each(STAGES)('is 1 at stage %s for a finding that weighs as an error', (stage) => {
    expect(exitCodeOf({ ...failing, stage })).toBe(1);
  });

  test.each(['warning', 'info'] as const)('is 0 when every finding is of severity %s', (severity) => {
    expect(exitCodeOf({ ...passing, findings: [{ ...droppedTable, severity }] })).toBe(0);
  });

  test.each([
    ['editor', 0],
    ['hook', 0],
    ['local', 0],
    ['ci', 2],
    ['deploy', 2],
  ] as const)('at stage %s is %i when something is not proved', (stage, code) => {
    expect(exitCodeOf({ ...unproved, stage })).toBe(code);
  });

  test('is 1 when there is an error and something is not proved', () => {
    expect(exitCodeOf({ ...unproved, findings: [deletedPolicy], verdict: 'fail' })).toBe(1);
  });

  test.each([
    ['nothing else', crashing],
    ['errors', { ...failing, crashed: crashing.crashed }],
    ['something not proved', { ...unproved, crashed: crashing.crashed }],
  ] as const)('is 3 for a crashed rule beside %s', (_, report: Report) => {
    expect(exitCodeOf(report)).toBe(3);
  });

  test('is never 0 for a report that fails', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const code = exitCodeOf(report);
        if (report.verdict === 'fail') expect(code).not.toBe(0);
        if (report.verdict === 'pass') expect(code).toBe(0);
      }),
    );
  });
});

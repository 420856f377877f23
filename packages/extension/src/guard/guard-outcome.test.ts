import { describe, expect, test } from 'vitest';

import { guardOutcome } from './guard-outcome.ts';
import { failingOutput, passingOutput } from '../testing/guard-output.ts';

describe('what came of a run of the guard', () => {
  test('a pass is a pass when output and exit code agree', () => {
    expect(ofOutput(0, JSON.stringify(passingOutput()))).toMatchObject({
      kind: 'judged',
      verdict: { passed: true },
    });
  });

  test('a failure with exit code 1 is judged', () => {
    expect(ofOutput(1, JSON.stringify(failingOutput()))).toMatchObject({
      kind: 'judged',
      verdict: { passed: false },
    });
  });

  test.each([1, 2, 3, 139])('a pass that ended with code %i is not judged', (exitCode) => {
    expect(ofOutput(exitCode, JSON.stringify(passingOutput()))).toMatchObject({
      kind: 'not-judged',
      problem: 'The guard gave no answer that can be read. See the log.',
    });
  });

  test('an exit code 0 without output is not judged', () => {
    expect(ofOutput(0, '')).toEqual({
      kind: 'not-judged',
      problem: 'The guard gave no answer that can be read. See the log.',
      log: 'exit code 0',
    });
  });

  test('an exit code 0 is not believed because of what was said beside it', () => {
    expect(ofOutput(0, 'all good', 'Everything passed.')).toMatchObject({
      kind: 'not-judged',
      problem: 'The guard gave no answer that can be read. See the log.',
    });
  });

  test('what the CLI said is passed on, and all of it is logged', () => {
    const said = 'No policy was found. Run `lockkeeper init`.';
    expect(ofOutput(2, 'half of {', `${said}\n`)).toEqual({
      kind: 'not-judged',
      problem: said,
      log: `exit code 2\n${said}\nhalf of {`,
    });
  });

  test('the reason why nothing was judged is taken from the output, without the lines around it', () => {
    const error = { kind: 'not-judged', message: 'The policy cannot be used. Mend it.', problems: [] };
    const output = JSON.stringify({ schema_version: 1, verdict: 'undetermined', error });
    expect(ofOutput(2, output, 'The policy cannot be used. Mend it.\nlockkeeper.yaml:3:1 …')).toMatchObject({
      kind: 'not-judged',
      problem: 'The policy cannot be used. Mend it.',
    });
  });

  test('a run that took too long says what to do', () => {
    expect(guardOutcome({ kind: 'timed-out', seconds: 300 })).toEqual({
      kind: 'not-judged',
      problem: 'The guard did not end within 300 s. Run `lockkeeper guard` in a terminal.',
      log: '',
    });
  });

  test('a run that broke says how', () => {
    expect(guardOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toEqual({
      kind: 'not-judged',
      problem: 'The guard was ended by SIGKILL. Run it again.',
      log: '',
    });
  });

  test('a cancelled run is neither', () => {
    expect(guardOutcome({ kind: 'cancelled' })).toEqual({ kind: 'cancelled' });
  });
});

function ofOutput(exitCode: number, stdout: string, stderr = '') {
  return guardOutcome({ kind: 'ended', exitCode, stdout, stderr });
}

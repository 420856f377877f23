import { describe, expect, test } from 'vitest';

import { failingOutput, passingOutput } from '../testing/guard-output.ts';
import { ended } from '../testing/scripted-program.ts';
import { guardOutcome } from './guard-outcome.ts';

describe('what came of a run of the guard', () => {
  test.each([
    [0, passingOutput(), true],
    [1, failingOutput(), false],
  ])('is judged with exit code %i, where the output says so too', (exitCode, output, passed) => {
    expect(ofOutput(exitCode, output)).toMatchObject({ kind: 'told', answer: { passed } });
  });

  test.each([1, 2, 3, 139])('is no pass where it ended with code %i', (exitCode) => {
    expect(ofOutput(exitCode, passingOutput())).toMatchObject({
      kind: 'failed',
      problem: 'The guard gave an unreadable answer. See the log.',
    });
  });

  test('says what to do where there is none', () => {
    expect(guardOutcome({ kind: 'timed-out', seconds: 300 })).toMatchObject({
      problem: 'The guard took longer than 300 s. Run `lockkeeper guard` in a terminal.',
    });
    expect(guardOutcome({ kind: 'broken', problem: 'was ended by SIGKILL' })).toMatchObject({
      problem: 'The guard was ended by SIGKILL. Run it again.',
    });
  });
});

function ofOutput(exitCode: number, output: object) {
  return guardOutcome(ended(JSON.stringify(output), exitCode));
}

import { describe, expect, test } from 'vitest';

import { doneStep, troubleSteps, unknownStep } from './trouble-steps.ts';

describe('steps', () => {
  test('have their words and what is known of them, in their order', () => {
    expect(
      troubleSteps(['First.', 'Second.'], [doneStep('It was seen.', 'a', 'b'), unknownStep('Nobody saw.')]),
    ).toEqual([
      { text: 'First.', state: 'done', seen: 'It was seen.', commands: ['a', 'b'] },
      { text: 'Second.', state: 'unknown', seen: 'Nobody saw.', commands: [] },
    ]);
  });

  test('are no more than what is known of them', () => {
    expect(troubleSteps(['First.', 'Second.'], [doneStep('It was seen.')])).toHaveLength(1);
    expect(troubleSteps([], [doneStep('It was seen.')])).toEqual([]);
  });
});

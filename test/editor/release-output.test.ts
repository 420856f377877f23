import { expect, test } from 'vitest';

import { runOutput, statusOutput } from '../../packages/extension/src/testing/release-output.ts';
import { publishedAnswer } from '../deploy/published-answer.ts';

test.each([
  ['a plan', runOutput()],
  ['what runs where', statusOutput()],
])('the tests of the extension read %s as the program publishes it', (_, output) => {
  expect(publishedAnswer(JSON.stringify(output))).toEqual(output);
});

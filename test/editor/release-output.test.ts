import { expect, test } from 'vitest';

import {
  openRunOutput,
  refusalOutput,
  runOutput,
  statusOutput,
} from '../../packages/extension/src/testing/release-output.ts';
import { publishedAnswer } from '../deploy/published-answer.ts';

test.each([
  ['a plan', runOutput()],
  ['what stands against a plan', runOutput({ verdict: 'unknown', refusals: [refusalOutput()] })],
  ['what runs where', statusOutput({ runs: [openRunOutput()] })],
])('the tests of the extension read %s as the program publishes it', (_, output) => {
  expect(publishedAnswer(JSON.stringify(output))).toEqual(output);
});

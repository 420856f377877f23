import { expect, test } from 'vitest';

import { placedProblems } from './guard-problems.ts';
import { readGuardVerdict } from './guard-verdict.ts';
import { failingOutput, passingOutput, problem, tableRow } from '../testing/guard-output.ts';

test('what stands against a release is listed where a file causes it', () => {
  expect(problemsOf(failingOutput())).toEqual([
    {
      place: { path: 'api/requirements.txt', line: 3, column: 1 },
      message: 'flask has no version. Write flask==<version>.',
      code: 'dependencies/requirements-pinned',
    },
    {
      place: { path: 'alembic/versions/ab12_orders.py', line: 1, column: 1 },
      message: 'ab12 is destructive. Do not deploy it.',
      code: 'guard/pending-migrations',
    },
  ]);
});

test('at its line, where that is known', () => {
  const named = problem('failed', { path: '.env.example', line: 4 });
  const output = failingOutput({
    checks: [],
    table: [tableRow('policy', 'passed'), tableRow('environment', 'failed', { problems: [named] })],
  });
  expect(problemsOf(output).map(({ place }) => place)).toEqual([
    { path: '.env.example', line: 4, column: 1 },
  ]);
});

test('nothing is underlined because it could not be found out, nor because of a pass', () => {
  const open = problem('undetermined', { path: 'alembic/env.py' });
  const table = [tableRow('policy', 'passed'), tableRow('proof', 'undetermined', { problems: [open] })];
  expect(problemsOf(failingOutput({ checks: [], table }))).toEqual([]);
  expect(problemsOf(passingOutput())).toEqual([]);
});

function problemsOf(output: object) {
  const verdict = readGuardVerdict(JSON.stringify(output));
  if (verdict === undefined) throw new Error('This output is no verdict.');
  return placedProblems(verdict);
}

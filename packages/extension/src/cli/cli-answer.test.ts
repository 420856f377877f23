import { describe, expect, test } from 'vitest';

import { ended } from '../testing/scripted-program.ts';
import { cliAnswer, type AnswerReading } from './cli-answer.ts';
import type { CliEnding } from './cli-process.ts';

const READING: AnswerReading<string> = {
  read: (stdout, exitCode) => (stdout === `exit ${exitCode}` ? stdout : undefined),
  tookTooLong: (seconds) => `It took longer than ${seconds} s. Run it in a terminal.`,
  broke: (problem) => `It ${problem}. Run it again.`,
  unreadable: () => 'It gave no answer. See the log.',
};

const answerOf = (ending: CliEnding) => cliAnswer(ending, READING);

describe('what came of a call of the program', () => {
  test.each([0, 1, 7])('is its answer, where exit code %i agrees with that', (exitCode) => {
    const answer = `exit ${exitCode}`;
    expect(answerOf(ended(answer, exitCode))).toEqual({ kind: 'told', answer });
    expect(answerOf(ended(answer, exitCode + 1))).toMatchObject({ kind: 'failed' });
  });

  test('is nothing where it was cancelled', () => {
    expect(answerOf({ kind: 'cancelled' })).toEqual({ kind: 'cancelled' });
  });

  test.each<[CliEnding, string]>([
    [{ kind: 'timed-out', seconds: 300 }, 'It took longer than 300 s. Run it in a terminal.'],
    [{ kind: 'broken', problem: 'was ended by SIGKILL' }, 'It was ended by SIGKILL. Run it again.'],
    [ended(''), 'It gave no answer. See the log.'],
    [ended('rubbish', 0, 'Everything passed.'), 'It gave no answer. See the log.'],
    [ended('rubbish', 3), 'It gave no answer. See the log.'],
    [ended('', 3, 'node:internal/x:1\n\nError: no\n    at f (x.js:1:2)'), 'It gave no answer. See the log.'],
    [ended('', 139, 'Segmentation fault'), 'It gave no answer. See the log.'],
    [ended('', 3, 'promote api in production\n  commit 4f2c1a9'), 'It gave no answer. See the log.'],
  ])('is one plain sentence of %j', (ending, problem) => {
    expect(answerOf(ending)).toMatchObject({ kind: 'failed', problem });
  });

  test('is what the program says against it itself, without the lines around that', () => {
    const message = 'The policy cannot be used. Fix it.';
    const output = JSON.stringify({ schema_version: 1, error: { kind: 'invalid-policy', message } });
    expect(answerOf(ended(output, 2, `${message}\nlockkeeper.yaml:3:1 …`))).toMatchObject({
      problem: message,
    });
    expect(answerOf(ended('', 2, `${message}\nlockkeeper.yaml:3:1 …`))).toMatchObject({ problem: message });
  });

  test.each(['There is no repository.', '{}', '{"error":"no"}', '{"error":{"message":1}}', '[1]'])(
    'is no refusal in %j',
    (stdout) => {
      expect(answerOf(ended(stdout, 2))).toMatchObject({ problem: 'It gave no answer. See the log.' });
    },
  );
});

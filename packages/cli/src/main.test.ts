import { CommanderError } from 'commander';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../host-node/src/testing/temporary-repository.ts';
import { showProgress } from './io/progress.ts';
import { failureReason } from './errors/failure-reason.ts';
import { observationFailure } from './errors/observation-failure.ts';
import { CliError, toCliError } from './errors/cli-error.ts';
import { reportingErrors } from './errors/error-reporting.ts';
import { recordedOutput, runMain } from './testing/run-main.ts';
import { usageMessage } from './command-line/usage-message.ts';

afterAll(removeTemporaryFolders);

describe('the program', () => {
  test('prints its version', async () => {
    expect(await runMain(['--version'], { cwd: temporaryFolder() })).toEqual({
      exitCode: 0,
      stdout: '1.2.3\n',
      stderr: '',
    });
  });

  test('completes in every shell', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      const { exitCode, stdout } = await runMain(['completion', shell], { cwd: temporaryFolder() });
      expect(exitCode).toBe(0);
      expect(stdout).toContain('lockkeeper');
      expect(stdout).toContain('migrations/drop-table');
      expect(stdout).not.toContain('undefined');
    }
  });

  test('works in a folder that is gone without a riddle', async () => {
    const { exitCode, stderr } = await runMain(['check'], { cwd: '/nowhere/at/all' });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      'The folder /nowhere/at/all cannot be opened: there is no such file or folder. Name another with --root.\n',
    );
  });
});

describe('a command that cannot go on', () => {
  test('tells people on the error stream only', async () => {
    const { code, stdout, stderr } = await told('pretty', new CliError('usage', 'No. Try again.'));
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: 'No. Try again.\n' });
  });

  test('tells a program on the output, too', async () => {
    const { stdout } = await told('json', new CliError('technical', 'Broken.'));
    expect(JSON.parse(stdout)).toEqual({
      schema_version: 1,
      verdict: 'undetermined',
      error: { kind: 'technical', message: 'Broken.', problems: [] },
    });
  });

  test.each(['sarif', 'junit', 'github', 'markdown'])('writes no half %s report', async (format) => {
    expect((await told(format, new CliError('technical', 'Broken.'))).stdout).toBe('');
  });

  test('that nobody foresaw is a technical error with a way to report it', async () => {
    const { code, stderr } = await told('pretty', new TypeError('x is not a function'));
    expect(code).toBe(3);
    expect(stderr).toBe(
      'Lockkeeper failed unexpectedly: x is not a function. This is a fault of Lockkeeper. Run `lockkeeper check --save-snapshot snapshot.json` and report it with that file.\n',
    );
  });

  test('may throw anything', () => {
    expect(toCliError('a text').message).toContain('unexpectedly: a text.');
    expect(toCliError(undefined).exitCode).toBe(3);
  });

  test('says which commit has no policy', () => {
    expect(observationFailure({ kind: 'no-policy', where: 'v1.0' }, '/repo')).toMatchObject({
      kind: 'no-policy',
      exitCode: 2,
      message:
        'No policy was found in the commit v1.0. Run `lockkeeper init` to write a first lockkeeper.yaml.',
    });
  });

  test('counts the problems of a policy', () => {
    const at = { path: 'lockkeeper.yaml', start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const policy = {
      kind: 'invalid',
      path: 'lockkeeper.yaml',
      problems: [
        { message: 'A.', at },
        { message: 'B.', at },
      ],
      bases: [],
    } as const;
    expect(
      observationFailure({ kind: 'invalid-policy', policy, text: '', where: 'main' }, '/repo').message,
    ).toBe(
      'The policy lockkeeper.yaml of main is not valid, so nothing was judged. Fix these 2 problems and run again.',
    );
  });
});

describe('what commander objects to', () => {
  test.each([
    ["error: unknown option '--x'", "Unknown option '--x'. Run `lockkeeper --help` to see what there is."],
    [
      "error: unknown option '--x'\n(Did you mean --y?)",
      "Unknown option '--x'. Did you mean --y? Run `lockkeeper --help` to see what there is.",
    ],
    ['error: a. b.', 'A. b. Run `lockkeeper --help` to see what there is.'],
  ])('%j becomes sentences', (message, expected) => {
    expect(usageMessage(new CommanderError(1, 'commander.unknownOption', message))).toBe(expected);
  });

  test('help is no objection', () => {
    expect(usageMessage(new CommanderError(1, 'commander.help', '(outputHelp)'))).toBeUndefined();
  });
});

describe('reasons of the system', () => {
  test.each([
    ['ENOENT', 'there is no such file or folder'],
    ['EACCES', 'you may not do that here (permission denied)'],
    ['ENOSPC', 'the disk is full'],
    ['EISDIR', 'it is a folder'],
  ])('%s is said in words', (code, words) => {
    expect(failureReason(Object.assign(new Error('x'), { code }))).toBe(words);
  });

  test('what is not known is said as the system says it', () => {
    expect(failureReason(Object.assign(new Error('EWEIRD: odd.'), { code: 'EWEIRD' }))).toBe('EWEIRD: odd');
    expect(failureReason('odd')).toBe('odd');
  });
});

describe('progress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is not shown in the first second', () => {
    const terminal = recordedOutput(80);
    const hide = showProgress('Checking…', terminal);
    vi.advanceTimersByTime(999);
    hide();
    expect(terminal.written()).toBe('');
  });

  test('counts seconds after that and leaves no trace', () => {
    const terminal = recordedOutput(80);
    const hide = showProgress('Checking…', terminal);
    vi.advanceTimersByTime(2000);
    hide();
    vi.advanceTimersByTime(5000);
    expect(terminal.written()).toBe('\rChecking… 1 s\rChecking… 2 s\r\u001b[K');
  });

  test('is never written to a file', () => {
    const file = recordedOutput();
    const hide = showProgress('Checking…', file);
    vi.advanceTimersByTime(5000);
    hide();
    expect(file.written()).toBe('');
  });
});

async function told(format: string, error: unknown) {
  const stdout = recordedOutput();
  const stderr = recordedOutput();
  const code = await reportingErrors(format, { stdout, stderr }, () => Promise.reject(error));
  return { code, stdout: stdout.written(), stderr: stderr.written() };
}

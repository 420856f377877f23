import { describe, expect, test } from 'vitest';

import { judgeTests } from '../../tools/check/judge-tests.mjs';

const passed = { fullName: 'git reads a shallow clone', status: 'passed' };
const failed = { fullName: 'git reads a bare repository', status: 'failed' };
const skipped = { fullName: 'symlinks on disk are followed', status: 'pending' };

describe('the count of tests', () => {
  test('is what vitest saw', () => {
    expect(judge({ tests: [passed, passed, failed], exitCode: 1 })).toEqual({
      counts: { passed: 2, failed: 1, skipped: 0 },
      problems: [],
    });
  });

  test('includes a file that failed outside its tests', () => {
    const { counts, problems } = judge({ tests: [passed], fileStatus: 'failed', exitCode: 1 });
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(problems).toEqual(['test/git.test.ts failed outside its tests.']);
  });

  test('is not green when vitest failed although every test passed', () => {
    const { counts, problems } = judge({ tests: [passed], exitCode: 1 });
    expect(counts.failed).toBe(1);
    expect(problems).toEqual([
      'vitest ended with exit code 1 although no test failed; its output stands above.',
    ]);
  });
});

describe('a skipped test', () => {
  const allowed = { test: 'symlinks * are followed', platforms: ['win32'], why: 'needs a privilege there' };

  test('fails the run when nobody allowed it', () => {
    const { counts, problems } = judge({ tests: [passed, skipped] });
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(problems).toEqual([
      'Skipped without permission on linux: "symlinks on disk are followed". Make it run, or name it in test/allowed-skips.json with the platform and the reason.',
    ]);
  });

  test('counts as skipped on the platform it was allowed for', () => {
    const verdict = judge({ tests: [passed, skipped], allowedSkips: [allowed], platform: 'win32' });
    expect(verdict).toEqual({ counts: { passed: 1, failed: 0, skipped: 1 }, problems: [] });
  });

  test('fails on every other platform', () => {
    expect(judge({ tests: [skipped], allowedSkips: [allowed] }).counts.failed).toBe(1);
  });

  test('is matched by its whole title, and only * stands for other text', () => {
    const prefix = { ...allowed, platforms: ['any'], test: 'symlinks' };
    const dots = { ...allowed, platforms: ['any'], test: 'symlinks.*' };
    expect(judge({ tests: [skipped], allowedSkips: [prefix, dots] }).counts.failed).toBe(1);
  });

  test('is also one that was left as a note for later', () => {
    expect(judge({ tests: [{ ...skipped, status: 'todo' }] }).counts.failed).toBe(1);
  });
});

interface Run {
  readonly tests: readonly { readonly fullName: string; readonly status: string }[];
  readonly fileStatus?: string;
  readonly exitCode?: number;
  readonly allowedSkips?: readonly { test: string; platforms: readonly string[]; why: string }[];
  readonly platform?: string;
}

function judge({ tests, fileStatus = 'passed', exitCode = 0, allowedSkips = [], platform = 'linux' }: Run) {
  const result = { testResults: [{ name: 'test/git.test.ts', status: fileStatus, assertionResults: tests }] };
  return judgeTests({ result, exitCode, allowedSkips, platform });
}

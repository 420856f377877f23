import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import { ROOT } from '../architecture/source-files.ts';

describe.skipIf(process.platform === 'win32')('.ci/run', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-ci-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('ends with the count, also when npm says more after it', () => {
    const { status, lines } = runWith(
      'echo "3 passed, 1 failed, 0 skipped"; echo "npm error of some kind" >&2; exit 1',
    );
    expect(lines.slice(-2)).toEqual(['npm error of some kind', '3 passed, 1 failed, 0 skipped']);
    expect(status).toBe(1);
  });

  test('says the count once when it stands last already', () => {
    const { status, lines } = runWith('echo "3 passed, 0 failed, 1 skipped"');
    expect(lines).toEqual(['3 passed, 0 failed, 1 skipped']);
    expect(status).toBe(0);
  });

  test('is red when there is no count, whatever npm ended with', () => {
    const { status, lines } = runWith('echo "nothing to do"');
    expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
    expect(status).toBe(1);
  });

  test('runs npm test without input, as CI does', () => {
    const { lines } = runWith('echo "$* CI=$CI"; cat; echo "1 passed, 0 failed, 0 skipped"');
    expect(lines).toEqual(['test -- ci CI=true', '1 passed, 0 failed, 0 skipped']);
  });

  /** Runs a copy of the script with an `npm` that does what `script` says. */
  function runWith(script: string): { status: number | null; lines: readonly string[] } {
    const bin = path.join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    cpSync(path.join(ROOT, '.ci/run'), path.join(folder, '.ci/run'));
    writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(bin, 'npm'), 0o755);
    const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
    const { status, stdout } = spawnSync('bash', [path.join(folder, '.ci/run')], {
      env,
      encoding: 'utf8',
      input: 'typed',
    });
    return { status, lines: stdout.trimEnd().split('\n') };
  }
});

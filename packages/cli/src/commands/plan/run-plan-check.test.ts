import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { planCheckAnswer } from '../../../../policy-core/src/answers/plan-check-answer.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

function check(input: string | Uint8Array, ...args: readonly string[]) {
  return runMain(['plan', 'check', ...args], { cwd: temporaryFolder(), input });
}

function checkFile(content: string | Uint8Array, ...args: readonly string[]) {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, 'plan.sql'), content);
  return runMain(['plan', 'check', 'plan.sql', ...args], { cwd });
}

describe('a plan that is piped', () => {
  test('is refused where it drops a table, with exit code 1 [row 4.04] [row 4.24]', async () => {
    const { exitCode, stdout, stderr } = await check('BEGIN;\nDROP TABLE users;\nCOMMIT;\n');
    expect(exitCode).toBe(1);
    expect(stderr).toBe('');
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      '❌ DO NOT APPROVE: 1 reason.',
      '',
      'line 2: drop-table: Drops the table users and every row in it.',
      '    DROP TABLE users;',
    ]);
    expect(stdout).toContain('\n  1. Cancel the publish. ');
  });

  test('passes with exit code 0 where nothing is found', async () => {
    const { exitCode, stdout } = await check('ALTER TABLE users ADD COLUMN age int;\n', '-');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✅ NOTHING FOUND: 1 statement of SQL was read, /);
  });

  test.each([{}, { CI: 'true' }])('is not proved where a part cannot be judged, with %j', async (env) => {
    const { exitCode, stdout } = await runMain(['plan', 'check'], {
      cwd: temporaryFolder(),
      env,
      input: 'Something will happen.\n',
    });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('❌ NOT PROVED: ');
  });

  test('is refused for what cannot be told of it, too, only where nothing worse is in it', async () => {
    expect((await check('Something will happen.\nTRUNCATE users;')).exitCode).toBe(1);
  });

  test('may be empty, which is no pass', async () => {
    const { exitCode, stdout } = await check('');
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^❌ NOT PROVED.*\n\nline 1: not judged: It is empty\.\n/);
  });
});

describe('a plan that is typed', () => {
  test('is asked for', async () => {
    const { exitCode, stderr } = await runMain(['plan', 'check'], {
      cwd: temporaryFolder(),
      input: 'SELECT 1;',
      isTyped: true,
    });
    expect(stderr).toBe('Paste the plan, then press Ctrl+D (on Windows Ctrl+Z and Enter).\n');
    expect(exitCode).toBe(0);
  });
});

describe('a plan in a file', () => {
  test('is read from there', async () => {
    expect((await checkFile('DROP TABLE users;')).exitCode).toBe(1);
    expect((await checkFile('SELECT 1;')).exitCode).toBe(0);
  });

  test('may be UTF-16, as PowerShell writes it', async () => {
    const little = Buffer.from('\ufeffDROP TABLE users;', 'utf16le');
    expect((await checkFile(little)).exitCode).toBe(1);
    expect((await checkFile(Buffer.from(little).swap16())).exitCode).toBe(1);
  });

  test('that is not there is said, with exit code 2', async () => {
    const { exitCode, stdout, stderr } = await runMain(['plan', 'check', 'gone.sql'], {
      cwd: temporaryFolder(),
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe('The plan gone.sql cannot be read: there is no such file or folder.\n');
  });

  test('without a name is a mistake', async () => {
    expect(await runMain(['plan', 'check', ''], { cwd: temporaryFolder() })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'The name of the file is empty. Name the file with the plan.\n',
    });
  });

  test('of another encoding, or of more than 2 MB, is not judged', async () => {
    expect(await checkFile(Uint8Array.from([0x44, 0xff, 0x52]))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'The plan plan.sql is neither UTF-8 nor UTF-16. Save it as UTF-8 and check it again.\n',
    });
    expect(await check(`SELECT 1;\n${' '.repeat(2 * 1024 * 1024)}`)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'Standard input is longer than 2 MB. Check its parts one by one.\n',
    });
  });
});

describe('programs', () => {
  test('get the reasons with their lines', async () => {
    const { exitCode, stdout } = await check('DROP TABLE users;', '--format', 'json');
    expect(exitCode).toBe(1);
    expect(planCheckAnswer.parse(JSON.parse(stdout))).toMatchObject({
      schema_version: 1,
      verdict: 'fail',
      statements: 1,
      reasons: [
        {
          kind: 'drop-table',
          text: 'Drops the table users and every row in it.',
          line: 1,
          quote: 'DROP TABLE users;',
        },
      ],
      unjudged: [],
    });
  });

  test('get what went wrong where there is no answer', async () => {
    const { exitCode, stdout } = await runMain(['plan', 'check', 'gone.sql', '--format', 'json'], {
      cwd: temporaryFolder(),
    });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'undetermined', error: { kind: 'usage' } });
  });
});

test('colours are there where somebody asks for them', async () => {
  expect((await check('DROP TABLE a;', '--color')).stdout).toContain('\u001b[31mdrop-table\u001b[39m');
  expect((await check('DROP TABLE a;')).stdout).not.toContain('\u001b');
});

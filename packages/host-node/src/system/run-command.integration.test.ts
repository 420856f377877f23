import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { runCommand, type Command, type CommandOutcome } from './run-command.ts';
import { removeTemporaryFolders, temporaryFolder } from '../testing/temporary-repository.ts';

afterAll(removeTemporaryFolders);

function node(script: string, options: Partial<Command> = {}): Promise<CommandOutcome> {
  return runCommand({
    program: process.execPath,
    args: ['-e', script],
    env: process.env,
    timeoutMs: 20_000,
    ...options,
  });
}

describe('a command', () => {
  test('gives back its exit code, its output as bytes and what it complained about', async () => {
    const outcome = await node(
      'process.stdout.write(Buffer.from([0, 255])); console.error("no"); process.exitCode = 3',
    );
    expect(outcome).toEqual({ kind: 'exited', code: 3, stdout: Buffer.of(0, 255), stderr: 'no\n' });
  });

  test('gets its arguments as they are, because no shell reads them', async () => {
    const args = ['-p', 'JSON.stringify(process.argv.slice(1))', '--', '$HOME', '`id`', '; exit 9', 'a b\n"'];
    const outcome = await runCommand({
      program: process.execPath,
      args,
      env: process.env,
      timeoutMs: 20_000,
    });
    expect(outcome).toMatchObject({ code: 0 });
    expect(JSON.parse(outputOf(outcome))).toEqual(args.slice(3));
  });

  test('has nothing to read, so that it cannot wait for a person', async () => {
    expect(
      outputOf(await node('process.stdin.on("data", () => {}).on("end", () => console.log("end"))')),
    ).toBe('end\n');
  });

  test('speaks the language in which its messages are recognised', async () => {
    expect(outputOf(await node('console.log(process.env.LC_ALL)'))).toBe('C\n');
  });

  test('does not run in the current folder, where a repository could hold a program of that name', async () => {
    expect(outputOf(await node('console.log(process.cwd())')).trim()).not.toBe(process.cwd());
  });
});

describe('a command that does not work out', () => {
  test('is an outcome when the program is not installed', async () => {
    expect(await node('', { program: 'lockkeeper-no-such-program' })).toEqual({ kind: 'not-installed' });
  });

  test('is stopped when it takes too long, also when it ignores being asked to', async () => {
    const outcome = await node('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)', {
      timeoutMs: 300,
    });
    expect(outcome).toEqual({ kind: 'stopped', problem: 'it did not answer within 0.3 s', hasBegun: true });
  });

  test('is not waited for when a grandchild holds its output open', async () => {
    const pidFile = path.join(temporaryFolder(), 'pid');
    const script = `
      const { spawn } = require('node:child_process');
      const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(pid));`;
    expect(await node(script, { timeoutMs: 5000 })).toMatchObject({ kind: 'stopped' });
    // It would throw if the grandchild had ended.
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  });

  test('is refused as a whole when it says too much, never cut short', async () => {
    const outcome = await node('console.log("x".repeat(100))', { maxOutputBytes: 50 });
    expect(outcome).toEqual({ kind: 'stopped', problem: 'its answer is too long', hasBegun: true });
  });

  test('says which signal ended it', async () => {
    expect(await node('process.kill(process.pid, "SIGKILL")')).toEqual({
      kind: 'stopped',
      problem: 'it was ended by SIGKILL',
      hasBegun: true,
    });
  });

  test('is an outcome when an argument cannot be passed at all', async () => {
    expect(await node('', { args: ['a\0b'] })).toMatchObject({
      kind: 'stopped',
      problem: expect.stringContaining('could not be started'),
      hasBegun: false,
    });
  });
});

describe('a conversation', () => {
  test('goes back and forth until our side ends it', async () => {
    const heard: string[] = [];
    const outcome = await node('process.stdin.on("data", (line) => process.stdout.write(line))', {
      conversation: {
        start: (input) => input.write('one'),
        hear: (chunk, input) => {
          heard.push(String(chunk));
          if (heard.length === 1) input.write('two');
          else input.end();
        },
      },
    });
    expect(outcome).toMatchObject({ kind: 'exited', code: 0 });
    expect(heard.join(' ')).toBe('one two');
  });

  test('survives that the other side has gone', async () => {
    const outcome = await node('process.stdin.destroy(); process.exitCode = 4', {
      conversation: { start: (input) => input.write('x'.repeat(1_000_000)), hear: () => {} },
    });
    expect(outcome).toMatchObject({ kind: 'exited', code: 4 });
  });
});

function outputOf(outcome: CommandOutcome): string {
  return outcome.kind === 'exited' ? String(outcome.stdout) : JSON.stringify(outcome);
}

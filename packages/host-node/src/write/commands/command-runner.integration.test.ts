import { chmodSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createCommandRunner } from './command-runner.ts';
import { findProgram } from '../../system/find-program.ts';

afterAll(removeTemporaryFolders);

const NEVER = new AbortController().signal;

function program(folder: string, name: string, body: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!${process.execPath}\n${body}\n`);
  chmodSync(file, 0o755);
}

function runnerIn(root: string, tools: string, { signal = NEVER, timeoutMs = 20_000 } = {}) {
  const env = { PATH: tools, TOKEN: 'secret', LC_ALL: 'C.UTF-8' };
  return createCommandRunner(root, { env, signal, timeoutMs });
}

function run(body: string, words: readonly string[] = [], folder = '') {
  const [root, tools] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(path.join(root, folder), { recursive: true });
  program(tools, 'lock', body);
  return runnerIn(root, tools).run({ words: ['lock', ...words], folder });
}

describe('a program of the user', () => {
  test('runs in its folder, with its words as they are and the environment of the user', async () => {
    const words = ['$HOME', '; exit 9', 'a b', '`id`', '*'];
    const body = `console.log(require('node:path').basename(process.cwd()));
      console.log(JSON.stringify(process.argv.slice(2)), process.env.TOKEN, process.env.LC_ALL);`;
    expect(await run(body, words, 'backend')).toEqual({
      kind: 'exited',
      code: 0,
      lastLines: ['backend', `${JSON.stringify(words)} secret C.UTF-8`],
    });
  });

  test('has its exit code told, and the end of what it said on both outputs', async () => {
    const body = `for (let i = 0; i < 5000; i += 1) console.log('line ' + i);
      console.error('é ' + 'x'.repeat(900)); process.exitCode = 3;`;
    const outcome = await run(body);
    expect(outcome).toMatchObject({ kind: 'exited', code: 3 });
    const lines = outcome.kind === 'exited' ? outcome.lastLines : [];
    expect(lines.slice(0, -1)).toEqual(Array.from({ length: 15 }, (_, index) => `line ${4985 + index}`));
    expect(lines.at(-1)).toMatch(/^é x{398}…$/);
  });

  test('that is not there is told by its name', async () => {
    const runner = runnerIn(temporaryFolder(), temporaryFolder());
    expect(await runner.run({ words: ['pip-compile'], folder: '' })).toEqual({
      kind: 'not-run',
      problem: 'pip-compile is not installed or not on the PATH',
    });
  });

  test('is looked for on the PATH only, never in the repository', async () => {
    const [root, tools] = [temporaryFolder(), temporaryFolder()];
    program(root, 'pip-compile', 'process.exit(0)');
    for (const PATH of [tools, '', '.', `:${tools}:`, 'tools']) {
      expect(await findProgram('pip-compile', { env: { PATH }, folder: root })).toBeUndefined();
    }
    expect(await findProgram('pip-compile', { env: {}, folder: root })).toBeUndefined();
  });

  test('with a path counts from the folder it runs in', async () => {
    const root = temporaryFolder();
    program(root, 'scripts/test.sh', 'console.log(process.cwd())');
    const outcome = await runnerIn(root, '').run({ words: ['./scripts/test.sh'], folder: '' });
    expect(outcome).toEqual({ kind: 'exited', code: 0, lastLines: [realpathSync(root)] });
  });

  test('that may not be executed is passed over', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(path.join(first, 'lock'), 'no program');
    mkdirSync(path.join(first, 'other'));
    program(second, 'lock', '');
    const env = { PATH: [first, second].join(path.delimiter) };
    expect(await findProgram('lock', { env, folder: first })).toBe(path.join(second, 'lock'));
    expect(await findProgram('other', { env, folder: first })).toBeUndefined();
  });

  test('that takes for ever is stopped', async () => {
    const [root, tools] = [temporaryFolder(), temporaryFolder()];
    program(tools, 'lock', 'setInterval(() => {}, 1000)');
    const outcome = await runnerIn(root, tools, { timeoutMs: 300 }).run({ words: ['lock'], folder: '' });
    expect(outcome).toEqual({ kind: 'not-run', problem: 'it did not answer within 0.3 s' });
  });
});

describe('an interruption', () => {
  test('ends a program and all it started, at once', async () => {
    const [root, tools] = [temporaryFolder(), temporaryFolder()];
    const late = path.join(root, 'late');
    const child = `setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(late)}, 'x'), 1500)`;
    program(
      tools,
      'lock',
      `process.on('SIGTERM', () => {}); process.on('SIGINT', () => {});
       require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
       console.log('started'); setInterval(() => {}, 1000);`,
    );
    const controller = new AbortController();
    const running = runnerIn(root, tools, { signal: controller.signal }).run({ words: ['lock'], folder: '' });
    setTimeout(() => controller.abort(), 500);
    expect(await running).toEqual({ kind: 'interrupted' });
    await new Promise((resolve) => setTimeout(resolve, 1800));
    expect(existsSync(late)).toBe(false);
  });

  test('beforehand starts nothing', async () => {
    const [root, tools] = [temporaryFolder(), temporaryFolder()];
    program(tools, 'lock', `require('node:fs').writeFileSync('ran', '')`);
    const runner = runnerIn(root, tools, { signal: AbortSignal.abort() });
    expect(await runner.run({ words: ['lock'], folder: '' })).toEqual({ kind: 'interrupted' });
    expect(existsSync(path.join(root, 'ran'))).toBe(false);
  });
});

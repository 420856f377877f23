import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { runCli, type CliCall, type CliEnding } from './cli-process.ts';

const scratch = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-cli-')));
const NEVER_ENDS = 'setInterval(() => {}, 1000);';

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('gives back what the process wrote and its exit code', async () => {
  const ending = await run("console.log('✅ out'); console.error('said'); process.exitCode = 2;");
  expect(ending).toEqual({ kind: 'ended', exitCode: 2, stdout: '✅ out\n', stderr: 'said\n' });
});

test('runs it as Node, in the folder, with its arguments and without colours', async () => {
  const ending = await run(
    'const { ELECTRON_RUN_AS_NODE, NO_COLOR } = process.env; console.log(JSON.stringify([process.argv.slice(2), process.cwd(), ELECTRON_RUN_AS_NODE, NO_COLOR]));',
    { args: ['guard', '--root', 'a b; echo "c"'] },
  );
  expect(ending.kind === 'ended' && JSON.parse(ending.stdout)).toEqual([
    ['guard', '--root', 'a b; echo "c"'],
    scratch,
    '1',
    '1',
  ]);
});

test('hands a secret over by the environment, which no list of processes shows', async () => {
  const ending = await run(
    "console.log(JSON.stringify([process.env.DATABASE_URL, [...process.argv, ...process.execArgv].join(' ')]));",
    { env: { DATABASE_URL: 'postgresql://ana:secret@db/shop' } },
  );
  const [given, shown] = ending.kind === 'ended' ? JSON.parse(ending.stdout) : [];
  expect(given).toBe('postgresql://ana:secret@db/shop');
  expect(shown).not.toContain('secret');
});

test('keeps letters whole that arrive in two pieces', async () => {
  const ending = await run(
    "const bytes = Buffer.from('é✅'); process.stdout.write(bytes.subarray(0, 3)); setTimeout(() => process.stdout.write(bytes.subarray(3)), 50);",
  );
  expect(ending).toMatchObject({ stdout: 'é✅' });
});

test('hands over what is to be read, to the last letter', async () => {
  const echo = 'process.stdin.pipe(process.stdout);';
  const input = `-- ✅ plan\n${'DROP TABLE é;\n'.repeat(50_000)}`;
  expect(await run(echo, { input })).toMatchObject({ kind: 'ended', exitCode: 0, stdout: input });
});

test('does not mind a process that leaves before it has read all', async () => {
  const ending = await run('process.exit(3);', { input: 'x'.repeat(1 << 22) });
  expect(ending).toMatchObject({ kind: 'ended', exitCode: 3 });
});

test('ends a process that was cancelled', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 200);
  expect(await run(NEVER_ENDS, { signal: controller.signal })).toEqual({ kind: 'cancelled' });
});

test('starts nothing when it was cancelled before', async () => {
  expect(await run("console.log('started')", { signal: AbortSignal.abort() })).toEqual({ kind: 'cancelled' });
});

test('ends a process that takes too long', async () => {
  expect(await run(NEVER_ENDS, { timeoutMs: 300 })).toEqual({ kind: 'timed-out', seconds: 0 });
});

test('kills a process that does not want to leave', async () => {
  const ending = await run(`process.on('SIGTERM', () => {}); ${NEVER_ENDS}`, { timeoutMs: 500 });
  expect(ending).toMatchObject({ kind: 'timed-out' });
});

test('lets a process put things back for as long as it may take', async () => {
  const [ready, dropped] = [path.join(scratch, 'ready'), path.join(scratch, 'dropped')];
  const touch = (file: string) => `writeFileSync(${JSON.stringify(file)}, '');`;
  const leaves = `setTimeout(() => { ${touch(dropped)} process.exit(); }, 2500)`;
  const script = `import { writeFileSync } from 'node:fs'; process.on('SIGTERM', () => ${leaves}); ${touch(ready)} ${NEVER_ENDS}`;
  const controller = new AbortController();
  const ending = run(script, { signal: controller.signal, graceMs: 15_000 });
  await expect.poll(() => existsSync(ready)).toBe(true);
  controller.abort();
  expect(await ending).toEqual({ kind: 'cancelled' });
  expect(existsSync(dropped)).toBe(true);
});

test('hears its lines as they come, and what it says once it is asked to stop', async () => {
  const controller = new AbortController();
  const heard: string[] = [];
  const script = `process.on('SIGTERM', () => { console.log('stopped'); process.exit(3); }); console.error('deploy\\n  more'); ${NEVER_ENDS}`;
  const ending = await run(script, {
    signal: controller.signal,
    graceMs: 15_000,
    answersWhenStopped: true,
    hear: (line) => {
      heard.push(line);
      if (heard.length === 2) controller.abort();
    },
  });
  expect(ending).toMatchObject({ kind: 'ended', exitCode: 3, stdout: 'stopped\n' });
  expect(heard).toEqual(['deploy', '  more']);
});

test('a process that is ended from outside is no answer', async () => {
  expect(await run("process.kill(process.pid, 'SIGKILL')")).toEqual({
    kind: 'broken',
    problem: 'was ended by SIGKILL',
  });
});

test('a folder that is gone is no answer', async () => {
  const ending = await run("console.log('started')", { cwd: path.join(scratch, 'gone') });
  expect(ending).toEqual({
    kind: 'broken',
    problem: expect.stringMatching(/^could not be started \(.*ENOENT.*\)$/),
  });
});

test('a CLI that is missing ends with what Node says', async () => {
  const ending = await runCli({ ...call(), cli: path.join(scratch, 'absent.mjs') });
  expect(ending).toMatchObject({ kind: 'ended', exitCode: 1, stderr: expect.stringContaining('absent.mjs') });
});

test('a process that writes without end is ended', async () => {
  const ending = await run(
    "const text = 'x'.repeat(1 << 20); const more = () => process.stdout.write(text, more); more();",
  );
  expect(ending).toEqual({ kind: 'broken', problem: 'wrote more than can be shown' });
});

function run(script: string, more: Partial<CliCall> = {}): Promise<CliEnding> {
  const cli = path.join(scratch, 'cli.mjs');
  writeFileSync(cli, script);
  return runCli({ ...call(), cli, ...more });
}

function call() {
  const args: readonly string[] = [];
  return { cli: '', args, cwd: scratch, timeoutMs: 15_000, signal: new AbortController().signal };
}

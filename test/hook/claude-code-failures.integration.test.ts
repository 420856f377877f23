import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { runToEnd } from '../cli/lockkeeper-process.ts';
import { guardedRepository } from './guarded-repository.ts';
import { atStart, atStop, beforeTool, callHook, claudeCode } from './hook-process.ts';

afterAll(removeTemporaryFolders);

const EVENT = beforeTool('/', 'Write', { file_path: '/tmp/a.txt', content: '' });

describe('what cannot be understood stops the agent', () => {
  test.each([
    ['nothing', '', 'there is nothing on standard input'],
    ['no JSON', 'hello', 'standard input is not JSON'],
    ['half an event', JSON.stringify(EVENT).slice(0, -20), 'standard input is not JSON'],
    ['a list', '[]', 'Standard input is not an object'],
    ['null', 'null', 'Standard input is not an object'],
    ['an object of nothing', '{}', 'hook_event_name is missing or is not a text'],
    [
      'an event nobody knows',
      event({ hook_event_name: 'BeforeWrite' }),
      'the event "BeforeWrite" is not known',
    ],
    ['no tool', event({ tool_name: undefined }), 'tool_name is missing or is not a text'],
    ['no input of the tool', event({ tool_input: undefined }), 'tool_input is not an object'],
    ['no file', event({ tool_input: { content: '' } }), 'file_path is missing or is not a text'],
    [
      'a file that is no name',
      event({ tool_input: { file_path: ['a'] } }),
      'file_path is missing or is not a text',
    ],
    ['no folder', event({ cwd: undefined }), 'cwd is missing or is not a text'],
    ['a name with NUL', event({ tool_input: { file_path: '/tmp/a\0b' } }), 'null bytes'],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0x7d]), 'Standard input is not UTF-8'],
    [
      'a strange end of a turn',
      stop({ stop_hook_active: 'no' }),
      'stop_hook_active is neither true nor false',
    ],
    ['a list in a list in a list', '['.repeat(2_000_000), 'standard input is not JSON'],
  ])('%s', async (_, input, message) => {
    const { exitCode, stdout, stderr } = await callHook(['claude-code'], { cwd: '/', input });
    expect(stderr).toContain('Lockkeeper stopped this, because it could not judge it.\n');
    expect(stderr).toContain(message);
    expect(stderr.length).toBeLessThan(1_000);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('also what is longer than any event', async () => {
    const input = event({ tool_input: { file_path: '/tmp/a', content: 'x'.repeat(11 * 1024 * 1024) } });
    const { exitCode, stderr } = await callHook(['claude-code'], { cwd: '/', input });
    expect(stderr).toContain('Standard input is longer than 10 MB.');
    expect(exitCode).toBe(2);
  });

  test('also an event that never ends', async () => {
    const { exitCode, stderr } = await callHook(['claude-code'], { cwd: '/', input: undefined });
    expect(stderr).toContain('Standard input did not end within 10 s.');
    expect(exitCode).toBe(2);
  });

  test('also a standard input that is closed, and wrong usage', async () => {
    const closed = `"${process.execPath}" packages/cli/dist/lockkeeper.cjs hook claude-code <&-`;
    const root = path.join(import.meta.dirname, '../..');
    expect((await runToEnd('/bin/sh', ['-c', closed], { cwd: root })).exitCode).toBe(2);
    expect((await callHook(['claude-code', '--strict'], { cwd: '/', input: '' })).exitCode).toBe(2);
    expect((await callHook(['windsurf'], { cwd: '/', input: '' })).exitCode).toBe(2);
  });
});

describe('what is none of its concern passes without a word', () => {
  test.each([
    ['reading', beforeTool('/', 'Read', { file_path: '/etc/passwd' })],
    ['searching', beforeTool('/', 'Grep', { pattern: 'x' })],
    [
      'the shell, whose doings are judged at the end of the turn',
      beforeTool('/', 'Bash', { command: 'rm -rf x' }),
    ],
    ['a tool of somebody else', beforeTool('/', 'mcp__memory__add', { path: 7 })],
    ['a tool of somebody else that names a file of nobody', beforeTool('/', 'Refactor', { path: '/tmp/a' })],
    [
      'reading, at an event of a later version',
      { ...beforeTool('/', 'Read', { file_path: 7 }), hook_event_name: 'BeforeAnything' },
    ],
    ['reading, without a folder', { ...beforeTool('/', 'Read', {}), cwd: undefined }],
    ['an event after the tool', { ...EVENT, hook_event_name: 'PostToolUse' }],
    ['the start of a session', { ...EVENT, hook_event_name: 'SessionStart' }],
    ['a file outside of every repository', EVENT],
    ['the end of a turn outside of every repository', atStop('/', false)],
  ])('%s', async (_, payload) => {
    await claudeCode('/', atStart('/'));
    expect(await claudeCode('/', payload)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

describe('what cannot be judged stops the agent', () => {
  const write = (root: string, env: Readonly<Record<string, string>> = {}) =>
    claudeCode(root, beforeTool(root, 'Write', { file_path: 'docs/guide.md', content: '' }), env);

  test('a policy that is not valid, with what is wrong in it', async () => {
    const { root } = brokenPolicy('version: 1\nprotcted: []\n');
    const { exitCode, stderr } = await write(root);
    expect(stderr).toContain('is not valid, so nothing was judged');
    expect(stderr).toContain('lockkeeper.yaml:2:1 Unknown key "protcted"');
    expect(exitCode).toBe(2);
    expect((await claudeCode(root, atStart(root))).exitCode).toBe(0);
    expect((await claudeCode(root, atStop(root, false))).exitCode).toBe(2);
  });

  test('a policy that is no text, and two policies', async () => {
    expect((await write(brokenPolicy('\0\0\0').root)).exitCode).toBe(2);
    const two = guardedRepository('main');
    two.commit({ 'lockkeeper.yml': 'version: 1\n' });
    const { exitCode, stderr } = await write(two.root);
    expect(stderr).toContain('There are two policies: lockkeeper.yaml and lockkeeper.yml. Remove one.');
    expect(exitCode).toBe(2);
  });

  test('git that is missing, or fails at everything', async () => {
    const { root } = guardedRepository();
    const { exitCode, stderr } = await write(root, { PATH: temporaryFolder() });
    expect(stderr).toContain('git is not installed or not on the PATH');
    expect(exitCode).toBe(2);
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'git'), '#!/bin/sh\nexit 7\n', { mode: 0o755 });
    expect((await write(root, { PATH: `${folder}:/usr/bin:/bin` })).exitCode).toBe(2);
  });

  test('a repository that is broken', async () => {
    for (const broken of ['HEAD', 'objects']) {
      const { root } = guardedRepository();
      rmSync(path.join(root, '.git', broken), { recursive: true });
      if (broken === 'HEAD') writeFileSync(path.join(root, '.git/HEAD'), 'ref: \n');
      else mkdirSync(path.join(root, '.git/objects'));
      expect((await write(root)).exitCode, broken).toBe(2);
    }
  });

  test('a folder that may not be looked into', async () => {
    const { root } = guardedRepository();
    mkdirSync(path.join(root, 'docs/secret'));
    chmodSync(path.join(root, 'docs/secret'), 0);
    const program = path.join(import.meta.dirname, '../../packages/cli/dist/lockkeeper.cjs');
    const input = JSON.stringify(
      beforeTool(root, 'Write', { file_path: 'docs/secret/deep/a.md', content: '' }),
    );
    writeFileSync(path.join(root, 'event.json'), input);
    const line = `"${process.execPath}" "${program}" hook claude-code < event.json`;
    const { exitCode, stderr } = await runToEnd('/bin/sh', ['-c', line], { cwd: root, unprivileged: true });
    chmodSync(path.join(root, 'docs/secret'), 0o755);
    expect(stderr).toContain('EACCES');
    expect(exitCode).toBe(2);
  });

  test('git that hangs: the hook ends before its agent goes on, and what it started ends with it', async () => {
    const { root } = guardedRepository();
    const folder = temporaryFolder();
    const hanging = '#!/bin/sh\nsleep 3661.5 &\nwait\n';
    writeFileSync(path.join(folder, 'git'), hanging, { mode: 0o755 });
    const { exitCode, stderr } = await write(root, { PATH: `${folder}:/usr/bin:/bin` });
    expect(stderr).toContain('Lockkeeper stopped this, because it could not judge it.');
    expect(exitCode).toBe(2);
    const left = async () =>
      await runToEnd('/bin/sh', ['-c', 'ps -eo args | grep -c "^sleep 3661[.]5"'], { cwd: '/' });
    // A process that was killed is gone a moment later.
    await expect.poll(async () => (await left()).stdout.trim()).toBe('0');
  });
});

function event(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...EVENT, ...fields });
}

function stop(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...atStop('/', false), ...fields });
}

function brokenPolicy(text: string) {
  const repository = guardedRepository('main');
  repository.commit({ 'lockkeeper.yaml': text });
  return repository;
}

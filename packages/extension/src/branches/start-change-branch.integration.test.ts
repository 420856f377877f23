import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runProcess } from '../cli/run-process.ts';
import { scriptedConversation, type Answer } from '../testing/scripted-conversation.ts';
import { startChangeBranch } from './start-change-branch.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'lockkeeper-branch-'));
const clone = path.join(scratch, 'clone');

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

beforeAll(() => {
  const origin = path.join(scratch, 'origin');
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', origin]);
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', origin, ...who, 'commit', '--quiet', '--allow-empty', '--message=One']);
  execFileSync('git', ['clone', '--quiet', origin, clone], { stdio: 'pipe' });
  git(...who, 'commit', '--quiet', '--allow-empty', '--message=Mine, which nobody has seen');
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function started(prefixes: readonly string[], ...answers: readonly Answer[]) {
  const talk = scriptedConversation(...answers);
  const { signal } = new AbortController();
  const name = await startChangeBranch({
    talk,
    prefixes,
    git: async (args) => await runProcess({ command: 'git', args, cwd: clone, timeoutMs: 30_000, signal }),
  });
  return { name, talk };
}

describe('the branch of a change that an agent proposes [row 0.30]', () => {
  test('is one of those that the policy has for agents, and begins where the work of everybody is', async () => {
    writeFileSync(path.join(clone, 'notes.txt'), 'Not committed yet');
    const { name } = await started(['auto/'], 'Round half up; $(whoami) --force');
    expect(name).toBe('auto/round-half-up-whoami-force');
    expect(git('branch', '--show-current')).toBe(name);
    expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
    expect(git('status', '--porcelain')).toBe('?? notes.txt');
  });

  test('is not begun anew where it is there', async () => {
    await started(['auto/'], 'Twice');
    git('switch', '--quiet', 'main');
    const { name, talk } = await started(['auto/'], 'twice!');
    expect([name, git('branch', '--show-current')]).toEqual([undefined, 'main']);
    expect(talk.heard.at(-1)).toMatch(/^refuse: .*auto\/twice/);
  });

  test('asks which where the policy has several, and none where it has none', async () => {
    expect((await started(['auto/', 'claude/'], 'claude/', 'Fix')).name).toBe('claude/fix');
    git('switch', '--quiet', 'main');
    const { name, talk } = await started([], 'Fix');
    expect([name, talk.heard]).toEqual([undefined, [expect.stringMatching(/^refuse: .*change_scope/)]]);
  });

  test.each([[undefined], ['...']])('is not begun where somebody answers %j', async (answer) => {
    expect((await started(['auto/'], answer)).name).toBeUndefined();
    expect(git('branch', '--show-current')).toBe('main');
  });

  test('is not begun where git does not know the main branch', async () => {
    git('remote', 'set-head', 'origin', '--delete');
    const { name, talk } = await started(['auto/'], 'Fix');
    expect([name, talk.heard.at(-1)]).toEqual([undefined, expect.stringMatching(/^refuse: .*set-head/)]);
  });
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { effectAtEnd, effectBeforeTool, payloadFor, recordedAgents, type Effect } from './agent-contracts.ts';
import { guardedRepository } from './guarded-repository.ts';
import { callHook } from './hook-process.ts';

afterAll(removeTemporaryFolders);

const AGENTS = recordedAgents();
/** As the payloads name it. */
const PROTECTED = 'backend/app/core/auth.py';
const repository = guardedRepository();

describe.each(AGENTS)('$agent', (recorded) => {
  const { agent } = recorded;
  const asks = agent === 'claude-code' || agent === 'vscode';
  const call = (name: string, root = repository.root, named = PROTECTED) =>
    callHook([agent], {
      cwd: root,
      input: payloadFor(recorded, name, { root, session: `${agent} ${root}` }).replaceAll(PROTECTED, named),
    });

  test('says where its contract was read', () => {
    expect(recorded.sources.length).toBeGreaterThan(1);
    for (const { url, read } of recorded.sources) {
      expect(url).toMatch(/^https:\/\//);
      expect(read).toMatch(/^2026-\d\d-\d\d$/);
    }
  });

  test.each<[string, Effect]>([
    ['writeProtected', 'stopped'],
    ['writeAllowed', 'runs'],
    ['read', 'runs'],
    ['unknownTool', asks ? 'asks' : 'stopped'],
    ['shell', 'runs'],
    // Copilot sets the name of a server apart by nothing that a tool's name could not hold.
    ['mcpProtected', 'stopped'],
    ['mcpAllowed', 'runs'],
  ])('%s %s', async (name, effect) => {
    const ended = await call(name);
    expect(effectBeforeTool(agent, ended), ended.stderr).toBe(effect);
    if (effect === 'runs') expect(ended.stdout).toBe(agent === 'cursor' ? '{"permission":"allow"}\n' : '');
  });

  test.each<[string, Effect]>([
    ['backend', asks ? 'asks' : 'stopped'],
    ['backend/app/core/', asks ? 'asks' : 'stopped'],
    ['docs', 'runs'],
    ['.', 'runs'],
  ])('an unknown tool that names the folder %s %s', async (folder, effect) => {
    const ended = await call('unknownTool', repository.root, folder);
    expect(effectBeforeTool(agent, ended), ended.stderr).toBe(effect);
  });

  test('is sent back at the end of a turn for what a shell did, and is not for what the policy allows', async () => {
    const { root } = guardedRepository();
    expect((await call('sessionStart', root)).exitCode).toBe(0);
    writeFileSync(path.join(root, 'docs/guide.md'), '# Guide\n\nMore.\n');
    expect(effectAtEnd(agent, await call('stop', root))).toBe('runs');
    writeFileSync(path.join(root, 'backend/app/core/auth.py'), 'x');
    const ended = await call('stop', root);
    expect(effectAtEnd(agent, ended), ended.stderr).toBe('stopped');
    expect(`${ended.stdout}${ended.stderr}`).toContain('paths/protected');
  });

  test('is sent back where nothing was recorded when its session began', async () => {
    const { root } = guardedRepository();
    expect(effectAtEnd(agent, await call('stop', root))).toBe('stopped');
  });
});

describe('payloads of one agent through the settings of another', () => {
  // VS Code and Copilot load .claude/settings.json, Cursor does where third-party hooks are on.
  const readers = AGENTS.filter(({ agent }) => ['cursor', 'copilot', 'vscode'].includes(agent));
  test.each(readers)('$agent through those of Claude Code', async (recorded) => {
    const { root } = repository;
    const effectOf = async (name: string) => {
      const input = payloadFor(recorded, name, { root, session: 'other' });
      const ended = await callHook(['claude-code'], { cwd: root, input });
      // Without failClosed, which those settings do not have, silence lets pass.
      const isSilent = ended.exitCode === 0 && ended.stdout === '';
      return isSilent ? 'runs' : effectBeforeTool(recorded.agent, ended);
    };
    expect(await effectOf('writeProtected')).toBe('stopped');
    expect(await effectOf('writeAllowed')).toBe('runs');
    expect(await effectOf('read')).toBe('runs');
    expect(await effectOf('unknownTool')).toBe(recorded.agent === 'vscode' ? 'asks' : 'stopped');
    expect(await effectOf('mcpProtected')).toBe('stopped');
  });
});

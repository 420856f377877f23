import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AgentId } from '../hook/agent/agents.ts';
import { hookCommand, type HookMoment } from './agent-hook-command.ts';
import { agentSettings } from './agent-settings.ts';

const ours = (moment: HookMoment, program = 'lockkeeper') => ({
  type: 'command',
  command: hookCommand({ program, agent: 'claude-code', moment }).sh,
  timeout: 60,
  onFailure: 'block',
});

const OURS = {
  SessionStart: [{ hooks: [ours('session-start')] }],
  PreToolUse: [{ matcher: '*', hooks: [ours('before-tool')] }],
  Stop: [{ hooks: [ours('turn-end')] }],
};

function settingsAfter(before: unknown, program = 'lockkeeper', agent: AgentId = 'claude-code'): unknown {
  const merged = agentSettings(agent, before === undefined ? undefined : JSON.stringify(before), program);
  if (merged.kind === 'problem') throw new Error(merged.problem);
  return JSON.parse(merged.text);
}

describe('the settings of Claude Code', () => {
  test('hold our hooks, in a file that was not there or is empty', () => {
    expect(settingsAfter(undefined)).toEqual({ hooks: OURS });
    expect(agentSettings('claude-code', ' \n', 'lockkeeper')).toEqual(
      agentSettings('claude-code', undefined, 'lockkeeper'),
    );
  });

  test('keep what else they hold', () => {
    const theirs = { matcher: 'Bash', hooks: [{ type: 'command', command: 'audit' }] };
    const before = {
      permissions: { deny: ['Read(.env)'] },
      hooks: { PreToolUse: [theirs], PostToolUse: [theirs] },
    };
    expect(settingsAfter(before)).toEqual({
      permissions: before.permissions,
      hooks: { ...OURS, PreToolUse: [theirs, ...OURS.PreToolUse], PostToolUse: [theirs] },
    });
  });

  test('hold our hooks once, however often they are written, and as they are written last', () => {
    const once = settingsAfter(undefined);
    expect(settingsAfter(once)).toEqual(once);
    expect(JSON.stringify(settingsAfter(once, 'npx lockkeeper')).match(/hook claude-code/g)).toHaveLength(3);
  });

  test('keep an entry that runs something beside our command', () => {
    const both = {
      matcher: 'Write',
      hooks: [
        { type: 'command', command: 'lockkeeper hook claude-code' },
        { type: 'command', command: 'audit' },
      ],
    };
    expect(settingsAfter({ hooks: { PreToolUse: [both] } })).toMatchObject({
      hooks: { PreToolUse: [both, ...OURS.PreToolUse] },
    });
  });

  test.each([
    ['{', 'it is not a JSON object'],
    ['[]', 'it is not a JSON object'],
    ['{"hooks": []}', 'its "hooks" are not an object'],
    ['{"hooks": {"Stop": {}}}', 'its hooks of an event are not a list'],
    ['{"a": 1, "a": 2}', 'it holds a key twice, or a number that would not stay as it is'],
    ['{"a": 12345678901234567890}', 'it holds a key twice, or a number that would not stay as it is'],
  ])('are left alone when they are of another form: %s', (text, problem) => {
    expect(agentSettings('claude-code', text, 'lockkeeper')).toEqual({ kind: 'problem', problem });
  });

  test('never lose a key, whatever they hold', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (settings) => {
        const { hooks: _, ...others } = settings;
        const own = Object.fromEntries(Object.entries(others).filter(([key]) => key !== '__proto__'));
        expect(settingsAfter(own)).toMatchObject(JSON.parse(JSON.stringify(own)));
      }),
    );
  });
});

describe('the settings of every agent', () => {
  const agents: readonly AgentId[] = ['claude-code', 'codex', 'cursor', 'copilot', 'vscode', 'gemini'];

  test.each(agents)('%s: are written once, and take an older form of ours out', (agent) => {
    const once = settingsAfter(undefined, 'lockkeeper', agent);
    expect(settingsAfter(once, 'lockkeeper', agent)).toEqual(once);
    const older = {
      hooks: {
        PreToolUse: [{ matcher: 'Write', hooks: [{ command: 'lockkeeper hook claude-code || exit 2' }] }],
      },
    };
    expect(JSON.stringify(settingsAfter(older, 'lockkeeper', agent))).not.toContain('|| exit 2');
  });

  test('of two agents that read one file hold one of them', () => {
    const copilot = settingsAfter(undefined, 'lockkeeper', 'copilot');
    const both = JSON.stringify(settingsAfter(copilot, 'lockkeeper', 'vscode'));
    expect(both).not.toContain('hook copilot');
    expect(both).toContain('hook vscode');
  });

  test('keep the key __proto__', () => {
    const merged = agentSettings('gemini', '{"__proto__": {"a": 1}}', 'lockkeeper');
    expect(merged).toMatchObject({ kind: 'text', text: expect.stringContaining('"__proto__": {') });
  });
});

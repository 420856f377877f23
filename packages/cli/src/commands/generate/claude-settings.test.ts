import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { claudeSettings } from './claude-settings.ts';

const OURS = {
  PreToolUse: [
    {
      matcher: 'Write|Edit|MultiEdit|NotebookEdit',
      hooks: [{ type: 'command', command: 'lockkeeper hook claude-code || exit 2', timeout: 60 }],
    },
  ],
  Stop: [{ hooks: [{ type: 'command', command: 'lockkeeper hook claude-code || exit 2', timeout: 60 }] }],
};

function settingsAfter(before: unknown, program = 'lockkeeper'): unknown {
  const merged = claudeSettings(before === undefined ? undefined : JSON.stringify(before), program);
  if (merged.kind === 'problem') throw new Error(merged.problem);
  return JSON.parse(merged.text);
}

describe('the settings of Claude Code', () => {
  test('hold our hooks, in a file that was not there or is empty', () => {
    expect(settingsAfter(undefined)).toEqual({ hooks: OURS });
    expect(claudeSettings(' \n', 'lockkeeper')).toEqual(claudeSettings(undefined, 'lockkeeper'));
  });

  test('keep what else they hold', () => {
    const theirs = { matcher: 'Bash', hooks: [{ type: 'command', command: 'audit' }] };
    const before = {
      permissions: { deny: ['Read(.env)'] },
      hooks: { PreToolUse: [theirs], PostToolUse: [theirs] },
    };
    expect(settingsAfter(before)).toEqual({
      permissions: before.permissions,
      hooks: { PreToolUse: [theirs, ...OURS.PreToolUse], PostToolUse: [theirs], Stop: OURS.Stop },
    });
  });

  test('hold our hooks once, however often they are written, and as they are written last', () => {
    const once = settingsAfter(undefined);
    expect(settingsAfter(once)).toEqual(once);
    expect(JSON.stringify(settingsAfter(once, 'npx lockkeeper')).match(/hook claude-code/g)).toHaveLength(2);
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
  ])('are left alone when they are of another form: %s', (text, problem) => {
    expect(claudeSettings(text, 'lockkeeper')).toEqual({ kind: 'problem', problem });
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

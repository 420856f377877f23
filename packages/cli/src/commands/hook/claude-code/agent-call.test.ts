import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { agentCall } from './agent-call.ts';

const WRITE = {
  hook_event_name: 'PreToolUse',
  cwd: '/shop',
  tool_name: 'Write',
  tool_input: { file_path: '/shop/a.py', content: 'x' },
};

const read = (event: unknown) => agentCall(JSON.stringify(event));

describe('what Claude Code tells a hook', () => {
  test('is a write with its file and its text', () => {
    expect(read(WRITE)).toEqual({
      kind: 'write',
      cwd: '/shop',
      file: '/shop/a.py',
      edit: { kind: 'whole', text: 'x' },
    });
  });

  test.each([
    [
      'Edit',
      { file_path: 'a', old_string: 'x', new_string: 'y' },
      [{ from: 'x', to: 'y', everywhere: false }],
    ],
    [
      'Edit',
      { file_path: 'a', old_string: 'x', new_string: 'y', replace_all: true },
      [{ from: 'x', to: 'y', everywhere: true }],
    ],
    [
      'MultiEdit',
      { file_path: 'a', edits: [{ old_string: 'x', new_string: 'y' }] },
      [{ from: 'x', to: 'y', everywhere: false }],
    ],
  ])('is an edit of %s with its replacements', (tool_name, tool_input, replacements) => {
    expect(read({ ...WRITE, tool_name, tool_input })).toMatchObject({
      file: 'a',
      edit: { kind: 'replacements', replacements },
    });
  });

  test.each([
    ['Write', { file_path: 'a' }],
    ['Edit', { file_path: 'a', old_string: 'x' }],
    ['MultiEdit', { file_path: 'a', edits: [{ old_string: 'x' }] }],
    ['MultiEdit', { file_path: 'a', edits: 'x' }],
    ['MultiEdit', { file_path: 'a', edits: [null] }],
    ['NotebookEdit', { notebook_path: 'a', new_source: 'x' }],
  ])('is a write of %s whose path alone can be judged: %j', (tool_name, tool_input) => {
    expect(read({ ...WRITE, tool_name, tool_input })).toMatchObject({ file: 'a', edit: { kind: 'unclear' } });
  });

  test.each(['Stop', 'SubagentStop'])('is the end of a turn at %s', (hook_event_name) => {
    const event = { hook_event_name, cwd: '/shop' };
    expect(read(event)).toEqual({ kind: 'turn-end', cwd: '/shop', wasRefused: false });
    expect(read({ ...event, stop_hook_active: true })).toMatchObject({ wasRefused: true });
  });

  test.each([
    { ...WRITE, tool_name: 'Read' },
    { ...WRITE, tool_name: 'Bash', tool_input: { command: 'echo x > a' } },
    { ...WRITE, tool_name: 'constructor' },
    { hook_event_name: 'SessionStart' },
    { hook_event_name: 'Notification', message: 'x' },
  ])('is none of our concern: %j', (event) => {
    expect(read(event)).toEqual({ kind: 'no-concern' });
  });

  test.each([
    ['', 'there is nothing on standard input'],
    ['{', 'standard input is not JSON'],
    ['7', 'Standard input is not an object'],
    ['{"hook_event_name":"Begin"}', 'the event "Begin" is not known'],
    ['{"hook_event_name":"Stop"}', 'cwd is missing'],
    ['{"__proto__":{"hook_event_name":"Stop"}}', 'hook_event_name is missing'],
  ])('is nothing that can be understood: %s', (text, message) => {
    expect(() => agentCall(text)).toThrow(message);
  });

  test('either is understood or refused with a sentence, whatever is left out or of another kind', () => {
    const odd = fc.oneof(fc.constant(undefined), fc.jsonValue());
    const event = fc.record({
      hook_event_name: fc.oneof(fc.constantFrom('PreToolUse', 'Stop'), odd),
      cwd: fc.oneof(fc.constant('/shop'), odd),
      tool_name: fc.oneof(fc.constantFrom('Write', 'Edit', 'MultiEdit', 'NotebookEdit', 'Read'), odd),
      tool_input: fc.oneof(fc.constant(WRITE.tool_input), fc.record({ file_path: odd, edits: odd }), odd),
      stop_hook_active: odd,
    });
    fc.assert(
      fc.property(event, (given) => {
        try {
          const call = read(given);
          if (call.kind === 'write')
            expect([typeof call.file, typeof call.cwd]).toEqual(['string', 'string']);
        } catch (error) {
          expect(String(error)).toMatch(/^Error: The event cannot be judged, because .*\.$/s);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { agentCall } from './agent-call.ts';

const WRITE = {
  hook_event_name: 'PreToolUse',
  cwd: '/shop',
  tool_name: 'Write',
  tool_input: { file_path: '/shop/a.py', content: 'x' },
};

const read = (event: unknown) => agentCall(JSON.stringify(event), 'claude-code');

describe('what Claude Code tells a hook', () => {
  test('is a write with its file and its text', () => {
    expect(read(WRITE)).toEqual({
      agent: 'claude-code',
      moment: 'before-tool',
      isUnattended: false,
      kind: 'write',
      isKnown: true,
      session: undefined,
      folders: ['/shop'],
      files: [{ file: '/shop/a.py', edit: { kind: 'whole', text: 'x' } }],
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
      files: [{ file: 'a', edit: { kind: 'replacements', replacements } }],
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
    expect(read({ ...WRITE, tool_name, tool_input })).toMatchObject({
      files: [{ file: 'a', edit: { kind: 'unclear' } }],
    });
  });

  test.each(['Stop', 'SubagentStop'])('is the end of a turn at %s', (hook_event_name) => {
    const event = { hook_event_name, cwd: '/shop' };
    expect(read(event)).toMatchObject({ kind: 'turn-end', folders: ['/shop'], wasRefused: false });
    expect(read({ ...event, stop_hook_active: true })).toMatchObject({ wasRefused: true });
  });

  test.each([
    { ...WRITE, tool_name: 'Read' },
    { ...WRITE, tool_name: 'Bash', tool_input: { command: 'echo x > a' } },
    { ...WRITE, tool_name: 'Read', cwd: undefined, tool_input: 7 },
    { ...WRITE, tool_name: 'constructor', tool_input: { count: 7 } },
    { ...WRITE, tool_name: 'Read', hook_event_name: 'BeforeAnything' },
    { hook_event_name: 'Notification', message: 'x' },
  ])('is none of our concern: %j', (event) => {
    expect(read(event)).toMatchObject({ kind: 'no-concern' });
  });

  test.each([
    ['', 'there is nothing on standard input'],
    ['{', 'standard input is not JSON'],
    ['7', 'Standard input is not an object'],
    ['{"hook_event_name":"Begin"}', 'the event "Begin" is not known'],
    ['{"hook_event_name":"Stop"}', 'cwd is missing'],
    ['{"__proto__":{"hook_event_name":"Stop"}}', 'hook_event_name is missing'],
  ])('is nothing that can be understood: %s', (text, message) => {
    expect(() => agentCall(text, 'claude-code')).toThrow(message);
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
          if (call.kind === 'write') expect(typeof call.files[0]?.file).toBe('string');
        } catch (error) {
          expect(String(error)).toMatch(/^Error: The event cannot be judged, because .*\.$/s);
        }
      }),
    );
  });
});

describe('who calls', () => {
  test.each([
    ['claude-code', {}, 'claude-code'],
    ['claude-code', { cursor_version: '3' }, 'cursor'],
    ['claude-code', { timestamp: 'x' }, 'copilot'],
    ['claude-code', { turn_id: '1', model: 'gpt-5' }, 'codex'],
    ['vscode', { tool_name: 'Write', timestamp: 'x' }, 'copilot'],
    ['vscode', { tool_name: 'create_file', timestamp: 'x' }, 'vscode'],
    ['copilot', { timestamp: 'x' }, 'copilot'],
  ] as const)('through settings of %s with %j is %s', (configured, fields, agent) => {
    expect(agentCall(JSON.stringify({ ...WRITE, ...fields }), configured)).toMatchObject({ agent });
  });

  test('shows in the spelling of the event, too', () => {
    const { hook_event_name: _, ...others } = WRITE;
    const event = { ...others, hookEventName: 'PreToolUse', tool_name: 'create_file' };
    expect(read(event)).toMatchObject({ agent: 'vscode', kind: 'write' });
  });
});

describe('the files of a tool', () => {
  const named = (tool_name: string, tool_input: unknown) => {
    const call = read({ ...WRITE, tool_name, tool_input });
    return call.kind === 'write' ? call.files.map(({ file }) => file) : [];
  };

  test.each([
    [
      'apply_patch',
      {
        command:
          '*** Begin Patch\n*** Add File: a\n+x\n*** Update File: b\n*** Move to: c\n*** Delete File: d\n*** End Patch',
      },
      ['a', 'b', 'c', 'd'],
    ],
    ['apply_patch', '*** Begin Patch\n*** Add File: a\n+x\n*** End Patch', ['a']],
    [
      'multi_replace_string_in_file',
      { replacements: [{ filePath: 'a', oldString: 'x', newString: 'y' }, { filePath: 'b' }] },
      ['a', 'b'],
    ],
    ['editFiles', { files: ['a', { path: 'b' }] }, ['a', 'b']],
    ['mcp__files__move_file', { source: 'a', destination: 'b' }, ['a', 'b']],
    ['create_file', { filePath: 'file:///shop/a%20b.py' }, ['/shop/a b.py']],
    ['Refactor', { steps: [{ in: 'src/a.py' }, { note: 'just words' }] }, ['src/a.py']],
    ['Refactor', { 'src/a.py': 'text' }, ['src/a.py']],
    ['Refactor', { diff: '--- a/x.py\n+++ b/y.py\n@@\n' }, ['x.py', 'y.py']],
    ['Refactor', { link: 'https://example.com/a/b', text: 'one\ntwo/three' }, []],
  ])('%s %j', (tool, input, files) => {
    expect(named(tool, input)).toEqual(files);
  });

  test.each([
    ['mcp__files__read_file', 'no-concern'],
    ['mcp_files_read_file', 'no-concern'],
    ['MCP:read_file', 'no-concern'],
    ['mcp__evil__delete_and_read_file', 'write'],
    ['mcp_evil_delete_and_read_file', 'write'],
    ['str_replace_editor', 'write'],
  ])('%s is %s', (tool_name, kind) => {
    expect(read({ ...WRITE, tool_name, tool_input: { path: 'src/a.py' } })).toMatchObject({ kind });
  });

  test('of an editor that only looks are none', () => {
    const tool_input = { command: 'view', path: 'a' };
    expect(read({ ...WRITE, tool_name: 'str_replace_editor', tool_input })).toMatchObject({
      kind: 'no-concern',
    });
  });
});

describe('a protected path among the arguments of a tool', () => {
  const filesOf = (tool_name: string, tool_input: unknown) => {
    const call = read({ ...WRITE, tool_name, tool_input });
    return call.kind === 'write' ? call.files.map(({ file }) => file) : [];
  };
  const deep = (levels: number): unknown => (levels === 0 ? 'core/a.py' : { in: deep(levels - 1) });

  test.each([
    ['beside another field', 'Write', { file_path: 'docs/a.md', path: 'core/a.py', content: 'x' }],
    ['in an edit of its own', 'MultiEdit', { file_path: 'docs/a.md', edits: [{ path: 'core/a.py' }] }],
    ['of a tool that is told to show', 'Write', { file_path: 'core/a.py', content: 'x', command: 'view' }],
    [
      'behind spaces',
      'apply_patch',
      '*** Begin Patch\n*** Add File: docs/a.md\n+x\n *** Delete File: core/a.py\n',
    ],
    [
      'behind a tab',
      'apply_patch',
      '*** Begin Patch\n*** Add File: docs/a.md\n+x\n\t*** Update File: core/a.py\n',
    ],
    [
      'as what is moved to',
      'apply_patch',
      '*** Begin Patch\n*** Update File: docs/a.md\n  *** Move to: core/a.py\n',
    ],
    [
      'with a mode alone',
      'apply_patch',
      'diff --git a/core/a.py b/core/a.py\nold mode 100644\nnew mode 100755\n',
    ],
    ['as a copy', 'apply_patch', 'diff --git a/x b/x\ncopy from docs/a.md\ncopy to core/a.py\n'],
    ['without a prefix', 'apply_patch', '--- core/a.py\n+++ core/a.py\n'],
    ['in quotes', 'apply_patch', '--- "a/core/a.py"\n+++ "b/core/a.py"\n'],
    ['as bytes', 'apply_patch', '--- "a/c\\157re/a.py"\n+++ /dev/null\n'],
    ['after many others', 'refactor', { names: [...Array.from({ length: 3000 }, () => 'x'), 'core/a.py'] }],
    ['far below others', 'refactor', deep(50)],
    ['with a line end', 'refactor', { target: ' core/a.py\n' }],
    ['as an address', 'refactor', { target: 'file:/core/a.py' }],
    ['made long', 'refactor', { target: `${'./'.repeat(5000)}core/a.py` }],
    ['as a key', 'refactor', { changes: { 'core/a.py': {} } }],
    ['of a tool in other letters', 'WRITE', { file_path: 'core/a.py' }],
    ['in JSON that is a text', 'refactor', { ops: '[{"op":"write","where":"core/a.py"}]' }],
    ['in JSON in JSON', 'refactor', { ops: JSON.stringify([JSON.stringify({ p: 'core/a.py' })]) }],
    ['in a patch in JSON', 'refactor', { ops: JSON.stringify({ d: '--- a/core/a.py\n+++ b/core/a.py\n' }) }],
    ['by an address of an editor', 'create_file', { filePath: 'vscode-remote://wsl%2Bubuntu/core/a.py' }],
    ['by an address without a host', 'create_file', { filePath: 'vscode-userdata:/core/%61.py' }],
    ['by an address, of a tool nobody knows', 'refactor', { target: 'vscode-remote://ssh/core/a.py' }],
    [
      'from a folder that a shell goes to',
      'apply_patch',
      { command: 'cd core && apply_patch <<EOF\n*** Begin Patch\n*** Update File: a.py\n*** End Patch\nEOF' },
    ],
    [
      'from a folder in quotes',
      'apply_patch',
      {
        command:
          'cd "core" ; apply_patch <<EOF\n*** Begin Patch\n*** Delete File: ./a.py\n*** End Patch\nEOF',
      },
    ],
  ])('is found %s', (_, tool, input) => {
    const found = filesOf(tool, input).map((file) => file.replace(/^\/|(?:\.\/)+/g, ''));
    expect(found).toContain('core/a.py');
  });

  test('is not looked for without end', () => {
    expect(() => filesOf('refactor', deep(200))).toThrow('nested too deep');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyPolicyKeys } from '../../testing/any-policy-keys.ts';
import { POLICY_FORMS, type PolicyForm } from '../../testing/policy-forms.ts';
import { MARK, policyCursor, type CursorPlace } from './policy-cursor.ts';
import { spotsIn } from './policy-node.ts';
import { keysIn } from './policy-node.ts';
import { policyTree, syntaxOf, type PolicySyntax } from './policy-tree.ts';

/** `|` is where the cursor stands. */
function cursorIn(syntax: PolicySyntax, marked: string): CursorPlace | undefined {
  const offset = marked.indexOf('|');
  return policyCursor(syntax, marked.slice(0, offset) + marked.slice(offset + 1), offset);
}

/** What is being written, where, and what of it is written so far. */
function told(syntax: PolicySyntax, marked: string): string | undefined {
  const found = cursorIn(syntax, marked);
  if (found === undefined) return undefined;
  const { on, steps, written } = found;
  return `${on} ${steps.join('.') || '-'} ${marked.replace('|', '').slice(written.start, written.end)}`.trim();
}

describe('what is being written in YAML', () => {
  test.each([
    ['', '|', 'value -'],
    ['a key at the top', 'ver|', 'value - ver'],
    ['a key below another', 'version: 1\npo|', 'key - po'],
    ['a key above another', '|\nversion: 1\n', 'key -'],
    ['a key with its value', 'ver|sion: 1\n', 'key - version'],
    ['a key in quotes', '"po|": 1\n', 'key - "po"'],
    ['a key of a section', 'policy:\n  title: x\n  st|\n', 'key policy st'],
    ['the first key of a section', 'policy:\n  st|\n', 'value policy st'],
    ['a value', 'policy:\n  status: dr|aft\n', 'value policy.status draft'],
    ['a value right behind its colon', 'policy:\n  status:|\n', 'value policy.status'],
    ['a value in quotes that end', "a: 'x|'\n", "value a 'x'"],
    ['a value in quotes that do not end', 'a: "x|\n', 'value a "x'],
    ['an item', 'a:\n  - x|\n', 'value a.0 x'],
    ['an item behind others', 'a:\n  - x\n  - |\n', 'value a.1'],
    ['an item within brackets', 'a: [x, |]\n', 'value a.1'],
    ['an item within brackets that do not end', 'a: [x, |', 'value a.1'],
    ['a key within braces', 'a: { b: 1, c| }\n', 'key a c'],
    ['a key within braces that do not end', 'a: { b: 1, c|', 'key a c'],
    ['a value within braces', 'a: { b: | }\n', 'value a.b'],
    ['a key of an item', 'a:\n  - b: 1\n    c|\n', 'key a.0 c'],
    ['a key behind an anchor', 'a: &x\n  b: 1\n  c|\n', 'key a c'],
    ['a value before a comment', 'a: | # why\n', 'value a'],
    ['a key with Windows line ends', 'a: 1\r\nb|\r\nc: 2\r\n', 'key - b'],
    ['a key behind a byte order mark', '\uFEFFa: 1\nb|\n', 'key - b'],
    ['a key below one that is there twice', 'a: 1\na: 2\nb|\n', 'key - b'],
    ['a key behind signs of two UTF-16 units', '\u{1F600}: "\u{1F600}"\nb|\n', 'key - b'],
    ['a key in a second document', 'a: 1\n---\nb|\n', undefined],
    ['a comment', 'a: 1 # b|\n', undefined],
    ['a comment on a line of its own', '# b|\na: 1\n', undefined],
    ['a key behind a tab, which YAML refuses', 'a:\n\tb|\n', undefined],
    ['a word behind a value in quotes', 'a: "x" |\n', undefined],
  ])('%s', (_, marked, expected) => {
    expect(told('yaml', marked)).toBe(expected);
  });
});

describe('what is being written in TOML', () => {
  test.each([
    ['a key at the top', 'po|', 'key - po'],
    ['a key between others', 'a = 1\n|\nb = 2\n', 'key -'],
    ['a key in a table', '[policy]\nst|\n', 'key policy st'],
    ['a key in a table of a list', '[[a]]\n[[a]]\nb|', 'key a.1 b'],
    ['a key behind a dot', 'a.b|', 'key a b'],
    ['a key in quotes', '"a|" = 1\n', 'key - "a"'],
    ['a key in quotes that do not end', '[rules]\n"docs/|\n', 'key rules "docs/'],
    ['the head of a table', '[po|]\n', 'key - po'],
    ['the second word of a head', '[a.b|]\n', 'key a b'],
    ['the head of a list of tables', '[[pro|]]\n', 'key - pro'],
    ['a key within braces', 'a = { b| }\n', 'key a b'],
    ['a value', 'a = |\n', 'value a'],
    ['a value in quotes', 'a = "x|"\n', 'value a "x"'],
    ['a value in quotes that do not end', 'a = "x|\n', 'value a "x'],
    ['an item', 'a = ["x", |]\n', 'value a.1'],
    ['an item on a line of its own', 'a = [\n  "x",\n  |\n]\n', 'value a.1'],
    ['a key behind a byte order mark', '\uFEFFa = 1\n|\n', 'key -'],
    ['a comment', 'a = 1 # b|\n', undefined],
    ['a head that does not end', '[po|\n', undefined],
    ['something below a line that nobody can read', 'a = \nb|\n', undefined],
  ])('%s', (_, marked, expected) => {
    expect(told('toml', marked)).toBe(expected);
  });
});

describe('what is being written in JSON', () => {
  test.each([
    ['a key', '{ | }', 'key -'],
    ['a key in quotes', '{ "po|" }', 'key - "po"'],
    ['a key in quotes that do not end', '{ "po|\n}', 'key - "po'],
    ['a key behind others', '{ "a": 1, | }', 'key -'],
    ['a key with its value', '{ "a|": 1 }', 'key - "a"'],
    ['a key of an item', '{ "a": [{ | }] }', 'key a.0'],
    ['a value', '{ "a": | }', 'value a'],
    ['a value in quotes', '{ "a": "x|" }', 'value a "x"'],
    ['an item', '{ "a": ["x", |] }', 'value a.1'],
    ['a key of a text that does not end', '{ "a": { "b": 1, |', 'key a'],
    ['a comment', '{ // |\n}', undefined],
  ])('%s', (_, marked, expected) => {
    expect(told('json', marked)).toBe(expected);
  });
});

describe('where it stands', () => {
  test.each([
    ['a: 1\n|', { beginsLine: true, isFlow: false, needsDash: false }],
    ['a:\n  - |', { beginsLine: true, isFlow: false, needsDash: false }],
    ['a: |', { beginsLine: false, isFlow: false, needsDash: false }],
    ['a:|', { beginsLine: false, needsBlank: true }],
    ['a: |', { beginsLine: false, needsBlank: false }],
    ['a:\n  -|', { beginsLine: true, needsBlank: true, needsDash: false }],
    ['a: [|]', { beginsLine: false, isFlow: true, needsDash: false }],
    ['a: [\n  |\n]', { beginsLine: true, isFlow: true, needsDash: false }],
    ['a: { b: | }', { beginsLine: false, isFlow: true, needsDash: false }],
    ['a:\n  - b: 1\n  |\n  - b: 2\n', { beginsLine: true, isFlow: false, needsDash: true }],
    ['a:\n  - &x |', { beginsLine: false, isFlow: false, needsDash: false }],
    ['a:\n  - b: 1\n  |', { beginsLine: true, isFlow: false, needsDash: true }],
    ['\uFEFF|\na: 1\n', { beginsLine: true, isFlow: false, needsDash: false }],
  ])('%j', (marked, expected) => {
    expect(cursorIn('yaml', marked)).toMatchObject(expected);
  });

  test('the rest of the text is there beside it', () => {
    const keys = keysIn(cursorIn('yaml', 'a: 1\n|\nb: 2\n')?.tree);
    expect(keys.filter((key) => !key.includes(MARK))).toEqual(['a', 'b']);
  });
});

describe('a policy that is whole', () => {
  /** Each key and value of a policy, as a cursor in the middle of it is told. */
  function cursors(form: PolicyForm, value: object): readonly string[] {
    const text = POLICY_FORMS[form](value);
    const syntax = syntaxOf(form);
    return spotsIn(policyTree(syntax, text))
      .filter(({ value }) => typeof value === 'string')
      .map(({ on, steps, range }) => {
        const found = policyCursor(syntax, text, range.start + 1);
        const own = on === 'key' ? steps.slice(0, -1) : steps;
        // The word itself is the one that is being written, from its first to its last sign.
        expect(found?.written, `${form} ${steps.join('.')}`).toEqual(range);
        expect([found?.on, found?.steps]).toEqual([on, own]);
        return JSON.stringify([on, steps]);
      })
      .toSorted();
  }

  test('is written at the same steps in JSON and TOML, wherever the cursor is', () => {
    fc.assert(
      fc.property(anyPolicyKeys, (keys) => {
        const value = { version: 1, ...keys };
        expect(cursors('lockkeeper.toml', value)).toEqual(cursors('lockkeeper.json', value));
      }),
      { numRuns: 12 },
    );
  });

  test('is written at the same steps in YAML', () => {
    const value = {
      version: 1,
      extends: ['alembic'],
      protected: [{ id: 'core', paths: ['app/core', 'x/y'], require: { label: 'core-ok' } }],
      rules: { 'docs/encoding': 'off', 'paths/protected': { severity: 'warning' } },
      branches: { main: { match: ['main'] }, deploy_from: { production: ['main'] } },
    };
    expect(cursors('lockkeeper.yaml', value)).toEqual(cursors('lockkeeper.json', value));
    expect(cursors('lockkeeper.yaml', value)).toHaveLength(25);
  });
});

test('nothing that is written holds more than one line, or lies away from the cursor', () => {
  const piece = fc.constantFrom(
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '#',
    ' = ',
    '\t',
    '&x ',
    '*x',
  );
  fc.assert(
    fc.property(
      fc.constantFrom('yaml', 'toml', 'json'),
      fc.array(piece, { maxLength: 14 }),
      fc.nat(30),
      (syntax, pieces, nat) => {
        const text = pieces.join('');
        const offset = Math.min(nat, text.length);
        const found = policyCursor(syntax, text, offset);
        if (found === undefined) return;
        const { start, end } = found.written;
        expect(start).toBeLessThanOrEqual(offset);
        expect(end).toBeGreaterThanOrEqual(offset);
        expect(text.slice(start, end)).not.toMatch(/[\r\n]/);
      },
    ),
  );
});

test('nothing can be written in JSON between a colon and the value that stands there', () => {
  expect(cursorIn('json', '{ "integrity": { "policy_from":| "base" } }')).toBeUndefined();
  expect(cursorIn('json', '{ "version":| 1 }')).toBeUndefined();
  expect(told('json', '{ "version": |\n  "policy": {} }')).toBeDefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textOf } from '../../testing/text-of.ts';
import type { PolicyText, Steps } from './policy-text.ts';
import { readPolicyText } from './read-policy-text.ts';

/** One policy in three forms. */
const FORMS = {
  'lockkeeper.yaml': `version: 1
protected:
  - id: core
    paths: [core/**, 'b c']
    require: { label: ok }
`,
  'lockkeeper.json': `{
  "version": 1,
  "protected": [
    { "id": "core", "paths": ["core/**", "b c"], "require": { "label": "ok" } }
  ]
}
`,
  'lockkeeper.toml': `version = 1
[[protected]]
id = "core"
paths = ["core/**", "b c"]
require = { label = "ok" }
`,
};
const VALUE = {
  version: 1,
  protected: [{ id: 'core', paths: ['core/**', 'b c'], require: { label: 'ok' } }],
};

function read(path: string, text: string): Extract<PolicyText, { kind: 'value' }> {
  const source = readPolicyText(path, text);
  if (source.kind !== 'value') throw new Error(source.problem);
  return source;
}

describe.each(Object.entries(FORMS))('the text of %s', (path, text) => {
  const source = read(path, text);
  const at = (steps: Steps) => textOf(text, source.spanOf(steps)).replaceAll(/["']/g, '').trim();

  test('has the value that was written', () => {
    expect(source.value).toEqual(VALUE);
  });

  test.each<[Steps, string]>([
    [['version'], '1'],
    [['protected', 0, 'id'], 'core'],
    [['protected', 0, 'paths', 0], 'core/**'],
    [['protected', 0, 'paths', 1], 'b c'],
    [['protected', 0, 'require', 'label'], 'ok'],
  ])('knows where %j stands', (steps, written) => {
    expect(at(steps)).toBe(written);
  });

  test.each<[Steps, Steps]>([
    [['version', 'deeper'], ['version']],
    [
      ['protected', 0, 'paths', 9],
      ['protected', 0, 'paths'],
    ],
    [
      ['protected', 0, 'require', 'missing'],
      ['protected', 0, 'require'],
    ],
  ])('shows for %j, which is not there, the part above: %j', (steps, above) => {
    expect(source.spanOf(steps)).toEqual(source.spanOf(above));
  });

  test('knows where a key stands', () => {
    const key = source.keySpanOf(['version']);
    expect(key && textOf(text, key).replaceAll('"', '')).toBe('version');
  });

  test('has no key where there is none', () => {
    expect(source.keySpanOf(['nothing'])).toBeUndefined();
  });

  test('has spans of its own path', () => {
    expect([source.spanOf([]).path, source.spanOf(['version']).path]).toEqual([path, path]);
  });

  test('skips a byte order mark', () => {
    expect(read(path, `\uFEFF${text}`).value).toEqual(VALUE);
  });

  test('may have Windows line ends', () => {
    const windows = text.replaceAll('\n', '\r\n');
    const other = read(path, windows);
    expect(other.value).toEqual(VALUE);
    expect(textOf(windows, other.spanOf(['protected', 0, 'paths', 0])).replaceAll(/["']/g, '')).toBe(
      'core/**',
    );
  });

  test('cut short anywhere is a value or a problem, never an exception', () => {
    for (let length = 0; length < text.length; length += 1) {
      expect(['value', 'malformed']).toContain(readPolicyText(path, text.slice(0, length)).kind);
    }
  });
});

describe('the format', () => {
  test.each([
    ['lockkeeper.json', '{}', 'value'],
    ['lockkeeper.json', 'a: 1', 'malformed'],
    ['lockkeeper.toml', 'a = 1', 'value'],
    ['lockkeeper.toml', 'a: 1', 'malformed'],
    ['lockkeeper.yml', 'a: 1', 'value'],
    ['lockkeeper.yaml', '{ "a": 1 }', 'value'],
    ['policy', 'a: 1', 'value'],
  ])('of %s is told by its name: %j is %s', (path, text, kind) => {
    expect(readPolicyText(path, text).kind).toBe(kind);
  });
});

describe.each(['lockkeeper.yaml', 'lockkeeper.json', 'lockkeeper.toml'])('any text as %s', (path) => {
  test('is a value or a problem that reads well in a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const source = readPolicyText(path, text);
        if (source.kind === 'malformed') expect(source.problem).toMatch(/^[^A-Z\n][^\n]*$/);
      }),
    );
  });

  test('has its problem inside the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const source = readPolicyText(path, text);
        const lines = text.split(/\r\n|\n|\r/);
        const { start } = source.kind === 'malformed' ? source.at : source.spanOf([]);
        expect(start.line).toBeLessThan(lines.length);
        expect(start.character).toBeLessThanOrEqual((lines[start.line] ?? '').length + 1);
      }),
    );
  });
});

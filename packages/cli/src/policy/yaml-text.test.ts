import { loadPolicy } from '@lockkeeper/policy-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { scalar, yamlText } from './yaml-text.ts';

describe('yamlText', () => {
  test('reads like a person wrote it', () => {
    const value = {
      version: 1,
      protected: [{ id: 'core', paths: ['core/**', 'a b'], require: { label: 'ok' } }],
      rules: { 'paths/protected': 'error' },
      waivers: [],
      migrations: {},
      since: undefined,
    };
    expect(yamlText(value, { 'rules.paths/protected': 'the default' })).toBe(
      [
        'version: 1',
        'protected:',
        '  - id: core',
        '    paths:',
        '      - "core/**"',
        '      - a b',
        '    require:',
        '      label: ok',
        'rules:',
        '  paths/protected: error  # the default',
        'waivers: []',
        'migrations: {}',
        '',
      ].join('\n'),
    );
  });

  test.each([
    'true',
    'No',
    'null',
    '~',
    '',
    '1',
    '1.2',
    '- a',
    '#x',
    'a: b',
    'a #b',
    '*x',
    '&x',
    '!x',
    "'",
    '"',
    '.5',
    '...',
    ' a',
    'a ',
    'a\nb',
    '2026-11-21',
    '@x',
  ])('writes the text %j so that it stays a text', (text) => {
    expect(titleIn(yamlText({ version: 1, policy: { title: `x${text}` } }))).toBe(`x${text}`);
    if (text !== '') expect(titleIn(yamlText({ version: 1, policy: { title: text } }))).toBe(text);
  });

  test('any text is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        expect(titleIn(yamlText({ version: 1, policy: { title: text } }))).toBe(text);
      }),
    );
  });

  test('numbers and truths are written plainly', () => {
    expect([scalar(1), scalar(true), scalar(null), scalar('plain-text')]).toEqual([
      '1',
      'true',
      'null',
      'plain-text',
    ]);
  });

  test('lists of lists and empty items keep their place', () => {
    expect(yamlText({ a: [[1, 2], [], {}, { b: 1 }] })).toBe(
      'a:\n  - - 1\n    - 2\n  - []\n  - {}\n  - b: 1\n',
    );
  });
});

/** What the policy reader makes of it. */
function titleIn(text: string): string | undefined {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  return policy.kind === 'policy' ? policy.title : `not valid: ${policy.problems[0]?.message ?? ''}`;
}

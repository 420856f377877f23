import { describe, expect, test } from 'vitest';

import { withBaselineLine } from './name-in-policy.ts';

describe('the line that names the baseline', () => {
  test.each([
    ['at the end', 'version: 1\n', 'version: 1\nbaseline: b.json\n'],
    ['after a last line without an end', 'version: 1', 'version: 1\nbaseline: b.json\n'],
    ['with the line ends of the file', 'version: 1\r\n', 'version: 1\r\nbaseline: b.json\r\n'],
    ['after a comment', 'version: 1\n# end\n', 'version: 1\n# end\nbaseline: b.json\n'],
    ['after a list', 'version: 1\nscope:\n  - a/**\n', 'version: 1\nscope:\n  - a/**\nbaseline: b.json\n'],
  ])('is put %s', (_, text, expected) => {
    expect(withBaselineLine('lockkeeper.yaml', text, { baseline: 'b.json' })).toBe(expected);
  });

  test.each([
    ['a policy in one pair of braces', 'lockkeeper.yaml', '{version: 1}\n'],
    ['a document that was ended', 'lockkeeper.yml', 'version: 1\n...\n'],
    ['a block of text at the end', 'lockkeeper.yaml', 'version: 1\npolicy:\n  title: |\n    hello\n  '],
    ['TOML', 'lockkeeper.toml', 'version = 1\n'],
    ['JSON', 'lockkeeper.json', '{"version": 1}'],
  ])('is left to a person in %s', (_, path, text) => {
    const extended = withBaselineLine(path, text, { baseline: 'b.json' });
    expect(extended === undefined || extended.includes('\nbaseline: b.json')).toBe(true);
    if (!path.endsWith('yaml')) expect(extended).toBeUndefined();
  });
});

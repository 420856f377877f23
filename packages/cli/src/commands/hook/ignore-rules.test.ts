import { describe, expect, test } from 'vitest';

import { joinedIgnoreRules } from './ignore-rules.ts';

describe('rules of several .gitignore files in one list', () => {
  test.each([
    ['', '*.pyc\n# note\n\n/build/\n!keep.pyc\n', '*.pyc\n/build/\n!keep.pyc\n'],
    ['app', '*.pyc\n', '/app/**/*.pyc\n'],
    ['app', '/build\nout/x\n', '/app/build\n/app/out/x\n'],
    ['app', 'cache/\n', '/app/**/cache/\n'],
    ['app', '!keep\n', '!/app/**/keep\n'],
    ['app', '\\#a\n\\!b\n', '/app/**/#a\n/app/**/!b\n'],
    ['a[1]', 'x\r\n', '/a\\[1]/**/x\n'],
  ])('in %j %j', (folder, text, rules) => {
    expect(joinedIgnoreRules([{ folder, text }])).toBe(rules);
  });

  test('of a deeper folder come last, and win', () => {
    const files = [
      { folder: 'a/b', text: '!x\n' },
      { folder: '', text: 'x\n' },
      { folder: 'a', text: 'x\n' },
    ];
    expect(joinedIgnoreRules(files)).toBe('x\n/a/**/x\n!/a/b/**/x\n');
  });
});

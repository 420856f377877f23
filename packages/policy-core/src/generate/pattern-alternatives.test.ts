import { describe, expect, test } from 'vitest';

import { parsePatternSyntax } from '../policy/patterns/path-pattern-syntax.ts';
import { patternAlternatives, type ForeignDialect } from './pattern-alternatives.ts';

/** A dialect whose every word can be told from the others. */
const SPELT: ForeignDialect = {
  text: (text) => `<${text}>`,
  oneCharacter: '{one}',
  acrossNames: ['{any}', '{any/}'],
  directories: ['', '{dirs}'],
  below: '{below}',
  nameCoversBelow: false,
};

function written(pattern: string, dialect: ForeignDialect = SPELT): readonly string[] {
  const syntax = parsePatternSyntax(pattern);
  if (syntax.kind === 'problem') throw new Error(syntax.problem);
  return patternAlternatives(syntax, dialect);
}

describe('a pattern in the words of another tool', () => {
  test.each([
    ['main', ['<main>', '<main>/{below}']],
    ['a/b', ['<a>/<b>', '<a>/<b>/{below}']],
    ['a/', ['<a>', '<a>/{below}']],
    ['a/**', ['<a>', '<a>/{below}']],
    ['a/*', ['<a>/*']],
    ['*.py', ['*<.py>']],
    ['v?', ['<v>{one}']],
    ['**', ['{below}']],
    ['**/a', ['<a>', '{dirs}<a>']],
    ['**/a/', ['<a>', '{dirs}<a>', '<a>/{below}', '{dirs}<a>/{below}']],
    ['**/*.md', ['*<.md>', '{dirs}*<.md>']],
    ['pay**', ['<pay>{any}', '<pay>{any/}']],
    ['**b', ['{any}<b>', '{any/}<b>']],
    ['a/*/', ['<a>/*', '<a>/*/{below}']],
    ['a/*/**', ['<a>/*', '<a>/*/{below}']],
  ])('is for %s: %j', (pattern, alternatives) => {
    expect([...written(pattern)].toSorted()).toEqual(alternatives.toSorted());
  });

  test('needs no word for what is below a name where the name says it', () => {
    const covering = { ...SPELT, nameCoversBelow: true };
    expect(written('a/b', covering)).toEqual(['<a>/<b>']);
    expect(written('a/', covering)).toEqual(['<a>']);
    expect(written('a*/', covering), 'a star says nothing of what is below').toEqual([
      '<a>*',
      '<a>*/{below}',
    ]);
  });

  test('begins at the root, with or without a slash', () => {
    expect(written('/a/*')).toEqual(written('a/*'));
  });

  test('is every way to say each part', () => {
    expect(written('**/a**/**/b')).toHaveLength(2 * 2 * 2);
  });
});

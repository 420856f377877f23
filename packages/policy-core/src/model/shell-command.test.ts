import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shellCommand } from './shell-command.ts';
import { shellWords } from '../dependencies/requirements/shell-words.ts';

describe('a command to type', () => {
  test.each([
    [['pip-compile', '--output-file=r.txt', 'r.in'], 'pip-compile --output-file=r.txt r.in'],
    [['uv', 'pip', 'compile', 'my file.in'], "uv pip compile 'my file.in'"],
    [['a', ''], "a ''"],
    [['a', "it's"], `a 'it'"'"'s'`],
    [['a', '$(rm -rf x)', '`b`', 'c;d', 'e|f', '*'], "a '$(rm -rf x)' '`b`' 'c;d' 'e|f' '*'"],
    [['a', 'x\ny'], "a 'x\ny'"],
    [['a', '~/b', '!1', 'é'], "a '~/b' '!1' 'é'"],
  ])('%j is %s', (words, command) => {
    expect(shellCommand(words)).toBe(command);
  });

  test('is read by a shell as the words it was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(shellWords(shellCommand(words))?.map(({ text }) => text)).toEqual(words);
      }),
    );
  });
});

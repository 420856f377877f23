import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { optionsIn } from './requirement-options.ts';

function read(content: string) {
  const line = optionsIn(content);
  if (line.kind !== 'read') throw new Error(line.problem);
  return line;
}

describe('the options of a line', () => {
  test.each<readonly [string, readonly (readonly [string, string | undefined])[]]>([
    ['a==1', []],
    ['-r base.txt', [['-r', 'base.txt']]],
    ['-rbase.txt', [['-r', 'base.txt']]],
    ['-r=base.txt', [['-r', '=base.txt']]],
    ['--requirement=base.txt', [['--requirement', 'base.txt']]],
    ['--requirement base.txt', [['--requirement', 'base.txt']]],
    ['--extra-index https://x.example', [['--extra-index', 'https://x.example']]],
    ['--extra-index=https://x.example/a=b', [['--extra-index', 'https://x.example/a=b']]],
    ['--pre', [['--pre', undefined]]],
    ['-i', [['-i', undefined]]],
    [
      '--no-index -f "my wheels"',
      [
        ['--no-index', undefined],
        ['-f', 'my wheels'],
      ],
    ],
    ['-r --pre', [['-r', '--pre']]],
    ['a==1 --hash=sha256:00', [['--hash', 'sha256:00']]],
    ['a==1 -i https://x.example', [['-i', 'https://x.example']]],
    ['--unknown x', [['--unknown', undefined]]],
    ['a==1; x-y', []],
    ['a==1\t--pre', []],
  ])('%s', (content, options) => {
    expect(read(content).options.map(({ written, value }) => [written, value])).toEqual(options);
  });

  test.each([
    ['--pre a==1', ['a==1']],
    ['-e . evil==1', ['evil==1']],
    ['-- --pre x', ['--pre', 'x']],
    ['- x', ['-', 'x']],
    ['-r a.txt', []],
  ])('leave out in %s what pip passes over', (content, ignored) => {
    expect(read(content).ignored).toEqual(ignored);
  });

  test('cannot be read where a quote is left open', () => {
    expect(optionsIn('-r "base.txt')).toEqual({ kind: 'unreadable', problem: 'a quote in it is not closed' });
  });

  test('are found wherever they stand behind a blank', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z=.]{1,8}$/),
        fc.constantFrom('--pre', '--no-index'),
        (name, option) => {
          expect(read(`${name} ${option}`).options.map(({ written }) => written)).toEqual([option]);
        },
      ),
    );
  });
});

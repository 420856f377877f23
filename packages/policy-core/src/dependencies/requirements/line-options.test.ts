import { describe, expect, test } from 'vitest';

import { optionsStart, readLineOptions } from './line-options.ts';

function read(content: string) {
  return readLineOptions(content, optionsStart(content));
}

describe('options begin', () => {
  test.each([
    ['-r a', 0],
    ['a==1 --hash=x', 5],
    ['a  --x', 3],
    ['a==1\t--hash=x', 13],
    ['a-b', 3],
    ['a ; x == " -y"', 11],
    ['-', 0],
  ])('in %j at %d', (content, at) => {
    expect(optionsStart(content)).toBe(at);
  });
});

describe('the options of a line', () => {
  test.each<readonly [string, readonly (readonly [string, string | undefined])[]]>([
    ['a==1', []],
    ['-r base.txt', [['-r', 'base.txt']]],
    ['-rbase.txt', [['-r', 'base.txt']]],
    ['-r=base.txt', [['-r', '=base.txt']]],
    ['--requirement=base.txt', [['--requirement', 'base.txt']]],
    ['--requirement base.txt', [['--requirement', 'base.txt']]],
    ['--requirement=', [['--requirement', '']]],
    ["-r ''", [['-r', '']]],
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
    ['-r -- x', [['-r', '--']]],
    ['a==1 --hash=sha256:00', [['--hash', 'sha256:00']]],
    ['--unknown x', [['--unknown', undefined]]],
    [
      '-e . evil -c x',
      [
        ['-e', '.'],
        ['-c', 'x'],
      ],
    ],
  ])('%s', (content, options) => {
    expect(read(content).options.map(({ written, value }) => [written, value?.text])).toEqual(options);
  });

  test.each([
    ['--pre a==1', ['a==1']],
    ['-e . evil==1', ['evil==1']],
    ['-- --pre x', ['--pre', 'x']],
    ['- x', ['-', 'x']],
    ['-r a.txt', []],
    ['-r a b -- -c d', ['b', '-c', 'd']],
  ])('leave out in %s what belongs to none', (content, words) => {
    expect(read(content).words.map(({ text }) => text)).toEqual(words);
  });

  test.each([
    ['-r "base.txt', 'a quote in it is not closed', '-r "base.txt'],
    ['--re x', '--re may stand for --requirement or --require-hashes', '--re'],
    ['--user', 'pip takes no option --user in requirements', '--user'],
    ['a --install-option=x', 'pip takes no option --install-option in requirements', '--install-option=x'],
    ['a -i', '-i needs a value', '-i'],
    ['--pre=1', '--pre takes no value', '--pre=1'],
    ['--hash=ab', 'a hash needs its algorithm before it, as in sha256:', '--hash=ab'],
    ['a --hash md5:ab', 'pip takes sha256, sha384 and sha512 hashes only', '--hash md5:ab'],
    ['a --hash=SHA256:ab', 'pip takes sha256, sha384 and sha512 hashes only', '--hash=SHA256:ab'],
    ['a -C k', '--config-settings needs KEY=VALUE', '-C k'],
    ['--use-feature new', 'pip knows no feature new', '--use-feature new'],
    ['--no-binary -x', '--no-binary needs names of packages', '--no-binary -x'],
    ['--pre --b --c', 'pip takes no option --b in requirements', '--b'],
  ])('of %s make pip refuse the line: %s', (content, problem, underlined) => {
    const { problem: found } = read(content);
    expect(found?.problem).toBe(problem);
    expect(content.slice(found?.start, found?.end)).toBe(underlined);
  });

  test.each([
    '--hash=sha256:',
    '--hash=sha512:zz',
    '-C k=',
    '--use-feature fast-deps',
    '--no-binary :all:',
    '-fx',
  ])('are taken as %s', (content) => {
    expect(read(content).problem).toBeUndefined();
  });

  test.each([
    ['--hash="sha256:a b"', '"sha256:a b"', 'sha256:a b'],
    ['-i  u', 'u', 'u'],
    ["-i'u v'", "'u v'", 'u v'],
    ['--index-url=u', 'u', 'u'],
    ['"--index-url=u v"', 'u v"', 'u v'],
  ])('have in %s the value as written: %s', (content, written, text) => {
    const [option] = readLineOptions(content, 0).options;
    expect(content.slice(option?.value?.start, option?.value?.end)).toBe(written);
    expect(option?.value?.text).toBe(text);
  });
});

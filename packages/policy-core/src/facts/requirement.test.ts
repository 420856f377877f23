import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseRequirement } from './requirement.ts';

describe('a pin', () => {
  test.each([
    ['a==1', '1'],
    ['a == 1.0', '1.0'],
    ['a[x, y]==1', '1'],
    ['a[ x.y , z_2 ]==1', '1'],
    ['a[]==1', '1'],
    ['a==1; python_version < "3"', '1'],
    ["a==1 ; extra == 'b'", '1'],
    ['a==1!2.0.post1.dev2+local.1', '1!2.0.post1.dev2+local.1'],
    ['a==v1.0', 'v1.0'],
    ['a==1 --hash=sha256:00 --hash=sha384:11', '1'],
  ])('%s', (content, version) => {
    expect(parseRequirement(content)).toMatchObject({ kind: 'named', pinnedVersion: version });
  });

  test.each([
    'a',
    'a>=1',
    'a==1.*',
    'a==1,==1',
    'a==1,<2',
    'a===1',
    'a~=1.0',
    'a!=1',
    'a[x]',
    'a ; python_version < "3"',
  ])('is not what %s is', (content) => {
    expect(parseRequirement(content)).toMatchObject({ kind: 'named', pinnedVersion: undefined });
  });

  test('is never seen where something else stands behind the version', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (tail) => {
        fc.pre(!/^[\s,;.!+_a-z\d-]*$/i.test(tail) && !/^\s*;/.test(tail) && !/^\s+--hash/.test(tail));
        const read = parseRequirement(`a==1${tail}`.trim());
        expect(read.kind === 'named' && read.pinnedVersion === '1').toBe(false);
      }),
    );
  });
});

describe('a name', () => {
  test.each([
    ['Foo.Bar', 'foo-bar'],
    ['foo__bar', 'foo-bar'],
    ['foo-.-bar', 'foo-bar'],
    ['a', 'a'],
  ])('%s is compared as %s', (name, normalizedName) => {
    expect(parseRequirement(`${name}==1`)).toMatchObject({ name, normalizedName });
  });
});

describe('the specifier', () => {
  test.each(['a==1', 'a >= 1 , < 2', 'abc[x]~=1.0 ; os_name == "z"', 'abc'])(
    'of %s lies where it says',
    (content) => {
      const read = parseRequirement(content);
      if (read.kind !== 'named') throw new Error('It is a named requirement.');
      expect(content.slice(read.specifierStart, read.specifierStart + read.specifier.length)).toBe(
        read.specifier,
      );
    },
  );
});

describe('what pip cannot hold to a version', () => {
  test.each([
    '-e .',
    '--editable=.',
    './a',
    '../a',
    '/abs/a',
    '~/a',
    'a.whl',
    'a-1.0-py3-none-any.whl[extra]',
    'a-1.0.tar.gz',
    'git+ssh://git@example.com/a',
    'https://example.com/a.zip',
    'a @ https://example.com/a',
    'a[x] @ git+https://example.com/a@main',
    '-e . a==1',
    '-e. -r base.txt',
    '--edit=.',
  ])('%s', (content) => {
    expect(parseRequirement(content)).toEqual({ kind: 'unpinnable' });
  });
});

describe('another file', () => {
  test.each([
    ['-r base.txt', 'requirements', 'base.txt'],
    ['-rbase.txt', 'requirements', 'base.txt'],
    ['-r=base.txt', 'requirements', '=base.txt'],
    ['--requirement=base.txt', 'requirements', 'base.txt'],
    ['--requirem "my base.txt"', 'requirements', 'my base.txt'],
    ['--req base.txt', 'requirements', 'base.txt'],
    ['-r base.txt a==1', 'requirements', 'base.txt'],
    ['-c limits.txt', 'constraints', 'limits.txt'],
    ['--constraint=limits.txt', 'constraints', 'limits.txt'],
    ['--cons limits.txt', 'constraints', 'limits.txt'],
    ['--pre -c limits.txt', 'constraints', 'limits.txt'],
  ])('%s is brought in as %s', (content, as, written) => {
    expect(parseRequirement(content)).toEqual({ kind: 'include', as, written });
  });
});

describe('an option alone asks for nothing', () => {
  test.each(['--pre', '--index-url https://x.example', '-ihttps://x.example', '--no-index -f wheels', '-x'])(
    '%s',
    (content) => {
      expect(parseRequirement(content)).toEqual({ kind: 'option' });
    },
  );
});

describe('what is not judged says why', () => {
  test.each([
    ['-r "base.txt', 'a quote in it is not closed'],
    ['-r base.txt -r more.txt', 'pip reads only one of the files it names'],
    ['-c limits.txt --requirement=base.txt', 'pip reads only one of the files it names'],
    ['-r', 'it names no file'],
    ['--pre a==1', 'pip passes over a part of it'],
    ['-- a==1', 'pip passes over a part of it'],
    ['- a==1', 'pip passes over a part of it'],
    ['a==1 --pre', 'it carries options that are not read yet'],
    ['a==1 --config-settings=x', 'it carries options that are not read yet'],
    ['a==1 \t--hash=sha256:00', 'it carries options that are not read yet'],
    ['a(==1)', 'its version cannot be read'],
    ['a==1 --hash=md5:00', 'it carries options that are not read yet'],
    ['a==1 --hash=sha1:00', 'it carries options that are not read yet'],
    ['a==${V}', 'it depends on an environment variable'],
    ['a==1; "unbalanced', 'its marker cannot be read'],
    ["a==1; bogus_var == 'x'", 'its marker cannot be read'],
    ["a==1; os_name == 'x' and", 'its marker cannot be read'],
    ["a==1; (os_name == 'x'", 'its marker cannot be read'],
    ['a==1;', 'its marker cannot be read'],
    ['a[ x,]==1', 'its version cannot be read'],
    ['a[x y]==1', 'its version cannot be read'],
    ['a[x==1', 'its version cannot be read'],
    ['a==\u00a01', 'it holds white space that is neither a blank nor a tab'],
    ['a==one', 'its version cannot be read'],
    ['é==1.0', 'it is not written as name==version'],
    ['<<<<<<< HEAD', 'it is not written as name==version'],
  ])('%s: %s', (content, problem) => {
    expect(parseRequirement(content)).toEqual({ kind: 'unjudged', problem });
  });
});

test('any text gets an answer, in time that does not explode', () => {
  const nasty = [
    'a'.repeat(20_000),
    `a${'['.repeat(20_000)}`,
    `a==${'1.'.repeat(20_000)}`,
    `a==1;${'"'.repeat(20_001)}`,
    `a${' '.repeat(20_000)}!`,
    `a==${'1-'.repeat(9_999)}x`,
  ];
  for (const content of nasty)
    expect(['named', 'unjudged', 'unpinnable']).toContain(parseRequirement(content).kind);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (content) =>
      ['named', 'unjudged', 'unpinnable'].includes(parseRequirement(content).kind),
    ),
  );
});

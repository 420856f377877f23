import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import { shownSurface } from '../../testing/shown-surface.ts';

const parsers = await testParsers();

const surface = (text: string) => shownSurface(surfaceOf(parsers, `${text}\n`));
const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

const OVERLOADS = `
@overload
def load(source: str) -> User: ...
@overload
def load(source: bytes) -> User: ...
`;

describe('Overloads gather until their function comes', () => {
  it.each<[string, string, string[]]>([
    [
      'and stand beside it',
      `${OVERLOADS}def load(source): ...`,
      ['function load(source)', '  overload (source: str) -> User', '  overload (source: bytes) -> User'],
    ],
    [
      'which a stub has none of',
      OVERLOADS,
      [
        'function load(source: bytes) -> User',
        '  overload (source: str) -> User',
        '  overload (source: bytes) -> User',
      ],
    ],
    [
      'and not those of another function',
      `${OVERLOADS}def load(source): ...\ndef save(target): ...`,
      [
        'function load(source)',
        '  overload (source: str) -> User',
        '  overload (source: bytes) -> User',
        'function save(target)',
      ],
    ],
    [
      'and not those of a function that came before',
      `${OVERLOADS}def load(source): ...\ndef load(path): ...`,
      ['function load(path)'],
    ],
    [
      'by any name of the module',
      '@t.overload\ndef load(a: int) -> int: ...\ndef load(a): ...',
      ['function load(a)', '  overload (a: int) -> int'],
    ],
    [
      'also those that are async',
      '@overload\nasync def load(a: int) -> int: ...\nasync def load(a): ...',
      ['async function load(a)', '  overload (a: int) -> int'],
    ],
  ])('%s', (_, text, shown) => {
    expect(surface(text)).toEqual(shown);
  });

  it('also in a class', () => {
    const lines = [
      'class Store:',
      '    @overload',
      '    def get(self, key: str) -> str: ...',
      '    @overload',
      '    def get(self, key: int) -> int: ...',
      '    def get(self, key): ...',
    ];
    expect(surface(lines.join('\n'))).toEqual([
      'class Store()',
      '  method get(key)',
      '    overload (key: str) -> str',
      '    overload (key: int) -> int',
    ]);
  });
});

describe('Each overload is a promise [row 0.11]', () => {
  const load = (...overloads: readonly string[]) =>
    `${overloads.map((one) => `@overload\ndef load${one}: ...\n`).join('')}def load(source, default=None): ...`;
  const TEXT = '(source: str) -> User';
  const BYTES = '(source: bytes) -> User';

  it.each<[string, readonly string[], readonly string[], string[]]>([
    ['that is kept', [TEXT, BYTES], [TEXT, BYTES], []],
    ['that is kept in another order', [TEXT, BYTES], [BYTES, TEXT], []],
    ['that another one is added to', [TEXT], [TEXT, BYTES], []],
    ['that a wider one keeps', [TEXT, BYTES], ['(source: str | bytes) -> User'], []],
    ['that takes more now', [TEXT], ['(source: str, default: User = None) -> User'], []],
    [
      'that returns something else',
      [TEXT, BYTES],
      [TEXT, '(source: bytes) -> Account'],
      ['load no longer says that it returns User'],
    ],
    [
      'that takes something else',
      [TEXT],
      ['(source: Path) -> User'],
      ['load no longer says that it returns User'],
    ],
    ['that none takes the place of', [TEXT], [], ['load no longer says that it returns User']],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(load(...before), load(...after))).toEqual(found);
  });

  it('and so is the function that had none', () => {
    const before = 'def load(source: str) -> User: ...';
    const after = `@overload\ndef load${TEXT}: ...\n@overload\ndef load${BYTES}: ...\ndef load(source): ...`;
    expect(between(before, after)).toEqual([]);
  });
});

describe('What is defined twice', () => {
  it.each<[string, string, string[]]>([
    ['is the last of the two', 'def a(x): ...\ndef a(): ...', ['function a()']],
    ['is what the last one is', 'a = 1\nclass a: ...', ['class a()']],
    ['is registered under names of its own', '@dump.register\ndef _(x: int): ...', []],
    ['keeps the place of the first', 'def a(): ...\nb = 1\ndef a(x): ...', ['function a(x)', 'b']],
  ])('%s', (_, text, shown) => {
    expect(surface(text)).toEqual(shown);
  });

  it('belongs to the property only under its name', () => {
    const lines = ['class A:', '    @Base.size.setter', '    def size(self, value): ...'];
    expect(surface(lines.join('\n'))).toEqual(['class A()', '  method size(value)']);
  });
});

describe('Functions are told apart by how they run', () => {
  it.each<[string, string]>([
    ['def a(): ...', 'function a()'],
    ['async def a(): ...', 'async function a()'],
    ['async\tdef a(): ...', 'async function a()'],
    ['@cache\nasync def a(): ...', 'async function a()'],
    ['def asynchronous(): ...', 'function asynchronous()'],
    ['def a() -> AsyncIterator[int]: ...', 'function a() -> AsyncIterator[int]'],
    [
      '@contextmanager\ndef a() -> Iterator[Session]: ...',
      'function a() -> Iterator[Session] [context manager]',
    ],
  ])('%j', (text, shown) => {
    expect(surface(text)).toEqual([shown]);
  });
});

describe('The object a method belongs to is no parameter', () => {
  const method = (...lines: readonly string[]) =>
    surface(`class A:\n${lines.map((line) => `    ${line}`).join('\n')}`)[1]?.trim();

  it.each<[readonly string[], string]>([
    [['def f(self): ...'], 'method f()'],
    [['def f(this, a): ...'], 'method f(a)'],
    [['def f(self: Self, a): ...'], 'method f(a)'],
    [['def f(self, /): ...'], 'method f()'],
    [['def f(self, a, /, b): ...'], 'method f(/a, b)'],
    [['def f(*args): ...'], 'method f(*args)'],
    [['def f(*args, a): ...'], 'method f(*args, !a)'],
    [['def f(): ...'], 'method f()'],
    [['@classmethod', 'def f(cls, a): ...'], 'class method f(a)'],
    [['@staticmethod', 'def f(self, a): ...'], 'static method f(self, a)'],
    [['def __new__(cls, a): ...'], 'method __new__(a)'],
    [['def __class_getitem__(cls, key): ...'], 'method __class_getitem__(key)'],
    [['def f(self, *, a=1): ...'], 'method f(!a=)'],
  ])('%j', (lines, shown) => {
    expect(method(...lines)).toBe(shown);
  });
});

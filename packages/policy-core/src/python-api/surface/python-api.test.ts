import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { surfaceOf } from '../../testing/python-surface.ts';
import { shownSurface } from '../../testing/shown-surface.ts';
import { readPythonApi } from './python-api.ts';

const parsers = await testParsers();

const surface = (text: string, path?: string) => shownSurface(surfaceOf(parsers, `${text}\n`, path));

describe('The parameters of a function are read with their kind', () => {
  it.each<[string, string]>([
    ['def f(): ...', 'function f()'],
    ['def f(a): ...', 'function f(a)'],
    ['def f(a, b): ...', 'function f(a, b)'],
    ['def f(a=1): ...', 'function f(a=)'],
    ['def f(a: int): ...', 'function f(a: int)'],
    ['def f(a: int = 1): ...', 'function f(a: int=)'],
    ['def f(a, /): ...', 'function f(/a)'],
    ['def f(a, /, b): ...', 'function f(/a, b)'],
    ['def f(a, b=1, /, c=2): ...', 'function f(/a, /b=, c=)'],
    ['def f(*, a): ...', 'function f(!a)'],
    ['def f(a, *, b=1, c): ...', 'function f(a, !b=, !c)'],
    ['def f(*args): ...', 'function f(*args)'],
    ['def f(*args: int): ...', 'function f(*args: int)'],
    ['def f(*args, a): ...', 'function f(*args, !a)'],
    ['def f(*args: int, a: str): ...', 'function f(*args: int, !a: str)'],
    ['def f(**options): ...', 'function f(**options)'],
    ['def f(**options: Any): ...', 'function f(**options: Any)'],
    ['def f(a, /, b, *args, c, **rest): ...', 'function f(/a, b, *args, !c, **rest)'],
    ['def f(*args: *Ts): ...', 'function f(*args: *Ts)'],
    ['def f(a=Depends(g)): ...', 'function f(a=?)'],
    ['def f(a: Annotated[int, Depends(g)]): ...', 'function f(a: Annotated[int, Depends(g)]?)'],
    ['def f(a=Security(g, scopes=[])): ...', 'function f(a=?)'],
    ['def f(a=Query(1)): ...', 'function f(a=)'],
    ['def f(\n    a,  # first\n    b,\n): ...', 'function f(a, b)'],
    ['def f(ａ): ...', 'function f(a)'],
    ['def f[T](a: T) -> T: ...', 'function f(a: T) -> T'],
    ['def f() -> "User": ...', 'function f() -> "User"'],
    ['async def f(): ...', 'async function f()'],
    ['async  def f(): ...', 'async function f()'],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual([shown]);
  });

  it('also those that FastAPI fills by the type', () => {
    const head = 'from typing import Annotated\nfrom fastapi import Depends\n';
    expect(surface(`${head}def f(a: Annotated[int, Depends(g)]): ...`)).toEqual([
      'function f(a: Annotated[int, Depends(g)]?)',
    ]);
    expect(surface(`${head}Db = Annotated[int, Depends(g)]\ndef f(a: Db): ...`)).toEqual([
      'Db = Annotated[int, Depends(g)]',
      'function f(a: Db?)',
    ]);
    expect(surface(`${head}import fastapi\ndef f(a=fastapi.Depends(g)): ...`)).toEqual(['function f(a=?)']);
  });
});

describe('Decorators tell how a function is called', () => {
  it.each<[string, string]>([
    ['@contextmanager\ndef f(): ...', 'function f() [context manager]'],
    ['@contextlib.asynccontextmanager\nasync def f(): ...', 'async function f() [context manager]'],
    ['@lru_cache\ndef f(): ...', 'function f()'],
    ['@functools.lru_cache(maxsize=None)\ndef f(): ...', 'function f()'],
    ['@router.get("/x")\ndef f(): ...', 'function f()'],
    ['@traced\ndef f(): ...', 'function f() [@traced]'],
    ['@app.task(bind=True)\n@traced\ndef f(): ...', 'function f() [@app.task, @traced]'],
    ['from a import b as c\n@c.d\ndef f(): ...', 'function f() [@a.b.d]'],
    ['@decorators[0]\ndef f(): ...', 'function f() [@@decorators[0]]'],
    ['@app.exception_handler(E)\ndef f(): ...', 'function f()'],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual([shown]);
  });

  it('and overloads stand beside their function', () => {
    const text = [
      '@overload',
      'def f(a: int) -> int: ...',
      '@typing.overload',
      'def f(a: str) -> str: ...',
      'def f(a): ...',
      'def g(): ...',
    ];
    expect(surface(text.join('\n'))).toEqual([
      'function f(a)',
      '  overload (a: int) -> int',
      '  overload (a: str) -> str',
      'function g()',
    ]);
  });
});

describe('A class is read with what it offers', () => {
  const body = (...lines: readonly string[]) =>
    surface(`class A:\n${lines.map((line) => `    ${line}`).join('\n')}`).slice(1);

  it.each<[readonly string[], readonly string[]]>([
    [['def f(self, a): ...'], ['  method f(a)']],
    [['def f(self, /, a): ...'], ['  method f(a)']],
    [['def f(*args): ...'], ['  method f(*args)']],
    [['async def f(self): ...'], ['  async method f()']],
    [['@classmethod', 'def f(cls, a): ...'], ['  class method f(a)']],
    [['@staticmethod', 'def f(a): ...'], ['  static method f(a)']],
    [['@property', 'def f(self) -> int: ...'], ['  property f() -> int']],
    [['@cached_property', 'def f(self): ...'], ['  property f()']],
    [['@abstractmethod', 'def f(self): ...'], ['  method f() [abstract]']],
    [['@property', '@abstractmethod', 'def f(self): ...'], ['  property f() [abstract]']],
    [
      ['@property', 'def f(self): ...', '@f.setter', 'def f(self, value): ...'],
      ['  property f() [settable]'],
    ],
    [['@property', 'def f(self): ...', '@f.deleter', 'def f(self): ...'], ['  property f()']],
    [['def __init__(self, a): ...'], ['  method __init__(a)']],
    [['a: int'], ['  a: int']],
    [['a: int = 1'], ['  a: int']],
    [['a = 1'], ['  a']],
    [['a = make()'], ['  a = ?']],
    [['A = B = 1'], ['  B', '  A']],
    [
      ['class B:', '    def f(self): ...'],
      ['  class B()', '    method f()'],
    ],
    [['if x:', '    def f(self): ...'], ['  maybe method f()']],
    [['"""Only words."""'], []],
    [['pass'], []],
  ])('%j', (lines, shown) => {
    expect(body(...lines)).toEqual(shown);
  });

  it.each<[string, string]>([
    ['class A: ...', 'class A()'],
    ['class A(object): ...', 'class A()'],
    ['class A(B, c.D): ...', 'class A(B, c.D)'],
    ['class A(B[int], metaclass=M): ...', 'class A(B[int])'],
    ['class A[T](B): ...', 'class A(B)'],
    ['@dataclass\nclass A: ...', 'class A() [dataclass]'],
    ['@dataclasses.dataclass(frozen=True)\nclass A: ...', 'class A() [dataclass]'],
    ['@attrs.define\nclass A: ...', 'class A() [dataclass]'],
    ['class A(BaseModel): ...', 'class A(BaseModel) [model]'],
    ['class A(pydantic.BaseModel): ...', 'class A(pydantic.BaseModel) [model]'],
    ['class A(SQLModel, table=True): ...', 'class A(SQLModel) [model]'],
    ['from pydantic import BaseModel as Model\nclass A(Model): ...', 'class A(Model) [model]'],
    ['class A(BaseModel[T]): ...', 'class A(BaseModel[T]) [model]'],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual([shown]);
  });
});

describe('Values and types have names', () => {
  it.each<[string, readonly string[]]>([
    ['A = 1', ['A']],
    ['A: int = 1', ['A: int']],
    ['A: int', ['A: int']],
    ['A = make()', ['A = ?']],
    ['A, B = 1, 2', ['A = ?', 'B = ?']],
    ['A, *B = x', ['A = ?', 'B = ?']],
    ['[A, (B, C)] = x', ['A = ?', 'B = ?', 'C = ?']],
    ['A = B = 1', ['B', 'A']],
    ['a.b = 1', []],
    ['a["b"] = 1', []],
    ['A += 1', []],
    ['A = 1\nA += 1', ['A']],
    ['(A := 1)', ['A = ?']],
    ['A = int', ['A = int']],
    ['A = list[int]', ['A = list[int]']],
    ['A = int | None', ['A = int | None']],
    ['A: TypeAlias = User', ['A: TypeAlias = User']],
    ['type A = list[int]', ['A = list[int]']],
    ['type A[T] = list[T]', ['A = list[T]']],
    ['A = Union[int, str]', ['A = Union[int, str]']],
    ['A = Flag.A | Flag.B', ['A = ?']],
    ['A = CONFIG["x"]', ['A = ?']],
    ['def f(): ...\ng = f', ['function f()', 'function g()']],
    ['g = f\ndef f(): ...', ['g = ?', 'function f()']],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual(shown);
  });
});

describe('Imports belong to the surface only where they are meant to', () => {
  it.each<[string, readonly string[]]>([
    ['import os', []],
    ['import os.path', []],
    ['from a import b', []],
    ['from a import b as c', []],
    ['from a import b as b', ['import b = a.b']],
    ['import a as a', ['import a = a']],
    ['from . import b as b', ['import b = .b']],
    ['from .a import b as b', ['import b = .a.b']],
    ['from ..a.c import b as b', ['import b = ..a.c.b']],
    ['from a import b  # noqa', ['import b = a.b']],
    ['from a import b  # noqa: F401', ['import b = a.b']],
    ['from a import b  # noqa: E501, F401', ['import b = a.b']],
    ['from a import b  # NOQA', ['import b = a.b']],
    ['from a import b  # noqa: E501', []],
    ['from a import (  # noqa: F401\n    b,\n    c,\n)', ['import b = a.b', 'import c = a.c']],
    ['from a import b\n__all__ = ["b"]', ['import b = a.b']],
    ['from a import *', []],
    ['from __future__ import annotations', []],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual(shown);
  });

  it('and all of them in a package', () => {
    const text = 'import os\nfrom .a import b\nfrom .c import _d, e as f';
    expect(surface(text, 'app/services/__init__.py')).toEqual(['import b = .a.b', 'import f = .c.e']);
    expect(surface(text, 'app/services/__init__.pyi')).toHaveLength(2);
    expect(surface(text, 'app/services/my__init__.py')).toEqual([]);
  });
});

describe('Names that begin with _ are private', () => {
  it.each<[string, readonly string[]]>([
    ['def _f(): ...', []],
    ['_A = 1', []],
    ['class _A: ...', []],
    ['__version__ = "1"', []],
    ['__all__ = ["_f"]\ndef _f(): ...', ['function _f()']],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual(shown);
  });
});

describe('What cannot be read at all says so', () => {
  it.each<[string, string, number]>([
    ['def f(:\n', 'it is not valid Python', 0],
    ['x = 1\ny = = 2\n', 'it is not valid Python', 6],
    ['x = 1\0\n', 'Python cannot read a NUL character', 5],
  ])('%j', (text, problem, start) => {
    const reading = readPythonApi(parsers.python, { path: 'a.py', text });
    expect(reading).toMatchObject({ kind: 'unreadable', problem });
    expect(reading.kind === 'unreadable' && reading.start).toBeGreaterThanOrEqual(start);
  });

  it('also when nobody would parse so much', () => {
    const text = `x = ${'('.repeat(2000)}1${')'.repeat(2000)}\n`;
    expect(readPythonApi(parsers.python, { path: 'a.py', text })).toMatchObject({
      kind: 'unreadable',
      problem: 'the Python is too deeply nested',
    });
  });
});

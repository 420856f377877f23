import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { moduleOf, noticed, underlinedBy, users } from '../../testing/python-surface.ts';

const parsers = await testParsers();

function between(before: string, after: string): string[] {
  return noticed(parsers, moduleOf(before), moduleOf(after));
}

describe('Users of a class notice [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    [
      'a method that is gone',
      'def get(self): ...\ndef add(self): ...',
      'def get(self): ...',
      ['Users.add is gone'],
    ],
    ['a method with another name', 'def get(self): ...', 'def fetch(self): ...', ['Users.get is gone']],
    ['a method made private', 'def get(self): ...', 'def _get(self): ...', ['Users.get is gone']],
    [
      'a parameter of a method',
      'def get(self, id): ...',
      'def get(self): ...',
      ['Users.get no longer takes id'],
    ],
    [
      'a parameter of a class method',
      '@classmethod\ndef of(cls, a): ...',
      '@classmethod\ndef of(cls): ...',
      ['Users.of no longer takes a'],
    ],
    [
      'a parameter of a static method',
      '@staticmethod\ndef of(a): ...',
      '@staticmethod\ndef of(): ...',
      ['Users.of no longer takes a'],
    ],
    [
      'a property that is a method now',
      '@property\ndef size(self): ...',
      'def size(self): ...',
      ['Users.size is a method now and no longer a property'],
    ],
    [
      'a method that is a property now',
      'def size(self): ...',
      '@property\ndef size(self): ...',
      ['Users.size is a property now and no longer a method'],
    ],
    [
      'a static method that needs an object now',
      '@staticmethod\ndef of(a): ...',
      'def of(self, a): ...',
      ['Users.of is a method now and no longer a static method'],
    ],
    [
      'a class method that needs an object now',
      '@classmethod\ndef of(cls): ...',
      'def of(self): ...',
      ['Users.of is a method now and no longer a class method'],
    ],
    [
      'a property that cannot be set now',
      '@property\ndef a(self): ...\n@a.setter\ndef a(self, v): ...',
      '@property\ndef a(self): ...',
      ['Users.a can no longer be set'],
    ],
    [
      'an attribute that cannot be set now',
      'a: int = 1',
      '@property\ndef a(self) -> int: ...',
      ['Users.a can no longer be set'],
    ],
    [
      'another type of a property',
      '@property\ndef a(self) -> int: ...',
      '@property\ndef a(self) -> str: ...',
      ['Users.a returns str and not int'],
    ],
    [
      'an async method',
      'def get(self): ...',
      'async def get(self): ...',
      ['Users.get is async now, so every caller has to await it'],
    ],
    ['an attribute that is gone', 'limit = 1\nsize = 2', 'size = 2', ['Users.limit is gone']],
    [
      'another type of an attribute',
      'limit: int = 1',
      'limit: str = "1"',
      ['Users.limit is str and not int'],
    ],
    [
      'a method that is abstract now',
      'def get(self): ...',
      '@abstractmethod\ndef get(self): ...',
      ['Users.get is abstract now, so every subclass has to define it'],
    ],
    [
      'a new abstract method',
      'def get(self): ...',
      'def get(self): ...\n@abstractmethod\ndef add(self): ...',
      ['Users.add is new and abstract, so every subclass has to define it'],
    ],
    ['a special method that is gone', 'def __call__(self): ...\nx = 1', 'x = 1', ['Users.__call__ is gone']],
    [
      'a parameter of a special method',
      'def __call__(self, a): ...',
      'def __call__(self): ...',
      ['Users.__call__ no longer takes a'],
    ],
    ['a class in the class', 'class Config:\n    a = 1', 'x = 1', ['Users.Config is gone']],
    [
      'a method of a class in the class',
      'class In:\n    def a(self): ...',
      'class In:\n    b = 1',
      ['Users.In.a is gone'],
    ],
    [
      'a constructor that takes less',
      'def __init__(self, db): ...',
      'def __init__(self): ...',
      ['Users no longer takes db'],
    ],
    [
      'a constructor that asks for more',
      'def __init__(self, db): ...',
      'def __init__(self, db, cache): ...',
      ['Users needs the new parameter cache'],
    ],
    [
      'a constructor that is new and asks for something',
      'x = 1',
      'x = 1\ndef __init__(self, db): ...',
      ['Users needs the new parameter db'],
    ],
    ['a constructor that is gone', 'def __init__(self, db): ...', 'x = 1', ['Users no longer takes db']],
    [
      'a method under a condition',
      'def get(self): ...',
      'if DEBUG:\n    def get(self): ...',
      ['Users.get exists only under a condition now'],
    ],
  ])('%s', (_, ...[before, after, found]) => {
    expect(between(users(before), users(after))).toEqual(found);
  });

  it.each<[string, string, string, string[]]>([
    [
      'a base that is gone',
      'class Users(Repository): ...',
      'class Users: ...',
      ['Users no longer derives from Repository'],
    ],
    [
      'another base',
      'class Users(Repository): ...',
      'class Users(Cache): ...',
      ['Users no longer derives from Repository'],
    ],
    [
      'another parameter of a base',
      'class Users(Repository[int]): ...',
      'class Users(Repository[str]): ...',
      ['Users no longer derives from Repository[int]'],
    ],
    [
      'what a private base no longer brings',
      'class _Base:\n    def get(self): ...\nclass Users(_Base): ...',
      'class _Base:\n    x = 1\nclass Users(_Base): ...',
      ['Users.get is gone'],
    ],
    [
      'what a public base no longer brings, once',
      'class Base:\n    def get(self): ...\nclass Users(Base): ...',
      'class Base:\n    x = 1\nclass Users(Base): ...',
      ['Base.get is gone'],
    ],
    [
      'a function where the class was',
      'class Users: ...',
      'def Users(): ...',
      ['Users is a function now and no longer a class'],
    ],
    [
      'a value where the class was',
      'class Users: ...',
      'Users = None',
      ['Users is a value now and no longer a class'],
    ],
  ])('%s', (_, ...[before, after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('Users of a class do not notice [row 0.11]', () => {
  it.each<[string, string, string]>([
    ['a new method', 'def get(self): ...', 'def get(self): ...\ndef add(self, a): ...'],
    ['a new attribute', 'a = 1', 'a = 1\nb = 2'],
    ['another value', 'a = 1', 'a = 2'],
    [
      'a setter that is new',
      '@property\ndef a(self): ...',
      '@property\ndef a(self): ...\n@a.setter\ndef a(self, v): ...',
    ],
    ['a property where an attribute was read', '@property\ndef a(self) -> int: ...', 'a: int = 1'],
    [
      'a property that is kept in a cache',
      '@property\ndef a(self): ...',
      '@cached_property\ndef a(self): ...',
    ],
    ['a method that needs no object now', 'def of(self, a): ...', '@staticmethod\ndef of(a): ...'],
    [
      'a static method that is a class method now',
      '@staticmethod\ndef of(a): ...',
      '@classmethod\ndef of(cls, a): ...',
    ],
    ['another name for self', 'def get(self, a): ...', 'def get(this, a): ...'],
    ['a private method that is gone', 'def get(self): ...\ndef _load(self): ...', 'def get(self): ...'],
    ['a private method that takes more', 'def _load(self): ...', 'def _load(self, a): ...'],
    ['a private attribute that is gone', '_a = 1\nb = 1', 'b = 1'],
    ['a special attribute that is gone', '__slots__ = ()\nb = 1', 'b = 1'],
    ['a special method that is new', 'a = 1', 'a = 1\ndef __repr__(self): ...'],
    ['another order of methods', 'def a(self): ...\ndef b(self): ...', 'def b(self): ...\ndef a(self): ...'],
    [
      'another body',
      'def get(self):\n    return 1',
      'def get(self):\n    """Reads it."""\n    return self._get()',
    ],
    ['a constructor that asks for nothing', 'x = 1', 'x = 1\ndef __init__(self): ...'],
    ['a constructor that may be given something', 'x = 1', 'x = 1\ndef __init__(self, db=None): ...'],
    ['a constructor that asked for nothing and is gone', 'x = 1\ndef __init__(self): ...', 'x = 1'],
  ])('%s', (_, before, after) => {
    expect(between(users(before), users(after))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['a base that is new', 'class Users: ...', 'class Users(Repository): ...'],
    ['object as the base', 'class Users(object): ...', 'class Users: ...'],
    [
      'a base in between',
      'class Users(Repository): ...',
      'class Base(Repository): ...\nclass Users(Base): ...',
    ],
    [
      'a method that moved into a new base',
      'class Users:\n    def get(self): ...',
      'class Base:\n    def get(self): ...\nclass Users(Base): ...',
    ],
    [
      'a method that is written again',
      'class _B:\n    def get(self): ...\nclass Users(_B): ...',
      'class _B:\n    def get(self): ...\nclass Users(_B):\n    def get(self): ...',
    ],
    [
      'classes that derive from each other',
      'class A(B): ...\nclass B(A): ...',
      'class A(B): ...\nclass B(A): ...',
    ],
    ['a second name for the class', 'class Users: ...', 'class Accounts: ...\nUsers = Accounts'],
  ])('%s', (_, before, after) => {
    expect(between(before, after)).toEqual([]);
  });
});

describe('It cannot be told [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    [
      'whether a new base brings a method',
      'class Users:\n    def get(self): ...',
      'class Users(Repository):\n    x = 1',
      ['(?) Users.get is gone unless Repository brings it'],
    ],
    [
      'what the inherited constructor took',
      'class Users(Repository): ...',
      'class Users(Repository):\n    def __init__(self, db): ...',
      ['(?) Users has a constructor of its own now, and what the inherited one took is not known'],
    ],
    [
      'what the inherited constructor takes',
      'class Users(Repository):\n    def __init__(self, db): ...',
      'class Users(Repository): ...',
      ['(?) Users lost its constructor, and what the inherited one takes is not known'],
    ],
    [
      'whether a name is a field',
      'class Users(Repository):\n    a: int',
      'class Users(Repository):\n    a: int\n    b: int',
      ['(?) Users.b is new and may have to be passed wherever an object is made'],
    ],
    [
      'what a new decorator does to a class',
      'class Users: ...',
      '@register\nclass Users: ...',
      ['(?) Users has the new decorator register, which may change how it is called'],
    ],
  ])('%s', (_, ...[before, after, found]) => {
    expect(between(before, after)).toEqual(found);
  });

  it('is told where a constructor is made by a call on both sides', () => {
    const text = 'class Users(Repository):\n    __init__ = traced(Repository.__init__)';
    expect(between(text, text)).toEqual([]);
  });

  it('is told where a constructor takes whatever it is given', () => {
    const after = 'class Users(Repository):\n    def __init__(self, *args, **kwargs): ...';
    expect(between('class Users(Repository): ...', after)).toEqual([]);
  });
});

describe('What is underlined', () => {
  it.each<[string, string, string, string[]]>([
    ['the class that lost a method', 'def get(self): ...', 'x = 1', ['Users']],
    ['the method that changed', 'def get(self): ...', 'async def get(self): ...', ['get']],
    [
      'the new parameter of the constructor',
      'def __init__(self): ...',
      'def __init__(self, db): ...',
      ['db'],
    ],
    ['the attribute with another type', 'a: int = 1', 'a: str = ""', ['a']],
  ])('is %s', (_, ...[before, after, texts]) => {
    expect(underlinedBy(parsers, `${users(before)}\n`, `${users(after)}\n`)).toEqual(texts);
  });
});

import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import { shownSignature } from '../../testing/shown-surface.ts';
import { constructorOf } from './python-class-constructor.ts';

const parsers = await testParsers();

const IMPORTS = [
  'from dataclasses import dataclass',
  'from typing import Generic, NamedTuple, Protocol',
  'from pydantic import BaseModel',
  'from app.base import Repository',
  '',
].join('\n');

/** How `Users` is called to make one. */
function called(text: string): string {
  const { members } = surfaceOf(parsers, `${IMPORTS}${text}\n`);
  const owner = members.get('Users')?.definitions.find((one) => one.kind === 'class');
  const constructor = owner && constructorOf(members, owner);
  return constructor === undefined
    ? 'another module decides'
    : `${constructor.kind} ${shownSignature(constructor.signature)}`;
}

describe('An object is made', () => {
  it.each<[string, string, string]>([
    ['with nothing', 'class Users: ...', 'empty ()'],
    ['with nothing, of a protocol', 'class Users(Protocol): ...', 'empty ()'],
    ['with nothing, of a generic class', 'class Users(Generic[T]): ...', 'empty ()'],
    ['with what __init__ takes', 'class Users:\n    def __init__(self, db): ...', 'written (db)'],
    ['with what __new__ takes', 'class Users:\n    def __new__(cls, db): ...', 'written (db)'],
    [
      'with what __init__ takes, where there are both',
      'class Users:\n    def __new__(cls, *args): ...\n    def __init__(self, db): ...',
      'written (db)',
    ],
    [
      'and not with what it returns',
      'class Users:\n    def __init__(self, db: Session) -> None: ...',
      'written (db: Session)',
    ],
    [
      'with what a base takes',
      'class Base:\n    def __init__(self, db): ...\nclass Users(Base): ...',
      'written (db)',
    ],
    [
      'with what a base of a base takes',
      'class A:\n    def __init__(self, db): ...\nclass B(A): ...\nclass Users(B): ...',
      'written (db)',
    ],
    [
      'with what the nearest takes',
      'class A:\n    def __init__(self, db): ...\nclass B(A):\n    def __init__(self): ...\nclass Users(B): ...',
      'written ()',
    ],
    ['with what another module says', 'class Users(Repository): ...', 'another module decides'],
    [
      'with what another module says, behind a base',
      'class Base(Repository): ...\nclass Users(Base): ...',
      'another module decides',
    ],
    [
      'with what __init__ takes, whatever other bases do',
      'class Users(Repository):\n    def __init__(self, db): ...',
      'written (db)',
    ],
    [
      'by a call that nobody reads',
      'class Users(Repository):\n    __init__ = traced(Repository.__init__)',
      'another module decides',
    ],
  ])('%s', (_, text, shown) => {
    expect(called(text)).toBe(shown);
  });
});

describe('An object is made with its fields', () => {
  it.each<[string, string, string]>([
    ['of a dataclass', '@dataclass\nclass Users:\n    a: int\n    b: int = 1', 'fields (a: int, b: int=)'],
    ['of a model', 'class Users(BaseModel):\n    a: int\n    b: int = 1', 'fields (!a: int, !b: int=)'],
    ['of a named tuple', 'class Users(NamedTuple):\n    a: int', 'fields (a: int)'],
    [
      'and those of its base, first',
      '@dataclass\nclass Base:\n    a: int\n@dataclass\nclass Users(Base):\n    b: int',
      'fields (a: int, b: int)',
    ],
    [
      'and a field keeps its place when it is written again',
      '@dataclass\nclass Base:\n    a: int\n    b: int\n@dataclass\nclass Users(Base):\n    c: int\n    a: str',
      'fields (a: str, b: int, c: int)',
    ],
    [
      'and those by name stand last',
      '@dataclass(kw_only=True)\nclass Base:\n    a: int\n@dataclass\nclass Users(Base):\n    b: int',
      'fields (b: int, !a: int)',
    ],
    [
      'and not those of a base that is no dataclass',
      'class Base:\n    a: int\n@dataclass\nclass Users(Base):\n    b: int',
      'fields (b: int)',
    ],
    [
      'of its base, where it has none of its own',
      '@dataclass\nclass Base:\n    a: int\nclass Users(Base):\n    b: int',
      'fields (a: int)',
    ],
    [
      'of every class between it and the model',
      'class A(BaseModel):\n    a: int\nclass B(A):\n    b: int\nclass Users(B):\n    c: int',
      'fields (!a: int, !b: int, !c: int)',
    ],
    [
      'and not when it says itself how it is made',
      '@dataclass\nclass Users:\n    a: int\n    def __init__(self): ...',
      'written ()',
    ],
    [
      'of two models',
      'class A(BaseModel):\n    a: int\nclass B(BaseModel):\n    b: int\nclass Users(A, B): ...',
      'fields (!b: int, !a: int)',
    ],
  ])('%s', (_, text, shown) => {
    expect(called(text)).toBe(shown);
  });
});

describe('Those who make objects notice [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    [
      'a constructor that became a dataclass',
      'class Users:\n    def __init__(self, db): ...',
      '@dataclass\nclass Users:\n    db: Session\n    cache: Cache',
      ['Users needs the new parameter cache'],
    ],
    [
      'a dataclass that became a model, which takes names only',
      '@dataclass\nclass Users:\n    a: int',
      'class Users(BaseModel):\n    a: int',
      ['Users takes a only by its name now'],
    ],
    [
      'a dataclass that asks for names',
      '@dataclass\nclass Users:\n    a: int',
      '@dataclass(kw_only=True)\nclass Users:\n    a: int',
      ['Users takes a only by its name now'],
    ],
    [
      'another order of fields',
      '@dataclass\nclass Users:\n    a: int\n    b: int',
      '@dataclass\nclass Users:\n    b: int\n    a: int',
      ['Users takes its parameters in another order: b, a and not a, b'],
    ],
    [
      'a field of the base that must be given',
      'class Base(BaseModel):\n    a: int\nclass Users(Base):\n    b: int',
      'class Base(BaseModel):\n    a: int\n    c: int\nclass Users(Base):\n    b: int',
      ['Base needs the new parameter c', 'Users needs the new parameter c'],
    ],
    [
      'a default that is gone',
      'class Users(BaseModel):\n    a: int = 1',
      'class Users(BaseModel):\n    a: int',
      ['Users needs a, which could be left out'],
    ],
    [
      'a constructor that moved into a base and asks for more',
      'class Users:\n    def __init__(self, db): ...',
      'class _Base:\n    def __init__(self, db, cache): ...\nclass Users(_Base): ...',
      ['Users needs the new parameter cache'],
    ],
  ])('%s', (_, before, ...[after, found]) => {
    expect(noticed(parsers, `${IMPORTS}${before}\n`, `${IMPORTS}${after}\n`)).toEqual(found);
  });

  it.each<[string, string, string]>([
    [
      'a constructor that is written as fields',
      'class Users:\n    def __init__(self, db: Session, limit: int = 20): ...',
      '@dataclass\nclass Users:\n    db: Session\n    limit: int = 20',
    ],
    [
      'a constructor that moved into a base',
      'class Users:\n    def __init__(self, db): ...',
      'class _Base:\n    def __init__(self, db): ...\nclass Users(_Base): ...',
    ],
    [
      '__new__ in place of __init__',
      'class Users:\n    def __init__(self, db): ...',
      'class Users:\n    def __new__(cls, db): ...',
    ],
    [
      'another order of fields of a model',
      'class Users(BaseModel):\n    a: int\n    b: int',
      'class Users(BaseModel):\n    b: int\n    a: int',
    ],
    [
      'a decorator that says the class is final',
      'class Users(BaseModel):\n    a: int = 1\n    b: int = 2',
      '@final\nclass Users(BaseModel):\n    c: int = 0\n    a: int = 1\n    b: int = 2',
    ],
    [
      'a private attribute of a model',
      'class Users(BaseModel):\n    a: int',
      'class Users(BaseModel):\n    a: int\n    _cache: dict',
    ],
  ])('and not %s', (_, before, after) => {
    expect(noticed(parsers, `${IMPORTS}${before}\n`, `${IMPORTS}${after}\n`)).toEqual([]);
  });
});

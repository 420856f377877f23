import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { surfaceOf } from '../../testing/python-surface.ts';
import { shownSignature } from '../../testing/shown-surface.ts';
import type { ApiClass, PythonApi } from './python-api-model.ts';
import { constructorOf } from './python-class-constructor.ts';
import { classMembers, foreignBases, lineage } from './python-class-surface.ts';

const parsers = await testParsers();

function classIn(api: PythonApi, name: string): ApiClass {
  const found = api.members.get(name)?.definitions.find((one) => one.kind === 'class');
  if (found === undefined) throw new Error(`there is no class ${name}`);
  return found;
}

/** The class `A` of a module. */
function classA(text: string): { readonly api: PythonApi; readonly owner: ApiClass } {
  const api = surfaceOf(parsers, `${text}\n`);
  return { api, owner: classIn(api, 'A') };
}

describe('A class has the members', () => {
  const members = (text: string) => {
    const { api, owner } = classA(text);
    return [...classMembers(api.members, owner).keys()];
  };

  it.each<[string, string, readonly string[]]>([
    ['of its own', 'class A:\n    a = 1\n    def b(self): ...', ['a', 'b']],
    ['of its base', 'class B:\n    a = 1\nclass A(B): ...', ['a']],
    ['of both', 'class B:\n    a = 1\nclass A(B):\n    b = 1', ['a', 'b']],
    ['of the base of its base', 'class C:\n    a = 1\nclass B(C): ...\nclass A(B): ...', ['a']],
    ['of two bases', 'class C:\n    a = 1\nclass B:\n    b = 1\nclass A(B, C): ...', ['a', 'b']],
    ['of a base with parameters', 'class B(Generic[T]):\n    a = 1\nclass A(B[int]): ...', ['a']],
    ['of private bases', 'class _B:\n    a = 1\nclass A(_B): ...', ['a']],
    ['once, when they derive from each other', 'class A(B):\n    a = 1\nclass B(A):\n    b = 1', ['b', 'a']],
    ['not of a base elsewhere', 'from b import B\nclass A(B):\n    a = 1', ['a']],
  ])('%s', (_, text, names) => {
    expect(members(text)).toEqual(names);
  });

  it('and its own before those of a base', () => {
    const { api, owner } = classA('class B:\n    a: int = 1\nclass A(B):\n    a: str = ""');
    expect(classMembers(api.members, owner).get('a')?.origin).toBe(owner);
  });

  it('in the order in which they are looked up', () => {
    const { api, owner } = classA('class D: ...\nclass C(D): ...\nclass B: ...\nclass A(B, C): ...');
    expect(lineage(api.members, owner)).toEqual(['A', 'B', 'C', 'D'].map((name) => classIn(api, name)));
  });
});

describe('A class derives from something elsewhere', () => {
  const foreign = (text: string) => {
    const { api, owner } = classA(text);
    return foreignBases(api.members, owner);
  };

  it.each<[string, readonly string[]]>([
    ['class A(Repository): ...', ['Repository']],
    ['class A(db.Model, Mixin): ...', ['db.Model', 'Mixin']],
    ['class B(Repository): ...\nclass A(B): ...', ['Repository']],
    ['class A(Repository[User]): ...', ['Repository[User]']],
    ['class A: ...', []],
    ['class A(object): ...', []],
    ['class A(ABC): ...', []],
    ['class A(abc.ABC, Generic[T]): ...', []],
    ['class A(typing.Protocol): ...', []],
    ['class A(BaseModel): ...', []],
    ['class B: ...\nclass A(B): ...', []],
  ])('%s', (text, bases) => {
    expect(foreign(text)).toEqual(bases);
  });
});

describe('An object is made with', () => {
  const constructor = (text: string) => {
    const { api, owner } = classA(text);
    const made = constructorOf(api.members, owner);
    return made === undefined ? 'unknown' : `${made.kind} ${shownSignature(made.signature)}`;
  };

  it.each<[string, string, string]>([
    ['what is written', 'class A:\n    def __init__(self, a): ...', 'written (a)'],
    ['what its base takes', 'class B:\n    def __init__(self, a): ...\nclass A(B): ...', 'written (a)'],
    [
      'what it writes again',
      'class B:\n    def __init__(self, a): ...\nclass A(B):\n    def __init__(self): ...',
      'written ()',
    ],
    ['what __new__ takes', 'class A:\n    def __new__(cls, a): ...', 'written (a)'],
    ['nothing', 'class A: ...', 'empty ()'],
    ['what nobody sees', 'class A(Repository): ...', 'unknown'],
    [
      'what is written, whatever it derives from',
      'class A(Repository):\n    def __init__(self, a): ...',
      'written (a)',
    ],
    ['fields of a dataclass', '@dataclass\nclass A:\n    a: int\n    b: int = 1', 'fields (a: int, b: int=)'],
    ['fields by name', '@dataclass(kw_only=True)\nclass A:\n    a: int', 'fields (!a: int)'],
    [
      'fields behind the marker',
      '@dataclass\nclass A:\n    a: int\n    _: KW_ONLY\n    b: int',
      'fields (a: int, !b: int)',
    ],
    [
      'fields of a base before its own',
      '@dataclass\nclass B:\n    a: int\n@dataclass\nclass A(B):\n    b: int',
      'fields (a: int, b: int)',
    ],
    [
      'a field in the place of the first',
      '@dataclass\nclass B:\n    a: int\n    b: int\n@dataclass\nclass A(B):\n    a: str',
      'fields (a: str, b: int)',
    ],
    [
      'fields of the base alone',
      '@dataclass\nclass B:\n    a: int\nclass A(B):\n    b: int',
      'fields (a: int)',
    ],
    ['fields of a model', 'class A(BaseModel):\n    a: int\n    b: int = 1', 'fields (!a: int, !b: int=)'],
    [
      'fields of a model and its base',
      'class B(BaseModel):\n    a: int\nclass A(B):\n    b: int',
      'fields (!a: int, !b: int)',
    ],
    [
      'fields of a named tuple',
      'class A(NamedTuple):\n    a: int\n    b: int = 1',
      'fields (a: int, b: int=)',
    ],
    ['keys of a dictionary', 'class A(TypedDict, total=False):\n    a: int', 'fields (!a: int=)'],
    [
      'a constructor before fields',
      '@dataclass\nclass A:\n    a: int\n    def __init__(self): ...',
      'written ()',
    ],
    [
      'no methods, values or class variables',
      '@dataclass\nclass A:\n    a: ClassVar[int] = 1\n    b = 2\n    def c(self): ...',
      'fields ()',
    ],
  ])('%s', (_, text, shown) => {
    expect(constructor(text)).toBe(shown);
  });

  it.each<[string, boolean]>([
    ['= 1', true],
    ['= None', true],
    ['= field(default=1)', true],
    ['= field(default_factory=list)', true],
    ['= attrs.field(factory=list)', true],
    ['= Field(1)', true],
    ['= Field(None, alias="x")', true],
    ['= Field(**options)', true],
    ['= make()', true],
    ['', false],
    ['= ...', false],
    ['= field()', false],
    ['= field(repr=False)', false],
    ['= Field(...)', false],
    ['= Field(default=...)', false],
    ['= Field(ge=0)', false],
  ])('a field that is written a: int %s: left out %s', (value, mayBeLeftOut) => {
    expect(constructor(`@dataclass\nclass A:\n    a: int ${value}`)).toBe(
      `fields (a: int${mayBeLeftOut ? '=' : ''})`,
    );
  });
});

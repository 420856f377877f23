import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed } from '../../testing/python-surface.ts';

const parsers = await testParsers();

const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

const FORMS = {
  function: 'def name(): ...',
  class: 'class name: ...',
  constant: 'name = 1',
  call: 'name = make()',
  import: 'from app import name as name',
} as const;
type Form = keyof typeof FORMS;

const KINDS: Readonly<Record<Form, string>> = {
  function: 'function',
  class: 'class',
  constant: 'value',
  call: 'value',
  import: 'import',
};

const ALL: readonly Form[] = ['function', 'class', 'constant', 'call', 'import'];

/** Every form in place of every other. */
const PAIRS = ALL.flatMap((before) => ALL.map((after) => [before, after] as const));

describe('A name is another kind of thing now [row 0.11]', () => {
  it.each(PAIRS.filter(([before, after]) => KINDS[before] !== KINDS[after]))(
    'a %s became a %s',
    (before, after) => {
      const [told, ...more] = between(FORMS[before], FORMS[after]);
      expect(more).toEqual([]);
      const isDoubtful = [before, after].some((form) => form === 'call' || form === 'import');
      expect(told?.startsWith('(?) ')).toBe(isDoubtful);
      expect(told).toContain('name ');
    },
  );

  it.each(PAIRS.filter(([before, after]) => KINDS[before] === KINDS[after]))(
    'a %s and a %s are one kind',
    (before, after) => {
      expect(between(FORMS[before], FORMS[after])).toEqual([]);
    },
  );
});

describe('A name that stood for one of several things [row 0.11]', () => {
  const either = (one: string, other: string) =>
    `if FAST:\n    ${one.replaceAll('\n', '\n    ')}\nelse:\n    ${other.replaceAll('\n', '\n    ')}`;

  it.each<[string, string, string, string[]]>([
    [
      'still does',
      either('def a(x): ...', 'def a(x, y=1): ...'),
      either('def a(x, y=1): ...', 'def a(x): ...'),
      [],
    ],
    [
      'lost one of them, and those who used it notice',
      either('def a(x): ...', 'def a(x, y): ...'),
      'def a(x): ...',
      ['a no longer takes y'],
    ],
    ['lost one that the other can stand for', either('def a(x): ...', 'def a(x): ...'), 'def a(x): ...', []],
    [
      'got one that asks for more',
      'def a(x): ...',
      either('def a(x): ...', 'def a(x, y): ...'),
      ['a needs the new parameter y'],
    ],
    [
      'got one that asks for nothing more',
      'def a(x): ...',
      either('def a(x): ...', 'def a(x, y=1): ...'),
      [],
    ],
    [
      'is bound on one way only now',
      either('def a(x): ...', 'def a(x): ...'),
      'if FAST:\n    def a(x): ...',
      ['a exists only under a condition now'],
    ],
    [
      'was bound on one way only',
      'if FAST:\n    def a(x): ...',
      either('def a(x): ...', 'def a(x): ...'),
      [],
    ],
    [
      'comes from a library or from here',
      'try:\n    from fast import a as a\nexcept ImportError:\n    def a(x): ...',
      'try:\n    from fast import a as a\nexcept ImportError:\n    def a(x): ...',
      [],
    ],
    [
      'comes from another library or from here',
      'try:\n    from fast import a as a\nexcept ImportError:\n    def a(x): ...',
      'try:\n    from faster import a as a\nexcept ImportError:\n    def a(x): ...',
      ['(?) a comes from faster.a now and came from fast.a'],
    ],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('An attribute is read and set [row 0.11]', () => {
  const user = (body: string) => `class User:\n    ${body.replaceAll('\n', '\n    ')}`;
  const PROPERTY = '@property\ndef age(self) -> int: ...';
  const SETTABLE = `${PROPERTY}\n@age.setter\ndef age(self, value: int): ...`;

  it.each<[string, string, string, string[]]>([
    ['as before', 'age: int = 1', 'age: int = 2', []],
    ['through a property that can be set', 'age: int = 1', SETTABLE, []],
    ['through a property that cannot', 'age: int = 1', PROPERTY, ['User.age can no longer be set']],
    ['without the property', SETTABLE, 'age: int = 1', []],
    ['without the property, as something else', SETTABLE, 'age: str = "1"', ['User.age is str and not int']],
    ['through a property that can be set no longer', SETTABLE, PROPERTY, ['User.age can no longer be set']],
    [
      'through a method',
      'age: int = 1',
      'def age(self): ...',
      ['User.age is a function now and no longer a value'],
    ],
    ['of any type there is', 'age: int = 1', 'age = compute()', []],
    ['as a class', 'age = 1', 'class age: ...', ['User.age is a class now and no longer a value']],
    [
      'by nobody, for it belongs to the object alone',
      'age: int = 1',
      'def __init__(self):\n    self.age = 1',
      ['User.age is gone'],
    ],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(user(before), user(after))).toEqual(found);
  });
});

describe('An enumeration is a class with values [row 0.11]', () => {
  const status = (body: string, bases = 'Enum') =>
    `class Status(${bases}):\n    ${body.replaceAll('\n', '\n    ')}`;

  it.each<[string, string, string, string[]]>([
    ['a new member', 'OPEN = 1', 'OPEN = 1\nCLOSED = 2', []],
    ['a member that is gone', 'OPEN = 1\nCLOSED = 2', 'OPEN = 1', ['Status.CLOSED is gone']],
    ['a member by another name', 'OPEN = 1', 'OPENED = 1', ['Status.OPEN is gone']],
    ['another value', 'OPEN = "open"', 'OPEN = "OPEN"', []],
    ['a value that is made', 'OPEN = 1', 'OPEN = auto()', []],
    ['another order', 'OPEN = 1\nCLOSED = 2', 'CLOSED = 2\nOPEN = 1', []],
    ['a method that is gone', 'OPEN = 1\ndef label(self): ...', 'OPEN = 1', ['Status.label is gone']],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(status(before), status(after))).toEqual(found);
  });

  it('and its base is one of the things others rely on', () => {
    expect(between(status('OPEN = 1', 'str, Enum'), status('OPEN = 1', 'Enum'))).toEqual([
      'Status no longer derives from str',
    ]);
  });
});

describe('A class that a call makes [row 0.11]', () => {
  const OTHER = ['(?) Point is a class that is made of other parts now'];

  it.each<[string, string, string, string[]]>([
    ['lost a field', 'namedtuple("Point", "x y")', 'namedtuple("Point", "x")', OTHER],
    ['lost a field of a list', 'namedtuple("Point", ["x", "y"])', 'namedtuple("Point", ["x"])', OTHER],
    [
      'has a field of another type',
      'NamedTuple("Point", [("x", int)])',
      'NamedTuple("Point", [("x", str)])',
      OTHER,
    ],
    ['lost a key', 'TypedDict("Point", {"x": int, "y": int})', 'TypedDict("Point", {"x": int})', OTHER],
    ['stands for another type', 'NewType("Point", int)', 'NewType("Point", str)', OTHER],
    ['lost a member', 'enum.Enum("Point", "X Y")', 'enum.Enum("Point", "X")', OTHER],
    ['lost a default', 'namedtuple("Point", "x", defaults=[1])', 'namedtuple("Point", "x")', OTHER],
    [
      'is written in another way',
      'namedtuple("Point", ["x", "y"])',
      "collections.namedtuple(\n    'Point',\n    ['x', 'y'],  # both\n)",
      [],
    ],
    ['is as it was', 'namedtuple("Point", "x y")', 'namedtuple("Point", "x y")', []],
    ['is made by a call that nobody knows', 'make("Point", "x")', 'make("Point", "y")', []],
    ['is not made by that call any more', 'namedtuple("Point", "x")', 'make("Point")', []],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(`Point = ${before}`, `Point = ${after}`)).toEqual(found);
  });
});

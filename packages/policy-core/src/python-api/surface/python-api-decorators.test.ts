import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import { shownSurface } from '../../testing/shown-surface.ts';

const parsers = await testParsers();

const surface = (text: string) => shownSurface(surfaceOf(parsers, `${text}\n`));
const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

const inClass = (...lines: readonly string[]) =>
  surface(`class A:\n${lines.map((line) => `    ${line}`).join('\n')}`).slice(1);

describe('Decorators that leave the call alone are no part of the surface [row 0.11]', () => {
  it.each([
    ['@functools.lru_cache'],
    ['@functools.lru_cache(maxsize=128)'],
    ['@functools.cache'],
    ['@functools.wraps(inner)'],
    ['@typing.final'],
    ['@override'],
    ['@deprecated("use list_users")'],
    ['@no_type_check'],
    ['@router.get("/users")'],
    ['@router.post("/users", status_code=201)'],
    ['@app.api_route("/users", methods=["GET"])'],
    ['@app.websocket("/live")'],
    ['@app.on_event("startup")'],
    ['@app.exception_handler(ValueError)'],
    ['@app.middleware("http")'],
    ['@event.listens_for(User, "before_insert")'],
    ['@field_validator("email")'],
    ['@model_validator(mode="after")'],
    ['@validates("email")'],
  ])('%s', (decorator) => {
    expect(surface(`${decorator}\ndef list_users(): ...`)).toEqual(['function list_users()']);
    expect(between('def list_users(): ...', `${decorator}\ndef list_users(): ...`)).toEqual([]);
    expect(between(`${decorator}\ndef list_users(): ...`, 'def list_users(): ...')).toEqual([]);
  });

  it.each([
    ['@dataclass_transform()'],
    ['@runtime_checkable'],
    ['@functools.total_ordering'],
    ['@enum.unique'],
    ['@typing.final'],
    ['@deprecated("gone in 2.0")'],
  ])('nor on a class: %s', (decorator) => {
    expect(between('class Users: ...', `${decorator}\nclass Users: ...`)).toEqual([]);
  });
});

describe('Decorators that nobody knows may change everything [row 0.11]', () => {
  const doubt = (name: string, how = 'has the new decorator') =>
    `(?) list_users ${how} ${name}, which may change how it is called`;

  it.each<[string, string, string, string[]]>([
    ['one that is new', '', '@traced', [doubt('traced')]],
    ['one with arguments', '', '@retry(times=3)', [doubt('retry')]],
    ['one of a module', '', '@celery_app.task', [doubt('celery_app.task')]],
    ['one that is gone', '@traced', '', [doubt('traced', 'lost the decorator')]],
    ['another one', '@traced', '@timed', [doubt('timed'), doubt('traced', 'lost the decorator')]],
    ['one out of a list', '', '@DECORATORS[0]', [doubt('@DECORATORS[0]')]],
    ['the same with other arguments', '@retry(3)', '@retry(5)', []],
    ['the same in another order', '@traced\n@timed', '@timed\n@traced', []],
    ['the same twice', '@traced', '@traced\n@traced', []],
  ])('%s', (_, before, ...[after, found]) => {
    const text = (decorators: string) => `${decorators}\ndef list_users(): ...`;
    expect(between(text(before), text(after))).toEqual(found);
  });

  it('by the name they have where they come from', () => {
    const text = 'from app.core import tracing as t\n@t.span("x")\ndef list_users(): ...';
    expect(surface(text)).toEqual(['function list_users() [@app.core.tracing.span]']);
  });

  it('and not when only the import is written in another way', () => {
    const before = 'from app.core.tracing import span\n@span\ndef list_users(): ...';
    const after = 'from app.core import tracing\n@tracing.span\ndef list_users(): ...';
    expect(between(before, after)).toEqual([]);
  });
});

describe('Decorators tell the form of a method', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['@staticmethod', 'def of(a): ...'], ['  static method of(a)']],
    [['@classmethod', 'def of(cls, a): ...'], ['  class method of(a)']],
    [['@property', 'def a(self): ...'], ['  property a()']],
    [['@functools.cached_property', 'def a(self): ...'], ['  property a()']],
    [['@hybrid_property', 'def a(self): ...'], ['  property a()']],
    [['@abc.abstractproperty', 'def a(self): ...'], ['  property a() [abstract]']],
    [['@classmethod', '@abstractmethod', 'def of(cls): ...'], ['  class method of() [abstract]']],
    [['@staticmethod', '@traced', 'def of(a): ...'], ['  static method of(a) [@traced]']],
    [['@asynccontextmanager', 'async def open(self): ...'], ['  async method open() [context manager]']],
  ])('%j', (lines, shown) => {
    expect(inClass(...lines)).toEqual(shown);
  });

  it('and mean nothing of the kind outside a class', () => {
    expect(surface('@property\ndef a(x): ...')).toEqual(['function a(x)']);
    expect(surface('@staticmethod\ndef a(x): ...')).toEqual(['function a(x)']);
  });
});

describe('The parts of a property belong to it [row 0.11]', () => {
  const PROPERTY = ['@property', 'def size(self) -> int: ...'];

  it.each<[string, readonly string[], string]>([
    ['a setter', ['@size.setter', 'def size(self, value): ...'], '  property size() -> int [settable]'],
    ['a deleter', ['@size.deleter', 'def size(self): ...'], '  property size() -> int'],
    ['a getter', ['@size.getter', 'def size(self): ...'], '  property size() -> int'],
    ['the SQL of it', ['@size.expression', 'def size(cls): ...'], '  property size() -> int'],
    [
      'the SQL of it in place',
      ['@size.inplace.expression', 'def size(cls): ...'],
      '  property size() -> int',
    ],
    ['how it compares', ['@size.comparator', 'def size(cls): ...'], '  property size() -> int'],
    [
      'a setter in place',
      ['@size.inplace.setter', 'def size(self, value): ...'],
      '  property size() -> int [settable]',
    ],
    [
      'a setter and a deleter',
      ['@size.setter', 'def size(self, value): ...', '@size.deleter', 'def size(self): ...'],
      '  property size() -> int [settable]',
    ],
  ])('%s', (_, lines, shown) => {
    expect(inClass(...PROPERTY, ...lines)).toEqual([shown]);
  });

  it('so that new ones change nothing', () => {
    const text = (...lines: readonly string[]) =>
      `class User:\n${[...PROPERTY, ...lines].map((line) => `    ${line}`).join('\n')}`;
    expect(between(text(), text('@size.expression', 'def size(cls): ...'))).toEqual([]);
    expect(between(text(), text('@size.setter', 'def size(self, value): ...'))).toEqual([]);
    expect(between(text('@size.deleter', 'def size(self): ...'), text())).toEqual([]);
  });
});

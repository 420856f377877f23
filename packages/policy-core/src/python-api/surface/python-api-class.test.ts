import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import type { ApiClass } from './python-api-model.ts';

const parsers = await testParsers();

const IMPORTS = [
  'import attrs',
  'import msgspec',
  'from dataclasses import dataclass, field',
  'from typing import ClassVar, Generic, NamedTuple, TypedDict',
  'from pydantic import BaseModel, Field, PrivateAttr',
  'from sqlmodel import SQLModel',
  'from app.schemas.base import CamelModel',
  '',
].join('\n');

function classOf(text: string): ApiClass {
  const member = surfaceOf(parsers, `${IMPORTS}${text}\n`).members.get('User');
  const found = member?.definitions.find((one) => one.kind === 'class');
  if (found === undefined) throw new Error(`no class User is written in ${text}`);
  return found;
}

const between = (before: string, after: string) =>
  noticed(parsers, `${IMPORTS}${before}\n`, `${IMPORTS}${after}\n`);

describe('A class is a record', () => {
  it.each<[string, ApiClass['record']]>([
    ['@dataclass\nclass User: ...', 'dataclass'],
    ['@dataclass(slots=True)\nclass User: ...', 'dataclass'],
    ['import dataclasses as dc\n@dc.dataclass\nclass User: ...', 'dataclass'],
    ['@pydantic.dataclasses.dataclass\nclass User: ...', 'dataclass'],
    ['@attrs.define\nclass User: ...', 'dataclass'],
    ['@attrs.frozen\nclass User: ...', 'dataclass'],
    ['@attrs.mutable(kw_only=True)\nclass User: ...', 'dataclass'],
    ['class User(BaseModel): ...', 'model'],
    ['class User(SQLModel, table=True): ...', 'model'],
    ['class User(NamedTuple): ...', 'model'],
    ['class User(TypedDict): ...', 'model'],
    ['class User(TypedDict, total=False): ...', 'model'],
    ['class User(msgspec.Struct): ...', 'model'],
    ['class User(BaseModel, Generic[T]): ...', 'model'],
    ['class User(Base[T]): ...', undefined],
    ['class User(CamelModel): ...', undefined],
    ['class User: ...', undefined],
    ['@traced\nclass User: ...', undefined],
    ['class dataclass: ...\nclass User(dataclass): ...', undefined],
  ])('%j: %s', (text, record) => {
    expect(classOf(text).record).toBe(record);
  });
});

describe('A class is frozen', () => {
  it.each<[string, boolean]>([
    ['@dataclass(frozen=True)\nclass User: ...', true],
    ['@dataclass(frozen=False)\nclass User: ...', false],
    ['@dataclass(frozen=FROZEN)\nclass User: ...', false],
    ['@dataclass\nclass User: ...', false],
    ['@dataclass(slots=True, frozen=True)\nclass User: ...', true],
    ['@register(frozen=True)\nclass User: ...', false],
    ['class User: ...', false],
  ])('%j: %s', (text, isFrozen) => {
    expect(classOf(text).isFrozen).toBe(isFrozen);
  });

  const user = (decorator: string) => `${decorator}\nclass User:\n    name: str`;

  it.each<[string, string, string, string[]]>([
    [
      'and those who set its fields notice',
      '@dataclass',
      '@dataclass(frozen=True)',
      ['User is frozen now, so its fields can no longer be set'],
    ],
    ['and nobody notices when it is no longer', '@dataclass(frozen=True)', '@dataclass', []],
    [
      'and nobody notices what was so before',
      '@dataclass(frozen=True)',
      '@dataclass(frozen=True, slots=True)',
      [],
    ],
  ])('%s [row 0.11]', (_, before, ...[after, found]) => {
    expect(between(user(before), user(after))).toEqual(found);
  });
});

describe('A class is generic', () => {
  it.each<[string, boolean]>([
    ['class User[T]: ...', true],
    ['class User[K: str, *V]: ...', true],
    ['class User(Generic[T]): ...', false],
    ['class User: ...', false],
  ])('%s: %s', (text, isGeneric) => {
    expect(classOf(text).isGeneric).toBe(isGeneric);
  });

  it.each<[string, string, string, string[]]>([
    ['in the new way', 'class User(Generic[T]):\n    x = 1', 'class User[T]:\n    x = 1', []],
    [
      'no longer',
      'class User(Generic[T]):\n    x = 1',
      'class User:\n    x = 1',
      ['User no longer derives from Generic[T]'],
    ],
    [
      'in the new way, and derives from something else',
      'class User(Store, Generic[T]):\n    x = 1',
      'class User[T]:\n    x = 1',
      ['User no longer derives from Store'],
    ],
    ['for the first time', 'class User:\n    x = 1', 'class User[T]:\n    x = 1', []],
  ])('%s [row 0.11]', (_, before, ...[after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('Bases are read as they are written', () => {
  it.each<[string, string[]]>([
    ['class User: ...', []],
    ['class User(): ...', []],
    ['class User(object): ...', []],
    ['class User(Base): ...', ['Base']],
    ['class User(Base, Mixin): ...', ['Base', 'Mixin']],
    ['class User(db.Model): ...', ['db.Model']],
    ['class User(Base, metaclass=Meta): ...', ['Base']],
    ['class User(metaclass=ABCMeta): ...', []],
    ['class User(Repository[Account, int]): ...', ['Repository[Account, int]']],
    ['class User(\n    Base,\n    Mixin,\n): ...', ['Base', 'Mixin']],
    ['class User(str, Enum): ...', ['str', 'Enum']],
    ['class User(declarative_base()): ...', ['declarative_base()']],
  ])('%j', (text, bases) => {
    expect(classOf(text).bases.map((base) => base.text)).toEqual(bases);
  });
});

describe('Fields are read with the way they are passed', () => {
  const shown = (text: string) =>
    classOf(text).fields.map(({ name, kind, hasDefault }) => {
      const mark = kind === 'keyword-only' ? '!' : '';
      return `${mark}${name}${hasDefault ? '=' : ''}`;
    });

  it.each<[string, string[]]>([
    ['@dataclass\nclass User:\n    a: int\n    b: int = 1', ['a', 'b=']],
    ['@dataclass(kw_only=True)\nclass User:\n    a: int', ['!a']],
    ['@dataclass(kw_only=False)\nclass User:\n    a: int', ['a']],
    ['@final\n@dataclass(kw_only=True)\nclass User:\n    a: int', ['!a']],
    ['@dataclass\nclass User:\n    _a: int', ['_a']],
    ['@dataclass\nclass User:\n    a: int = field()', ['a']],
    ['@dataclass\nclass User:\n    a: int = field(default=None)', ['a=']],
    ['@dataclass\nclass User:\n    a: list = field(default_factory=list)', ['a=']],
    ['@dataclass\nclass User:\n    a: list = field(init=False)', []],
    ['@dataclass\nclass User:\n    a: list = field(kw_only=True)', ['!a']],
    ['@dataclass\nclass User:\n    a: list = field(**options)', ['a=']],
    ['@dataclass\nclass User:\n    a: InitVar[int]', ['a']],
    ['@dataclass\nclass User:\n    a: ClassVar[int] = 1', []],
    ['@dataclass\nclass User:\n    a = 1', []],
    ['@attrs.define\nclass User:\n    a: int = attrs.field(factory=list)', ['a=']],
    ['@attrs.define\nclass User:\n    a: int = attr.ib(default=1)', ['a=']],
    ['class User(BaseModel):\n    a: int', ['!a']],
    ['class User(BaseModel):\n    a: int = 1', ['!a=']],
    ['class User(BaseModel):\n    _cache: dict', []],
    ['class User(BaseModel):\n    _cache: dict = PrivateAttr(default_factory=dict)', []],
    ['class User(BaseModel):\n    a: int = Field(alias="A")', ['!a']],
    ['class User(BaseModel):\n    a: int = Field(None, alias="A")', ['!a=']],
    ['class User(BaseModel):\n    a: int = Field(..., gt=0)', ['!a']],
    ['class User(BaseModel):\n    model_config = ConfigDict(frozen=True)\n    a: int', ['!a']],
    ['class User(BaseModel):\n    model_config: ClassVar[ConfigDict] = {}\n    a: int', ['!a']],
    ['@final\nclass User(BaseModel):\n    a: int', ['!a']],
    ['@deprecated("x")\nclass User(SQLModel):\n    a: int', ['!a']],
    ['class User(NamedTuple):\n    a: int\n    b: int = 1', ['a', 'b=']],
    ['class User(TypedDict):\n    a: int\n    _b: int', ['!a', '!_b']],
    ['class User(TypedDict, total=False):\n    a: int', ['!a=']],
    ['class User(TypedDict, total=True):\n    a: int', ['!a']],
    ['class User(Base):\n    id: Mapped[int] = mapped_column(primary_key=True)', []],
  ])('%j', (text, fields) => {
    expect(shown(text)).toEqual(fields);
  });
});

describe('A model of the project may make fields of what is annotated [row 0.11]', () => {
  const user = (fields: string) => `class User(CamelModel):\n    ${fields.split('\n').join('\n    ')}`;

  it.each<[string, string, string, string[]]>([
    [
      'a new field',
      'email: str',
      'email: str\nphone: str',
      ['(?) User.phone is new and may have to be passed wherever an object is made'],
    ],
    [
      'a new field that has limits only',
      'email: str',
      'email: str\nage: int = Field(ge=0)',
      ['(?) User.age is new and may have to be passed wherever an object is made'],
    ],
    [
      'a new field that must be given',
      'email: str',
      'email: str\nage: int = Field(...)',
      ['(?) User.age is new and may have to be passed wherever an object is made'],
    ],
    [
      'a field that lost its default',
      'email: str = ""',
      'email: str',
      ['(?) User.email has no default any more and may have to be passed wherever an object is made'],
    ],
    [
      'a field that lost its default in a call',
      'email: str = Field("", max_length=99)',
      'email: str = Field(max_length=99)',
      ['(?) User.email has no default any more and may have to be passed wherever an object is made'],
    ],
    ['a field that is gone', 'email: str\nname: str', 'email: str', ['User.name is gone']],
    ['a new field with a default', 'email: str', 'email: str\nphone: str | None = None', []],
    [
      'a new field made by a factory',
      'email: str',
      'email: str\ntags: list[str] = Field(default_factory=list)',
      [],
    ],
    ['a new private name', 'email: str', 'email: str\n_cache: dict', []],
    ['a new name of the class', 'email: str', 'email: str\nkind: ClassVar[str]', []],
    ['a field that got a default', 'email: str', 'email: str = ""', []],
    ['another order', 'email: str\nname: str', 'name: str\nemail: str', []],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(user(before), user(after))).toEqual(found);
  });

  it('where the class has no constructor of its own', () => {
    const written = (fields: string) => `${user(fields)}\n    def __init__(self, **data): ...`;
    expect(between(written('email: str'), written('email: str\nphone: str'))).toEqual([]);
  });
});

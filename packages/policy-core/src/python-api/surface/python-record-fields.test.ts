import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { moduleOf, noticed, users } from '../../testing/python-surface.ts';

const parsers = await testParsers();

function between(before: string, after: string): string[] {
  return noticed(parsers, moduleOf(before), moduleOf(after));
}

describe('Fields are parameters of the constructor [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    ['a new field of a dataclass', '@dataclass', 'a: int\nb: int', ['Users needs the new parameter b']],
    ['a new field with a default', '@dataclass', 'a: int\nb: int = 1', []],
    ['a new field made by a factory', '@dataclass', 'a: int\nb: list[int] = field(default_factory=list)', []],
    [
      'a new field that only has other settings',
      '@dataclass',
      'a: int\nb: int = field(repr=False)',
      ['Users needs the new parameter b'],
    ],
    [
      'a new field in front',
      '@dataclass',
      'b: int = 1\na: int = 2',
      ['Users takes the new parameter b before others, so arguments passed by position go to the wrong one'],
    ],
    [
      'a new field in front, where names are asked for',
      '@dataclass(kw_only=True)',
      'b: int = 1\na: int = 2',
      [],
    ],
    ['a new field behind the marker', '@dataclass', 'a: int\n_: KW_ONLY\nb: int = 1', []],
    ['a new field by its name', '@dataclass', 'b: int = field(default=1, kw_only=True)\na: int', []],
    ['a new name that is not passed', '@dataclass', 'a: int\nb: int = field(init=False)', []],
    ['a new name of the class', '@dataclass', 'a: int\nb: ClassVar[int]', []],
    ['a field that is gone', '@dataclass', 'pass', ['Users.a is gone']],
    ['a field with another type', '@dataclass', 'a: str', ['Users.a is str and not int']],
  ])('%s', (_, ...[decorator, body, found]) => {
    const before = `${decorator}\n${users('a: int')}`;
    expect(between(before, `${decorator}\n${users(body)}`)).toEqual(found);
  });

  it.each<[string, string, string[]]>([
    ['a new field', 'a: int\nb: int', ['Users needs the new parameter b']],
    ['a new field that may be None', 'a: int\nb: int | None', ['Users needs the new parameter b']],
    ['a new field that is None', 'a: int\nb: int | None = None', []],
    ['a new field with a default', 'a: int\nb: int = Field(1, ge=0)', []],
    ['a new field with a named default', 'a: int\nb: int = Field(default=1)', []],
    [
      'a new field that must be given',
      'a: int\nb: int = Field(..., ge=0)',
      ['Users needs the new parameter b'],
    ],
    ['a new field that must be given, in short', 'a: int\nb: int = ...', ['Users needs the new parameter b']],
    ['a new field with limits only', 'a: int\nb: int = Field(ge=0)', ['Users needs the new parameter b']],
    ['a default in the type', 'a: int\nb: Annotated[int, Field(default=1)]', []],
    ['a new field in front', 'b: int = 1\na: int', []],
    ['a field that is gone', 'pass', ['Users.a is gone']],
    ['a default that is new', 'a: int = 1', []],
  ])('of a model: %s', (_, body, found) => {
    const text = (fields: string) => `from typing import Annotated\n${users(fields, '(BaseModel)')}`;
    expect(between(text('a: int'), text(body))).toEqual(found);
  });

  it.each<[string, string, string, string, string[]]>([
    [
      'a model of this module',
      'class Base(BaseModel):\n    x: int\n',
      '(Base)',
      'a: int\nb: int',
      ['Users needs the new parameter b'],
    ],
    [
      'a named tuple',
      '',
      '(NamedTuple)',
      'b: int = 1\na: int = 2',
      ['Users takes the new parameter b before others, so arguments passed by position go to the wrong one'],
    ],
    ['a typed dictionary', '', '(TypedDict)', 'a: int\nb: int', ['Users needs the new parameter b']],
    ['a typed dictionary with what may be missing', '', '(TypedDict)', 'a: int\nb: NotRequired[int]', []],
    ['a typed dictionary where all may be missing', '', '(TypedDict, total=False)', 'a: int\nb: int', []],
  ])('of %s', (_, ...[base, bases, body, found]) => {
    expect(between(`${base}${users('a: int', bases)}`, `${base}${users(body, bases)}`)).toEqual(found);
  });

  it('of a base stand before those of the class', () => {
    const text = (base: string) =>
      `@dataclass\nclass Base:\n    ${base}\n@dataclass\nclass Users(Base):\n    b: int = 1`;
    expect(between(text('a: int = 1'), text('a: int = 1\n    c: int = 1'))).toEqual([
      'Users takes the new parameter c before others, so arguments passed by position go to the wrong one',
    ]);
  });

  it('count for less than a constructor that is written', () => {
    const text = (fields: string) =>
      `@dataclass\nclass Users:\n    ${fields}\n    def __init__(self, a): ...`;
    expect(between(text('a: int'), text('a: int\n    b: int'))).toEqual([]);
  });

  it('are asked for no more when the decorator is gone', () => {
    const body = users('a: int');
    expect(between(`@dataclass\n${body}`, body)).toEqual(['Users no longer takes a']);
  });
});

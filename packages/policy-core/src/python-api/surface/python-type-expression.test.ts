import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import type { TypeExpression } from './python-type-expression.ts';

const parsers = await testParsers();

const IMPORTS = [
  'import typing',
  'import typing as t',
  'import typing_extensions as te',
  'import collections.abc',
  'from collections import abc',
  'from typing import Annotated, Callable, ClassVar, Dict, Final, List, Literal, Optional, Type, Union',
  'from app import models',
  'from app.models.user import User as U',
  'from . import schemas',
  'from ..db import Session',
].join('\n');

function typeOf(written: string, before = ''): TypeExpression {
  const api = surfaceOf(parsers, `${IMPORTS}\n${before}\ndef f(a: ${written}): ...\n`);
  const [definition] = api.members.get('f')?.definitions ?? [];
  const type = definition?.kind === 'function' ? definition.signature.parameters[0]?.annotation : undefined;
  if (type === undefined) throw new Error(`no type is written ${written}`);
  return type;
}

const qualified = (written: string, before = '') =>
  typeOf(written, before).members.map((one) => one.qualified);

describe('A type is told by where its names come from', () => {
  it.each<[string, string]>([
    ['int', 'int'],
    ['U', 'app.models.user.User'],
    ['models.User', 'app.models.User'],
    ['models.user.User', 'app.models.user.User'],
    ['schemas.UserOut', '.schemas.UserOut'],
    ['Session', '..db.Session'],
    ['Unknown', 'Unknown'],
    ['list[U]', 'list[app.models.user.User]'],
    ['dict[str, list[U]]', 'dict[str, list[app.models.user.User]]'],
    ['Callable[[U], None]', 'Callable[[app.models.user.User], None]'],
    ['Callable[..., U]', 'Callable[..., app.models.user.User]'],
    ['tuple[U, ...]', 'tuple[app.models.user.User, ...]'],
    ['tuple[()]', 'tuple[()]'],
    ['type[U]', 'type[app.models.user.User]'],
    ['Literal["a", 1]', 'Literal["a", 1]'],
  ])('%s: %s', (written, name) => {
    expect(qualified(written)).toEqual([name]);
  });

  it('and keeps what is written beside it', () => {
    expect(typeOf('list[U | None]')).toEqual({
      text: 'list[U | None]',
      members: [{ qualified: 'list[None | app.models.user.User]', written: 'list[None | U]' }],
    });
  });
});

describe('A type of Python has one name, wherever it is imported from', () => {
  it.each<[string, string]>([
    ['List[int]', 'list[int]'],
    ['typing.List[int]', 'list[int]'],
    ['t.Dict[str, int]', 'dict[str, int]'],
    ['te.Tuple[int]', 'tuple[int]'],
    ['t.Set[int]', 'set[int]'],
    ['t.FrozenSet[int]', 'frozenset[int]'],
    ['Type[int]', 'type[int]'],
    ['t.Sequence[int]', 'Sequence[int]'],
    ['abc.Sequence[int]', 'Sequence[int]'],
    ['collections.abc.Sequence[int]', 'Sequence[int]'],
    ['t.Callable[[int], str]', 'Callable[[int], str]'],
    ['abc.Callable[[int], str]', 'Callable[[int], str]'],
    ['t.Any', 'Any'],
    ['te.Self', 'Self'],
    ['t.Dict', 'dict'],
  ])('%s: %s', (written, name) => {
    expect(qualified(written)).toEqual([name]);
  });
});

describe('A union has sides', () => {
  it.each<[string, string[]]>([
    ['int | str', ['int', 'str']],
    ['int | str | None', ['int', 'str', 'None']],
    ['Union[int, str]', ['int', 'str']],
    ['Optional[int]', ['int', 'None']],
    ['Optional[int | str]', ['int', 'str', 'None']],
    ['Optional[Optional[int]]', ['int', 'None']],
    ['Union[int, Union[str, None]]', ['int', 'str', 'None']],
    ['t.Union[int, int]', ['int']],
    ['Union[int]', ['int']],
    ['int | int', ['int']],
    ['(int | str)', ['int', 'str']],
    ['"int | str"', ['int', 'str']],
    ['"int" | None', ['int', 'None']],
    ['Optional["int"]', ['int', 'None']],
    ['Annotated[int | None, Query()]', ['int', 'None']],
    ['int', ['int']],
  ])('%s: %j', (written, sides) => {
    expect(qualified(written)).toEqual(sides);
  });

  it('in one order where it stands inside another type', () => {
    expect(qualified('list[int | str]')).toEqual(qualified('list[Union[str, int]]'));
    expect(qualified('list[U | None]')).toEqual(qualified('list[Optional[U]]'));
  });
});

describe('What is said about a name is no part of its type', () => {
  it.each<[string, string[]]>([
    ['Annotated[int, Query(ge=1)]', ['int']],
    ['t.Annotated[int, Query(ge=1)]', ['int']],
    ['Annotated[Session, Depends(get_db)]', ['..db.Session']],
    ['Annotated[Annotated[int, A], B]', ['int']],
    ['Final[int]', ['int']],
    ['t.Final[int]', ['int']],
    ['ClassVar[int]', ['int']],
    ['ClassVar[Final[int | None]]', ['int', 'None']],
  ])('%s: %j', (written, sides) => {
    expect(qualified(written)).toEqual(sides);
  });
});

describe('A name of the module stands for its type', () => {
  it.each<[string, string, string[]]>([
    ['that is assigned', 'Id = int', ['int']],
    ['that is a union', 'Id = int | str', ['int', 'str']],
    ['that is a union in the old way', 'Id = Union[int, str]', ['int', 'str']],
    ['that is declared', 'type Id = int | str', ['int', 'str']],
    ['that is annotated', 'Id: t.TypeAlias = "int | str"', ['int', 'str']],
    ['that stands for another', 'Key = int\nId = Optional[Key]', ['int', 'None']],
    ['that carries what FastAPI asks for', 'Id = Annotated[int, Depends(get_id)]', ['int']],
    ['and not when it has two meanings', 'Id = int\nId = str', ['Id']],
    ['and not when it may be a value', 'Id = CONFIG["id"]', ['Id']],
    ['and not when a call makes it', 'Id = t.NewType("Id", int)', ['Id']],
    ['and not when a branch does', 'if A:\n    Id = int', ['Id']],
  ])('%s', (_, before, sides) => {
    expect(qualified('Id', before)).toEqual(sides);
  });

  it('and names that stand for each other come to an end', () => {
    const found = qualified('Id', 'Id = Optional["Key"]\nKey = Optional["Id"]');
    expect(found).toHaveLength(2);
    expect(found).toContain('None');
  });
});

describe('A text in quotes is read as what it quotes', () => {
  it.each<[string, string[]]>([
    ['"int"', ['int']],
    ["'int'", ['int']],
    ['"U"', ['app.models.user.User']],
    ['"list[ U ]"', ['list[app.models.user.User]']],
    ['list["U"]', ['list[app.models.user.User]']],
    ['"Optional[U]"', ['app.models.user.User', 'None']],
    ['"""int"""', ['int']],
    ['""', ['']],
    ['"not a type"', ['"not a type"']],
    ['"int; str"', ['"int; str"']],
    ['Literal["int"]', ['Literal["int"]']],
  ])('%s: %j', (written, sides) => {
    expect(qualified(written)).toEqual(sides);
  });
});

describe('A type is shown to people as it is written', () => {
  it.each<[string, string]>([
    ['int', 'int'],
    ['Optional[U]', 'Optional[U]'],
    ['dict[\n    str,\n    int,\n]', 'dict[ str, int, ]'],
    ['"U"', '"U"'],
  ])('%j: %s', (written, text) => {
    expect(typeOf(written).text).toBe(text);
  });
});

describe('Spelling a type in another way is no change [row 0.11]', () => {
  const signature = (type: string) => `${IMPORTS}\ndef get(a: ${type}) -> ${type}: ...\n`;

  it.each<[string, string]>([
    ['Optional[int]', 'int | None'],
    ['List[U]', 'list["U"]'],
    ['t.Mapping[str, int]', 'abc.Mapping[str, int]'],
    ['Annotated[int, Query()]', 'int'],
    ['U', 'models.user.User'],
    ['Union[None, int, str]', 'int | str | None'],
    ['Literal["a", "b"]', "Literal['a', 'b']"],
    ['Callable[[List[int]], None]', 'abc.Callable[[list[int]], None]'],
    ['"int | None"', 'Optional["int"]'],
  ])('%s and %s', (one, other) => {
    expect(noticed(parsers, signature(one), signature(other))).toEqual([]);
    expect(noticed(parsers, signature(other), signature(one))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { surfaceOf } from '../../testing/python-surface.ts';
import { isSameHome, typeDifference, type ValueFlow, type TypeDifference } from './python-type-difference.ts';
import type { TypeExpression } from '../surface/python-type-expression.ts';

const parsers = await testParsers();

const IMPORTS = [
  'import typing',
  'import typing as t',
  'from typing import *',
  'from typing import Annotated, Callable, Dict, List, Literal, Optional, Union',
  'from collections import abc',
  'from app import models, schemas',
  'from app.models import User',
  'UserId = Union[int, str]',
  'Loop = Optional["Loop"]',
  'SessionDep = Annotated[Session, Depends(get_db)]',
].join('\n');

function typeOf(written: string, imports = IMPORTS): TypeExpression {
  const api = surfaceOf(parsers, `${imports}\ndef f(a: ${written}): ...\n`);
  const [definition] = api.members.get('f')?.definitions ?? [];
  const type = definition?.kind === 'function' ? definition.signature.parameters[0]?.annotation : undefined;
  if (type === undefined) throw new Error(`no type is written ${written}`);
  return type;
}

function compare(before: string, after: string, direction: ValueFlow = 'both'): TypeDifference {
  return typeDifference(typeOf(before), typeOf(after), direction);
}

describe('Two types are the same', () => {
  it.each<[string, string]>([
    ['int', 'int'],
    ['int', '( int )'],
    ['int', '"int"'],
    ['list[ "User" ]', 'list[User]'],
    ['Optional[int]', 'int | None'],
    ['Optional[int]', 'None | int'],
    ['Union[int, str, None]', 'Optional[Union[str, int]]'],
    ['Union[int, int]', 'int'],
    ['List[int]', 'list[int]'],
    ['typing.List[int]', 't.List[int]'],
    ['Dict[str, List[int]]', 'dict[str, list[int]]'],
    ['t.Type[User]', 'type[User]'],
    ['Callable[[int, str], None]', 'abc.Callable[[int,str],None]'],
    ['t.Callable[..., int]', 'Callable[..., int]'],
    ['list[int | None]', 'list[Optional[int]]'],
    ['Annotated[int, Query(ge=1)]', 'int'],
    ['Annotated[int, Query(ge=1)]', 'Annotated[int, Query( ge = 2 )]'],
    ['UserId', 'int | str'],
    ['SessionDep', 'Session'],
    ['SessionDep', 'Annotated[Session, Depends(get_db)]'],
    ['User', 'models.User'],
    ['Literal["a", "b"]', "Literal['a', 'b']"],
    ['tuple[int, ...]', 'tuple[int,...]'],
    ['Loop', 'Loop'],
    ['models.User[int]', 'models.User[ int ]'],
  ])('%s and %s', (a, b) => {
    expect([compare(a, b), compare(b, a)]).toEqual(['fits', 'fits']);
  });
});

describe('Two types differ', () => {
  it.each<[string, string]>([
    ['int', 'str'],
    ['int', 'int | None'],
    ['list[int]', 'list[str]'],
    ['list[int]', 'set[int]'],
    ['dict[str, int]', 'dict[int, str]'],
    ['Callable[[int, str], None]', 'Callable[[int], None]'],
    ['Literal["a"]', 'Literal["b"]'],
    ['Literal["a", "b"]', 'Literal["a"]'],
    ['models.User', 'schemas.User'],
    ['User', 'schemas.User'],
    ['UserId', 'int'],
    ['list[models.User]', 'list[schemas.User]'],
    ['tuple[int, int]', 'tuple[int, ...]'],
    ['"not a type at all"', '"another text"'],
  ])('%s and %s', (a, b) => {
    expect([compare(a, b), compare(b, a)]).toEqual(['differs', 'differs']);
  });
});

describe('The way values go decides', () => {
  it.each<[string, string, ValueFlow, TypeDifference]>([
    ['int', 'int | str', 'taken', 'fits'],
    ['int | str', 'int', 'taken', 'differs'],
    ['int', 'int | str', 'given', 'differs'],
    ['int | str', 'int', 'given', 'fits'],
    ['int', 'int | str', 'both', 'differs'],
    ['int', 'typing.Any', 'taken', 'fits'],
    ['int', 'object', 'taken', 'fits'],
    ['int', 'typing.Any', 'given', 'differs'],
    ['typing.Any', 'int', 'given', 'fits'],
    ['object', 'list[int]', 'given', 'fits'],
    ['typing.Any', 'int', 'taken', 'differs'],
    ['typing.Any', 'int', 'both', 'differs'],
    ['int', 'typing.Any', 'both', 'differs'],
    ['typing.Final[int]', 'int', 'both', 'fits'],
    ['typing.ClassVar[int]', 'int | None', 'both', 'differs'],
    ['list[int]', 'list[int | None]', 'taken', 'differs'],
  ])('from %s to %s, %s: %s', (before, after, ...[direction, difference]) => {
    expect(compare(before, after, direction)).toBe(difference);
  });
});

describe('The same word from another import', () => {
  const between = (before: string, after: string, type = 'User') =>
    typeDifference(typeOf(type, before), typeOf(type, after), 'taken');

  it.each<[string, string, TypeDifference]>([
    ['from app.models import User', 'from app.models import User', 'fits'],
    ['from app.models import User', 'from app.models.user import User', 'fits'],
    ['from app.models import User', 'from .models import User', 'fits'],
    ['from ..models import User', 'from app.models.user import User', 'unclear'],
    ['class User: ...', 'from app.models import User', 'fits'],
    ['from app.models import User', 'from app.schemas import User', 'unclear'],
    ['from app.models import User', 'from app.models import Account as User', 'unclear'],
  ])('%s, then %s: %s', (before, after, difference) => {
    expect(between(before, after)).toBe(difference);
    expect(between(before, after, 'list[User | None]')).toBe(difference);
  });
});

describe('A name may come from two homes that are one', () => {
  it.each<[string, string, boolean]>([
    ['app.models.User', 'app.models.User', true],
    ['app.models.User', '.models.User', true],
    ['app.models.User', 'app.models.user.User', true],
    ['app.models.user.User', 'app.models.User', true],
    ['app.models.User', 'app.schemas.User', false],
    ['app.models.User', 'app.models.Account', false],
    ['app.models.User', 'app.models.user.Account', false],
    ['app.models.User', 'app.modelsx.User', false],
    ['User', 'Account', false],
    ['', '', true],
  ])('%s and %s: %s', (a, b, isSame) => {
    expect([isSameHome(a, b), isSameHome(b, a)]).toEqual([isSame, isSame]);
  });
});

describe('A type is shown as it is written', () => {
  it.each([
    ['dict[\n    str,\n    int,\n]', 'dict[ str, int, ]'],
    ['"User"', '"User"'],
    ['Optional[int]', 'Optional[int]'],
  ])('%s', (written, text) => {
    expect(typeOf(written).text).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { sourceOf } from '../../parsers/python/nodes.ts';
import { importsOf } from './python-imports.ts';
import { typeAliasesOf } from './python-type-aliases.ts';

const parsers = await testParsers();

/** Each name with the type it stands for, as it is written. */
function aliases(text: string): Record<string, string> {
  const file = pythonFileOf(parsers, `${text}\n`);
  const found = typeAliasesOf(file, importsOf(file));
  return Object.fromEntries([...found].map(([name, node]) => [name, sourceOf(file, node)]));
}

const TYPING = 'import typing\nimport typing as t\nfrom typing import Optional, TypeAlias, Union\n';

describe('A name stands for a type', () => {
  it.each<[string, string]>([
    ['Id = int', 'int'],
    ['Id = str | None', 'str | None'],
    ['Id = None | str', 'None | str'],
    ['Id = list[User]', 'list[User]'],
    ['Id = dict[str, list[int]]', 'dict[str, list[int]]'],
    ['Id = Optional[User]', 'Optional[User]'],
    ['Id = Union[int, User]', 'Union[int, User]'],
    ['Id = t.Callable[[int], str]', 't.Callable[[int], str]'],
    ['Id = typing.Any', 'typing.Any'],
    ['Id = Annotated[User, Depends(get_user)]', 'Annotated[User, Depends(get_user)]'],
    ['Id = Literal["a", "b"]', 'Literal["a", "b"]'],
    ['Id: TypeAlias = User', 'User'],
    ['Id: t.TypeAlias = "User"', '"User"'],
    ['type Id = User', 'User'],
    ['type Id = (\n    int\n    | str\n)', '(\n    int\n    | str\n)'],
    ['Id = User | int', 'User | int'],
    ['from collections.abc import Sequence\nId = Sequence[User]', 'Sequence[User]'],
  ])('%s', (text, written) => {
    expect(aliases(`${TYPING}${text}`)).toMatchObject({ Id: expect.stringContaining(written) });
  });
});

describe('A name is not followed to a type', () => {
  it.each([
    ['a class under a second name', 'Id = User'],
    ['an element', 'Id = CONFIG["id"]'],
    ['a sum of flags', 'Id = Flag.A | Flag.B'],
    ['a number', 'Id = 1'],
    ['a text', 'Id = "int"'],
    ['a call', 'Id = NewType("Id", int)'],
    ['a variable of types', 'Id = TypeVar("Id", bound=int)'],
    ['a list', 'Id = [int]'],
    ['a pair', 'Id, Key = int, str'],
    ['nothing', 'Id: int'],
    ['a value with a type', 'Id: int = 1'],
    ['an attribute', 'ids.Id = int'],
    ['a name in a branch', 'if A:\n    Id = int'],
    ['a name in a function', 'def f():\n    Id = int'],
    ['a name in a class', 'class A:\n    Id = int'],
    ['two types', 'Id = int\nId = str'],
    ['a type with parameters of its own', 'type Id[T] = dict[str, T]'],
  ])('%s', (_, text) => {
    expect(aliases(text)).toEqual({});
  });

  it('and each of several has its own', () => {
    expect(aliases('A = int\ntype B = str\nC = User')).toEqual({ A: 'int', B: 'str' });
  });
});

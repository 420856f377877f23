import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { endpointsOf } from '../../testing/read-endpoints.ts';

const parsers = await testParsers();

const HEAD = [
  'import functools',
  'from typing import Annotated',
  'from fastapi import APIRouter, Depends, Security',
  'import fastapi',
  'from app.core.flags import require_flag',
  'from app.core import flags',
  'router = APIRouter()',
  '',
].join('\n');
const FLAG = 'app.core.flags.require_flag';

function guardsOf(text: string) {
  const [endpoint, ...more] = endpointsOf(parsers, `${HEAD}${text}\n`);
  if (endpoint === undefined || more.length > 0) throw new Error(`there is not one endpoint in ${text}`);
  return endpoint;
}

const listed = (list: string, before = '') =>
  guardsOf(`${before}\n@router.get("/x", dependencies=${list})\ndef f(): ...`);
const taken = (parameters: string, before = '') =>
  guardsOf(`${before}\n@router.get("/x")\ndef f(${parameters}): ...`);

describe('A list names its dependencies [row 0.09]', () => {
  it.each<[string, string[]]>([
    ['[Depends(require_flag)]', [FLAG]],
    ['[Depends(require_flag("x"))]', [FLAG]],
    ['[Depends(flags.require_flag("x"))]', [FLAG]],
    ['[fastapi.Depends(require_flag)]', [FLAG]],
    ['[Security(require_flag, scopes=["a"])]', [FLAG]],
    ['[Depends(require_flag, use_cache=False)]', [FLAG]],
    ['[Depends(use_cache=False, dependency=require_flag)]', [FLAG]],
    ['[Depends(flags.Flag("x").check)]', []],
    ['[Depends(lambda: True)]', []],
    ['[Depends()]', []],
    ['[]', []],
    ['()', []],
    ['None', []],
    ['{Depends(require_flag)}', [FLAG]],
    ['([Depends(require_flag)])', [FLAG]],
    ['[Depends((require_flag))]', [FLAG]],
    ['[Depends(a), Depends(b), Depends(a)]', ['a', 'b']],
    ['[Depends(a)] + [Depends(b)]', ['a', 'b']],
    ['[*[Depends(a)], *(Depends(b),)]', ['a', 'b']],
    ['[Depends(functools.partial(require_flag, "x"))]', [FLAG]],
    ['[Depends(functools.partial(func=require_flag))]', [FLAG]],
  ])('%s: %j', (list, names) => {
    expect(listed(list)).toMatchObject({ dependencies: names, unclear: [] });
  });

  it.each<[string, string, string[]]>([
    ['under a name', 'GUARDS = [Depends(require_flag)]', ['GUARDS']],
    ['under a second name', 'ALL = [Depends(require_flag)]\nGUARDS = ALL', ['GUARDS']],
    ['put together from names', 'ONE = [Depends(a)]\nGUARDS = ONE + [Depends(require_flag)]', ['GUARDS']],
    ['with a name for each', 'flag = Depends(require_flag)\nGUARDS = [flag]', ['GUARDS']],
  ])('%s', (_, before, [list = '']) => {
    expect(listed(list, before)).toMatchObject({
      dependencies: expect.arrayContaining([FLAG]),
      unclear: [],
    });
  });

  it.each<[string, string, string]>([
    [
      'one that a condition chooses',
      '[Depends(a)] if DEBUG else []',
      'the list [Depends(a)] if DEBUG else [] is not written in this file',
    ],
    [
      'one that is put together in a loop',
      '[Depends(one) for one in ALL]',
      'the list [Depends(one) for one in ALL] is not written in this file',
    ],
    ['one of the settings', 'settings.GUARDS', 'the list settings.GUARDS is not written in this file'],
    ['one out of many', 'GUARDS["x"]', 'the list GUARDS["x"] is not written in this file'],
    ['one that a call makes', 'guards("x")', 'the list guards("x") is not written in this file'],
    ['an element that is not written here', '[flags.ON]', 'flags.ON is not written in this file'],
    ['an element that a call makes', '[guard("x")]', 'guard("x") is not written in this file'],
    ['elements from elsewhere', '[*flags.ALL]', '*flags.ALL is not written in this file'],
  ])('and nobody knows what is in it: %s', (_, list, reason) => {
    expect(listed(list).unclear).toEqual([reason]);
  });
});

describe('A parameter asks for a dependency [row 0.09]', () => {
  it.each<[string, string[]]>([
    ['on=Depends(require_flag)', [FLAG]],
    ['on=Depends(require_flag("x"))', [FLAG]],
    ['on: Annotated[bool, Depends(require_flag)]', [FLAG]],
    ['on: Annotated[bool, Query(), Depends(require_flag)]', [FLAG]],
    ['on: Annotated[bool, Security(require_flag, scopes=["a"])]', [FLAG]],
    ['user_id: int, *, on=Depends(require_flag)', [FLAG, 'int']],
    ['user_id, /, on=Depends(require_flag)', [FLAG]],
    ['*, on=fastapi.Depends(require_flag)', [FLAG]],
    ['on=require_flag', []],
    ['on=require_flag("x")', []],
    ['on="Depends(require_flag)"', []],
    ['on: Annotated[bool, Query(require_flag)]', []],
  ])('%s: %j', (parameters, names) => {
    expect([...taken(parameters).dependencies].sort()).toEqual([...names].sort());
  });

  it('under a type with a name', () => {
    const before = 'FlagDep = Annotated[bool, Depends(require_flag("x"))]';
    expect(taken('on: FlagDep', before).dependencies).toEqual([FLAG, 'FlagDep']);
  });
});

describe('A dependency brings what it depends on itself [row 0.09]', () => {
  it.each<[string, string, string]>([
    ['a function', 'def guard(on=Depends(require_flag)): ...', 'guard'],
    ['an async function', 'async def guard(on=Depends(require_flag)): ...', 'guard'],
    ['a function in the new form', 'def guard(on: Annotated[bool, Depends(require_flag)]): ...', 'guard'],
    [
      'a function behind a function',
      'def inner(on=Depends(require_flag)): ...\ndef guard(x=Depends(inner)): ...',
      'guard',
    ],
    [
      'a function that makes one',
      'def guard(name):\n    async def check(on=Depends(require_flag)): ...\n    return check',
      'guard("x")',
    ],
    ['a class', 'class Guard:\n    def __init__(self, on=Depends(require_flag)): ...', 'Guard'],
    [
      'a class with other methods',
      'class Guard:\n    def run(self): ...\n    def __init__(self, on: bool = Depends(require_flag)): ...',
      'Guard',
    ],
    [
      'an object of a class',
      'class Guard:\n    def __init__(self, name): ...\n    def __call__(self, on=Depends(require_flag)): ...',
      'Guard("x")',
    ],
    [
      'an object under a name',
      'class Guard:\n    def __call__(self, on=Depends(require_flag)): ...\nguard = Guard()',
      'guard',
    ],
    ['a function that is defined below', '', 'later'],
  ])('%s', (_, before, target) => {
    const after = '\ndef later(on=Depends(require_flag)): ...';
    const text = (route: string) => guardsOf(`${before}\n${route}${after}`);
    const inList = text(`@router.get("/x", dependencies=[Depends(${target})])\ndef f(): ...`);
    const inParameter = text(`@router.get("/x")\ndef f(g=Depends(${target})): ...`);
    expect([inList.dependencies, inParameter.dependencies]).toEqual([
      expect.arrayContaining([FLAG]),
      expect.arrayContaining([FLAG]),
    ]);
  });

  it('a class that is its own type', () => {
    const before = 'class Guard:\n    def __init__(self, on=Depends(require_flag)): ...';
    expect(taken('guard: Guard = Depends()', before).dependencies).toEqual(['Guard', FLAG]);
    expect(taken('guard: Annotated[Guard, Depends()]', before).dependencies).toEqual(['Guard', FLAG]);
  });

  it.each<[string, string, string]>([
    ['a method that nobody calls', 'class Guard:\n    def run(self, on=Depends(require_flag)): ...', 'Guard'],
    [
      'one of two functions by that name',
      'def guard(on=Depends(require_flag)): ...\ndef guard(): ...',
      'guard',
    ],
    ['a function that is only mentioned', 'def guard(on=require_flag): ...', 'guard'],
    ['a function of another module', 'from app.deps import guard', 'guard'],
    ['what a function does inside', 'def guard():\n    require_flag("x")', 'guard'],
  ])('but not %s', (_, before, target) => {
    expect(listed(`[Depends(${target})]`, before).dependencies).not.toContain(FLAG);
  });

  it('and comes to an end where functions ask for each other', () => {
    const before = 'def a(x=Depends(b)): ...\ndef b(x=Depends(a)): ...';
    expect(listed('[Depends(a)]', before).dependencies).toEqual(['a', 'b']);
  });

  it('and stops after a few steps, which nobody takes by hand', () => {
    const chain = Array.from({ length: 12 }, (_, step) => `def d${step}(x=Depends(d${step + 1})): ...`).join(
      '\n',
    );
    const { dependencies } = listed('[Depends(d0)]', chain);
    expect(dependencies).toEqual(['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6']);
  });
});

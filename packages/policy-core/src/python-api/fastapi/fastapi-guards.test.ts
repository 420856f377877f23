import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { endpointsOf } from '../../testing/read-endpoints.ts';

const parsers = await testParsers();

const HEAD = [
  'from typing import Annotated',
  'from fastapi import APIRouter, Depends, FastAPI, Security',
  'from app.core.flags import require_flag',
  'from app.core import feature_flags',
  'from app import models',
  'router = APIRouter()',
  '',
].join('\n');

const guards = (text: string) =>
  endpointsOf(parsers, `${HEAD}${text}\n`).map(({ dependencies, decorators, unclear }) => ({
    dependencies,
    decorators,
    unclear,
  }));

const FLAG = 'app.core.flags.require_flag';

describe('A dependency guards an endpoint [row 0.09]', () => {
  it.each<[string, string, string[]]>([
    [
      'of its decorator',
      '@router.get("/x", dependencies=[Depends(require_flag("x"))])\ndef f(): ...',
      [FLAG],
    ],
    ['that is no factory', '@router.get("/x", dependencies=[Depends(require_flag)])\ndef f(): ...', [FLAG]],
    [
      'by a dotted name',
      '@router.get("/x", dependencies=[Depends(feature_flags.enabled("x"))])\ndef f(): ...',
      ['app.core.feature_flags.enabled'],
    ],
    [
      'among others',
      '@router.get("/x", dependencies=[Depends(a), Depends(require_flag("x"))])\ndef f(): ...',
      ['a', FLAG],
    ],
    ['in a tuple', '@router.get("/x", dependencies=(Depends(require_flag("x")),))\ndef f(): ...', [FLAG]],
    [
      'by the name of the argument',
      '@router.get("/x", dependencies=[Depends(dependency=require_flag("x"))])\ndef f(): ...',
      [FLAG],
    ],
    [
      'with scopes',
      '@router.get("/x", dependencies=[Security(require_flag("x"), scopes=["a"])])\ndef f(): ...',
      [FLAG],
    ],
    [
      'in a list with a name',
      'FLAGS = [Depends(require_flag("x"))]\n@router.get("/x", dependencies=FLAGS)\ndef f(): ...',
      [FLAG],
    ],
    [
      'in a list spread into another',
      'FLAGS = [Depends(require_flag("x"))]\n@router.get("/x", dependencies=[*FLAGS, Depends(a)])\ndef f(): ...',
      [FLAG, 'a'],
    ],
    [
      'in two lists',
      'FLAGS = [Depends(require_flag("x"))]\n@router.get("/x", dependencies=FLAGS + [Depends(a)])\ndef f(): ...',
      [FLAG, 'a'],
    ],
    [
      'under a name',
      'flag = Depends(require_flag("x"))\n@router.get("/x", dependencies=[flag])\ndef f(): ...',
      [FLAG],
    ],
    [
      'made under a name',
      'flag = require_flag("x")\n@router.get("/x", dependencies=[Depends(flag)])\ndef f(): ...',
      ['flag', FLAG],
    ],
    [
      'made in part',
      'from functools import partial\n@router.get("/x", dependencies=[Depends(partial(require_flag, "x"))])\ndef f(): ...',
      [FLAG],
    ],
    [
      'of a parameter',
      '@router.get("/x")\ndef f(on: bool = Depends(require_flag("x"))): ...',
      [FLAG, 'bool'],
    ],
    [
      'of a parameter, behind others',
      '@router.get("/x")\ndef f(id, *, on=Depends(require_flag("x"))): ...',
      [FLAG],
    ],
    [
      'in the type of a parameter',
      '@router.get("/x")\ndef f(on: Annotated[bool, Depends(require_flag("x"))]): ...',
      [FLAG],
    ],
    [
      'in a type with a name',
      'On = Annotated[bool, Depends(require_flag("x"))]\n@router.get("/x")\ndef f(on: On): ...',
      [FLAG, 'On'],
    ],
    [
      'in an imported type',
      'from app.deps import FlagDep\n@router.get("/x")\ndef f(on: FlagDep): ...',
      ['app.deps.FlagDep'],
    ],
    [
      'that is its own type',
      '@router.get("/x")\ndef f(query: models.Query = Depends()): ...',
      ['app.models.Query'],
    ],
    [
      'that is its own type, in the new way',
      '@router.get("/x")\ndef f(query: Annotated[models.Query, Depends()]): ...',
      ['app.models.Query'],
    ],
    [
      'of its router',
      'flagged = APIRouter(dependencies=[Depends(require_flag("x"))])\n@flagged.get("/x")\ndef f(): ...',
      [FLAG],
    ],
    [
      'of its application',
      'app = FastAPI(dependencies=[Depends(require_flag("x"))])\n@app.get("/x")\ndef f(): ...',
      [FLAG],
    ],
    [
      'of a router around its router',
      'api = APIRouter()\n@router.get("/x")\ndef f(): ...\napi.include_router(router, dependencies=[Depends(require_flag("x"))])',
      [FLAG],
    ],
    [
      'of a router around it, by name',
      'app = FastAPI()\n@router.get("/x")\ndef f(): ...\napp.include_router(router=router, dependencies=[Depends(require_flag("x"))])',
      [FLAG],
    ],
    [
      'behind another one of this file',
      'def user(on=Depends(require_flag("x"))): ...\n@router.get("/x")\ndef f(u=Depends(user)): ...',
      ['user', FLAG],
    ],
    [
      'behind two others of this file',
      'def a(on=Depends(require_flag("x"))): ...\ndef b(x=Depends(a)): ...\n@router.get("/x")\ndef f(u=Depends(b)): ...',
      ['b', 'a', FLAG],
    ],
    [
      'that one of this file makes',
      'def flag(name):\n    def check(on=Depends(require_flag("x"))): ...\n    return check\n@router.get("/x", dependencies=[Depends(flag("x"))])\ndef f(): ...',
      ['flag', FLAG],
    ],
    [
      'of a route that is added',
      'def f(): ...\nrouter.add_api_route("/x", f, dependencies=[Depends(require_flag("x"))])',
      [FLAG],
    ],
    [
      'of a function that is added',
      'def f(on=Depends(require_flag("x"))): ...\nrouter.add_api_route("/x", f)',
      [FLAG],
    ],
    [
      'once, however often it is named',
      '@router.get("/x", dependencies=[Depends(require_flag("x"))])\ndef f(on=Depends(require_flag("y"))): ...',
      [FLAG],
    ],
    [
      'of another name than it has here',
      'from app.core.flags import require_flag as rf\n@router.get("/x", dependencies=[Depends(rf("x"))])\ndef f(): ...',
      [FLAG],
    ],
    [
      'and not the one it is called after',
      'from app.nothing import allow as require_flag\n@router.get("/x", dependencies=[Depends(require_flag("x"))])\ndef f(): ...',
      ['app.nothing.allow'],
    ],
  ])('%s', (_, text, dependencies) => {
    expect(guards(text)).toEqual([{ dependencies, decorators: [], unclear: [] }]);
  });

  it.each<[string, string]>([
    ['it is only called', '@router.get("/x")\ndef f(on=require_flag("x")): ...'],
    [
      'it guards another endpoint',
      '@router.get("/x")\ndef f(): ...\ndef g(on=Depends(require_flag("x"))): ...',
    ],
    [
      'it guards another router',
      'other = APIRouter(dependencies=[Depends(require_flag("x"))])\n@router.get("/x")\ndef f(): ...',
    ],
    [
      'another router is put into one',
      'api = APIRouter()\nother = APIRouter()\napi.include_router(other, dependencies=[Depends(require_flag("x"))])\n@router.get("/x")\ndef f(): ...',
    ],
    [
      'it stands in a comment',
      '@router.get("/x")  # dependencies=[Depends(require_flag("x"))]\ndef f(): ...',
    ],
    ['the list is None', '@router.get("/x", dependencies=None)\ndef f(): ...'],
  ])('not when %s', (_, text) => {
    expect(guards(text)).toEqual([{ dependencies: [], decorators: [], unclear: [] }]);
  });

  it('not for ever, where functions depend on each other', () => {
    const text =
      'def a(x=Depends(b)): ...\ndef b(x=Depends(a)): ...\n@router.get("/x")\ndef f(x=Depends(a)): ...';
    expect(guards(text)).toEqual([{ dependencies: ['a', 'b'], decorators: [], unclear: [] }]);
  });
});

describe('A decorator guards an endpoint [row 0.09]', () => {
  it.each<[string, string, string[]]>([
    [
      'below the route',
      '@router.get("/x")\n@feature_flags.flag("x")\ndef f(): ...',
      ['app.core.feature_flags.flag'],
    ],
    ['without arguments', '@router.get("/x")\n@flagged\ndef f(): ...', ['flagged']],
    ['not above the route, where it never runs', '@flagged\n@router.get("/x")\ndef f(): ...', []],
    ['on a function that is added', '@flagged\ndef f(): ...\nrouter.add_api_route("/x", f)', ['flagged']],
    ['not when it is no name', '@router.get("/x")\n@(lambda g: g)\ndef f(): ...', []],
  ])('%s', (_, text, decorators) => {
    expect(guards(text)).toEqual([{ dependencies: [], decorators, unclear: [] }]);
  });
});

describe('There may be more guards [row 0.09]', () => {
  it.each<[string, string, string[]]>([
    [
      'in an imported list',
      '@router.get("/x", dependencies=models.DEPS)\ndef f(): ...',
      ['the list models.DEPS is not written in this file'],
    ],
    [
      'in a list that a function makes',
      '@router.get("/x", dependencies=make("x"))\ndef f(): ...',
      ['the list make("x") is not written in this file'],
    ],
    [
      'in an element of the list',
      'from app.deps import FLAG\n@router.get("/x", dependencies=[FLAG])\ndef f(): ...',
      ['FLAG is not written in this file'],
    ],
    [
      'in arguments of the route',
      '@router.get("/x", **options)\ndef f(): ...',
      ['arguments are spread into the call'],
    ],
    [
      'in arguments of the router',
      'r = APIRouter(**options)\n@r.get("/x")\ndef f(): ...',
      ['arguments are spread into the call'],
    ],
    [
      'on an imported router',
      'from app.api import users\n@users.get("/x")\ndef f(): ...',
      ['the router users is not made in this file'],
    ],
    [
      'on a router that a function makes',
      'r = make_router("x")\n@r.get("/x")\ndef f(): ...',
      ['the router r is not made in this file'],
    ],
    [
      'in an imported function',
      'router.add_api_route("/x", models.f)',
      ['the function models.f is not defined in this file'],
    ],
    [
      'where a list has two meanings',
      'A = []\nif x:\n    A = [Depends(a)]\n@router.get("/x", dependencies=A)\ndef f(): ...',
      ['the list A is not written in this file'],
    ],
  ])('%s', (_, text, unclear) => {
    expect(guards(text).map((one) => one.unclear)).toEqual([unclear]);
  });

  it('and the clause stays short', () => {
    const [endpoint] = guards(`@router.get("/x", dependencies=make(${'"long", '.repeat(20)}))\ndef f(): ...`);
    expect(endpoint?.unclear[0]?.length).toBeLessThan(100);
  });

  it('beside those that are seen', () => {
    const text =
      'from app.deps import FLAG\n@router.get("/x", dependencies=[FLAG, Depends(require_flag("x"))])\ndef f(): ...';
    expect(guards(text)).toMatchObject([{ dependencies: ['app.deps.FLAG', FLAG] }]);
  });
});

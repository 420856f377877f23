import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { endpointsOf } from '../../testing/read-endpoints.ts';

const parsers = await testParsers();

const HEAD = 'from fastapi import APIRouter, Depends, FastAPI\nfrom app.core.flags import require_flag\n';
const FLAG = 'app.core.flags.require_flag';

/** The endpoint with its router and what is not known of it. */
const routers = (text: string) =>
  endpointsOf(parsers, `${HEAD}${text}\n`).map(({ router, unclear }) => [router, ...unclear].join('; '));
const dependencies = (text: string) =>
  endpointsOf(parsers, `${HEAD}${text}\n`).map((endpoint) => endpoint.dependencies);

const GET = (router: string) => `@${router}.get("/users")\ndef list_users(): ...`;

describe('Endpoints are added to a router of this module [row 0.09]', () => {
  it.each<[string, string, string]>([
    ['made here', 'router = APIRouter()', 'router'],
    ['made with settings', 'router = APIRouter(prefix="/v1", tags=["users"])', 'router'],
    ['made with a type', 'router: APIRouter = APIRouter()', 'router'],
    ['made in parentheses', 'router = (\n    APIRouter()\n)', 'router'],
    ['made with its module', 'import fastapi\nrouter = fastapi.APIRouter()', 'router'],
    ['made under another name', 'from fastapi import APIRouter as Router\nrouter = Router()', 'router'],
    ['made by Starlette', 'from starlette.applications import Starlette\nrouter = Starlette()', 'router'],
    ['an application', 'app = FastAPI(title="Shop")', 'app'],
    ['under a second name', 'api = APIRouter()\nusers = api', 'users'],
    ['under names in a row', 'users = admin = APIRouter()', 'users'],
  ])('%s', (_, made, router) => {
    expect(routers(`${made}\n${GET(router)}`)).toEqual([router]);
  });

  it('made on the spot', () => {
    expect(routers(GET('APIRouter()'))).toEqual(['APIRouter()']);
  });

  it('that a function is given, when one call gives it', () => {
    const text = `def mount(router):\n    @router.get("/users")\n    def list_users(): ...\nmount(APIRouter())`;
    expect(routers(text)).toEqual(['router']);
  });
});

describe('Endpoints are added to what looks like a router, and its guards are not known [row 0.09]', () => {
  it.each<[string, string, string]>([
    ['imported', 'from app.api import router', 'router'],
    ['imported under a telling home', 'from app.api import users', 'users'],
    ['of another module', 'from app import api', 'api.users'],
    ['of the application', 'from app.main import app', 'app.router'],
    ['in a dictionary', 'routers = load()', 'routers["v1"]'],
    ['of an object', 'class Api: ...', 'self.router'],
    ['made by a function', 'router = make_router("users")', 'router'],
    ['of a class of the project', 'v1 = VersionedRouter("1")', 'v1'],
    ['one of two', 'router = APIRouter()\nif DEBUG:\n    router = APIRouter()', 'router'],
    ['that a function is given twice', 'def mount(router): ...\nmount(a)\nmount(b)', 'router'],
    ['that nothing defines', '', 'router'],
  ])('%s', (_, made, router) => {
    expect(routers(`${made}\n${GET(router)}`)).toEqual([
      `${router}; the router ${router} is not made in this file`,
    ]);
  });
});

describe('What is no router has no endpoints', () => {
  it.each<[string, string, string]>([
    ['a dictionary', 'handlers = {}', 'handlers'],
    ['a list', 'handlers = []', 'handlers'],
    ['a text', 'name = "router"', 'name'],
    ['a queue', 'queue = Queue()', 'queue'],
    ['a client', 'client = httpx.Client()', 'client'],
    ['a number', 'count = 1', 'count'],
  ])('%s', (_, made, router) => {
    expect(routers(`${made}\n${GET(router)}`)).toEqual([]);
  });
});

describe('What stands before a router stands before its endpoints [row 0.09]', () => {
  const USERS = 'users = APIRouter()\n@users.get("/x")\ndef f(): ...\n';
  const GUARD = 'dependencies=[Depends(require_flag("x"))]';

  it.each<[string, string, string[]]>([
    ['where it is made', `users = APIRouter(${GUARD})\n@users.get("/x")\ndef f(): ...`, [FLAG]],
    ['where it is included', `${USERS}api = APIRouter()\napi.include_router(users, ${GUARD})`, [FLAG]],
    [
      'where it is included by name',
      `${USERS}api = APIRouter()\napi.include_router(router=users, ${GUARD})`,
      [FLAG],
    ],
    [
      'where it is included with a prefix',
      `${USERS}api = APIRouter()\napi.include_router(users, prefix="/v1", ${GUARD})`,
      [FLAG],
    ],
    [
      'where an imported application includes it',
      `from app.main import app\n${USERS}app.include_router(users, ${GUARD})`,
      [FLAG],
    ],
    ['on the router around it', `${USERS}api = APIRouter(${GUARD})\napi.include_router(users)`, [FLAG]],
    ['on the application around it', `${USERS}app = FastAPI(${GUARD})\napp.include_router(users)`, [FLAG]],
    [
      'two routers away',
      `${USERS}v1 = APIRouter()\nv1.include_router(users)\napp = FastAPI(${GUARD})\napp.include_router(v1)`,
      [FLAG],
    ],
    [
      'on an inclusion two routers away',
      `${USERS}v1 = APIRouter()\nv1.include_router(users)\napp = FastAPI()\napp.include_router(v1, ${GUARD})`,
      [FLAG],
    ],
    [
      'on both of two inclusions',
      `${USERS}app = FastAPI()\napp.include_router(users, prefix="/a", ${GUARD})\napp.include_router(users, prefix="/b", ${GUARD})`,
      [FLAG],
    ],
    [
      'on one way and around the other',
      `${USERS}app = FastAPI()\nguarded = APIRouter(${GUARD})\nguarded.include_router(users)\napp.include_router(users, ${GUARD})`,
      [FLAG],
    ],
    [
      'inside the function that puts it together',
      `${USERS}def create():\n    app = FastAPI()\n    app.include_router(users, ${GUARD})\n    return app`,
      [FLAG],
    ],
  ])('%s', (_, text, names) => {
    expect(dependencies(text)).toEqual([names]);
  });

  it.each<[string, string]>([
    [
      'on one of two inclusions',
      `${USERS}app = FastAPI()\napp.include_router(users, ${GUARD})\napp.include_router(users, prefix="/open")`,
    ],
    [
      'on the open one of two inclusions',
      `${USERS}app = FastAPI()\napp.include_router(users, prefix="/open")\napp.include_router(users, ${GUARD})`,
    ],
    [
      'on one of two routers around it',
      `${USERS}a = APIRouter(${GUARD})\nb = APIRouter()\na.include_router(users)\nb.include_router(users)`,
    ],
    ['on another router', `${USERS}other = APIRouter(${GUARD})`],
    ['on another inclusion', `${USERS}app = FastAPI()\napp.include_router(items, ${GUARD})`],
    ['on a router inside it', `${USERS}inner = APIRouter(${GUARD})\nusers.include_router(inner)`],
    ['on what only looks like an inclusion', `${USERS}app = FastAPI()\napp.mount("/x", users, ${GUARD})`],
  ])('not when it stands %s', (_, text) => {
    expect(dependencies(text)).toEqual([[]]);
  });

  it('and routers that include each other come to an end', () => {
    const text = `${USERS}api = APIRouter(${GUARD})\napi.include_router(users)\nusers.include_router(api)`;
    expect(dependencies(text)).toEqual([[FLAG]]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { endpointsOf } from '../../testing/read-endpoints.ts';
import { newEndpoints, readEndpoints, type Endpoint } from './fastapi-endpoints.ts';

const parsers = await testParsers();

const HEAD = 'from fastapi import APIRouter, Depends, FastAPI\nrouter = APIRouter()\n';

function shown({ methods, path, pathSource, function: name }: Endpoint): string {
  return `${methods.join('|')} ${path ?? `{${pathSource}}`} ${name}`;
}

function found(text: string): string[] {
  return endpointsOf(parsers, `${HEAD}${text}\n`).map(shown);
}

describe('An endpoint is read [row 0.09]', () => {
  it.each<[string, string, string[]]>([
    ['from a decorator', '@router.get("/users")\ndef list_users(): ...', ['GET /users list_users']],
    ['of an async function', '@router.post("/users")\nasync def add(): ...', ['POST /users add']],
    [
      'of every verb',
      VERBS(),
      ['DELETE', 'PATCH', 'PUT', 'HEAD', 'OPTIONS', 'TRACE'].map((verb) => `${verb} /x f`),
    ],
    [
      'with a parameter in its path',
      '@router.get("/users/{user_id}")\ndef one(user_id: int): ...',
      ['GET /users/{user_id} one'],
    ],
    ['at the root of its router', '@router.get("")\ndef root(): ...', ['GET  root']],
    ['with a named path', '@router.get(path="/x")\ndef f(): ...', ['GET /x f']],
    ['of an application', 'app = FastAPI()\n@app.get("/health")\ndef health(): ...', ['GET /health health']],
    ['of a router under any name', 'v1 = APIRouter(prefix="/v1")\n@v1.get("/x")\ndef f(): ...', ['GET /x f']],
    ['of a router under a second name', 'r = router\n@r.get("/x")\ndef f(): ...', ['GET /x f']],
    ['of an imported router', 'from app.api import users\n@users.get("/x")\ndef f(): ...', ['GET /x f']],
    [
      'of a router of another module',
      'import app.api as api\n@api.router.get("/x")\ndef f(): ...',
      ['GET /x f'],
    ],
    ['of a router in a dictionary', '@routers["v1"].get("/x")\ndef f(): ...', ['GET /x f']],
    ['of a router of its own kind', 'v1 = VersionedRouter()\n@v1.get("/x")\ndef f(): ...', ['GET /x f']],
    [
      'of a router made with a module',
      'import fastapi\nr = fastapi.APIRouter()\n@r.get("/x")\ndef f(): ...',
      ['GET /x f'],
    ],
    [
      'of a router that is a parameter',
      'def add(router):\n    @router.get("/x")\n    def f(): ...',
      ['GET /x f'],
    ],
    [
      'inside a function that makes the application',
      'def create():\n    app = FastAPI()\n    @app.get("/x")\n    def f(): ...\n    return app',
      ['GET /x f'],
    ],
    ['of a method', 'class Users:\n    @router.get("/x")\n    def f(self): ...', ['GET /x f']],
    [
      'with several methods',
      '@router.api_route("/x", methods=["GET", "post"])\ndef f(): ...',
      ['GET|POST /x f'],
    ],
    [
      'with methods from a list',
      'M = ("PUT", "PATCH")\n@router.api_route("/x", methods=M)\ndef f(): ...',
      ['PUT|PATCH /x f'],
    ],
    ['without methods', '@router.api_route("/x")\ndef f(): ...', ['GET /x f']],
    ['with methods of another module', '@router.api_route("/x", methods=METHODS)\ndef f(): ...', ['? /x f']],
    ['of a web socket', '@router.websocket("/ws")\nasync def ws(socket): ...', ['WEBSOCKET /ws ws']],
    [
      'that is added by a call',
      'def f(): ...\nrouter.add_api_route("/x", f, methods=["POST"])',
      ['POST /x f'],
    ],
    ['that is added by names', 'router.add_api_route(path="/x", endpoint=f)', ['GET /x f']],
    ['of another module, added by a call', 'router.add_api_route("/x", views.f)', ['GET /x views.f']],
    [
      'of a web socket, added by a call',
      'app = FastAPI()\napp.add_api_websocket_route("/x", f)',
      ['WEBSOCKET /x f'],
    ],
    ['that is handed to a decorator', 'def f(): ...\nrouter.get("/x")(f)', ['GET /x f']],
    ['on two paths', '@router.get("/a")\n@router.get("/b")\ndef f(): ...', ['GET /a f', 'GET /b f']],
    [
      'twice under one name',
      '@router.get("/a")\ndef f(): ...\n@router.get("/b")\ndef f(): ...',
      ['GET /a f', 'GET /b f'],
    ],
    [
      'with a path put together',
      'BASE = "/users"\n@router.get(BASE + "/me")\ndef f(): ...',
      ['GET /users/me f'],
    ],
    [
      'with a path in a format',
      'BASE = "/users"\n@router.get(f"{BASE}/me")\ndef f(): ...',
      ['GET /users/me f'],
    ],
    ['with a path of another module', '@router.get(paths.ME)\ndef f(): ...', ['GET {paths.ME} f']],
    [
      'with the path of another module, of another router',
      'from app import router as r\n@r.get(paths.ME)\ndef f(): ...',
      ['GET {paths.ME} f'],
    ],
  ])('%s', (_, text, endpoints) => {
    expect(found(text)).toEqual(endpoints);
  });

  it.each<[string, string]>([
    ['a patch of a test', 'from unittest import mock\n@mock.patch("app.db.session")\ndef test_it(m): ...'],
    ['a cache', 'from app import cache\n@cache.get("key")\ndef f(): ...'],
    ['a dictionary', 'handlers = {}\n@handlers.get("/x")\ndef f(): ...'],
    ['another object of this module', 'queue = Queue()\n@queue.get("/x")\ndef f(): ...'],
    ['a plain decorator', '@get("/x")\ndef f(): ...'],
    ['another method', '@router.on_event("startup")\ndef f(): ...'],
    ['a request', 'client.get("/x")'],
    ['something by another name', 'from lib import events\n@events.get(NAME)\ndef f(): ...'],
    ['a call on nothing', 'add_api_route("/x", f)'],
    ['a decorator without a path', 'from app import users\n@users.get\ndef f(): ...'],
    ['a decorator with nothing in it', 'from app import users\n@users.get()\ndef f(): ...'],
    ['a function', 'def get(): ...'],
  ])('not from %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('is shown at its decorator', () => {
    const text = `${HEAD}@router.get("/users")\ndef list_users(): ...\n`;
    const [endpoint] = endpointsOf(parsers, text);
    expect(text.slice(endpoint?.start, endpoint?.end)).toBe('router.get("/users")');
  });
});

function VERBS(): string {
  const verbs = ['delete', 'patch', 'put', 'head', 'options', 'trace'];
  return `${verbs.map((verb) => `@router.${verb}("/x")\ndef f(): ...`).join('\n')}`;
}

it.each([
  ['def f(:\n', 'it is not valid Python'],
  ['def f(): ...\n\0', 'Python cannot read a NUL character'],
])('What is no Python is said to be none: %j', (text, problem) => {
  expect(readEndpoints(parsers.python, text)).toMatchObject({ kind: 'unreadable', problem });
});

describe('An endpoint is new [row 0.09]', () => {
  const added = (before: string, after: string) =>
    newEndpoints(endpointsOf(parsers, `${HEAD}${before}\n`), endpointsOf(parsers, `${HEAD}${after}\n`)).map(
      shown,
    );
  const users = '@router.get("/users")\ndef list_users(): ...\n';

  it.each<[string, string, string[]]>([
    ['when it was not there', `${users}@router.post("/users")\ndef add(): ...`, ['POST /users add']],
    ['when it has another path', users.replace('/users', '/people'), ['GET /people list_users']],
    ['when it has another method', users.replace('get', 'put'), ['PUT /users list_users']],
    ['when it is another function', users.replace('list_users', 'all_users'), ['GET /users all_users']],
    [
      'when it has one method more',
      users.replace('get("/users")', 'api_route("/users", methods=["GET", "POST"])'),
      ['GET|POST /users list_users'],
    ],
    ['not when it has other options', users.replace('")', '", tags=["users"])'), []],
    [
      'not when it is written otherwise',
      users.replace('get("/users")', 'api_route("/users", methods=["GET"])'),
      [],
    ],
    ['not when its function takes more', users.replace('()', '(limit: int = 20)'), []],
    ['not when it moved in the file', `x = 1\n${users}`, []],
    ['not when another one is gone', '', []],
  ])('%s', (_, after, endpoints) => {
    expect(added(users, after)).toEqual(endpoints);
  });
});

it('Whatever endpoints there are, none of them is new in the same text [row 0.09]', () => {
  const endpoint = fc
    .record({
      verb: fc.constantFrom('get', 'post', 'websocket', 'delete'),
      path: fc.constantFrom('"/a"', '"/b/{id}"', 'PATH', 'f"/{x}"'),
      name: fc.constantFrom('read', 'write', 'watch'),
    })
    .map(({ verb, path, name }) => `@router.${verb}(${path})\ndef ${name}(): ...\n`);
  fc.assert(
    fc.property(fc.array(endpoint, { maxLength: 6 }), endpoint, (parts, more) => {
      const before = endpointsOf(parsers, `${HEAD}${parts.join('')}`);
      const after = endpointsOf(parsers, `${HEAD}${[more, ...parts].join('')}`);
      expect(before).toHaveLength(parts.length);
      expect(newEndpoints(before, before)).toEqual([]);
      expect(newEndpoints(after, before)).toEqual([]);
      expect(newEndpoints(before, after)).toHaveLength(parts.includes(more) ? 0 : 1);
    }),
  );
});

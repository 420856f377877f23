import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { endpointsOf } from '../../testing/read-endpoints.ts';

const parsers = await testParsers();

const HEAD = 'from fastapi import APIRouter, FastAPI\nfrom app import views\nrouter = APIRouter()\n';

const endpoints = (text: string) => endpointsOf(parsers, `${HEAD}${text}\n`);
const found = (text: string) =>
  endpoints(text).map(({ methods, path, pathSource, function: name }) =>
    [methods.join('|'), path ?? `{${pathSource}}`, name].join(' '),
  );

describe('Every verb of HTTP makes an endpoint [row 0.09]', () => {
  it.each(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])('%s', (verb) => {
    const method = verb.toUpperCase();
    expect(found(`@router.${verb}("/x")\ndef f(): ...`)).toEqual([`${method} /x f`]);
    expect(found(`@router.${verb}("/x")\nasync def f(): ...`)).toEqual([`${method} /x f`]);
    expect(found(`router.${verb}("/x")(views.f)`)).toEqual([`${method} /x views.f`]);
  });

  it.each([
    'connect',
    'include_router',
    'mount',
    'exception_handler',
    'on_event',
    'middleware',
    'url_path_for',
  ])('and nothing else does: %s', (name) => {
    expect(found(`@router.${name}("/x")\ndef f(): ...`)).toEqual([]);
  });
});

describe('Methods are listed [row 0.09]', () => {
  it.each<[string, string]>([
    ['methods=["GET"]', 'GET'],
    ['methods=["get", "Post"]', 'GET|POST'],
    ['methods=("PUT",)', 'PUT'],
    ['methods={"PATCH"}', 'PATCH'],
    ['methods=WRITING', 'PUT|PATCH'],
    ['methods=[*WRITING]', '?'],
    ['methods=["GET"] + WRITING', '?'],
    ['methods=[VERB]', '?'],
    ['methods=[]', '?'],
    ['methods=views.METHODS', '?'],
    ['methods=None', '?'],
    ['name="x"', 'GET'],
  ])('%s: %s', (written, methods) => {
    const text = `WRITING = ["PUT", "PATCH"]\n@router.api_route("/x", ${written})\ndef f(): ...`;
    expect(found(text)).toEqual([`${methods} /x f`]);
    expect(found(`WRITING = ["PUT", "PATCH"]\nrouter.add_api_route("/x", f, ${written})`)).toEqual([
      `${methods} /x f`,
    ]);
  });
});

describe('A path is read [row 0.09]', () => {
  it.each<[string, string]>([
    ['"/users"', '/users'],
    ["'/users'", '/users'],
    ['"/users/{user_id}"', '/users/{user_id}'],
    ['"/files/{path:path}"', '/files/{path:path}'],
    ['""', ''],
    ['"/users" "/me"', '/users/me'],
    ['("/users")', '/users'],
    ['BASE + "/me"', '/users/me'],
    ['f"{BASE}/me"', '/users/me'],
    ['"{}/me".format(BASE)', '/users/me'],
    ['"%s/me" % BASE', '/users/me'],
    ['BASE', '/users'],
    ['path="/users"', '/users'],
    ['r"/users"', '/users'],
    ['"/café"', '/café'],
    ['views.PATH', '{views.PATH}'],
    ['f"/{views.PATH}"', '{f"/{views.PATH}"}'],
    ['"/a" if DEBUG else "/b"', '{"/a" if DEBUG else "/b"}'],
    ['path_of("users")', '{path_of("users")}'],
  ])('%s: %s', (written, path) => {
    expect(found(`BASE = "/users"\n@router.get(${written})\ndef f(): ...`)).toEqual([`GET ${path} f`]);
  });
});

describe('An endpoint is added without a decorator [row 0.09]', () => {
  it.each<[string, string[]]>([
    ['router.add_api_route("/x", views.f)', ['GET /x views.f']],
    ['router.add_api_route("/x", endpoint=views.f)', ['GET /x views.f']],
    ['router.add_api_route(endpoint=views.f, path="/x")', ['GET /x views.f']],
    ['router.add_route("/x", views.f)', ['GET /x views.f']],
    ['router.add_route(path="/x", route=views.f)', ['GET /x views.f']],
    ['router.add_websocket_route("/x", views.f)', ['WEBSOCKET /x views.f']],
    ['router.add_api_websocket_route("/x", views.f)', ['WEBSOCKET /x views.f']],
    ['router.add_api_route("/x", lambda: {"ok": True})', ['GET /x lambda: {"ok": True}']],
    ['router.add_api_route("/x", guarded(views.f))', ['GET /x guarded(views.f)']],
    ['router.add_api_route("/x", Users().list)', ['GET /x Users().list']],
    ['router.add_api_route("/x")', ['GET /x ?']],
    ['router.get("/x")(views.f)', ['GET /x views.f']],
    ['router.get("/x", tags=["a"])(views.f)', ['GET /x views.f']],
    ['FastAPI().add_api_route("/x", views.f)', ['GET /x views.f']],
    ['for name in NAMES:\n    router.add_api_route(f"/{name}", views.f)', ['GET {f"/{name}"} views.f']],
    ['if DEBUG:\n    router.add_api_route("/debug", views.f)', ['GET /debug views.f']],
    ['def mount():\n    router.add_api_route("/x", views.f)', ['GET /x views.f']],
  ])('%s', (text, shown) => {
    expect(found(text)).toEqual(shown);
  });
});

describe('However the decorator is written, it is one [row 0.09]', () => {
  it.each<[string, string]>([
    ['in parentheses', '@(router.get("/x"))\ndef f(): ...'],
    ['in two of them', '@((router.get("/x")))\ndef f(): ...'],
    ['over lines', '@router.get(\n    "/x",\n    response_model=list[User],\n)\ndef f(): ...'],
    ['with spaces', '@ router . get ( "/x" )\ndef f(): ...'],
    ['with a comment', '@router.get("/x")  # public\n# really\ndef f(): ...'],
    ['by a method under a name', 'get = router.get\n@get("/x")\ndef f(): ...'],
    ['by a method under a second name', 'get = router.get\nread = get\n@read("/x")\ndef f(): ...'],
    ['above others', '@router.get("/x")\n@traced\ndef f(): ...'],
    ['below others', '@traced\n@router.get("/x")\ndef f(): ...'],
    ['in a class', 'class Users:\n    @router.get("/x")\n    def f(self): ...'],
    ['in a function', 'def create():\n    @router.get("/x")\n    def f(): ...'],
    ['under a condition', 'if DEBUG:\n    @router.get("/x")\n    def f(): ...'],
    ['in a loop', 'for _ in range(1):\n    @router.get("/x")\n    def f(): ...'],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual(['GET /x f']);
  });
});

describe('One function may answer for several [row 0.09]', () => {
  it.each<[string, string, string[]]>([
    ['paths', '@router.get("/a")\n@router.get("/b")\ndef f(): ...', ['GET /a f', 'GET /b f']],
    ['methods', '@router.get("/a")\n@router.head("/a")\ndef f(): ...', ['GET /a f', 'HEAD /a f']],
    [
      'routers',
      'admin = APIRouter()\n@router.get("/a")\n@admin.get("/a")\ndef f(): ...',
      ['GET /a f', 'GET /a f'],
    ],
    [
      'ways to be added',
      '@router.get("/a")\ndef f(): ...\nrouter.add_api_route("/b", f)',
      ['GET /a f', 'GET /b f'],
    ],
  ])('%s', (_, text, shown) => {
    expect(found(text)).toEqual(shown);
  });
});

it('An endpoint is underlined where it is declared, and all come in the order of the text', () => {
  const text = [
    HEAD,
    'router.add_api_route("/a", views.a)',
    '@router.get("/b")',
    'def b(): ...',
    'router.get("/c")(views.c)',
    '',
  ].join('\n');
  const shown = endpointsOf(parsers, text).map(({ start, end }) => text.slice(start, end));
  expect(shown).toEqual([
    'router.add_api_route("/a", views.a)',
    'router.get("/b")',
    'router.get("/c")(views.c)',
  ]);
});

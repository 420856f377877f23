import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { textOf } from '../../testing/text-of.ts';
import { endpointComparison } from './endpoint-comparison.ts';

const parsers = await testParsers();

const PATH = 'backend/app/routers/users.py';

const ROUTER = `from fastapi import APIRouter

router = APIRouter(prefix="/users")
admin = APIRouter(prefix="/admin/users")


@router.get("/{user_id}")
async def read_user(user_id: int): ...


@router.post("/")
async def create_user(data: UserIn): ...
`;

function compare(before: string | undefined, after: string) {
  return endpointComparison(parsers.python, { path: PATH, before, after });
}

/** New endpoints, with the code that is underlined. */
function added(before: string | undefined, after: string): string[] {
  const comparison = compare(before, after);
  if (comparison.kind === 'unreadable') throw new Error(comparison.problem);
  return comparison.added.map(({ endpoint, at }) => {
    const { methods, path, function: name } = endpoint;
    return `${methods.join('|')} ${path} ${name}: ${textOf(after, at)}`;
  });
}

const more = (text: string) => `${ROUTER}\n\n${text}\n`;

describe('An endpoint is new [row 0.09]', () => {
  it.each<[string, string, string[]]>([
    [
      'under a path of its own',
      more('@router.get("/export")\nasync def export_users(): ...'),
      ['GET /export export_users: router.get("/export")'],
    ],
    [
      'under another method of a path',
      more('@router.delete("/{user_id}")\nasync def delete_user(user_id: int): ...'),
      ['DELETE /{user_id} delete_user: router.delete("/{user_id}")'],
    ],
    [
      'in place of one that is gone',
      ROUTER.replace('router.post("/")', 'router.put("/")'),
      ['PUT / create_user: router.put("/")'],
    ],
    [
      'on another router, however alike it is',
      more('@admin.get("/{user_id}")\nasync def read_user(user_id: int): ...'),
      ['GET /{user_id} read_user: admin.get("/{user_id}")'],
    ],
    [
      'on another router, above the same function',
      ROUTER.replace('@router.post', '@admin.post("/")\n@router.post'),
      ['POST / create_user: admin.post("/")'],
    ],
    [
      'with a method more',
      ROUTER.replace('router.post("/")', 'router.api_route("/", methods=["POST", "PUT"])'),
      ['POST|PUT / create_user: router.api_route("/", methods=["POST", "PUT"])'],
    ],
    [
      'with a second path',
      ROUTER.replace('@router.post("/")', '@router.post("/new")\n@router.post("/")'),
      ['POST /new create_user: router.post("/new")'],
    ],
    [
      'as a web socket',
      more('@router.websocket("/live")\nasync def live(socket): ...'),
      ['WEBSOCKET /live live: router.websocket("/live")'],
    ],
    [
      'added by a call',
      more('router.add_api_route("/export", export_users)'),
      ['GET /export export_users: router.add_api_route("/export", export_users)'],
    ],
    [
      'twice, in the order of the text',
      more('@router.get("/a")\ndef a(): ...\n\n\n@router.get("/b")\ndef b(): ...'),
      ['GET /a a: router.get("/a")', 'GET /b b: router.get("/b")'],
    ],
  ])('%s', (_, after, shown) => {
    expect(added(ROUTER, after)).toEqual(shown);
  });

  it('when its module is', () => {
    expect(added(undefined, ROUTER)).toEqual([
      'GET /{user_id} read_user: router.get("/{user_id}")',
      'POST / create_user: router.post("/")',
    ]);
  });
});

describe('An endpoint was there [row 0.09]', () => {
  it.each<[string, string]>([
    ['in the same text', ROUTER],
    ['with another body', ROUTER.replace('...', 'return user_id')],
    ['with other options', ROUTER.replace('"/{user_id}")', '"/{user_id}", response_model=UserOut)')],
    ['with more parameters', ROUTER.replace('user_id: int', 'user_id: int, full: bool = False')],
    ['with other decorators', ROUTER.replace('@router.post("/")', '@router.post("/")\n@traced')],
    ['no longer async', ROUTER.replaceAll('async def', 'def')],
    ['on a router by another name', ROUTER.replaceAll('@router', '@users').replace('router = ', 'users = ')],
    ['under another prefix', ROUTER.replace('prefix="/users"', 'prefix="/people"')],
    ['and another one is gone', ROUTER.replace(/@router\.post[^]*/, '')],
    ['at another place', `import os\n\n\n${ROUTER}`],
    ['with a path put together', ROUTER.replace('"/{user_id}"', '"/" + "{user_id}"')],
    ['declared by a list of methods', ROUTER.replace('post("/")', 'api_route("/", methods=["POST"])')],
    ['in Windows line ends', ROUTER.replaceAll('\n', '\r\n')],
  ])('%s', (_, after) => {
    expect(added(ROUTER, after)).toEqual([]);
  });
});

describe('A text that is no Python says where it ends to be one', () => {
  it('after the change', () => {
    const comparison = compare(ROUTER, `${ROUTER}def f(:\n`);
    expect(comparison).toMatchObject({
      kind: 'unreadable',
      problem: 'it is not valid Python',
      at: { path: PATH, start: { line: 12 } },
    });
  });

  it('before the change', () => {
    expect(compare('def f(:\n', ROUTER)).toMatchObject({
      kind: 'unreadable',
      problem: 'before the change, it is not valid Python',
      at: { path: PATH, start: { line: 0, character: 0 } },
    });
  });

  it('on both sides, and the new one counts', () => {
    expect(compare('def f(:\n', 'x = 1\ndef f(:\n')).toMatchObject({ problem: 'it is not valid Python' });
  });
});

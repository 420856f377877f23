import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { textOf } from '../../testing/text-of.ts';
import { surfaceComparison } from './surface-comparison.ts';

const parsers = await testParsers();

const PATH = 'backend/app/api/deps.py';

const DEPS = `from fastapi import Depends
from app.db.session import async_session


async def get_db():
    async with async_session() as session:
        yield session


def pagination(skip: int = 0, limit: int = 20) -> dict[str, int]:
    return {"skip": skip, "limit": limit}
`;

function compare(before: string | undefined, after: string, path = PATH) {
  return surfaceComparison(parsers.python, { path, before, after });
}

/** What changed, in words, with the code that is underlined. */
function shown(before: string, after: string, path = PATH): string[] {
  const comparison = compare(before, after, path);
  if (comparison.kind !== 'compared') throw new Error(comparison.kind);
  return comparison.changes.map(
    ({ kind, name, text, at }) => `${kind}: ${name} ${text} [${textOf(after, at)}]`,
  );
}

describe('Two texts of a module are compared [row 0.11]', () => {
  it.each<[string, string, string[]]>([
    ['and are the same', DEPS, []],
    ['and one has more', `${DEPS}\n\ndef tenant() -> str: ...\n`, []],
    ['and only the layout differs', DEPS.replaceAll('    ', '  '), []],
    ['and only the body differs', DEPS.replace('yield session', 'yield session  # noqa'), []],
    ['and a name is gone', DEPS.replace(/def pagination[^]*/, ''), ['breaks: pagination is gone []']],
    [
      'and a name is another',
      DEPS.replace('get_db', 'get_session'),
      ['breaks: get_db is called get_session now [get_session]'],
    ],
    [
      'and a parameter changed',
      DEPS.replace('limit: int = 20', 'limit: int'),
      ['breaks: pagination needs limit, which could be left out [limit: int]'],
    ],
    [
      'and several things did, in the order of the text',
      DEPS.replace('async def get_db', 'def get_db').replace('-> dict[str, int]', '-> Page'),
      [
        'breaks: get_db is no longer async [get_db]',
        'breaks: pagination returns Page and not dict[str, int] [pagination]',
      ],
    ],
    [
      'and nobody can tell',
      DEPS.replace('async def get_db', '@traced\nasync def get_db'),
      ['unclear: get_db has the new decorator traced, which may change how it is called [get_db]'],
    ],
  ])('%s', (_, after, changes) => {
    expect(shown(DEPS, after)).toEqual(changes);
  });

  it('by where they stand: a package hands on what it imports', () => {
    const before = 'from .users import UserService\nfrom .mail import send\n';
    const after = 'from .users import UserService\n';
    expect(shown(before, after, 'backend/app/services/__init__.py')).toEqual(['breaks: send is gone []']);
    expect(shown(before, after, 'backend/app/services/all.py')).toEqual([]);
  });

  it('in characters, not in bytes', () => {
    const before = 'GRUSS = "schön 👋"\ndef wünsche(): ...\n';
    expect(shown(before, before.replace('def', 'async def'))).toEqual([
      'breaks: wünsche is async now, so every caller has to await it [wünsche]',
    ]);
  });

  it('also where lines end as on Windows', () => {
    const before = DEPS.replaceAll('\n', '\r\n');
    expect(shown(before, before.replace('skip: int = 0, ', ''))).toEqual([
      'breaks: pagination no longer takes skip [pagination]',
    ]);
  });
});

describe('A module without a text before has nothing to lose', () => {
  it('when it is new [row 0.10]', () => {
    expect(compare(undefined, DEPS)).toEqual({ kind: 'compared', changes: [] });
  });

  it('even when nobody can read it', () => {
    expect(compare(undefined, 'def f(:\n')).toEqual({ kind: 'compared', changes: [] });
  });

  it('and neither has one that nobody touched, readable or not', () => {
    expect(compare('def f(:\n', 'def f(:\n')).toEqual({ kind: 'compared', changes: [] });
  });
});

describe('A text that is no Python says where', () => {
  it.each<[string, string, string, object]>([
    [
      'after the change',
      DEPS,
      'x = 1\ndef f(:\n',
      { problem: 'it is not valid Python', at: { start: { line: 1 } } },
    ],
    [
      'before the change',
      'x = 1\ndef f(:\n',
      DEPS,
      { problem: 'before the change, it is not valid Python', at: { start: { line: 0, character: 0 } } },
    ],
    ['on both sides', 'def f(:\n', 'def g(:\n', { problem: 'it is not valid Python' }],
    ['with a NUL in it', DEPS, 'x = 1\0\n', { problem: 'Python cannot read a NUL character' }],
  ])('%s', (_, before, ...[after, found]) => {
    expect(compare(before, after)).toMatchObject({ kind: 'unreadable', ...found });
  });
});

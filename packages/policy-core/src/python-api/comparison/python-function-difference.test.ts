import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed } from '../../testing/python-surface.ts';

const parsers = await testParsers();

const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

const FORMS = {
  method: 'def of(self, a): ...',
  'static method': '@staticmethod\ndef of(a): ...',
  'class method': '@classmethod\ndef of(cls, a): ...',
  property: '@property\ndef of(self): ...',
} as const;
type Form = keyof typeof FORMS;
const ALL: readonly Form[] = ['method', 'static method', 'class method', 'property'];

/** What works on an object and on the class alike may take the place of what needs an object. */
const HARMLESS: readonly string[] = [
  'method to static method',
  'method to class method',
  'static method to class method',
  'class method to static method',
];

describe('A method has another form [row 0.11]', () => {
  const user = (form: Form) => `class User:\n    ${FORMS[form].replaceAll('\n', '\n    ')}`;

  it.each(ALL.flatMap((before) => ALL.map((after) => ({ before, after }))))(
    'from $before to $after',
    ({ before, after }) => {
      const isFine = before === after || HARMLESS.includes(`${before} to ${after}`);
      const told = `User.of is a ${after} now and no longer a ${before}`;
      expect(between(user(before), user(after))).toEqual(isFine ? [] : [told]);
    },
  );
});

describe('A function runs in another way [row 0.11]', () => {
  const PLAIN = 'def session(): ...';
  const ASYNC = 'async def session(): ...';
  const MANAGED = '@contextmanager\ndef session(): ...';
  const ASYNC_MANAGED = '@asynccontextmanager\nasync def session(): ...';
  const AWAIT = 'session is async now, so every caller has to await it';

  it.each<[string, string, string, string[]]>([
    ['async', PLAIN, ASYNC, [AWAIT]],
    ['no longer async', ASYNC, PLAIN, ['session is no longer async']],
    ['in a with statement', PLAIN, MANAGED, ['session is a context manager now']],
    ['no longer in a with statement', MANAGED, PLAIN, ['session is no longer a context manager']],
    ['in an async with statement', MANAGED, ASYNC_MANAGED, [AWAIT]],
    ['async and in a with statement', PLAIN, ASYNC_MANAGED, ['session is a context manager now', AWAIT]],
    ['as before', ASYNC_MANAGED, ASYNC_MANAGED, []],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('A function gives something else [row 0.11]', () => {
  const get = (returns: string) =>
    `from typing import Any\ndef get()${returns === '' ? '' : ` -> ${returns}`}: ...`;

  it.each<[string, string, string[]]>([
    ['int', 'str', ['get returns str and not int']],
    ['User', 'User | None', ['get returns User | None and not User']],
    ['User', 'Awaitable[User]', ['get returns Awaitable[User] and not User']],
    ['list[User]', 'Iterator[User]', ['get returns Iterator[User] and not list[User]']],
    ['None', 'int', ['get returns int and not None']],
    ['int', 'None', ['get returns None and not int']],
    ['int', '', ['get no longer says that it returns int']],
    ['int', 'Any', ['get returns Any and not int']],
    ['tuple[int, int]', 'tuple[int, int, int]', ['get returns tuple[int, int, int] and not tuple[int, int]']],
  ])('%s became %s, and callers notice', (before, after, found) => {
    expect(between(get(before), get(after))).toEqual(found);
  });

  it.each<[string, string]>([
    ['', 'int'],
    ['int | None', 'int'],
    ['Optional[int]', 'int'],
    ['Any', 'int'],
    ['Any', 'User | None'],
    ['object', 'User'],
    ['int | str | None', 'None | int'],
    ['"User"', 'User'],
    ['list["User"]', 'list[User]'],
  ])('%s became %s, and callers do not', (before, after) => {
    expect(between(get(before), get(after))).toEqual([]);
  });
});

describe('Subclasses notice [row 0.11]', () => {
  const store = (body: string) => `class Store(ABC):\n    ${body.replaceAll('\n', '\n    ')}`;
  const ABSTRACT = '@abstractmethod\ndef get(self, key): ...';

  it.each<[string, string, string, string[]]>([
    [
      'a method they have to define now',
      'def get(self, key): ...',
      ABSTRACT,
      ['Store.get is abstract now, so every subclass has to define it'],
    ],
    ['and not one they need not define any more', ABSTRACT, 'def get(self, key): ...', []],
    ['and not one they had to define before', ABSTRACT, `${ABSTRACT}\ndef close(self): ...`, []],
    [
      'a new one they have to define',
      ABSTRACT,
      `${ABSTRACT}\n@abstractmethod\ndef drop(self): ...`,
      ['Store.drop is new and abstract, so every subclass has to define it'],
    ],
    [
      'a property they have to define',
      ABSTRACT,
      `${ABSTRACT}\n@property\n@abstractmethod\ndef size(self): ...`,
      ['Store.size is new and abstract, so every subclass has to define it'],
    ],
    [
      'a private one as well',
      ABSTRACT,
      `${ABSTRACT}\n@abstractmethod\ndef _load(self): ...`,
      ['Store._load is new and abstract, so every subclass has to define it'],
    ],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(store(before), store(after))).toEqual(found);
  });
});

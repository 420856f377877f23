import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { changesBetween, noticed, underlinedBy } from '../../testing/python-surface.ts';

const parsers = await testParsers();

const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

describe('Users of a module notice [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    ['a function that is gone', 'def a(): ...\ndef b(x): ...', 'def a(): ...', ['b is gone']],
    [
      'a function with another name',
      'def get_user(id: int): ...',
      'def fetch_user(id: int): ...',
      ['get_user is called fetch_user now'],
    ],
    [
      'a function made private',
      'def get_user(): ...',
      'def _get_user(): ...',
      ['get_user is called _get_user now'],
    ],
    [
      'a function that two others could be',
      'def get_user(id: int): ...',
      'def fetch_user(id: int): ...\ndef load_user(id: int): ...',
      ['get_user is gone'],
    ],
    ['another function in its place', 'def get_user(id): ...', 'def list_users(): ...', ['get_user is gone']],
    ['a class that is gone', 'class A: ...\nx = 1', 'x = 1', ['A is gone']],
    [
      'a class with another name',
      'class Users:\n    def get(self): ...',
      'class Accounts:\n    def get(self): ...',
      ['Users is called Accounts now'],
    ],
    ['a constant that is gone', 'LIMIT = 1\nSIZE = 2', 'SIZE = 2', ['LIMIT is gone']],
    ['a type of its own that is gone', 'type Id = int\nx = 1', 'x = 1', ['Id is gone']],
    ['a type of its own for another', 'Id = int', 'Id = str', ['Id is str and not int']],
    ['a type statement for another', 'type Id = int | str', 'type Id = int', ['Id is int and not int | str']],
    [
      'a dependency for another',
      'Db = Annotated[Session, Depends(get_db)]',
      'Db = Annotated[AsyncSession, Depends(get_db)]',
      ['Db is Annotated[AsyncSession, Depends(get_db)] and not Annotated[Session, Depends(get_db)]'],
    ],
    [
      'an alias once, and not everywhere it is used',
      'Id = int\ndef a(x: Id) -> list[Id]: ...',
      'Id = str\ndef a(x: Id) -> list[Id]: ...',
      ['Id is str and not int'],
    ],
    [
      'a private alias everywhere it is used',
      '_Id = int\ndef a(x: _Id) -> _Id: ...',
      '_Id = str\ndef a(x: _Id) -> _Id: ...',
      ['a returns another _Id than before', 'a takes x as another _Id than before'],
    ],
    ['a constant of another type', 'LIMIT: int = 1', 'LIMIT: str = "1"', ['LIMIT is str and not int']],
    [
      'a constant where a function was',
      'def limit(): ...',
      'limit = 1',
      ['limit is a value now and no longer a function'],
    ],
    [
      'a function where a constant was',
      'limit = 1',
      'def limit(): ...',
      ['limit is a function now and no longer a value'],
    ],
    [
      'a class where a function was',
      'def users(): ...',
      'class users: ...',
      ['users is a class now and no longer a function'],
    ],
    [
      'an async function',
      'def a(): ...',
      'async def a(): ...',
      ['a is async now, so every caller has to await it'],
    ],
    ['a function no longer async', 'async def a(): ...', 'def a(): ...', ['a is no longer async']],
    ['a context manager', 'def a(): ...', '@contextmanager\ndef a(): ...', ['a is a context manager now']],
    [
      'a context manager no longer',
      '@contextlib.contextmanager\ndef a(): ...',
      'def a(): ...',
      ['a is no longer a context manager'],
    ],
    ['a name that is deleted', 'def a(): ...', 'def a(): ...\ndel a', ['a is gone']],
    ['two names that are deleted', 'a = 1\nb = 1', 'a = 1\nb = 1\ndel a, b', ['a is gone', 'b is gone']],
    [
      'a definition under a condition',
      'def a(): ...',
      'if DEBUG:\n    def a(): ...',
      ['a exists only under a condition now'],
    ],
    [
      'another definition under a condition',
      'def a(): ...',
      'if DEBUG:\n    def a(): ...\nelse:\n    def a(x): ...',
      ['a needs the new parameter x'],
    ],
    [
      'one branch that lost a definition',
      'if X:\n    def a(): ...\nelse:\n    def a(): ...',
      'if X:\n    def a(): ...\nelse:\n    pass',
      ['a exists only under a condition now'],
    ],
    [
      'what only type checkers see now',
      'class A: ...',
      'if TYPE_CHECKING:\n    class A: ...',
      ['A exists only under a condition now'],
    ],
    [
      'what only a script has now',
      'def a(): ...',
      'if __name__ == "__main__":\n    def a(): ...',
      ['a is gone'],
    ],
    [
      'what only an error brings now',
      'x = 1',
      'try:\n    import q\nexcept ImportError:\n    x = 1',
      ['x exists only under a condition now'],
    ],
    [
      'what only a loop brings now',
      'x = 1',
      'for i in range(n):\n    x = 1',
      ['x exists only under a condition now'],
    ],
    [
      'what only one case brings now',
      'x = 1',
      'match a:\n    case 1:\n        x = 1',
      ['x exists only under a condition now'],
    ],
    [
      'what an error may skip now',
      'x = 1',
      'with suppress(ImportError):\n    x = 1',
      ['x exists only under a condition now'],
    ],
    [
      'an overload that is gone',
      '@overload\ndef a(x: int) -> int: ...\n@overload\ndef a(x: str) -> str: ...\ndef a(x): ...',
      '@overload\ndef a(x: int) -> int: ...\ndef a(x): ...',
      ['a no longer says that it returns str'],
    ],
    [
      'a name no longer in __all__',
      '__all__ = ["a", "b"]\ndef a(): ...\ndef b(x): ...',
      '__all__ = ["a"]\ndef a(): ...\ndef b(x): ...',
      ['b is no longer in __all__'],
    ],
    [
      'a name that __all__ hides',
      'def a(): ...\ndef b(x): ...',
      '__all__ = ["a"]\ndef a(): ...\ndef b(x): ...',
      ['b is no longer in __all__'],
    ],
    ['a private name in __all__', '__all__ = ["_a"]\ndef _a(): ...', '__all__ = []', ['_a is gone']],
    [
      'an imported name in __all__',
      'from app.db import get_db\n__all__ = ["get_db"]',
      '__all__ = []',
      ['get_db is gone'],
    ],
    ['a name that is handed on', 'from app.db import get_db as get_db', 'x = 1', ['get_db is gone']],
    [
      'a name that is kept for others',
      'from app.db import get_db  # noqa: F401',
      'x = 1',
      ['get_db is gone'],
    ],
    [
      'a name that is kept for others, in a list',
      'from app.db import (\n    get_db,\n)  # noqa',
      'x = 1',
      ['get_db is gone'],
    ],
    [
      'all in the order of the new text',
      'def a(): ...\ndef b(): ...\nc = 1',
      'async def b(): ...\nasync def a(): ...',
      [
        'c is gone',
        'b is async now, so every caller has to await it',
        'a is async now, so every caller has to await it',
      ],
    ],
  ])('%s', (_, ...[before, after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('Users of a module do not notice [row 0.11]', () => {
  it.each<[string, string, string]>([
    ['a new function', 'def a(): ...', 'def a(): ...\ndef b(x): ...'],
    ['a new class', 'def a(): ...', 'def a(): ...\nclass B: ...'],
    ['a new constant', 'A = 1', 'A = 1\nB = 2'],
    ['another value of a constant', 'A = 1', 'A = 2'],
    ['another order', 'def a(): ...\ndef b(x): ...', 'def b(x): ...\ndef a(): ...'],
    ['a comment', 'def a(): ...', '# the first\ndef a(): ...  # here'],
    ['a docstring', 'def a():\n    return 1', '"""Module."""\ndef a():\n    """Counts."""\n    return 1'],
    ['another body', 'def a():\n    return 1', 'def a():\n    if b:\n        return 2\n    return 1'],
    ['another spacing', 'def a(x, y=1): ...', 'def a(\n    x,\n    y = 1,\n): ...'],
    ['Windows line ends', 'def a():\n    return 1\n', 'def a():\r\n    return 1\r\n'],
    ['a private name that is gone', '_a = 1\ndef b(): ...', 'def b(): ...'],
    ['a private name that changed', 'def _a(): ...', 'async def _a(x): ...'],
    ['an import that is gone', 'import os\nfrom typing import Any\ndef a(): ...', 'def a(): ...'],
    ['an import for another reason', 'from a import b  # noqa: E501\nx = 1', 'x = 1'],
    ['what type checkers see', 'if TYPE_CHECKING:\n    from a import B\nx = 1', 'x = 1'],
    ['what a script does', 'if __name__ == "__main__":\n    x = 1\ny = 1', 'y = 1'],
    ['a name kept beside the new one', 'def get_user(): ...', 'def fetch_user(): ...\nget_user = fetch_user'],
    ['a condition with both sides', 'def a(): ...', 'if X:\n    def a(): ...\nelse:\n    def a(): ...'],
    [
      'a condition that stops otherwise',
      'def a(): ...',
      'if X:\n    def a(): ...\nelse:\n    raise RuntimeError',
    ],
    ['a second try', 'def a(): ...', 'try:\n    def a(): ...\nexcept ImportError:\n    def a(): ...'],
    ['a second try that gives up', 'def a(): ...', 'try:\n    def a(): ...\nexcept ImportError:\n    raise'],
    ['a last clause', 'x = 1', 'try:\n    import q\nfinally:\n    x = 1'],
    ['a context', 'x = 1', 'with open("f") as f:\n    x = 1'],
    ['what was never certain', 'if X:\n    def a(): ...', 'if Y:\n    def a(): ...'],
    ['a loop that is new', 'x = 1', 'x = 1\nwhile y:\n    z = 1'],
    ['a cache', 'def settings(): ...', '@lru_cache(maxsize=1)\ndef settings(): ...'],
    ['a route', 'def health(): ...', '@router.get("/health")\ndef health(): ...'],
    [
      'more overloads',
      '@overload\ndef a(x: int) -> int: ...\ndef a(x): ...',
      '@overload\ndef a(x: int) -> int: ...\n@overload\ndef a(x: str) -> str: ...\ndef a(x): ...',
    ],
    [
      'overloads of a stub',
      '@overload\ndef a(x: int) -> int: ...\n@overload\ndef a(x: str) -> str: ...',
      '@overload\ndef a(x: str) -> str: ...\n@overload\ndef a(x: int) -> int: ...',
    ],
    [
      'a name that joins __all__',
      '__all__ = ["a"]\ndef a(): ...',
      '__all__ = ["a", "b"]\ndef a(): ...\ndef b(): ...',
    ],
    [
      '__all__ that lists everything',
      'def a(): ...\ndef b(): ...',
      '__all__ = ["a"]\n__all__ += ["b"]\ndef a(): ...\ndef b(): ...',
    ],
    [
      '__all__ put together otherwise',
      '__all__ = ["a", "b"]\na = b = 1',
      '__all__ = ("a",) + ("b",)\na = b = 1',
    ],
    ['the same star import', 'from .a import *\nx = 1', 'x = 2\nfrom .a import *'],
    ['the same code that is run', 'exec("a = 1")\nx = 1', 'x = 2\nexec("a = 1")'],
    ['fields set in a function', 'def a(o): ...', 'def a(o):\n    setattr(o, "b", 1)'],
    ['a name answered for that is new', 'x = 1', 'x = 1\ndef __getattr__(name): ...'],
    [
      'an import from the same home',
      'from app.models import User as User',
      'from app.models.user import User as User',
    ],
    ['names in another Unicode form', 'def ﬁnd(): ...', 'def find(): ...'],
    ['a pair', 'A = 1\nB = 2', 'A, B = 1, 2'],
    ['a name bound on the way', 'n = 1', 'if (n := 1):\n    pass\n(n := 2)'],
  ])('%s', (_, before, after) => {
    expect(between(before, after)).toEqual([]);
  });
});

describe('What is underlined', () => {
  it.each<[string, string, string, string[]]>([
    ['nothing for what is gone', 'def a(): ...', 'x = 1', ['']],
    ['the new name', 'def get(a): ...', 'def fetch(a): ...', ['fetch']],
    ['the definition under a condition', 'def a(): ...', 'if X:\n    def a(): ...', ['a']],
    ['the star import', 'x = 1', 'from b import *', ['from b import *', 'from b import *']],
    ['the import that took its place', 'def a(): ...', 'from b import c as a', ['c as a']],
  ])('is %s', (_, ...[before, after, texts]) => {
    expect(underlinedBy(parsers, `${before}\n`, `${after}\n`)).toEqual(texts);
  });
});

it('A change says what it is in one word, for those who count them', () => {
  const kinds = (before: string, after: string) =>
    changesBetween(parsers, before, after).map(({ what }) => what);
  expect(kinds('def a(): ...\nclass B(C): ...\n', 'async def a(x): ...\nclass B: ...\n')).toEqual([
    'async-changed',
    'parameter-added',
    'base-removed',
  ]);
});

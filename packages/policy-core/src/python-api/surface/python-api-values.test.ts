import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import { shownSurface } from '../../testing/shown-surface.ts';

const parsers = await testParsers();

const surface = (text: string) => shownSurface(surfaceOf(parsers, `${text}\n`));
const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

describe('A name is bound to a value', () => {
  it.each<[string, string[]]>([
    ['LIMIT = 20', ['LIMIT']],
    ['LIMIT = -1', ['LIMIT = ?']],
    ['NAME = "users"', ['NAME']],
    ['NAME = "a" "b"', ['NAME']],
    ['RATE = 0.5', ['RATE']],
    ['DEBUG = True', ['DEBUG']],
    ['NOTHING = None', ['NOTHING']],
    ['TAGS = ["users"]', ['TAGS']],
    ['SIZE = (1, 2)', ['SIZE']],
    ['NAMES = {"a", "b"}', ['NAMES']],
    ['RESPONSES = {404: {"model": Error}}', ['RESPONSES']],
    ['log = logging.getLogger(__name__)', ['log = ?']],
    ['router = APIRouter(prefix="/users")', ['router = ?']],
    ['slug = lambda text: text.lower()', ['slug = ?']],
    ['HOST = os.environ["HOST"]', ['HOST = ?']],
    ['HOST = settings.host', ['HOST = ?']],
    ['A = B or C', ['A = ?']],
    ['A, (B, *C) = 1, x', ['A = ?', 'B = ?', 'C = ?']],
    ['A = B = C = 0', ['C', 'B', 'A']],
    ['A = B = make()', ['B = ?', 'A = ?']],
    ['(A := 1)', ['A = ?']],
    ['print(A := 1, B := 2)', ['A = ?', 'B = ?']],
    ['a.b, C = 1, 2', ['C = ?']],
    ['Ａ = 1', ['A']],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual(shown);
  });
});

describe('A name is declared with a type', () => {
  it.each<[string, string[]]>([
    ['LIMIT: int = 20', ['LIMIT: int']],
    ['LIMIT: int', ['LIMIT: int']],
    ['LIMIT: "int" = 20', ['LIMIT: "int"']],
    ['LIMIT: Final = 20', ['LIMIT']],
    ['from typing import Final\nLIMIT: Final = 20', ['LIMIT']],
    ['import typing as t\nLIMIT: t.Final = 20', ['LIMIT']],
    ['LIMIT: Final[int] = 20', ['LIMIT: Final[int]']],
    ['handlers: dict[str, Callable[..., None]] = {}', ['handlers: dict[str, Callable[..., None]]']],
  ])('%s', (text, shown) => {
    expect(surface(text)).toEqual(shown);
  });

  it.each<[string, string, string]>([
    ['that is fixed now', 'LIMIT: int = 20', 'from typing import Final\nLIMIT: Final[int] = 20'],
    ['that is fixed now, and says no type', 'LIMIT: int = 20', 'from typing import Final\nLIMIT: Final = 20'],
    ['that the value tells', 'LIMIT: int = 20', 'LIMIT = 20'],
    ['that is new', 'LIMIT = 20', 'LIMIT: int = 20'],
    ['in another way', 'x: Optional[int] = None', 'x: int | None = None'],
    [
      'of the class',
      'class A:\n    x: int = 1',
      'from typing import ClassVar\nclass A:\n    x: ClassVar[int] = 1',
    ],
    ['and another value', 'LIMIT: int = 20', 'LIMIT: int = 50'],
  ])('%s, and nobody notices [row 0.11]', (_, before, after) => {
    expect(between(before, after)).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    ['that is another', 'LIMIT: int = 20', 'LIMIT: float = 20.0', ['LIMIT is float and not int']],
    [
      'that is another, and fixed',
      'LIMIT: int = 20',
      'from typing import Final\nLIMIT: Final[str] = "20"',
      ['LIMIT is Final[str] and not int'],
    ],
    ['that is wider', 'x: int = 1', 'x: int | None = 1', ['x is int | None and not int']],
    ['that is narrower', 'x: int | None = 1', 'x: int = 1', ['x is int and not int | None']],
  ])('%s, and everybody notices [row 0.11]', (_, before, ...[after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('A second name stands for what the first did [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    [
      'and keeps an old name alive',
      'def get_user(id: int) -> User: ...',
      'def fetch_user(id: int) -> User: ...\nget_user = fetch_user',
      [],
    ],
    [
      'and changes with it',
      'def get_user(id: int) -> User: ...',
      'def fetch_user(id: str) -> User: ...\nget_user = fetch_user',
      ['get_user takes id as str and not as int'],
    ],
    [
      'of a class',
      'class Users:\n    def get(self): ...',
      'class Accounts:\n    def get(self): ...\nUsers = Accounts',
      [],
    ],
    ['of a name of a name', 'def a(): ...', 'def c(): ...\nb = c\na = b', []],
    [
      'and nobody knows for what, where it comes too early',
      'def a(): ...',
      'a = b\ndef b(): ...',
      ['(?) a is a value now and no longer a function'],
    ],
    ['and is gone like any other', 'def a(): ...\nb = a', 'def a(): ...', ['b is gone']],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

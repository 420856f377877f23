import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed, surfaceOf } from '../../testing/python-surface.ts';
import { shownSurface } from '../../testing/shown-surface.ts';

const parsers = await testParsers();

const surface = (text: string) => shownSurface(surfaceOf(parsers, `${text}\n`));
const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

describe('A statement binds the names of a module', () => {
  it.each<[string, string, string[]]>([
    ['a condition that names its value', 'if (size := len(rows)) > 3:\n    pass', ['size = ?']],
    ['a loop that names its condition', 'while (chunk := read()):\n    pass', ['chunk = ?']],
    [
      'a condition and its branches',
      'if (mode := env("MODE")):\n    def run(): ...\nelse:\n    def run(): ...',
      ['mode = ?', 'function run()', 'function run()'],
    ],
    ['several on one line', 'HOST = "db"; PORT = 5432', ['HOST', 'PORT']],
    ['a branch on one line', 'if DEBUG: LEVEL = 10\nelse: LEVEL = 20', ['LEVEL', 'LEVEL']],
    ['a loop that ends by itself', 'for row in rows:\n    pass\nelse:\n    FOUND = None', ['FOUND']],
    [
      'a loop that may be left',
      'for row in rows:\n    if row:\n        break\nelse:\n    FOUND = None',
      ['maybe FOUND'],
    ],
    ['a loop on a condition that ends by itself', 'while more():\n    pass\nelse:\n    DONE = 1', ['DONE']],
    [
      'a group of exceptions',
      'try:\n    import orjson as json_\nexcept* ImportError:\n    json_ = None',
      ['import json_ = orjson', 'json_'],
    ],
    [
      'what is done when nothing went wrong',
      'try:\n    connect()\nexcept OSError:\n    raise\nelse:\n    READY = True',
      ['READY'],
    ],
    ['what a last clause takes away', 'TOKEN = "x"\ntry:\n    use(TOKEN)\nfinally:\n    del TOKEN', []],
    [
      'each case, and none of them',
      'match backend():\n    case "s3":\n        class Store: ...\n    case "disk":\n        class Store: ...',
      ['maybe class Store()', 'maybe class Store()'],
    ],
    [
      'a case that gives up',
      'match backend():\n    case "s3":\n        BUCKET = 1\n    case _:\n        raise RuntimeError(x)',
      ['maybe BUCKET'],
    ],
    ['several contexts', 'with open("a") as a, open("b") as b:\n    DATA = a.read()', ['DATA = ?']],
    [
      'a context that swallows errors',
      'with contextlib.suppress(ImportError):\n    from uvloop import install as install',
      ['maybe import install = uvloop.install'],
    ],
    [
      'conditions in conditions',
      'if A:\n    if B:\n        X = 1\n    else:\n        X = 2\nelif C:\n    X = 3\nelse:\n    X = 4',
      ['X', 'X', 'X', 'X'],
    ],
    ['a name in parentheses', '(LIMIT) = 3', ['LIMIT']],
    ['a name with a type in a branch', 'if A:\n    x: int = 1', ['maybe x: int']],
  ])('%s', (_, text, shown) => {
    expect(surface(text)).toEqual(shown);
  });

  it.each([
    ['what only a script does', 'if __name__ == "__main__":\n    main = 1'],
    ['what a function keeps to itself', 'def _run():\n    result = 1\n    return result'],
    ['what a comprehension counts with', '_x = [x for x in xs]'],
    ['attributes', 'app.state = 1'],
    ['elements', 'ROUTES["x"] = 1'],
    ['what a function says is global', 'def _boot():\n    global CLIENT\n    CLIENT = make()'],
    ['an assertion', 'assert ready'],
    ['a call', 'logging.basicConfig()'],
    ['words', '"""Everything about users."""'],
  ])('nothing for others: %s', (_, text) => {
    expect(surface(text)).toEqual([]);
  });
});

describe('A name stays whichever way a module goes [row 0.11]', () => {
  it.each<[string, string, string]>([
    ['a condition that names it', 'size = 3', 'if (size := 3):\n    pass'],
    ['a loop that ends by itself', 'x = 1', 'for row in rows:\n    pass\nelse:\n    x = 1'],
    [
      'a fallback for an old Python',
      'class Status(str, Enum):\n    OK = 1',
      'if sys.version_info >= (3, 11):\n    class Status(str, Enum):\n        OK = 1\nelse:\n    class Status(str, Enum):\n        OK = 1',
    ],
    [
      'a fallback for a missing library',
      'def dumps(value) -> bytes: ...',
      'try:\n    import orjson\n    def dumps(value) -> bytes: ...\nexcept ImportError:\n    def dumps(value) -> bytes: ...',
    ],
    [
      'a try that gives up loudly',
      'CLIENT = connect()',
      'try:\n    CLIENT = connect()\nexcept OSError as error:\n    raise RuntimeError("no database") from error',
    ],
    ['a deletion that is taken back', 'x = 1', 'x = 1\ndel x\nx = 2'],
    ['a deletion of others', 'x = 1', '_t = 2\nx = _t\ndel _t'],
    ['a condition around what is new', 'x = 1', 'x = 1\nif DEBUG:\n    y = 2'],
    ['a lock around it', 'x = 1', 'with _lock:\n    x = 1'],
  ])('%s', (_, before, after) => {
    expect(between(before, after)).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    [
      'not where a loop may be left before it',
      'x = 1',
      'for row in rows:\n    break\nelse:\n    x = 1',
      ['x exists only under a condition now'],
    ],
    [
      'not where one exception is let pass',
      'x = 1',
      'try:\n    x = 1\nexcept ValueError:\n    raise\nexcept KeyError:\n    pass',
      ['x exists only under a condition now'],
    ],
    ['not where it is deleted at last', 'x = 1', 'try:\n    x = 1\nfinally:\n    del x', ['x is gone']],
    [
      'not where one way deletes it',
      'x = 1',
      'x = 1\nif DEBUG:\n    del x',
      ['x exists only under a condition now'],
    ],
    [
      'not where a branch has another form of it',
      'def now() -> datetime: ...',
      'if FREEZE:\n    def now() -> datetime: ...\nelse:\n    def now(tz) -> datetime: ...',
      ['now needs the new parameter tz'],
    ],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

describe('The body of a class binds names in the same way', () => {
  it.each<[string, string, string[]]>([
    ['one line', 'class A: x = 1; y = 2', ['class A()', '  x', '  y']],
    ['a condition', 'class A:\n    if DEBUG:\n        x = 1', ['class A()', '  maybe x']],
    [
      'a condition with both sides',
      'class A:\n    if DEBUG:\n        def run(self): ...\n    else:\n        def run(self): ...',
      ['class A()', '  method run()', '  method run()'],
    ],
    ['a deletion', 'class A:\n    x = 1\n    del x', ['class A()']],
    ['a loop', 'class A:\n    for _name in NAMES:\n        x = 1', ['class A()', '  maybe x']],
    [
      'a second name',
      'class A:\n    def get(self): ...\n    fetch = get',
      ['class A()', '  method get()', '  method fetch()'],
    ],
  ])('%s', (_, text, shown) => {
    expect(surface(text)).toEqual(shown);
  });
});

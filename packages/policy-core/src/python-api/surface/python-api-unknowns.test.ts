import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { apiUnknowns } from './python-api-unknowns.ts';

const parsers = await testParsers();

const unknowns = (text: string) => apiUnknowns(pythonFileOf(parsers, `${text}\n`)).map((one) => one.text);

describe('Names are bound where nobody can read them', () => {
  it.each<[string, string, readonly string[]]>([
    ['a star import', 'from .a import *', ['from .a import *']],
    ['a star import under a condition', 'if x:\n    from a import *', ['from a import *']],
    ['a star import in a try', 'try:\n    from a import *\nexcept E:\n    pass', ['from a import *']],
    ['a module that answers for names', 'def __getattr__(name): ...', ['__getattr__']],
    ['a decorated one', '@cache\ndef __getattr__(name): ...', ['__getattr__']],
    ['code that is run', 'exec(code)', ['exec(code)']],
    ['code that a function runs', 'def f():\n    exec(code, globals())', ['exec(code, globals())']],
    ['a dictionary of names', 'globals()["a"] = 1', ['globals()["a"]']],
    ['a dictionary, in a function', 'def f():\n    globals()[name] = 1', ['globals()[name]']],
    ['a dictionary that is added to', 'globals()["a"] += 1', ['globals()["a"]']],
    ['a dictionary that is emptied', 'del globals()["a"]', ['globals()["a"]']],
    ['a dictionary by another name', 'vars()["a"] = 1', ['vars()["a"]']],
    ['many at once', 'globals().update(names)', ['globals().update(names)']],
    ['one by one', 'globals().setdefault("a", 1)', ['globals().setdefault("a", 1)']],
    ['names that are set', 'setattr(module, "a", 1)', ['setattr(module, "a", 1)']],
    ['names that are deleted', 'delattr(A, "a")', ['delattr(A, "a")']],
    ['names that a loop sets', 'for n in names:\n    setattr(A, n, 1)', ['setattr(A, n, 1)']],
    [
      'names that a function sets in its module',
      'def f():\n    setattr(sys.modules[__name__], n, 1)',
      ['setattr(sys.modules[__name__], n, 1)'],
    ],
    ['a module in the place of this one', 'sys.modules[__name__] = Lazy()', ['sys.modules[__name__]']],
    ['the module taken away', 'del sys.modules[__name__]', ['sys.modules[__name__]']],
    ['a dictionary of local names', 'locals()["a"] = 1', ['locals()["a"]']],
    ['a name taken out', 'globals().pop("a")', ['globals().pop("a")']],
    ['all names taken out', 'globals().clear()', ['globals().clear()']],
    ['a special method called by name', 'globals().__setitem__("a", 1)', ['globals().__setitem__("a", 1)']],
    ['a star import of the package', 'from . import *', ['from . import *']],
    ['two of them', 'from a import *\nexec(b)', ['from a import *', 'exec(b)']],
    ['with its spacing taken out', 'from a \\\n  import  *', ['from a \\ import *']],
  ])('%s', (_, text, found) => {
    expect(unknowns(text)).toEqual(found);
  });

  it.each<[string, string]>([
    ['an import', 'from a import b'],
    ['a method that answers for names', 'class A:\n    def __getattr__(self, name): ...'],
    ['a function inside one', 'def f():\n    def __getattr__(name): ...'],
    [
      'fields that a function sets',
      'def f(user, data):\n    for k, v in data.items():\n        setattr(user, k, v)',
    ],
    ['fields that a method sets', 'class A:\n    def f(self):\n        setattr(self, "a", 1)'],
    ['a dictionary that is read', 'x = globals()["a"]'],
    ['a dictionary of something else', 'vars(x)["a"] = 1'],
    ['another dictionary', 'names["a"] = 1'],
    ['a method called exec', 'session.exec(query)'],
    ['a text', '"exec(code)"'],
    ['a comment', '# exec(code)'],
  ])('but not by %s', (_, text) => {
    expect(unknowns(text)).toEqual([]);
  });
});

it('What only answers for missing names cannot replace one', () => {
  const file = pythonFileOf(parsers, 'def __getattr__(name): ...\nfrom a import *\n');
  expect(apiUnknowns(file).map(({ mayReplace, start }) => ({ mayReplace, start }))).toEqual([
    { mayReplace: false, start: 4 },
    { mayReplace: true, start: 27 },
  ]);
});

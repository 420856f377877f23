import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { noticed } from '../../testing/python-surface.ts';

const parsers = await testParsers();

const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);

describe('It cannot be told [row 0.11]', () => {
  it.each<[string, string, string, string[]]>([
    [
      'what another module brings',
      'def a(): ...',
      'from app.b import a',
      ['(?) a comes from app.b.a now and was a function of this module'],
    ],
    [
      'what came from another module',
      'from b import a as a',
      'def a(): ...',
      ['(?) a is defined here now and came from b.a'],
    ],
    [
      'whether two modules agree',
      'from b import a as a',
      'from c import a as a',
      ['(?) a comes from c.a now and came from b.a'],
    ],
    [
      'what one branch brings',
      'def a(): ...',
      'try:\n    from fast import a\nexcept ImportError:\n    def a(): ...',
      ['(?) a comes from fast.a now and was a function of this module'],
    ],
    [
      'what a star import hides',
      'def a(): ...',
      'from .b import *\ndef a(): ...',
      ['(?) from .b import * is new, and it imports every name of another module'],
    ],
    [
      'what a star import brought',
      'from .b import *\nx = 1',
      'x = 1',
      ['(?) from .b import * is gone, and with it names that cannot be told'],
    ],
    [
      'whether a star import brings it',
      'from .b import *\ndef a(): ...',
      'from .b import *',
      ['(?) a is gone, unless it is bound where from .b import * stands'],
    ],
    [
      'whether a module answers for it',
      'def a(): ...',
      'def __getattr__(name): ...',
      ['(?) a is gone, unless it is bound where __getattr__ stands'],
    ],
    [
      'what is run',
      'x = 1',
      'x = 1\nexec(code)',
      ['(?) exec(code) is new, and it runs code that is put together with exec'],
    ],
    [
      'what a dictionary binds',
      'x = 1',
      'x = 1\nglobals()["y"] = 1',
      ['(?) globals()["y"] is new, and it changes its own names through a dictionary'],
    ],
    [
      'what a dictionary binds, many at once',
      'x = 1',
      'x = 1\nglobals().update(y)',
      ['(?) globals().update(y) is new, and it changes its own names through a dictionary'],
    ],
    [
      'what a dictionary loses',
      'x = 1',
      'x = 1\ndel globals()["x"]',
      ['(?) globals()["x"] is new, and it changes its own names through a dictionary'],
    ],
    [
      'what is set',
      'x = 1',
      'x = 1\nsetattr(target, name, 1)',
      ['(?) setattr(target, name, 1) is new, and it sets or deletes names with setattr or delattr'],
    ],
    [
      'what a function sets in the module',
      'x = 1',
      'x = 1\ndef f():\n    setattr(sys.modules[__name__], "x", 2)',
      [
        '(?) setattr(sys.modules[__name__], "x", 2) is new, and it sets or deletes names with setattr or delattr',
      ],
    ],
    [
      'what __all__ lists',
      '__all__ = ["a"]\na = 1',
      '__all__ = sorted(names)\na = 1',
      ['(?) __all__ = sorted(names) is new, and its __all__ is put together in a way that cannot be read'],
    ],
    [
      'what a decorator does',
      'def a(): ...',
      '@traced\ndef a(): ...',
      ['(?) a has the new decorator traced, which may change how it is called'],
    ],
    [
      'what a decorator did',
      '@app.traced(1)\ndef a(): ...',
      'def a(): ...',
      ['(?) a lost the decorator app.traced, which may change how it is called'],
    ],
    [
      'what a call makes of a function',
      'def a(): ...',
      'a = wrap(b)',
      ['(?) a is a value now and no longer a function'],
    ],
    [
      'what a value may have been',
      'a = make()',
      'def a(): ...',
      ['(?) a is a function now and no longer a value'],
    ],
  ])('%s', (_, ...[before, after, found]) => {
    expect(between(before, after)).toEqual(found);
  });
});

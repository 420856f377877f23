import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { noticed } from '../../testing/python-surface.ts';
import { readExports } from './python-exports.ts';

const parsers = await testParsers();

const exportsOf = (text: string) => readExports(pythonFileOf(parsers, `${text}\n`));

describe('__all__ lists', () => {
  it.each<[string, readonly string[]]>([
    ['__all__ = ["a", "b"]', ['a', 'b']],
    ["__all__ = ('a', 'b')", ['a', 'b']],
    ['__all__ = "a", "b"', ['a', 'b']],
    ['__all__ = []', []],
    ['__all__ = ["a"] + ["b"]', ['a', 'b']],
    ['__all__ = (["a"] + ["b"]) + ["c"]', ['a', 'b', 'c']],
    ['__all__: list[str] = ["a"]', ['a']],
    ['__all__ = ["a"]\n__all__ += ["b"]', ['a', 'b']],
    ['__all__ = ["a"]\n__all__.extend(["b", "c"])', ['a', 'b', 'c']],
    ['__all__ = ["a"]\n__all__.append("b")', ['a', 'b']],
    ['if x:\n    __all__ = ["a"]', ['a']],
    ['__all__: Final = ["a"]', ['a']],
    ['__all__ = (["a"])', ['a']],
    ['__all__ += ["a"]', ['a']],
    ['__all__ = ["a"]\n__all__ = ["b"]', ['b']],
    ['__all__ = sorted(names)\n__all__ = ["b"]', ['b']],
    ['__all__ = ["a"]\nif x:\n    __all__ = ["b"]', ['a', 'b']],
    ['__all__ = ["a"]\nif x:\n    __all__ += ["b"]', ['a', 'b']],
    ["__all__ = ['''a''', r'b', u'c']", ['a', 'b', 'c']],
    ['__all__ = ["a", "a"]', ['a', 'a']],
    ['__all__ = ["a"] + ["b"] + ["c"]', ['a', 'b', 'c']],
    ['__all__ = [\n    "a",  # first\n    "b",\n]', ['a', 'b']],
  ])('%s', (text, names) => {
    expect(exportsOf(text)).toEqual({ names, unknowns: [] });
  });

  it.each([['x = 1'], ['print(__all__)'], ['other.__all__ = ["a"]'], ['# __all__ = ["a"]']])(
    'nothing, where there is none: %s',
    (text) => {
      expect(exportsOf(text)).toEqual({ names: undefined, unknowns: [] });
    },
  );
});

describe('__all__ cannot be read', () => {
  it.each([
    ['__all__ = sorted(names)'],
    ['__all__ = ["a", *more]'],
    ['__all__ = [name for name in names]'],
    ['__all__ = ["a"] + other.__all__'],
    ['__all__ = names'],
    ['__all__ = ["a", name]'],
    ['__all__ = [1]'],
    ['__all__.remove("a")'],
    ['__all__.extend(other.__all__)'],
    ['__all__ += other'],
    ['__all__ = [f"{name}_id"]'],
    ['__all__ = ["a" "b"]'],
    ['__all__ = ["a"] * 2'],
    ['__all__ = ["a"] if x else ["b"]'],
    ['__all__ = other = names'],
    ['__all__.insert(0, "a")'],
    ['__all__.clear()'],
    ['__all__ = list(["a"])'],
  ])('%s', (text) => {
    const { names, unknowns } = exportsOf(text);
    expect(names).toBeUndefined();
    expect(unknowns).toEqual([
      {
        start: 0,
        end: text.length,
        text,
        reason: 'its __all__ is put together in a way that cannot be read',
        mayReplace: true,
      },
    ]);
  });

  it('even when one part of it could', () => {
    expect(exportsOf('__all__ = ["a"]\n__all__ += more')).toMatchObject({
      names: undefined,
      unknowns: [{ text: '__all__ += more', start: 16 }],
    });
  });
});

describe('What __all__ lists is what others may import with a star [row 0.11]', () => {
  const between = (before: string, after: string) => noticed(parsers, `${before}\n`, `${after}\n`);
  const CODE = 'def a(): ...\ndef b(x): ...';
  const UNKNOWN = 'its __all__ is put together in a way that cannot be read';

  it.each<[string, string, string, string[]]>([
    ['a name less', '__all__ = ["a", "b"]', '__all__ = ["a"]', ['b is no longer in __all__']],
    ['a name more', '__all__ = ["a"]', '__all__ = ["a", "b"]', []],
    ['another order', '__all__ = ["a", "b"]', '__all__ = ["b", "a"]', []],
    ['a tuple', '__all__ = ["a", "b"]', '__all__ = ("a", "b")', []],
    [
      'a second list that leaves one out',
      '__all__ = ["a", "b"]',
      '__all__ = ["a", "b"]\n__all__ = ["a"]',
      ['b is no longer in __all__'],
    ],
    ['a list that is new and holds all', '', '__all__ = ["a", "b"]', []],
    ['a list that is new and leaves one out', '', '__all__ = ["a"]', ['b is no longer in __all__']],
    ['a list that is gone', '__all__ = ["a"]', '', []],
    [
      'a list that nobody can read',
      '__all__ = ["a", "b"]',
      '__all__ = sorted(names)',
      [`(?) __all__ = sorted(names) is new, and ${UNKNOWN}`],
    ],
    [
      'a list that nobody could read',
      '__all__ = sorted(names)',
      '__all__ = ["a"]',
      ['(?) __all__ = sorted(names) is gone, and with it names that cannot be told'],
    ],
    ['a list that nobody can read, as before', '__all__ = sorted(names)', '__all__ = sorted(names)', []],
    [
      'a name of a star import',
      'from .x import *\n__all__ = ["a", "b", "c"]',
      'from .x import *\n__all__ = ["a", "b"]',
      ['c is no longer in __all__'],
    ],
    [
      'a name that nothing defined',
      '__all__ = ["a", "b", "ghost"]',
      '__all__ = ["a", "b"]',
      ['ghost is no longer in __all__'],
    ],
    [
      'a name that is written by a format',
      '__all__ = ["a", "b"]',
      '__all__ = ["a", f"{x}"]',
      [`(?) __all__ = ["a", f"{x}"] is new, and ${UNKNOWN}`],
    ],
  ])('%s', (_, before, ...[after, found]) => {
    expect(between(`${before}\n${CODE}`, `${after}\n${CODE}`)).toEqual(found);
  });

  it('and a name that is gone is told once', () => {
    expect(between(`__all__ = ["a", "b"]\n${CODE}`, '__all__ = ["a"]\ndef a(): ...')).toEqual(['b is gone']);
  });

  it('and a private name belongs to it', () => {
    const text = (list: string) => `__all__ = [${list}]\ndef _run(x): ...\ndef a(): ...`;
    expect(between(text('"a", "_run"'), text('"a"'))).toEqual(['_run is no longer in __all__']);
    expect(between(text('"a", "_run"'), text('"a", "_run"').replace('(x)', '(x, y)'))).toEqual([
      '_run needs the new parameter y',
    ]);
  });
});

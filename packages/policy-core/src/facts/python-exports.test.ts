import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../parsers/parsers.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { pythonFileOf } from '../testing/python-source.ts';
import { readExports } from './python-exports.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

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

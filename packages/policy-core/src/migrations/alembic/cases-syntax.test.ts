import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const up = (source: string) => toldRevision(parsers, source).up;
const within = (...lines: readonly string[]) =>
  up(`def upgrade():\n${lines.map((line) => `    ${line}\n`).join('')}`);

describe('statements of Python', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['several on a line', ['op.drop_table("a"); op.drop_table("b")'], ['drop-table a', 'drop-table b']],
    ['an if on one line', ['if x: op.drop_table("a")'], ['? drop-table a']],
    ['a for on one line', ['for t in ("a", "b"): op.drop_table(t)'], ['drop-table a', 'drop-table b']],
    ['a line that goes on', ['op.drop_table(\\', '    "a")'], ['drop-table a']],
    [
      'an if whose condition stands on the next line',
      ['if \\', '  is_old: op.drop_table("a")'],
      ['? drop-table a'],
    ],
    ['an if that is sure, and goes on', ['if \\', '  True: op.drop_table("a")'], ['drop-table a']],
    [
      'a choice over lines',
      ['op.execute("DROP TABLE a" if \\', '  is_old else \\', '  "DROP TABLE b")'],
      ['? drop-table a', '? drop-table b'],
    ],
    [
      'arguments that go on',
      ['op.add_column("a", \\', '  sa.Column("b", \\', '    sa.Integer(), \\', '    nullable=False))'],
      ['add-column a b'],
    ],
    ['a call over lines', ['op.drop_table(', '    "a",', ')'], ['drop-table a']],
    [
      'a call with comments inside',
      ['op.drop_table(  # the old one', '    "a",  # a', ')'],
      ['drop-table a'],
    ],
    ['parentheses around it', ['(op.drop_table("a"))'], ['drop-table a']],
    ['what it gives back is kept', ['done = op.drop_table("a")'], ['drop-table a']],
    ['what it gives back is kept twice', ['x = y = op.drop_table("a")'], ['drop-table a']],
    ['a walrus', ['if (done := op.drop_table("a")):', '    pass'], ['drop-table a']],
    ['a tuple of calls', ['op.drop_table("a"), op.drop_table("b")'], ['drop-table a', 'drop-table b']],
    [
      'a dictionary of calls',
      ['{"x": op.drop_table("a"), "y": op.drop_table("b")}'],
      ['drop-table a', 'drop-table b'],
    ],
    ['a subscript', ['x[op.drop_table("a")]'], ['drop-table a']],
    ['a star', ['f(*op.drop_table("a"))'], ['drop-table a']],
    ['a not', ['not op.drop_table("a")'], ['drop-table a']],
    ['a comparison', ['op.drop_table("a") == op.drop_table("b")'], ['drop-table a', 'drop-table b']],
    ['a del', ['del x[op.drop_table("a")]'], ['drop-table a']],
    ['an assert', ['assert op.drop_table("a") is None'], ['drop-table a']],
    [
      'a match',
      [
        'match kind():',
        '    case "x":',
        '        op.drop_table("a")',
        '    case _:',
        '        op.drop_table("b")',
      ],
      ['? drop-table a', '? drop-table b'],
    ],
    [
      'a with in parentheses',
      ['with (', '    timer() as t,', '    other() as o,', '):', '    op.drop_table("a")'],
      ['drop-table a'],
    ],
    [
      'a try with except*',
      ['try:', '    op.drop_table("a")', 'except* ValueError:', '    op.drop_table("b")'],
      ['? drop-table a', '? drop-table b'],
    ],
    ['an async for', ['async for t in tables():', '    op.drop_table("a")'], ['? drop-table a']],
    [
      'an async with',
      ['async with engine.begin() as c:', '    await c.execute(sa.text("DROP TABLE a"))'],
      ['drop-table a'],
    ],
    ['a global', ['global x', 'op.drop_table("a")'], ['drop-table a']],
    ['a type', ['name: str = "a"', 'op.drop_table(name)'], ['drop-table a']],
    ['a yield', ['yield op.drop_table("a")'], ['drop-table a']],
  ])('%s', (_, lines, expected) => {
    expect(within(...lines)).toEqual(expected);
  });
});

describe('Python of newer versions', () => {
  it.each<[string, string, readonly string[]]>([
    ['quotes inside of an f-string', 'def upgrade():\n    op.execute(f"DROP TABLE {"a"}")', ['drop-table a']],
    [
      'parameters of types',
      'def drop[T](name: T) -> T:\n    op.drop_table(name)\n\ndef upgrade():\n    drop("a")',
      ['drop-table a'],
    ],
    ['a name for a type', 'type Name = str\n\ndef upgrade():\n    op.drop_table("a")', ['drop-table a']],
    [
      'a union of types',
      'down: str | None = None\n\ndef upgrade():\n    op.drop_table("a")',
      ['drop-table a'],
    ],
    [
      'positions only',
      'def drop(name, /):\n    op.drop_table(name)\n\ndef upgrade():\n    drop("a")',
      ['drop-table a'],
    ],
    [
      'names only',
      'def drop(*, name):\n    op.drop_table(name)\n\ndef upgrade():\n    drop(name="a")',
      ['drop-table a'],
    ],
    [
      'dictionaries that are joined',
      'KEYS = {"table_name": "a"} | {}\n\ndef upgrade():\n    op.drop_table(**KEYS)',
      ['drop-table <**KEYS>'],
    ],
    [
      'a number with underscores',
      'def upgrade():\n    op.execute("DELETE FROM a WHERE b > %d" % 1_000)',
      ['change-rows delete a filtered'],
    ],
    [
      'a decorator that is any expression',
      '@(lambda f: f)\ndef upgrade():\n    op.drop_table("a")',
      ['! what the decorator does with the function is not known', '? drop-table a'],
    ],
  ])('%s', (_, source, expected) => {
    expect(up(`${source}\n`)).toEqual(expected);
  });
});

describe('a file that looks unusual', () => {
  it.each<[string, string]>([
    ['tabs', 'def upgrade():\n\top.drop_table("a")\n'],
    ['one space', 'def upgrade():\n op.drop_table("a")\n'],
    ['everything on one line', 'def upgrade(): op.drop_table("a")\n'],
    ['no line end', 'def upgrade(): op.drop_table("a")'],
    ['many empty lines', '\n\n\ndef upgrade():\n\n\n    op.drop_table("a")\n\n\n'],
    ['form feeds', '\f\ndef upgrade():\n    op.drop_table("a")\n\f\n'],
    ['only carriage returns', 'def upgrade():\r    op.drop_table("a")\r'],
    ['only carriage returns, and comments', '# no\rdef upgrade():\r    # no\r    op.drop_table("a")\r'],
    ['a comment that a carriage return ends', 'def upgrade():\n    # no\r    op.drop_table("a")\n'],
    ['a line that a carriage return ends', 'def upgrade():\n    x = 1  # no\r    op.drop_table("a")\n'],
    ['SQL over carriage returns', 'def upgrade():\r    op.execute("""\r-- no\rDROP TABLE \\\ra""")\r'],
    ['a line about its encoding', '# -*- coding: latin-1 -*-\ndef upgrade():\n    op.drop_table("a")\n'],
    ['a line for the shell', '#!/usr/bin/env python\ndef upgrade():\n    op.drop_table("a")\n'],
    [
      'comments that are indented otherwise',
      'def upgrade():\n# no\n        # no\n    op.drop_table("a")\n  # no\n',
    ],
    [
      'a docstring with code',
      'def upgrade():\n    """\n    op.drop_table("b")\n    """\n    op.drop_table("a")\n',
    ],
    ['a class in between', 'class X:\n    pass\n\ndef upgrade():\n    op.drop_table("a")\n'],
    [
      'a main part',
      'def upgrade():\n    op.drop_table("a")\n\nif __name__ == "__main__":\n    print("no")\n',
    ],
    ['letters of other alphabets', 'größe = "a"\n\ndef upgrade():\n    op.drop_table(größe)\n'],
    ['letters that Python takes for others', 'def upgrade():\n    op.ｄrop_table("a")\n'],
    ['emojis', '"""😀"""\n# 😀\ndef upgrade():\n    x = "😀"\n    op.drop_table("a")  # 😀\n'],
  ])('%s', (_, source) => {
    expect(up(source)).toEqual(['drop-table a']);
  });
});

describe('a name that is used for something else', () => {
  it.each<[string, string, readonly string[]]>([
    ['a local op', 'def upgrade():\n    op = make_operations()\n    op.drop_table("a")', ['drop-table a']],
    ['a variable called sa', 'def upgrade():\n    sa = None\n    op.drop_table("a")', ['drop-table a']],
    [
      'a function called drop_table',
      'def drop_table(name):\n    print(name)\n\ndef upgrade():\n    drop_table("a")',
      [],
    ],
    [
      'a method called drop_table',
      'class Catalog:\n    def drop_table(self, name):\n        print(name)\n\ndef upgrade():\n    Catalog().drop_table("a")',
      [],
    ],
    ['a table called op', 'def upgrade():\n    op.drop_table("op")', ['drop-table op']],
  ])('%s', (_, source, expected) => {
    expect(up(`${source}\n`)).toEqual(expected);
  });
});

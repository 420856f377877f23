import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nestedIn, pythonNestings } from '../../testing/python-nestings.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { misplacedLine } from './misplaced-line.ts';

const parsers = await testParsers();

function found(text: string): readonly [problem: string, at: string] | undefined {
  const line = misplacedLine(pythonFileOf(parsers, text));
  return line && [line.problem, text.slice(line.start, line.end)];
}

const INDENTED = 'a line is not indented as its block is';
const EMPTY = 'a block has no statement';
const BROKEN = 'a statement ends in the middle of a line';

describe('A line', () => {
  it.each<[string, string, string]>([
    ['further right than the one before', 'a\n  b\n', 'b'],
    ['further right at the beginning', '  a\nb\n', 'a'],
    ['further right behind a comment', '# why\n a\n', 'a'],
    ['between two blocks', 'if a:\n    b\n  c\n', 'c'],
    ['further left than its block, in a block', 'def f():\n    if a:\n        b\n      c\n', 'c'],
    ['further right within a block', 'def f():\n    a\n      b\n', 'b'],
    ['further right behind a block on one line', 'if a: b\n    c\n', 'c'],
    ['as many tabs as there were spaces', 'if a:\n        b\n\tc\n', 'c'],
    ['as far left as nothing, behind a backslash that is not', 'if a:\n    b\n  \\\n    c\n', 'c'],
    ['further right behind a backslash', ' \\\na\n', 'a'],
    ['further right on the line behind a backslash', '\\\n a\n', 'a'],
    ['else further right, behind a backslash', 'if a:\n    b\n  \\\nelse:\n    c\n', 'else:\n    c'],
    // The backslash stands behind a tab, which is eight columns and as many characters then.
    ['behind a tab and a backslash, among lines with tabs', 'if a:\n\tb\n\t\\\nc\n', 'c'],
    ['spaces that are as wide as a tab', 'if a:\n\tb\n        c\n', 'c'],
    ['in the block of a function with decorators', '@a\ndef f():\n    b\n     c\n', 'c'],
    ['in the block of an except', 'try:\n    a\nexcept b:\n    c\n     d\n', 'd'],
    ['in the block of a case', 'match a:\n    case 1:\n        b\n         c\n', 'c'],
    ['a function further right than its decorator', '@a\n def f(): pass\n', 'def f(): pass'],
    ['a decorator further right than the first', '@a\n @b\ndef f(): pass\n', '@b'],
    ['finally further right than try', 'try:\n    a\n  finally:\n    b\n', 'finally:\n    b'],
    ['in the method of a class', 'class A:\n    def m(self):\n        a\n         b\n', 'b'],
  ])('is not indented as its block is: %s', (_, text, at) => {
    expect(found(text)).toEqual([INDENTED, at]);
  });

  it.each<[string, string]>([
    ['a block', 'if a:\n    b\n    c\nd\n'],
    ['blocks of different depth', 'if a:\n  b\nif c:\n        d\n'],
    ['tabs', 'if a:\n\tb\n\tif c:\n\t\td\n'],
    ['tabs behind spaces', 'if a:\n  b\n  if c:\n  \td\n'],
    ['a block on the line of its head', 'if a: b; c\nd\n'],
    ['several statements on a line', 'a; b\nc\n'],
    ['a comment that is not indented', 'if a:\n    b\n# c\n    d\n'],
    ['empty lines and lines of space', 'if a:\n    b\n\n  \n\t\n    c\n'],
    ['a form feed', 'a\n\f\nb\n\fc\n'],
    ['a byte order mark', '\uFEFFa\nb\n'],
    ['Windows line ends', 'if a:\r\n    b\r\n    c\r\n'],
    ['a continued line', 'if a:\n    b = \\\n  c\n    d\n'],
    ['a statement behind a continued line', 'if a:\n    b; \\\n  c\n    d\n'],
    ['a line that goes on before anything stands on it', 'if a:\n    \\\nb\n    c\n'],
    ['such a line of Windows', 'if a:\r\n    \\\r\nb\r\n    c\r\n'],
    ['one that goes on twice', 'if a:\n\\\n    \\\nb\n    c\n'],
    ['one that goes on where nothing is ahead of the backslash', 'if a:\n    b\n\\\n    c\n    d\n'],
    ['else behind a backslash', 'if a:\n    b\n\\\nelse:\n    c\n'],
    [
      'else, elif, except and finally',
      'if a:\n  b\nelif c:\n   d\nelse:\n    e\ntry:\n a\nexcept b:\n  c\nfinally:\n   d\n',
    ],
    ['a docstring over lines', 'def f():\n    """a\nb\n      c"""\n    d\n'],
    ['nothing', ''],
    ['only a comment', '# a\n'],
  ])('stands where it may: %s', (_, text) => {
    expect(found(text)).toBeUndefined();
  });
});

describe('A block', () => {
  it.each<[string, string]>([
    ['a function', 'def f():\n'],
    ['a function with more behind it', 'def f():\n\nx = 1\n'],
    ['a function with a comment', 'def f():\n    # nothing\n'],
    ['a class', 'class A:\n'],
    ['if', 'if a:\nx\n'],
    ['if with an else', 'if a:\nelse:\n    b\n'],
    ['else', 'if a:\n    b\nelse:\n'],
    ['for', 'for a in b:\n'],
    ['while', 'while a:\n'],
    ['try', 'try:\nexcept a:\n    b\n'],
    ['with', 'with a:\n\nb\n'],
    ['a function in a function', 'def f():\n    def g():\n    a\n'],
  ])('has a statement at least: %s', (_, text) => {
    expect(found(text)?.[0]).toBe(EMPTY);
  });
});

describe('A statement', () => {
  it.each<[string, string, string]>([
    ['a header without a value', 'down_revision =\nbranch_labels = None\n', 'down_revision ='],
    ['a header without a value, with a comment', 'a =  # later\nb = 1\n', 'a =  # later'],
    ['a member that is not written yet', 'def f():\n    op.\n    g()\n', 'op.'],
    ['behind a text over lines', 'a = """\n""" + \nb\n', 'a = """\n""" + '],
    ['with Windows line ends', 'a =\r\nb\r\n', 'a ='],
    ['in a text of one line', 'a = "\nb"\n', 'a = "'],
    ['in a text of one line within brackets', "a('# x\n', b)\n", "a('# x"],
  ])('is not ended by a line in its middle: %s', (_, text, at) => {
    const parse = parsers.python.parse(text);
    // Some of these the grammar refuses by itself.
    if (parse.kind === 'module') expect(found(text)).toEqual([BROKEN, at]);
    else expect(parse.kind).toBe('syntax-error');
  });

  it('is one of those that the grammar lets pass: a header without a value', () => {
    expect(found('down_revision =\nbranch_labels = None\n')).toEqual([BROKEN, 'down_revision =']);
  });

  it.each<[string, string]>([
    ['brackets', 'a = (\n    b\n)\nc = [\n1,\n]\nd = {\n1: 2\n}\n'],
    ['an argument list', 'op.f(\n    a,\n    b=1,\n)\n'],
    ['a text', "a = \"\"\"\n(\n\"\"\"\nb = '''\n['\n'''\n"],
    ['brackets in a text', 'a = "(" + (\n")"\n)\n'],
    ['brackets in a comment', 'a = (  # ((\n    b\n)\n'],
    ['a quote in a comment', "a = (  # isn't\n    b\n)\n"],
    ['a text with a quote in it', 'a = ("\\"", \'"\', """\n"\\""""\n)\n'],
    ['a backslash', 'a = \\\n    b + \\\n    c\n'],
    ['a backslash with a Windows line end', 'a = \\\r\n    b\r\n'],
    ['a continued text', 'a = "b\\\nc"\n'],
    ['a continued text with a Windows line end', 'a = "b\\\r\nc"\r\n'],
    ['a raw text that ends with backslashes', 'a = (r"\\\\"\n"b")\n'],
    ['an f-string over lines', 'a = f"""{\n    b\n}"""\n'],
    ['a lambda in brackets', 'a = (lambda:\n    b)\n'],
    ['an import in brackets', 'from a import (\n    b,\n    c,\n)\n'],
    ['an item', 'a[\n1\n] = 2\n'],
  ])('goes on over lines within %s', (_, text) => {
    expect(found(text)).toBeUndefined();
  });
});

describe('Whatever is nested', () => {
  const codes = pythonNestings.map((nestings) => nestedIn(nestings, ['op.drop_table(', '  name)', 'x = 1']));

  it('stands where it may', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('\n', '\r\n'), (lines, end) => {
        expect(found(lines.join(end))).toBeUndefined();
      }),
    );
  });

  it('does not when its last line is moved to the right', () => {
    fc.assert(
      fc.property(codes, (lines) => {
        const at = lines.findLastIndex((line) => line.trim() === 'x = 1');
        const moved = lines.with(at, ` ${lines[at] ?? ''}`);
        expect(found(`${moved.join('\n')}\n`)?.[0]).toBe(INDENTED);
      }),
    );
  });

  it('is read in time, however long it is', () => {
    const text = `a = (\n${'    "((",  # [\n'.repeat(50_000)})\n`;
    expect(found(text)).toBeUndefined();
  });

  it('is read in time, however often its lines go on', () => {
    expect(found(`if a:\n    b\n${'\\\n'.repeat(200)}    c\n`)).toBeUndefined();
  });
});

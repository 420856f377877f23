import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { nestedIn, pythonNestings } from '../testing/python-nestings.ts';
import type { PythonNode } from './parsers.ts';

const parser = (await testParsers()).python;

function rootOf(text: string): PythonNode {
  const parse = parser.parse(text);
  if (parse.kind !== 'module') throw new Error(`${parse.problem}: ${text}`);
  return parse.root;
}

/** Types and roles without places: what stays when only space and comments change. */
function shape(node: PythonNode): unknown {
  return [node.type, node.field, ...node.children.map(shape)];
}

describe('Python of every version 3', () => {
  it.each<[string, string]>([
    ['an f-string with quotes of its own kind', 'x = f"{a["b"]}"\n'],
    ['an f-string over lines', 'x = f"""{\n    a\n}"""\n'],
    ['an f-string with a comment', 'x = f"""{\n    a  # why\n}"""\n'],
    ['an f-string that shows its source', 'x = f"{a = }"\n'],
    ['a raw f-string', 'x = rf"\\{a}"\n'],
    ['an f-string that fills with what also assigns', 'x = f"{a:=^80}" f"{a:=}" f"{a :==^{b}}"\n'],
    ['bytes', 'x = b"\\xff" rb"\\d"\n'],
    ['literals over lines', 'x = (\n    "a"\n    "b"\n)\n'],
    ['a continued line', 'x = 1 + \\\n    2\n'],
    ['a continued line with a Windows line end', 'x = 1 + \\\r\n    2\r\n'],
    ['numbers', 'x = 1_000 + 0x1F + 1e5 + 2j + 0b1\n'],
    ['an ellipsis', 'def f(): ...\n'],
    ['a decorator with a walrus', '@(d := make())\ndef f(): pass\n'],
    ['decorators and comments', '@a\n# why\n@b(1)\ndef f(): pass\n'],
    ['all kinds of parameters', 'def f(a, /, b: int = 1, *c: int, d, e=2, **g): pass\n'],
    ['a star alone', 'def f(a, *, b): pass\n'],
    ['types', 'def f(a: "A | None" = None) -> dict[str, list[int]]: pass\n'],
    ['type parameters of all kinds', 'class A[T: int, *Ts, **P]: pass\n'],
    ['a type alias', 'type A = int | str\n'],
    ['a match with classes', 'match a:\n    case Point(x=0, y=[1, *_]) | None: pass\n'],
    ['a match with a guard', 'match a:\n    case {"b": c, **rest} if c > 1: pass\n'],
    ['match as a name', 'match = 1\ncase = match\nprint(match)\n'],
    ['type as a name', 'type = 1\nprint(type)\n'],
    ['groups of exceptions', 'try:\n    pass\nexcept* (A, B) as e:\n    pass\n'],
    ['else and finally', 'try:\n    pass\nexcept A:\n    pass\nelse:\n    pass\nfinally:\n    pass\n'],
    [
      'async for, with and comprehension',
      'async def f():\n    async with a as b:\n        return [c async for c in b]\n',
    ],
    ['yield from', 'def f():\n    x = yield from g()\n'],
    ['star expressions', 'a, *b = [*c, *d]\nf(*a, **{**b})\n'],
    ['a star in an index', 'x[*a, 1:2, ...]\n'],
    ['a lambda with defaults', 'f = lambda a, *b, c=1, **d: (a, b)\n'],
    ['conditions that chain', 'x = a if b else c if d else e\nassert 1 < x <= 3, "no"\n'],
    ['global and nonlocal', 'def f():\n    global a\n    def g():\n        nonlocal b\n'],
    ['del with several', 'del a, b[0], c.d\n'],
    ['tabs', 'if a:\n\tb\n\tif c:\n\t\td\n'],
    ['a form feed', 'a = 1\n\f\nb = 2\n'],
    ['no line end at the end', 'if a:\n    b'],
    ['a comment at the end', 'if a:\n    b\n# end'],
    ['a comment that is not indented', 'if a:\n    b\n# c\n    d\n'],
    ['lines of space', 'if a:\n    b\n   \n\t\n    c\n'],
    ['statements on a line', 'a = 1; b = 2; \n'],
    ['names of other letters', 'größe = 訂單 = 1\n'],
    ['a docstring alone', '"""Nothing."""\n'],
    ['the encoding', '# -*- coding: utf-8 -*-\nx = 1\n'],
    ['a first line for a shell', '#!/usr/bin/env python\nx = 1\n'],
    ['a byte order mark and Windows line ends', '\uFEFFx = 1\r\ny = 2\r\n'],
  ])('is read: %s', (_, text) => {
    expect(parser.parse(text).kind).toBe('module');
  });

  it.each<[string, string]>([
    ['a missing colon', 'if a\n    b\n'],
    ['a set that assigns nothing', 'x = {a:=}\n'],
    ['a missing bracket', 'x = [1, 2\n'],
    ['an extra bracket', 'x = 1)\n'],
    ['a missing quote', "x = 'a\n"],
    ['three missing quotes', 'x = """a\n'],
    ['a merge in conflict', '<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n'],
    ['a template of its own', 'revision = ${repr(up_revision)}\n'],
    ['another language', 'function f() { return 1; }\n'],
    ['SQL', 'DROP TABLE orders;\n'],
    ['a diff', '@@ -1 +1 @@\n-x = 1\n+x = 2\n'],
  ])('is refused, with a place, when it is %s', (_, text) => {
    const parse = parser.parse(text);
    if (parse.kind !== 'syntax-error') throw new Error(parse.kind);
    expect(parse.problem).toBe('it is not valid Python');
    expect(parse.start).toBeGreaterThanOrEqual(0);
    expect(parse.end).toBeLessThanOrEqual(text.length);
  });

  it.each<[string, string]>([
    ['a comment further out behind a decorator', 'if a:\n    @d\n# note\n    def f(): pass\n'],
    ['a type parameter with a default', 'class A[T = int]: pass\n'],
    ...['""', 'None', '1', '[b]', '(b, c)', '{}', '-b', 'await b'].flatMap((value): [string, string][] => [
      [`*${value} as a value of its own`, `a = "", *${value}\n`],
      [`*${value} as an index`, `a[*${value}]\n`],
    ]),
  ])('is refused, not misread, where only the grammar does not follow: %s', (_, text) => {
    expect(parser.parse(text).kind).toBe('syntax-error');
  });
});

describe('Any tree', () => {
  const codes = pythonNestings.map(
    (nestings) => `${nestedIn(nestings, ['op.drop_table(name, a=1)']).join('\n')}\n`,
  );

  it('has children that lie inside their parent, one behind the other', () => {
    const check = (node: PythonNode) => {
      let position = node.start;
      for (const child of node.children) {
        expect(child.start).toBeGreaterThanOrEqual(position);
        expect(child.end).toBeLessThanOrEqual(node.end);
        position = child.end;
        check(child);
      }
    };
    fc.assert(fc.property(codes, (text) => check(rootOf(text))));
  });

  it('keeps its shape with comments, empty lines and Windows line ends', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('# note', '', '  ', '# 😀 op.drop_table()'), (text, noise) => {
        const lines = text.trimEnd().split('\n');
        const noisy = lines.flatMap((line) => [`${/^ */.exec(line)?.[0]}${noise}`, line]);
        expect(shape(rootOf(`${noisy.join('\n')}\n`))).toEqual(shape(rootOf(text)));
        expect(shape(rootOf(text.replaceAll('\n', '\r\n')))).toEqual(shape(rootOf(text)));
      }),
    );
  });

  it('is the same when it is asked for again', () => {
    fc.assert(
      fc.property(codes, (text) => {
        expect(rootOf(text)).toEqual(rootOf(text));
      }),
    );
  });

  it('moves by what stands in front of it', () => {
    const places = (node: PythonNode): number[] => [node.start, node.end, ...node.children.flatMap(places)];
    fc.assert(
      fc.property(codes, (text) => {
        const before = '# 😀 é 訂\n';
        const [plain, moved] = [rootOf(text), rootOf(`${before}${text}`)];
        const inside = (root: PythonNode) => root.children.flatMap(places);
        expect(inside(moved)).toEqual(inside(plain).map((place) => place + before.length));
      }),
    );
  });
});

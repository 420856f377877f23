import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, pythonFileOf } from '../../testing/python-source.ts';
import {
  allNodes,
  argumentNamed,
  argumentsOf,
  childIn,
  identifierName,
  importStatements,
  lastName,
  nameOf,
  sourceOf,
  withoutParentheses,
} from './nodes.ts';

const parsers = await testParsers();

/** The expression of a file that is nothing else. */
function expression(source: string) {
  const file = pythonFileOf(parsers, source);
  const node = file.root.children[0]?.children[0];
  if (node === undefined) throw new Error(`${source} is no expression`);
  return { file, node };
}

describe('The arguments of a call', () => {
  it.each<[string, string[], Record<string, string>, boolean]>([
    ['f()', [], {}, false],
    ['f(1)', ['1'], {}, false],
    ['f(1, a)', ['1', 'a'], {}, false],
    ['f(1, a,)', ['1', 'a'], {}, false],
    ['f(k=1)', [], { k: '1' }, false],
    ['f(1, k=2, m=g(3))', ['1'], { k: '2', m: 'g(3)' }, false],
    ['f(ｋ=1)', [], { k: '1' }, false],
    ['f(*a)', [], {}, true],
    ['f(1, *a)', ['1'], {}, true],
    ['f(**k)', [], {}, true],
    ['f(1, k=2, **more)', ['1'], { k: '2' }, true],
    ['f(x for x in y)', ['(x for x in y)'], {}, false],
    ['f("a" "b")', ['"a" "b"'], {}, false],
    ['f((1, 2))', ['(1, 2)'], {}, false],
    ['f(lambda: 1)', ['lambda: 1'], {}, false],
    ['f(a := 1)', ['a := 1'], {}, false],
    ['f(1,  # one\n  2)', ['1', '2'], {}, false],
  ])('are read: %s', (...[source, positional, keywords, spread]) => {
    const { file, node } = expression(source);
    const found = argumentsOf(file, node);
    expect(found.positional.map((one) => sourceOf(file, one))).toEqual(positional);
    const named = [...found.keywords].map(([name, value]) => [name, sourceOf(file, value)]);
    expect(Object.fromEntries(named)).toEqual(keywords);
    expect(found.spread).toBe(spread);
  });

  it.each<[string, string | undefined]>([
    ['f(1, sql=2)', '1'],
    ['f(sql=2)', '2'],
    ['f(statement=3, sql=2)', '2'],
    ['f(statement=3)', '3'],
    ['f(other=4)', undefined],
    ['f()', undefined],
    ['f(*a)', undefined],
  ])('are asked for by place or by one of several names: %s', (source, value) => {
    const { file, node } = expression(source);
    const found = argumentNamed(file, node, ['sql', 'statement']);
    expect(found && sourceOf(file, found)).toBe(value);
  });
});

describe('The names in an expression', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['a', 'a', 'a'],
    ['a.b', undefined, 'b'],
    ['a.b.c', undefined, 'c'],
    ['a().b', undefined, 'b'],
    ['a[0].b', undefined, 'b'],
    ['a[0]', undefined, undefined],
    ['a()', undefined, undefined],
    ['"a"', undefined, undefined],
    ['größe', 'größe', 'größe'],
    ['ﬁle', 'file', 'file'],
    ['x.ｄrop', undefined, 'drop'],
  ])('%s', (source, plain, last) => {
    const { file, node } = expression(source);
    expect(identifierName(file, node)).toBe(plain);
    expect(lastName(file, node)).toBe(last);
  });

  it('are none where there is no node', () => {
    const { file } = expression('a');
    expect(identifierName(file, undefined)).toBeUndefined();
    expect(lastName(file, undefined)).toBeUndefined();
    expect(childIn(undefined, 'left')).toBeUndefined();
  });

  it('are compared as Python compares them, and shown as they are written', () => {
    const file = pythonFileOf(parsers, 'ｄrop = 1\n');
    const node = nodeWritten(file, 'ｄrop');
    expect(nameOf(file, node)).toBe('drop');
    expect(sourceOf(file, node)).toBe('ｄrop');
  });
});

describe('Parentheses', () => {
  it.each<[string, string]>([
    ['a', 'a'],
    ['(a)', 'a'],
    ['(((a)))', 'a'],
    ['( # why\n a)', 'a'],
    ['(a + b)', 'a + b'],
    ['(a, b)', '(a, b)'],
    ['(a,)', '(a,)'],
    ['()', '()'],
    ['(x for x in y)', '(x for x in y)'],
    ['(yield)', 'yield'],
  ])('that only group are left out: %s', (source, inner) => {
    const { file, node } = expression(source);
    expect(sourceOf(file, withoutParentheses(node))).toBe(inner);
  });
});

describe('All nodes of a file', () => {
  it('come in the order of the text, what is around before what is inside', () => {
    const { file, node } = expression('f(a, g(b))');
    expect([...allNodes(node)].map((one) => sourceOf(file, one))).toEqual([
      'f(a, g(b))',
      'f',
      '(a, g(b))',
      'a',
      'g(b)',
      'g',
      '(b)',
      'b',
    ]);
  });

  it('are found without recursion, however deep they lie', () => {
    const { node } = expression(`${'['.repeat(400)}1${']'.repeat(400)}`);
    expect([...allNodes(node)]).toHaveLength(401);
  });
});

describe('The import statements of a file', () => {
  const found = (source: string) => {
    const file = pythonFileOf(parsers, source);
    return importStatements(file).map((node) => sourceOf(file, node));
  };

  it('are found wherever they stand, in the order of the text', () => {
    const source = [
      'import a',
      'def upgrade(x=f(1)):',
      '    from b import c as d',
      '    if x:',
      '        import e, g',
      '    else:',
      '        from . import h',
      'class K:',
      '    def m(self):',
      '        with x:',
      '            try:',
      '                from i import *',
      '            except E:',
      '                import j.k as l',
    ].join('\n');
    expect(found(`${source}\n`)).toEqual([
      'import a',
      'from b import c as d',
      'import e, g',
      'from . import h',
      'from i import *',
      'import j.k as l',
    ]);
  });

  it('are those that a walk over all nodes finds', () => {
    const source =
      'for i in f(lambda: 1):\n    import a\nwhile g():\n    match x:\n        case 1:\n            import b\n';
    const file = pythonFileOf(parsers, source);
    expect(importStatements(file)).toEqual(
      allNodes(file.root).filter(({ type }) => type === 'import_statement'),
    );
    expect(importStatements(file)).toHaveLength(2);
  });

  it('are none in a text, a call or a future that is imported', () => {
    expect(found('exec("import a")\n"import b"\nfrom __future__ import annotations\n')).toEqual([]);
  });

  it('are looked for once', () => {
    const file = pythonFileOf(parsers, 'import a\n');
    expect(importStatements(file)).toBe(importStatements({ ...file }));
  });
});

describe('A name', () => {
  it.each([
    ['plain', 'x', 'x'],
    ['with letters beyond ASCII', 'größe', 'größe'],
    ['in wide letters', 'ｄｒｏｐ', 'drop'],
    ['with a ligature', 'ﬁle', 'file'],
    ['with an accent of its own', 'e\u0301t', 'ét'],
  ])('%s is in normal form', (_, written, name) => {
    const { file, node } = expression(written);
    expect(nameOf(file, node)).toBe(name);
  });
});

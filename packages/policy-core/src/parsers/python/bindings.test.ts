import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, scopeAround, tracedFileOf } from '../../testing/python-source.ts';
import { bindingsOf, type Binding } from './bindings.ts';
import { sourceOf } from './nodes.ts';
import type { TracedFile } from './values.ts';

const parsers = await testParsers();

function shown(file: TracedFile, binding: Binding): string {
  switch (binding.kind) {
    case 'value':
      return sourceOf(file, binding.node);
    case 'element':
      return `each of ${sourceOf(file, binding.iterable)}`;
    case 'parameter': {
      const fallback = binding.default === undefined ? '' : ` = ${sourceOf(file, binding.default)}`;
      return `${binding.function}(${binding.index ?? 'named'}: ${binding.name}${fallback})`;
    }
    case 'opaque':
      return '?';
  }
}

/** What `x` can hold in the module. */
function inModule(text: string): string[] {
  const file = tracedFileOf(parsers, text);
  return bindingsOf('x', file.scopes.module).map((binding) => shown(file, binding));
}

/** What `x` can hold where `use(x)` is written. */
function whereUsed(text: string): string[] {
  const file = tracedFileOf(parsers, text);
  const scope = scopeAround(file, nodeWritten(file, 'use(x)'));
  return bindingsOf('x', scope).map((binding) => shown(file, binding));
}

describe('A name gets its value', () => {
  it.each<[string, string, string[]]>([
    ['by an assignment', 'x = 1', ['1']],
    ['by an assignment with a type', 'x: int = 1', ['1']],
    ['by a chain', 'a = x = b = 1', ['1']],
    ['by two assignments', 'x = 1\nx = 2', ['1', '2']],
    ['by one branch of two', 'if a:\n    x = 1\nelse:\n    x = 2', ['1', '2']],
    ['by a pair', 'x, y = 1, 2', ['1']],
    ['by the other of a pair', 'y, x = 1, 2', ['2']],
    ['by a pair in parentheses', '(y, x) = (1, 2)', ['2']],
    ['by a pair in brackets', '[y, x] = [1, 2]', ['2']],
    ['by pairs in pairs', 'a, (b, x) = 1, (2, 3)', ['3']],
    ['by a walrus', 'if (x := 1): pass', ['1']],
    ['by a walrus in a comprehension', '[x := y for y in z]', ['y']],
    ['by a loop', 'for x in (1, 2): pass', ['each of (1, 2)']],
    ['by an async loop', 'async def f():\n    pass\nfor x in rows: pass', ['each of rows']],
    ['by a comprehension', '[x for x in rows]', ['each of rows']],
    ['by a generator', 'any(x for x in rows)', ['each of rows']],
    ['by a dictionary comprehension', '{x: 1 for x in rows}', ['each of rows']],
    ['in the body of a class', 'class M:\n    x = 1', ['1']],
    ['in a block', 'with a:\n    try:\n        x = 1\n    finally:\n        pass', ['1']],
    ['under a match', 'match a:\n    case 1:\n        x = 2', ['2']],
    ['in compatibility letters', 'ｘ = 1', ['1']],
    ['with a continued line', 'x = \\\n  1', ['1']],
    ['behind emoji', 'y = "😀"; x = 1', ['1']],
    ['with Windows line ends', 'y = 2\r\nx = 1\r\n', ['1']],
  ])('that can be seen: %s', (_, text, values) => {
    expect(inModule(`${text}\n`)).toEqual(values);
  });

  it.each<[string, string]>([
    ['by an import', 'from a import x'],
    ['by an import under that name', 'from a import b as x'],
    ['by a definition', 'def x(): pass'],
    ['by an async definition', 'async def x(): pass'],
    ['by a decorated definition', '@d\ndef x(): pass'],
    ['by a class', 'class x: pass'],
    ['by with', 'with open(a) as x: pass'],
    ['by several in with', 'with (a as b, c as x): pass'],
    ['by an exception', 'try: pass\nexcept E as x: pass'],
    ['by a group of exceptions', 'try: pass\nexcept* E as x: pass'],
    ['by unpacking', 'x, y = pair'],
    ['by unpacking the rest', 'y, *x = 1, 2, 3'],
    ['by unpacking in a loop', 'for x, y in pairs: pass'],
    ['by unpacking in a comprehension', '[1 for x, y in pairs]'],
    ['by a longer list', 'x, y = 1, 2, 3'],
    ['by a capture', 'match a:\n    case x: pass'],
    ['by a capture in a pattern', 'match a:\n    case {"k": [x, *_]}: pass'],
    ['by a capture with as', 'match a:\n    case [1, 2] as x: pass'],
    ['by the parameter of a lambda', 'f = lambda x: 1'],
    ['by adding to it', 'x += 1'],
    ['by deleting it', 'del x'],
    ['in another function that shares it', 'def f():\n    global x'],
  ])('that cannot be seen: %s', (_, text) => {
    expect(inModule(`${text}\n`)).toContain('?');
  });

  it.each<[string, string]>([
    ['a use', 'print(x)'],
    ['a type alone', 'x: int'],
    ['a member', 'a.x = 1'],
    ['an argument', 'f(x=1)'],
    ['a text', '"x = 1"'],
    ['a comment', '# x = 1'],
    ['a comparison', 'x == 1'],
    ['a local value', 'def f():\n    x = 1'],
    ['a parameter', 'def f(x): pass'],
    ['a local value of a method', 'class M:\n    def f(self):\n        x = 1'],
  ])('not by %s', (_, text) => {
    expect(inModule(`${text}\n`)).toEqual([]);
  });
});

describe('A parameter', () => {
  it.each<[string, string, string]>([
    ['plain', 'def f(x): use(x)', 'f(0: x)'],
    ['the second', 'def f(a, x): use(x)', 'f(1: x)'],
    ['with a default', 'def f(x=1): use(x)', 'f(0: x = 1)'],
    ['with a type', 'def f(x: int): use(x)', 'f(0: x)'],
    ['with a type and a default', 'def f(a, x: int = 1): use(x)', 'f(1: x = 1)'],
    ['of an async function', 'async def f(x): use(x)', 'f(0: x)'],
    ['by position only', 'def f(a, x, /): use(x)', 'f(1: x)'],
    ['behind those by position only', 'def f(a, /, x): use(x)', 'f(1: x)'],
    ['by name only', 'def f(a, *, x): use(x)', 'f(named: x)'],
    ['by name only, with a default', 'def f(*, a=1, x=2): use(x)', 'f(named: x = 2)'],
    ['behind the rest', 'def f(*rest, x): use(x)', 'f(named: x)'],
    ['used in a block', 'def f(x):\n    if x:\n        use(x)', 'f(0: x)'],
    ['used in an inner function', 'def f(x):\n    def g(): use(x)', 'f(0: x)'],
    ['used in a lambda', 'def f(x): return lambda: use(x)', 'f(0: x)'],
  ])('says whose it is and where: %s', (_, text, binding) => {
    expect(whereUsed(`${text}\n`)).toEqual([binding]);
  });

  it.each<[string, string]>([
    ['the rest', 'def f(*x): use(x)'],
    ['the rest by name', 'def f(**x): use(x)'],
    ['the rest with a type', 'def f(*x: int): use(x)'],
  ])('cannot be seen when it is %s', (_, text) => {
    expect(whereUsed(`${text}\n`)).toEqual(['?']);
  });

  it('can get another value in the function', () => {
    expect(whereUsed('def f(x):\n    x = x or 1\n    use(x)\n')).toEqual(['f(0: x)', 'x or 1']);
  });
});

describe('Where a name is looked for', () => {
  it.each<[string, string, string[]]>([
    ['the module', 'x = 1\nuse(x)', ['1']],
    ['the module, from a function', 'x = 1\ndef f(): use(x)', ['1']],
    ['the module, even when bound later', 'def f(): use(x)\nx = 1', ['1']],
    ['the function first', 'x = 1\ndef f():\n    x = 2\n    use(x)', ['2']],
    ['the function around', 'def f():\n    x = 1\n    def g(): use(x)', ['1']],
    ['not the function beside', 'x = 1\ndef g():\n    x = 2\ndef f(): use(x)', ['1']],
    ['not the function inside', 'x = 1\ndef f():\n    def g():\n        x = 2\n    use(x)', ['1']],
    ['the body of a class, as if around it', 'x = 1\nclass M:\n    x = 2\nuse(x)', ['1', '2']],
    ['a comprehension, as if around it', 'x = 1\n[x for x in y]\nuse(x)', ['1', 'each of y']],
    ['nowhere', 'use(x)', []],
  ])('is %s', (_, text, values) => {
    expect(whereUsed(`${text}\n`)).toEqual(values);
  });

  it('is every scope that shares it, and there nothing is known', () => {
    const text = 'x = 1\ndef f():\n    global x\n    x = 2\n    use(x)\n';
    expect(whereUsed(text)).toContain('?');
    expect(inModule(text)).toContain('?');
  });

  it('is every scope around for nonlocal', () => {
    const text = 'def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n    use(x)\n';
    expect(whereUsed(text)).toContain('?');
  });
});

describe('A name with very many values', () => {
  it('is not known any more, so that nothing is followed for ever', () => {
    const few = inModule('x = 1\n'.repeat(32));
    expect(few).toHaveLength(32);
    expect(few).not.toContain('?');
    const many = inModule('x = 1\n'.repeat(33));
    expect(many).toHaveLength(32);
    expect(many[0]).toBe('?');
  });
});

describe('The values of any name', () => {
  const lines = fc.array(
    fc.constantFrom('x = 1', 'x: int = 2', 'y = 3', '# x = 4', 'print(x)', '', 'if y: x = 5', '"x = 6"'),
    { maxLength: 12 },
  );

  it('are those of its assignments, in their order', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const assigned = all.flatMap((line) => /^(?:if y: )?x(?:: int)? = (\d)$/.exec(line)?.[1] ?? []);
        expect(inModule(`${all.join('\n')}\n`)).toEqual(assigned);
      }),
    );
  });

  it('are the same inside a function', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const body = all.map((line) => `    ${line}\n`).join('');
        expect(whereUsed(`def f():\n${body}    use(x)\n`)).toEqual(inModule(`${all.join('\n')}\n`));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, pythonFileOf, scopeAround } from '../../testing/python-source.ts';
import { indexOfModule } from './module-index.ts';
import { allNodes, moduleAt, sourceOf } from './nodes.ts';
import { traceWithModules } from './placed-modules.ts';
import { alternatives, newBudget, type TracedFile } from './values.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, readonly string[]>>;

function traced(own: readonly string[], texts: Texts = {}): TracedFile {
  return traceWithModules(pythonFileOf(parsers, `${own.join('\n')}\n`), {
    target: (_from, module) => (Object.hasOwn(texts, module) ? module : undefined),
    index: (path) => {
      const lines = texts[path];
      return lines && indexOfModule(pythonFileOf(parsers, `${lines.join('\n')}\n`));
    },
  });
}

/** What the last expression that is written so can be. */
function values(file: TracedFile, source: string): readonly string[] {
  const node = nodeWritten(file, source);
  const found = alternatives(file, { node, scope: scopeAround(file, node) }, newBudget());
  return found.map((one) => sourceOf(file, one.node));
}

/** The statements that were placed, by module. */
function placed(file: TracedFile) {
  return (file.modules ?? []).map(({ path, root }) => [
    path,
    root.children.map((node) => sourceOf(file, node)),
  ]);
}

describe('a file stands alone', () => {
  it.each<[string, readonly string[], Texts]>([
    ['where it imports nothing', ['X = 1'], { a: ['X = 1'] }],
    ['where nothing that it imports is at hand', ['from b import X'], { a: ['X = 1'] }],
    ['where it uses nothing of what it imports', ['import a'], { a: ['X = 1'] }],
    ['where it only takes a class', ['from a import X'], { a: ['class X:', '    pass'] }],
  ])('%s', (_name, own, texts) => {
    const file = traced(own, texts);
    expect(file.text).toBe(`${own.join('\n')}\n`);
    expect(file.modules).toBeUndefined();
  });
});

describe('the text of a module', () => {
  it('stands behind that of the file, with the statements that are asked for', () => {
    const file = traced(['from a import X'], { a: ['Y = 0', 'X = 1'] });
    expect(file.text).toBe('from a import X\n\nY = 0\nX = 1\n');
    expect(file.modules?.map(({ path, start, end }) => [path, start, end])).toEqual([['a', 17, 29]]);
    expect(placed(file)).toEqual([['a', ['X = 1']]]);
  });

  it('has its statements in the order of the text, with its imports', () => {
    const file = traced(['from a import X'], { a: ['import b', 'Y = b.Z', 'N = 0', 'X = Y'], b: ['Z = 1'] });
    expect(placed(file)).toEqual([
      ['a', ['import b', 'Y = b.Z', 'X = Y']],
      ['b', ['Z = 1']],
    ]);
  });

  it('is found by each place in it, and never by one of the file', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A = 1', '', '# é', 'B = [A]'), { maxLength: 5 }), (lines) => {
        const own = ['from a import X', ...lines];
        const file = traced(own, { a: [...lines, 'X = "x"'] });
        const module = file.modules?.[0];
        expect(file.text.slice(module?.start, module?.end)).toBe(`${[...lines, 'X = "x"'].join('\n')}\n`);
        for (const node of module === undefined ? [] : allNodes(module.root)) {
          expect(moduleAt(file, node.start)?.path).toBe('a');
        }
        for (const node of allNodes(file.root)) expect(moduleAt(file, node.start)).toBeUndefined();
      }),
    );
  });
});

describe('a value of a module', () => {
  it.each<[string, readonly string[], string, Texts, readonly string[]]>([
    ['is found by its name', ['from a import X', 'f(X)'], 'X', { a: ['X = "orders"'] }, ['"orders"']],
    ['is found behind a dot', ['import a', 'f(a.X)'], 'a.X', { a: ['X = "orders"'] }, ['"orders"']],
    [
      'is found by way of another module',
      ['from a import X', 'f((X))'],
      '(X)',
      { a: ['from b import Y', 'X = Y'], b: ['Y = "orders"'] },
      ['"orders"'],
    ],
    [
      'is found where a condition chooses it',
      ['from a import X', 'f((X))'],
      '(X)',
      { a: ['if big:', '    X = 1', 'else:', '    X = 2'] },
      ['1', '2'],
    ],
    [
      'is not followed where it is added to',
      ['from a import X', 'f((X))'],
      '(X)',
      { a: ['X = []', 'X += [1]'] },
      ['X'],
    ],
  ])('%s', (_name, ...[own, source, texts, expected]) => {
    expect(values(traced(own, texts), source)).toEqual(expected);
  });
});

describe('a function of a module', () => {
  /** What the name is in the file. */
  function imported(texts: Texts) {
    const [binding] = traced(['from a import make'], texts).scopes.module.names.get('make') ?? [];
    return binding?.kind === 'opaque' ? binding.imported?.kind : binding?.kind;
  }

  it.each<[string, readonly string[], string | undefined]>([
    ['is what a call of it runs', ['def make(t):', '    pass'], 'function'],
    ['is not, with a decorator', ['@cached', 'def make(t):', '    pass'], undefined],
    ['is not, where there are two', ['def make(t):', '    pass', 'def make(t, u):', '    pass'], undefined],
    [
      'is not, where the name is something else, too',
      ['def make(t):', '    pass', 'make = wrap(make)'],
      undefined,
    ],
    [
      'is not, where a class has its name',
      ['def make(t):', '    pass', 'class make:', '    pass'],
      undefined,
    ],
  ])('%s', (_name, lines, expected) => {
    expect(imported({ a: lines })).toBe(expected);
  });

  it('may be called by others with anything', () => {
    const file = traced(['from a import make', 'make("orders")'], { a: ['def make(t):', '    drop(t)'] });
    expect(file.uses.untraceable.has('make')).toBe(true);
    expect([...file.scopes.functions.keys()].map((node) => moduleAt(file, node.start)?.path)).toEqual(['a']);
  });
});

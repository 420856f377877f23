import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { askedStatements, type ModulesAround } from './asked-statements.ts';
import { importBindings } from './import-bindings.ts';
import { indexOfModule } from './module-index.ts';
import { sourceOf } from './nodes.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, readonly string[]>>;

/** Modules by their names, which are their paths as well. */
function around(texts: Texts): ModulesAround {
  return {
    target: (_from, module) => (Object.hasOwn(texts, module) ? module : undefined),
    index: (path) => {
      const text = `${(texts[path] ?? []).join('\n')}\n`;
      return text.includes('UNREADABLE') ? undefined : indexOfModule(pythonFileOf(parsers, text));
    },
  };
}

/** What is asked of each module, in the order of asking. */
function asked(own: string, texts: Texts, attributes: readonly string[] = []) {
  const imports = importBindings(pythonFileOf(parsers, `${own}\n`));
  const found = askedStatements({ from: '', imports, attributes: new Set(attributes) }, around(texts));
  return Object.fromEntries(
    Array.from(found, ([path, { index, statements }]) => [
      path,
      Array.from(statements, ({ node }) => sourceOf(index.file, node)),
    ]),
  );
}

describe('of a module is asked', () => {
  it.each<[string, string, Texts, readonly string[], Readonly<Record<string, readonly string[]>>]>([
    ['what is imported by its name', 'from a import X', { a: ['X = 1', 'Y = 2'] }, [], { a: ['X = 1'] }],
    ['it under another name', 'from a import X as Z', { a: ['X = 1', 'Z = 2'] }, [], { a: ['X = 1'] }],
    [
      'what that is made of',
      'from a import X',
      { a: ['Y = 2', 'N = 3', 'X = Y + 1'] },
      [],
      { a: ['X = Y + 1', 'Y = 2'] },
    ],
    [
      'every statement that sets it',
      'from a import X',
      { a: ['X = 1', 'f()', 'X += 2'] },
      [],
      { a: ['X = 1', 'X += 2'] },
    ],
    [
      'in a circle everything once',
      'from a import X',
      { a: ['X = Y', 'Y = X'] },
      [],
      { a: ['X = Y', 'Y = X'] },
    ],
    ['what stands behind a dot', 'import a', { a: ['X = 1', 'Y = 2'] }, ['Y', 'Q'], { a: ['Y = 2'] }],
    ['nothing where nothing stands behind a dot', 'import a', { a: ['X = 1'] }, [], { a: [] }],
    ['nothing where it has no such name', 'from a import Q', { a: ['X = 1'] }, ['X'], { a: [] }],
    [
      'what stands behind a dot, where a package holds it',
      'from a import b',
      { a: ['X = 0'], 'a.b': ['X = 1'] },
      ['X'],
      { a: [], 'a.b': ['X = 1'] },
    ],
    [
      'what the package has itself, before a module in it',
      'from a import b',
      { a: ['b = 5'], 'a.b': ['X = 1'] },
      ['X'],
      { a: ['b = 5'] },
    ],
    [
      'what it imports in turn and hands on',
      'from a import X',
      { a: ['from b import Y as X'], b: ['Y = 1', 'X = 2'] },
      [],
      { a: [], b: ['Y = 1'] },
    ],
    [
      'what its statement takes from another',
      'from a import X',
      { a: ['import b', 'import c', 'X = b.Y + 1'], b: ['Y = 1', 'Z = 2'], c: ['Y = 3'] },
      [],
      { a: ['X = b.Y + 1'], b: ['Y = 1'] },
    ],
    ['nothing where it is not at hand', 'from os import path', { a: ['X = 1'] }, ['X'], {}],
    ['nothing where it cannot be read', 'from a import X', { a: ['X = "UNREADABLE"'] }, [], {}],
    ['no class', 'from a import X', { a: ['class X:', '    Y = 1'] }, [], { a: [] }],
  ])('%s', (_name, ...[own, texts, attributes, expected]) => {
    expect(asked(own, texts, attributes)).toEqual(expected);
  });
});

describe('modules that import modules', () => {
  /** `m1` takes X from `m2`, and so on; the last one has it. */
  function chain(length: number): Texts {
    return Object.fromEntries(
      Array.from({ length }, (_, at) => [
        `m${at + 1}`,
        at + 1 === length ? ['X = 1'] : [`from m${at + 2} import X`],
      ]),
    );
  }

  it('are followed to the fourth', () => {
    expect(asked('from m1 import X', chain(4))).toEqual({ m1: [], m2: [], m3: [], m4: ['X = 1'] });
    expect(asked('from m1 import X', chain(5))).toEqual({ m1: [], m2: [], m3: [], m4: [] });
  });

  it('may import one another', () => {
    const texts = { a: ['from b import Y', 'X = Y'], b: ['from a import X', 'Y = X'] };
    expect(asked('from a import X', texts)).toEqual({ a: ['X = Y'], b: ['Y = X'] });
  });

  it('are no more than 32', () => {
    const names = Array.from({ length: 40 }, (_, at) => `m${at}`);
    const texts = Object.fromEntries(names.map((name) => [name, ['X = 1']]));
    const found = asked(names.map((name) => `from ${name} import X`).join('\n'), texts);
    expect(Object.keys(found)).toEqual(names.slice(0, 32));
  });

  it('are asked for each name that leads to a value, and for no other', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 16 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const lines = Array.from({ length: 8 }, (_, from) => {
          const used = pairs.flatMap(([one, other]) => (one === from ? [`N${other}`] : []));
          return `N${from} = [${used.join(', ')}]`;
        });
        const reached = new Set([0]);
        for (const from of reached) for (const [one, other] of pairs) if (one === from) reached.add(other);
        const { a = [] } = asked('from a import N0', { a: lines });
        expect(a.toSorted()).toEqual(lines.filter((_, at) => reached.has(at)).toSorted());
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';

import { sourceOf } from '../../parsers/python/nodes.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, tracedFileOf } from '../../testing/python-source.ts';
import { deeper, meaningOf, searchWith, type MetadataModule, type Search } from './named-meaning.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, readonly string[]>>;

function moduleOf(texts: Texts, path: string): MetadataModule | undefined {
  const lines = Object.hasOwn(texts, path) ? texts[path] : undefined;
  return lines && { path, file: tracedFileOf(parsers, `${lines.join('\n')}\n`) };
}

/** What an expression of `env` means: kind, module and text. Modules lie at the paths that they are named by. */
function meant(source: string, texts: Texts): string | undefined {
  const module = moduleOf(texts, 'env');
  if (module === undefined) throw new Error('there is no env');
  const search = searchWith((_from, name) => moduleOf(texts, name));
  const found = meaningOf(search, { module, node: nodeWritten(module.file, source) });
  if (found === undefined) return undefined;
  return found.kind === 'module'
    ? `module ${found.module.path}`
    : `${found.kind} ${found.module.path}: ${sourceOf(found.module.file, found.node)}`;
}

describe('an expression means', () => {
  it.each<[string, string, Texts, string]>([
    ['the value of a name', 'X', { env: ['X = 1', 'f(X)'] }, 'value env: 1'],
    ['a value without its parentheses', 'X', { env: ['X = ((1))', 'f(X)'] }, 'value env: 1'],
    ['a class', 'X', { env: ['class X:', '    a = 1', 'f(X)'] }, 'class env: class X:\n    a = 1'],
    ['a module', 'a', { env: ['import a', 'f(a)'], a: ['X = 1'] }, 'module a'],
    ['a module of a package', 'b', { env: ['from a import b', 'f(b)'], 'a.b': ['X = 1'] }, 'module a.b'],
    ['a module beside it', 'b', { env: ['from . import b', 'f(b)'], '.b': ['X = 1'] }, 'module .b'],
    ['what a module has', 'X', { env: ['from a import X', 'f(X)'], a: ['X = 1'] }, 'value a: 1'],
    ['that under another name', 'Y', { env: ['from a import X as Y', 'f(Y)'], a: ['X = 1'] }, 'value a: 1'],
    ['a member of a module', 'a.X', { env: ['import a', 'f(a.X)'], a: ['X = 1'] }, 'value a: 1'],
    [
      'a member of a module of a package',
      'a.b.X',
      { env: ['import a', 'f(a.b.X)'], a: ['from a import b'], 'a.b': ['X = 1'] },
      'value a.b: 1',
    ],
    [
      'what a module has imported',
      'X',
      { env: ['from a import X', 'f(X)'], a: ['from b import Y as X'], b: ['class Y:', '    pass'] },
      'class b: class Y:\n    pass',
    ],
    [
      'what the package has itself, before a module in it',
      'b',
      { env: ['from a import b', 'f(b)'], a: ['b = 5'], 'a.b': ['X = 1'] },
      'value a: 5',
    ],
  ])('%s', (_name, ...[source, texts, expected]) => {
    expect(meant(source, texts)).toBe(expected);
  });

  it.each<[string, string, Texts]>([
    ['with two values', 'X', { env: ['X = 1', 'X = 2', 'f(X)'] }],
    ['that is added to', 'X', { env: ['X = []', 'X += [1]', 'f(X)'] }],
    [
      'that is imported from two places',
      'X',
      { env: ['from a import X', 'from b import X', 'f(X)'], a: ['X = 1'] },
    ],
    ['that nothing sets', 'X', { env: ['f(X)'] }],
    ['of a function', 'g', { env: ['def g():', '    pass', 'f(g)'] }],
    ['of a loop', 'X', { env: ['for X in y:', '    f(X)'] }],
    ['of a module that is not at hand', 'X', { env: ['from a import X', 'f(X)'] }],
    ['of a class, behind a dot', 'X.a', { env: ['class X:', '    a = 1', 'f(X.a)'] }],
    [
      'of a package that is imported by the name of a module',
      'a.b.X',
      { env: ['import a.b', 'f(a.b.X)'], 'a.b': ['X = 1'] },
    ],
    [
      'of two modules that take it from one another',
      'X',
      { env: ['from a import X', 'f(X)'], a: ['from env import X'] },
    ],
    ['that is none', 'f(1)', { env: ['f(1)'] }],
  ])('nothing for a name %s', (_name, source, texts) => {
    expect(meant(source, texts)).toBeUndefined();
  });
});

describe('a search', () => {
  /** `m1` takes X from `m2`, and so on; the last one has it. */
  function chain(length: number): Texts {
    const modules = Array.from({ length }, (_, at): [string, readonly string[]] => [
      `m${at + 1}`,
      at + 1 === length ? ['X = 1'] : [`from m${at + 2} import X`],
    ]);
    return { env: ['from m1 import X', 'f(X)'], ...Object.fromEntries(modules) };
  }

  it('goes twelve names far', () => {
    expect(meant('X', chain(11))).toBe('value m11: 1');
    expect(meant('X', chain(12))).toBeUndefined();
  });

  it('goes no step more than it may, and shares what it was stuck at', () => {
    const first = searchWith(() => undefined);
    let steps = 0;
    for (let at: Search | undefined = first; at !== undefined; at = deeper(at)) {
      expect(at.stuck).toBe(first.stuck);
      steps += 1;
    }
    expect(steps).toBe(13);
    expect(first.left).toBe(12);
  });
});

import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { bindNames, type Binding } from './bindings.ts';
import { importBindings } from './import-bindings.ts';
import { linkImports } from './linked-imports.ts';
import { findUses } from './uses.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, readonly string[]>>;

/** The module of that name is the text under it; that of the file is `''`. */
function linked(texts: Texts) {
  const codes = Object.entries(texts).map(([path, lines]) => {
    const file = pythonFileOf(parsers, `${lines.join('\n')}\n`);
    const scopes = bindNames(file);
    const { mutated } = findUses(file, scopes);
    return { path, file, scopes, imports: importBindings(file), mutated };
  });
  linkImports(codes, {
    target: (_from, module) => (Object.hasOwn(texts, module) ? module : undefined),
    index: () => undefined,
  });
  return codes;
}

/** What a binding is: the text of a value in any of the modules, the names of a module. */
function said(codes: ReturnType<typeof linked>, binding: Binding): unknown {
  if (binding.kind === 'value') {
    const { scope, node } = binding;
    const code = codes.find(({ scopes }) => scopes.module === scope);
    return code?.file.text.slice(node.start, node.end);
  }
  const imported = binding.kind === 'opaque' ? binding.imported : undefined;
  if (imported?.kind !== 'module') return binding.kind;
  return Object.fromEntries(
    Array.from(imported.names, ([name, bindings]) => [name, bindings.map((one) => said(codes, one))]),
  );
}

/** What a name of the file is after linking. */
function meaning(name: string, texts: Texts): unknown {
  const codes = linked(texts);
  return codes
    .find(({ path }) => path === '')
    ?.scopes.module.names.get(name)
    ?.map((binding) => said(codes, binding));
}

describe('an imported name leads to', () => {
  it.each<[string, string, Texts, unknown]>([
    ['its value', 'X', { '': ['from a import X'], a: ['X = 1'] }, ['1']],
    ['its value under another name', 'Y', { '': ['from a import X as Y'], a: ['X = 1'] }, ['1']],
    ['all of its values', 'X', { '': ['from a import X'], a: ['X = 1', 'X = 2'] }, ['1', '2']],
    ['a module', 'a', { '': ['import a'], a: ['X = 1'] }, [{ X: ['1'] }]],
    ['a module of a package', 'b', { '': ['from a import b'], 'a.b': ['X = 1'] }, [{ X: ['1'] }]],
    [
      'a module below its package',
      'a',
      { '': ['import a.b.c'], 'a.b.c': ['X = 1'] },
      [{ b: [{ c: [{ X: ['1'] }] }] }],
    ],
    ['a module under another name', 'c', { '': ['import a.b as c'], 'a.b': ['X = 1'] }, [{ X: ['1'] }]],
    [
      'what the package has itself, before a module in it',
      'b',
      { '': ['from a import b'], a: ['b = 5'], 'a.b': ['X = 1'] },
      ['5'],
    ],
    [
      'what its module imports in turn',
      'X',
      { '': ['from a import X'], a: ['from b import Y as X'], b: ['Y = 1'] },
      ['1'],
    ],
    [
      'a value of a module that imports it back',
      'X',
      { '': ['from a import X'], a: ['from b import Y', 'X = 1'], b: ['from a import X', 'Y = 2'] },
      ['1'],
    ],
  ])('%s', (_name, ...[name, texts, expected]) => {
    expect(meaning(name, texts)).toEqual(expected);
  });
});

describe('an imported name stays unknown', () => {
  it.each<[string, Texts]>([
    ['where its module is not at hand', { '': ['from a import X'] }],
    ['where its module has no such name', { '': ['from a import X'], a: ['Y = 1'] }],
    ['where it is a class', { '': ['from a import X'], a: ['class X:', '    pass'] }],
    ['where a loop sets it', { '': ['from a import X'], a: ['for X in [1, 2]:', '    pass'] }],
    ['where its list is added to', { '': ['from a import X'], a: ['X = [1]', 'X.append(2)'] }],
    [
      'where its list is made by a call that is handed on',
      { '': ['from a import X'], a: ['X = f()', 'g(X)'] },
    ],
    ['in a circle', { '': ['from a import X'], a: ['from b import X'], b: ['from a import X'] }],
  ])('%s', (_name, texts) => {
    expect(meaning('X', texts)).toEqual(['opaque']);
  });

  it('where the file sets it as well', () => {
    expect(meaning('X', { '': ['from a import X', 'X = 2'], a: ['X = 1'] })).toEqual(['opaque', '2']);
    expect(meaning('a', { '': ['import a', 'a = 2'], a: ['X = 1'] })).toEqual(['2']);
  });

  it('where it is imported twice', () => {
    const texts = { '': ['from a import X', 'from b import X'], a: ['X = 1'], b: ['X = 2'] };
    expect(meaning('X', texts)).toEqual(['opaque', 'opaque']);
  });
});

describe('a value that is used as if it could change', () => {
  it.each([
    ['a text', '"a"'],
    ['a number', '1'],
    ['a tuple', '(1, 2)'],
  ])('is what it says, where it is %s', (_name, value) => {
    expect(meaning('X', { '': ['from a import X'], a: [`X = ${value}`, 'g(X)'] })).toEqual([value]);
  });

  it.each([
    ['a list', '[1]'],
    ['a list in parentheses', '([1])'],
    ['a set', '{1}'],
    ['a dictionary', '{1: 2}'],
    ['made of a loop', '[a for a in b]'],
    ['another name', 'Y'],
  ])('is unknown where it is %s', (_name, value) => {
    expect(meaning('X', { '': ['from a import X'], a: [`X = ${value}`, 'g(X)'] })).toEqual(['opaque']);
  });
});

describe('an import in a function', () => {
  it('gives its name to the function alone', () => {
    const codes = linked({ '': ['def upgrade():', '    from a import X'], a: ['X = 1'] });
    const scopes = codes[0]?.scopes;
    const [inner] = [...(scopes?.functions.values() ?? [])];
    expect(inner?.names.get('X')?.map((binding) => said(codes, binding))).toEqual(['1']);
    expect(scopes?.module.names.get('X')).toBeUndefined();
  });

  it('gives it to the innermost of several', () => {
    const codes = linked({
      '': ['def outer():', '    def inner():', '        import a', '    return inner'],
      a: ['X = 1'],
    });
    const [outer, inner] = [...(codes[0]?.scopes.functions.values() ?? [])];
    expect(outer?.names.has('a')).toBe(false);
    expect(inner?.names.get('a')?.map((binding) => said(codes, binding))).toEqual([{ X: ['1'] }]);
  });
});

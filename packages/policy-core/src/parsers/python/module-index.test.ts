import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { addWords, indexOfModule, type ModuleIndex } from './module-index.ts';
import { sourceOf } from './nodes.ts';

const parsers = await testParsers();

function indexed(...lines: readonly string[]): ModuleIndex {
  return indexOfModule(pythonFileOf(parsers, `${lines.join('\n')}\n`));
}

/** The one statement that these lines are. */
function told(...lines: readonly string[]) {
  const [statement, ...others] = indexed(...lines).statements;
  expect(others).toEqual([]);
  return (
    statement && {
      binds: [...statement.binds],
      mentions: [...statement.mentions],
      attributes: [...statement.attributes],
    }
  );
}

describe('a statement of a module', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['binds the name of an assignment', ['A = 1'], ['A']],
    ['binds both names of a chain', ['A = B = 1'], ['A', 'B']],
    ['binds the names of a pair', ['A, B = 1, 2'], ['A', 'B']],
    ['binds what it adds to', ['A += [1]'], ['A']],
    ['binds the name of a loop, and what is set in it', ['for a in b:', '    c = a'], ['a', 'c']],
    ['binds what it sets on both sides', ['if x:', '    A = 1', 'else:', '    B = 2'], ['A', 'B']],
    ['binds what a handler calls an error', ['try:', '    f()', 'except E as e:', '    A = 1'], ['e', 'A']],
    ['binds the name of a function, and none of its inside', ['def f(a):', '    b = a'], ['f']],
    ['binds the name of a function with a decorator', ['@cached', 'def f(a):', '    b = a'], ['f']],
    ['binds nothing where it only calls', ['f(a)'], []],
    ['binds nothing where it only says a type', ['A: int'], []],
  ])('%s', (_name, lines, binds) => {
    expect(told(...lines)?.binds).toEqual(binds);
  });

  it('speaks of plain names, and apart from them of those behind a dot', () => {
    expect(told('A = sa.Column(B.name, kind=C)')).toEqual({
      binds: ['A'],
      mentions: ['A', 'sa', 'B', 'C'],
      attributes: ['Column', 'name'],
    });
  });

  it('speaks of the names in the inside of a function', () => {
    expect(told('def f(a):', '    return g(a, key=b).c')).toEqual({
      binds: ['f'],
      mentions: ['f', 'a', 'g', 'b'],
      attributes: ['c'],
    });
  });

  it('speaks of a decorator', () => {
    expect(told('@tools.cached(SIZE)', 'def f():', '    pass')).toEqual({
      binds: ['f'],
      mentions: ['tools', 'SIZE', 'f'],
      attributes: ['cached'],
    });
  });
});

describe('a module', () => {
  it('follows no class, and asks for imports by their names', () => {
    const module = indexed(
      'import os',
      'from app import b as c',
      'class A:',
      '    D = 1',
      '@final',
      'class B:',
      '    pass',
      'E = 2',
    );
    expect(module.statements.map(({ binds }) => binds)).toEqual([['E']]);
    expect(module.imports.map(({ alias, module: from, name }) => [alias, from, name])).toEqual([
      ['os', 'os', undefined],
      ['c', 'app', 'b'],
    ]);
  });

  it('has its statements in the order of the text', () => {
    const { file, statements } = indexed('A = 1', '', 'def f():', '    pass', 'f(A)');
    expect(statements.map(({ node }) => sourceOf(file, node))).toEqual([
      'A = 1',
      'def f():\n    pass',
      'f(A)',
    ]);
  });

  it('knows every value of a name', () => {
    const { names } = indexed('A = 1', 'if x:', '    A = 2', 'class B:', '    pass');
    expect(names.get('A')?.map(({ kind }) => kind)).toEqual(['value', 'value']);
    expect(names.get('B')).toEqual([{ kind: 'opaque' }]);
  });

  it('knows the lists that something may be added to', () => {
    const { mutated } = indexed('A = []', 'B = []', 'C = []', 'A.append(1)', 'fill(B)', 'len(C)');
    expect([...mutated].toSorted()).toEqual(['A', 'B']);
  });

  it('is empty without a text', () => {
    const { statements, names, imports, mutated } = indexed('');
    expect([statements, [...names], imports, [...mutated]]).toEqual([[], [], [], []]);
  });
});

describe('the words of some code', () => {
  it('are added to those that are known', () => {
    const file = pythonFileOf(parsers, 'a.b(c)\n');
    const words = { mentions: new Set(['z']), attributes: new Set(['y']) };
    addWords(file, file.root, words);
    expect([...words.mentions]).toEqual(['z', 'a', 'c']);
    expect([...words.attributes]).toEqual(['y', 'b']);
  });

  it('are compared as Python compares names', () => {
    const file = pythonFileOf(parsers, 'ﬁrst.ſecond\n');
    const words = { mentions: new Set<string>(), attributes: new Set<string>() };
    addWords(file, file.root, words);
    expect([[...words.mentions], [...words.attributes]]).toEqual([['first'], ['second']]);
  });
});

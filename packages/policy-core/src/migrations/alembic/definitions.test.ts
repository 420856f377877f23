import { describe, expect, it } from 'vitest';

import type { PythonNode } from '../../parsers/parsers.ts';
import { sourceOf } from '../../parsers/python/nodes.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { definitionsIn, methodNamed } from './definitions.ts';

const parsers = await testParsers();

const definitionsOf = (text: string) => definitionsIn(pythonFileOf(parsers, text));
const firstLine = (text: string, node: PythonNode | undefined) =>
  node && sourceOf(pythonFileOf(parsers, text), node).split('\n')[0];

describe('What a file defines', () => {
  const text = `def a(): pass
class B(base.C, D):
    def m(self): pass
    @staticmethod
    def n(): pass
    x = lambda: 1
def a():
    def inner(): pass
@wrapped
def e(): pass
@staticmethod
@other.cache(1)
@one.two(3)
def f(): g(h())
`;

  it('are functions by their names, methods left out', () => {
    const functions = [...definitionsOf(text).functions].map(([name, nodes]) => [name, nodes.length]);
    expect(functions).toEqual([
      ['a', 2],
      ['inner', 1],
      ['e', 1],
      ['f', 1],
    ]);
  });

  it('are classes with methods and bases', () => {
    const found = definitionsOf(text).classes.get('B')?.at(-1);
    expect(found?.bases).toEqual(['C', 'D']);
    expect([...(found?.methods.keys() ?? [])]).toEqual(['m', 'n']);
  });

  it('are all functions and lambdas in the order of the text', () => {
    expect(definitionsOf(text).all.map((node) => firstLine(text, node))).toEqual([
      'def a(): pass',
      'def m(self): pass',
      'def n(): pass',
      'lambda: 1',
      'def a():',
      'def inner(): pass',
      'def e(): pass',
      'def f(): g(h())',
    ]);
  });

  it('are decorated by what is not known', () => {
    const { decorators } = definitionsOf(text);
    expect([...decorators.values()].map((nodes) => nodes.map((node) => firstLine(text, node)))).toEqual([
      ['@wrapped'],
      ['@one.two(3)'],
    ]);
  });

  it('are calls in the order of the text', () => {
    expect(definitionsOf(text).calls.map((node) => firstLine(text, node))).toEqual([
      'other.cache(1)',
      'one.two(3)',
      'g(h())',
      'h()',
    ]);
  });
});

describe('A method', () => {
  it.each<[string, string, string | undefined]>([
    ['of the class itself', 'class A:\n    def m(self): a\n', 'def m(self): a'],
    ['of a base', 'class B:\n    def m(self): b\nclass A(B): pass\n', 'def m(self): b'],
    [
      'of the base of a base',
      'class C:\n    def m(self): c\nclass B(C): pass\nclass A(B): pass\n',
      'def m(self): c',
    ],
    ['of a base further down', 'class A(B): pass\nclass B:\n    def m(self): b\n', 'def m(self): b'],
    [
      'before that of the base',
      'class B:\n    def m(self): b\nclass A(B):\n    def m(self): a\n',
      'def m(self): a',
    ],
    ['of a base that is not here', 'class A(B): pass\n', undefined],
    ['of classes in a circle', 'class A(B): pass\nclass B(A): pass\n', undefined],
  ])('is found: %s', (_, text, expected) => {
    const definitions = definitionsOf(text);
    const found = definitions.classes.get('A')?.at(-1);
    expect(firstLine(text, found && methodNamed(definitions, found, 'm'))).toBe(expected);
  });
});

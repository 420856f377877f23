import { describe, expect, it } from 'vitest';

import { allNodes, childIn, sourceOf } from '../../parsers/python/nodes.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { bodyKind } from './body-kind.ts';

const parsers = await testParsers();

function kindOf(...lines: string[]) {
  const file = pythonFileOf(parsers, `def f():\n${lines.map((line) => `    ${line}\n`).join('')}`);
  const body = childIn(file.root.children[0], 'body');
  if (body === undefined) throw new Error('It has a body.');
  const { kind, raise } = bodyKind(body);
  return raise === undefined ? kind : [kind, sourceOf(file, raise)];
}

function kindOfLambda(text: string) {
  const lambda = allNodes(pythonFileOf(parsers, text).root).find(({ type }) => type === 'lambda');
  const body = childIn(lambda, 'body');
  if (body === undefined) throw new Error('It has a body.');
  return bodyKind(body).kind;
}

describe('A function', () => {
  it.each<[string, string[]]>([
    ['pass', ['pass']],
    ['several times nothing', ['pass', '...', '"a"', 'return']],
    ['a docstring of two literals', ['"a" "b"']],
    ['a comment behind', ['pass  # nothing to do']],
    ['a number', ['1']],
    ['returning a constant', ['return True']],
  ])('does nothing: %s', (_, lines) => {
    expect(kindOf(...lines)).toBe('empty');
  });

  it.each<[string, string[]]>([
    ['a call', ['f()']],
    ['a value', ['x = 1']],
    ['an assertion', ['assert x']],
    ['a condition', ['if x:', '    pass']],
    ['a name', ['x']],
    ['returning a call', ['return f()']],
    ['an import', ['import a']],
    ['an f-string', ['f()', 'pass']],
    ['raising in a with', ['with x:', '    raise A()']],
    ['raising in an inner function', ['def g():', '    raise A()']],
  ])('does something: %s', (_, lines) => {
    expect(kindOf(...lines)).toBe('runs');
  });

  it.each<[string, string[], string]>([
    ['at once', ['raise A()'], 'raise A()'],
    ['at the end', ['f()', 'raise A("x")'], 'raise A("x")'],
    ['twice', ['raise A', 'raise B'], 'raise A'],
    ['before it returns', ['raise A', 'return'], 'raise A'],
  ])('refuses to run: %s', (_, lines, raise) => {
    expect(kindOf(...lines)).toEqual(['raises', raise]);
  });

  it.each([
    ['f = lambda: None', 'empty'],
    ['f = lambda: ...', 'empty'],
    ['f = lambda: g()', 'runs'],
  ])('may be a lambda: %s', (text, kind) => {
    expect(kindOfLambda(`${text}\n`)).toBe(kind);
  });
});

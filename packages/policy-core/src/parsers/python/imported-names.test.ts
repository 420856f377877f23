import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { scopeAround, tracedFileOf } from '../../testing/python-source.ts';
import { fullName, type FullName } from './imported-names.ts';

const parsers = await testParsers();

/** Of the expression that is the last statement, inside of functions as well. */
function named(...lines: readonly string[]): FullName | undefined {
  const file = tracedFileOf(parsers, `${lines.join('\n')}\n`);
  let node = file.root;
  for (let last = node.children.at(-1); last !== undefined; last = node.children.at(-1)) {
    node = last;
    if (node.type === 'expression_statement') break;
  }
  const [expression = node] = node.children;
  return fullName(file, { node: expression, scope: scopeAround(file, expression) });
}

describe('a name that is imported', () => {
  it.each<[string, readonly string[], string]>([
    ['a module', ['import sqlalchemy', 'sqlalchemy.String'], 'sqlalchemy.String'],
    ['a module by another name', ['import sqlalchemy as sa', 'sa.String'], 'sqlalchemy.String'],
    ['a module below another', ['import a.b.c', 'a.b.c.d'], 'a.b.c.d'],
    ['a module below another by another name', ['import a.b as c', 'c.d'], 'a.b.d'],
    ['something of a module', ['from sqlalchemy import String', 'String'], 'sqlalchemy.String'],
    ['that by another name', ['from sqlalchemy import String as S', 'S'], 'sqlalchemy.String'],
    ['several at once', ['from a import b, c as d', 'd.e'], 'a.c.e'],
    [
      'a module of a package',
      ['from sqlalchemy.dialects import postgresql as pg', 'pg.UUID'],
      'sqlalchemy.dialects.postgresql.UUID',
    ],
    ['something near by', ['from .types import Mood', 'Mood'], '.types.Mood'],
    ['within a function', ['def f():', '    from a import b', '    b.c'], 'a.b.c'],
    ['only for some', ['try:', '    from a import b', 'except ImportError:', '    b = None', 'b'], 'a.b'],
    ['another word for it', ['import sqlalchemy as sa', 'Column = sa.Column', 'Column'], 'sqlalchemy.Column'],
    ['a part of another word', ['import a', 'b = a.b', 'c = b.c', 'c.d'], 'a.b.c.d'],
  ])('is followed to where it comes from: %s', (_, lines, path) => {
    expect(named(...lines)).toEqual({ path, from: 'imported' });
  });

  it.each<[string, readonly string[], FullName]>([
    ['nothing binds', ['sa.String'], { path: 'sa.String', from: 'free' }],
    ['comes with a star', ['from sqlalchemy import *', 'String'], { path: 'String', from: 'free' }],
    ['is a class of the file', ['class Mood: pass', 'Mood'], { path: 'Mood', from: 'own' }],
    ['is a function of the file', ['def f(): pass', 'f'], { path: 'f', from: 'own' }],
    ['is a parameter', ['def f(sa):', '    sa.String'], { path: 'sa.String', from: 'own' }],
    ['has two values', ['a = b', 'a = c', 'a'], { path: 'a', from: 'own' }],
    ['is a value', ['a = 1', 'a'], { path: 'a', from: 'own' }],
    ['is a part of itself', ['a = a.b', 'a'], { path: `a${'.b'.repeat(8)}`, from: 'own' }],
  ])('and one that %s', (_, lines, expected) => {
    expect(named(...lines)).toEqual(expected);
  });

  it.each([['f().a'], ['a[0].b'], ['"text"'], ['f()'], ['(a.b).c']])('is not %s', (source) => {
    expect(named(source)).toBeUndefined();
  });
});

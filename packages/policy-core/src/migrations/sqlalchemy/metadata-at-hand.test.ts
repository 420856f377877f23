import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, tracedFileOf } from '../../testing/python-source.ts';
import { isAtHand } from './metadata-at-hand.ts';
import type { MetadataModule } from './named-meaning.ts';

const parsers = await testParsers();

type Texts = Readonly<Record<string, readonly string[]>>;

function moduleOf(texts: Texts, path: string): MetadataModule | undefined {
  const lines = Object.hasOwn(texts, path) ? texts[path] : undefined;
  return lines && { path, file: tracedFileOf(parsers, `${lines.join('\n')}\n`) };
}

/** Whether all that an expression of `env` speaks of is at hand. */
function reached(source: string, texts: Texts): boolean {
  const module = moduleOf(texts, 'env');
  if (module === undefined) throw new Error('there is no env');
  const written = { module, node: nodeWritten(module.file, source) };
  return isAtHand(written, (_from, name) => moduleOf(texts, name));
}

const MODEL = ['from sqlalchemy.orm import DeclarativeBase', 'class Base(DeclarativeBase):', '    pass'];

describe('an expression is at hand', () => {
  it.each<[string, string, Texts]>([
    ['without a name', '{"a": 1}', { env: ['x = {"a": 1}'] }],
    ['by a name of SQLAlchemy', 'sa.MetaData()', { env: ['import sqlalchemy as sa', 'x = sa.MetaData()'] }],
    ['by a name of SQLModel', 'SQLModel', { env: ['from sqlmodel import SQLModel', 'x = SQLModel'] }],
    [
      'by a name of Flask',
      'SQLAlchemy()',
      { env: ['from flask_sqlalchemy import SQLAlchemy', 'x = SQLAlchemy()'] },
    ],
    ['by its own name', 'f(A)', { env: ['from sqlalchemy import f', 'A = 1', 'x = f(A)'] }],
    ['by every value of a name', 'A', { env: ['A = 1', 'A = 2', 'x = A'] }],
    ['by a class without a base', 'A', { env: ['class A:', '    b = unknown', 'x = A'] }],
    ['by a class of SQLAlchemy', 'Base', { env: [...MODEL, 'x = Base'] }],
    [
      'by a class of another module',
      'Base.metadata',
      { env: ['from a import Base', 'x = Base.metadata'], a: MODEL },
    ],
    [
      'by way of two modules',
      'Base',
      { env: ['from a import Base', 'x = Base'], a: ['from b import Base'], b: MODEL },
    ],
    [
      'with a keyword of an unknown name',
      'MetaData(schema="a")',
      { env: ['from sqlalchemy import MetaData', 'x = MetaData(schema="a")'] },
    ],
  ])('%s', (_name, source, texts) => {
    expect(reached(source, texts)).toBe(true);
  });

  it.each<[string, string, Texts]>([
    ['by a name that nothing sets', 'A', { env: ['x = A'] }],
    ['by a module as a whole', 'a.Base', { env: ['import a', 'x = a.Base'], a: MODEL }],
    ['by a module that is not there', 'Base', { env: ['from a import Base', 'x = Base'] }],
    ['by a name that its module lacks', 'Other', { env: ['from a import Other', 'x = Other'], a: MODEL }],
    ['by a module that is called alike', 'f()', { env: ['from sqlalchemy_utils import f', 'x = f()'] }],
    ['by a class of an unknown one', 'A', { env: ['class A(Unknown):', '    pass', 'x = A'] }],
    [
      'by a class of a known and an unknown one',
      'A',
      { env: [...MODEL, 'class A(Base, Unknown):', '    pass', 'x = A'] },
    ],
    ['by a function', 'f()', { env: ['def f():', '    pass', 'x = f()'] }],
    ['where one of its values is not', 'A', { env: ['A = 1', 'A = unknown()', 'x = A'] }],
    [
      'where one of two imports is not',
      'A',
      { env: ['from sqlalchemy import A', 'from a import A', 'x = A'] },
    ],
    ['where an argument is not', 'f(a=b)', { env: ['from sqlalchemy import f', 'x = f(a=b)'] }],
    ['where names lead in circles', 'A', { env: ['A = B', 'B = A', 'x = A'] }],
  ])('but not %s', (_name, source, texts) => {
    expect(reached(source, texts)).toBe(false);
  });

  it('by eight names one after another, and not by nine', () => {
    const names = Array.from({ length: 8 }, (_, at) => `N${at} = N${at + 1}`);
    const texts = { env: [...names, 'N8 = 1', 'f(N0, (N1))'] };
    expect(reached('(N1)', texts)).toBe(true);
    expect(reached('N0', texts)).toBe(false);
  });
});

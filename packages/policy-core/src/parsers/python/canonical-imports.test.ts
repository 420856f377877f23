import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { canonicalImports } from './canonical-imports.ts';

const parsers = await testParsers();

function imports(text: string, used = ''): string {
  const file = pythonFileOf(parsers, `${text}\n`);
  return canonicalImports(file, file.root.children, used);
}

describe('a statement imports', () => {
  it.each([
    ['a module', 'import os', 'os  os'],
    ['a module in a package, under the name of the package', 'import a.b.c', 'a.b.c  a'],
    ['a module under another name', 'import a.b as c', 'a.b  c'],
    ['a name under its own', 'from a import b', 'a b b'],
    ['a name under another', 'from a import b as c', 'a b c'],
    ['everything', 'from a import *', 'a * *'],
    ['from the folder of the file', 'from . import b', '. b b'],
    ['from above the folder of the file', 'from ..a import b', '..a b b'],
    ['with space around dots', 'from a . b import c', 'a.b c c'],
    ['names in parentheses, over lines', 'from a import (\n    c,\n    b,  # why\n)', 'a b b, a c c'],
  ])('%s', (_name, text, expected) => {
    expect(imports(text)).toBe(expected);
  });

  it.each(['x = 1', ''])('nothing where it is none: %j', (text) => {
    expect(imports(text)).toBe('');
  });
});

describe('a name that nothing uses', () => {
  it.each([
    'from alembic import op',
    'import alembic.op',
    'from sqlalchemy.dialects import postgresql',
    'from typing import Sequence, Union',
    'from typing_extensions import Self',
    'from collections.abc import Sequence',
  ])('is left out where its module does nothing: %s', (text) => {
    expect(imports(text)).toBe('');
  });

  it.each([
    ['from alembic_utils import op', 'alembic_utils op op'],
    ['import sqlalchemy_utils', 'sqlalchemy_utils  sqlalchemy_utils'],
    ['from .typing import x', '.typing x x'],
    ['from app.sqlalchemy import x', 'app.sqlalchemy x x'],
  ])('is kept where its module is only called alike: %s', (text, expected) => {
    expect(imports(text)).toBe(expected);
  });

  it('is one that is another word, or only a part of one', () => {
    const text = 'import sqlalchemy as sa\nfrom alembic import op as o';
    expect(imports(text, 'sales op')).toBe('');
    expect(imports(text, 'x sa y')).toBe('sqlalchemy  sa');
    expect(imports(text, 'o sa')).toBe('alembic op o, sqlalchemy  sa');
  });
});

describe('any imports', () => {
  it('are the same in another order, and said twice', () => {
    const line = fc.constantFrom('import a', 'import a as b', 'from a import b', 'from .a import *');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const expected = imports(lines.join('\n'));
        expect(imports(lines.toReversed().join('\n'))).toBe(expected);
        expect(imports([...lines, ...lines].join('\n'))).toBe(expected);
      }),
    );
  });

  it('are the same in one statement and in several', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd as e', 'f as g');
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
        const several = names.map((one) => `from app import ${one}`).join('\n');
        expect(imports(`from app import ${names.join(', ')}`)).toBe(imports(several));
      }),
    );
  });
});

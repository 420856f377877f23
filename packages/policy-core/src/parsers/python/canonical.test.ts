import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nestedIn, pythonNestings } from '../../testing/python-nestings.ts';
import { canonicalImports } from './canonical-imports.ts';
import { canonicalCode } from './canonical.ts';

const parsers = await testParsers();

function canonical(text: string): string {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') throw new Error(`${parse.problem}: ${text}`);
  return canonicalCode({ text, root: parse.root }, parse.root.children);
}

function imports(text: string, used = ''): string {
  const parse = parsers.python.parse(text);
  if (parse.kind !== 'module') throw new Error(`${parse.problem}: ${text}`);
  return canonicalImports({ text, root: parse.root }, parse.root.children, used);
}

const STATEMENTS = [
  "op.drop_table('orders', if_exists=True)",
  'x = {"a": [1, 2], **more}',
  'a, *b = [c for c in d if c not in e]',
  'value = -x ** 2 if flag else (yield)',
  'f = lambda a, *b, c=1: (a, b[1:])',
  'del names[0], other.name',
  'x: int = 1',
  'raise RuntimeError(f"no {way!r} back") from None',
];

const code = fc
  .tuple(pythonNestings, fc.uniqueArray(fc.constantFrom(...STATEMENTS), { minLength: 1, maxLength: 3 }))
  .map(([nestings, lines]) => nestedIn(nestings, ['def outer():', ...lines.map((line) => `    ${line}`)]));

describe('any code', () => {
  it('is the same with comments, empty lines and Windows line ends', () => {
    const noise = fc.constantFrom('# op.drop_table()', '', '  ', '# not in (');
    fc.assert(
      fc.property(code, noise, (lines, noisy) => {
        const text = `${lines.join('\n')}\n`;
        const between = lines.flatMap((line) => [`${/^ */.exec(line)?.[0]}${noisy}`, line]);
        expect(canonical(`${between.join('\n')}\n`)).toBe(canonical(text));
        expect(canonical(text.replaceAll('\n', '\r\n'))).toBe(canonical(text));
      }),
    );
  });

  it('is the same when it is indented more deeply', () => {
    fc.assert(
      fc.property(code, (lines) => {
        const deeper = lines.map((line) => line.replace(/^ */, (space) => space.repeat(2)));
        expect(canonical(`${deeper.join('\n')}\n`)).toBe(canonical(`${lines.join('\n')}\n`));
      }),
    );
  });

  it('is another one with any other statement in it', () => {
    const other = fc.constantFrom(...STATEMENTS, 'op.drop_table("carts")', 'return 1', 'x += 1');
    fc.assert(
      fc.property(code, other, (lines, statement) => {
        const indent = /^ */.exec(lines.at(-1) ?? '')?.[0] ?? '';
        const more = [...lines, `${indent}${statement}`];
        const parse = parsers.python.parse(`${more.join('\n')}\n`);
        fc.pre(parse.kind === 'module');
        expect(canonical(`${more.join('\n')}\n`)).not.toBe(canonical(`${lines.join('\n')}\n`));
      }),
    );
  });
});

describe('imports', () => {
  it('are sorted, each once', () => {
    expect(imports('import os, app.models\nfrom app import b as c, a\nimport os\n')).toBe(
      'app a a, app b c, app.models  app, os  os',
    );
  });

  it.each([
    ['from alembic import op\n', ''],
    ['from sqlalchemy.dialects import postgresql\n', ''],
    ['from typing import Union\n', ''],
    ['from __future__ import annotations\n', ''],
    ['from alembic_utils.pg_view import PGView\n', 'alembic_utils.pg_view PGView PGView'],
    ['from . import helpers\n', '. helpers helpers'],
    ['from app.models import *\n', 'app.models * *'],
  ])('that nothing uses stay only where importing may do something: %j', (text, expected) => {
    expect(imports(text)).toBe(expected);
  });

  it('that are used stay', () => {
    expect(imports('from alembic import op\nimport sqlalchemy as sa\n', '<call op >')).toBe('alembic op op');
  });
});

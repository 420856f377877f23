import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, pythonFileOf } from '../../testing/python-source.ts';
import { importsOf, lastPart, namesImportedBy, qualifiedName } from './python-imports.ts';

const parsers = await testParsers();

/** What each name stands for. */
function imported(text: string): Record<string, string> {
  return Object.fromEntries(importsOf(pythonFileOf(parsers, `${text}\n`)));
}

describe('An imported name stands for', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a module', 'import os', { os: 'os' }],
    ['the first of a dotted module', 'import os.path', { os: 'os' }],
    ['a dotted module under another name', 'import os.path as p', { p: 'os.path' }],
    ['two modules', 'import os, sys as s', { os: 'os', s: 'sys' }],
    ['a name of a module', 'from app.models import User', { User: 'app.models.User' }],
    ['a name under another one', 'from app.models import User as U', { U: 'app.models.User' }],
    ['several names', 'from a import b, c as d', { b: 'a.b', d: 'a.c' }],
    ['several names in parentheses', 'from a import (\n    b,\n    c,\n)', { b: 'a.b', c: 'a.c' }],
    ['a name of the package', 'from . import models', { models: '.models' }],
    ['a name of the package above', 'from .. import models', { models: '..models' }],
    ['a name of a module beside', 'from .models import User', { User: '.models.User' }],
    ['a name of a module above', 'from ..db.models import User', { User: '..db.models.User' }],
    ['a module written with spaces', 'from app . models import User', { User: 'app.models.User' }],
    ['a name for type checkers', 'if TYPE_CHECKING:\n    from a import b', { b: 'a.b' }],
    ['a name inside a function', 'def f():\n    from a import b', { b: 'a.b' }],
    ['what was imported last', 'from a import b\nfrom c import b', { b: 'c.b' }],
    ['nothing, after a star import', 'from a import *', {}],
    ['nothing, from the future', 'from __future__ import annotations', {}],
    ['nothing, without an import', 'os = 1', {}],
  ])('%s', (_, text, names) => {
    expect(imported(text)).toEqual(names);
  });
});

describe('A dotted name is told by where it comes from', () => {
  const HEAD = 'from app import models as m\nimport typing\nfrom app.models import User\n';

  it.each<[string, string | undefined]>([
    ['User', 'app.models.User'],
    ['m.User', 'app.models.User'],
    ['m.user.User', 'app.models.user.User'],
    ['typing.Optional', 'typing.Optional'],
    ['Unknown', 'Unknown'],
    ['unknown.User', 'unknown.User'],
    ['f()', undefined],
    ['f().User', undefined],
    ['m["User"]', undefined],
    ['"User"', undefined],
    ['1', undefined],
  ])('%s: %s', (written, name) => {
    const file = pythonFileOf(parsers, `${HEAD}x = (${written})\n`);
    expect(qualifiedName(file, importsOf(file), nodeWritten(file, written))).toBe(name);
  });

  it('and nothing by nothing', () => {
    const file = pythonFileOf(parsers, HEAD);
    expect(qualifiedName(file, importsOf(file), undefined)).toBeUndefined();
  });
});

it.each([
  ['from a import b as b', true],
  ['import a as a', true],
  ['from a import b', false],
  ['from a import b as c', false],
  ['import a.b as b', false],
])('%s says twice that others may have it: %s', (text, isRepeated) => {
  const file = pythonFileOf(parsers, `${text}\n`);
  expect(
    file.root.children.flatMap((one) => namesImportedBy(file, one)).map((one) => one.isRepeated),
  ).toEqual([isRepeated]);
});

it.each([
  ['a.b.c', 'c'],
  ['c', 'c'],
  ['.c', 'c'],
  ['', ''],
])('The last part of %j is %j', (name, part) => {
  expect(lastPart(name)).toBe(part);
});

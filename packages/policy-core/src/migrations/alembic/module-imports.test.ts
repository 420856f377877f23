import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { pythonFileOf } from '../../testing/python-source.ts';
import { importedModules } from './module-imports.ts';

const parsers = await testParsers();

const read = (text: string) =>
  importedModules(pythonFileOf(parsers, text)).map(({ module, level, start, end }) => [
    module,
    level,
    text.slice(start, end),
  ]);

describe('What a file imports', () => {
  it.each<[string, string, (string | number)[][]]>([
    ['a module', 'import json\n', [['json', 0, 'json']]],
    ['a module in a package', 'import app.models\n', [['app.models', 0, 'app.models']]],
    ['a module under another name', 'import app.models as m\n', [['app.models', 0, 'app.models']]],
    [
      'several',
      'import a, b.c as d\n',
      [
        ['a', 0, 'a'],
        ['b.c', 0, 'b.c'],
      ],
    ],
    ['names of a module', 'from app.models import User, Order as O\n', [['app.models', 0, 'app.models']]],
    ['names over lines', 'from app import (\n    a,\n    b,\n)\n', [['app', 0, 'app']]],
    ['everything', 'from app import *\n', [['app', 0, 'app']]],
    ['the package around', 'from . import models\n', [['', 1, '.']]],
    ['a module beside', 'from .models import User\n', [['models', 1, '.models']]],
    ['a module above', 'from ..app.models import User\n', [['app.models', 2, '..app.models']]],
    ['a module far above', 'from ... import a\n', [['', 3, '...']]],
    ['inside of a function', 'def upgrade():\n    from app import a\n', [['app', 0, 'app']]],
    [
      'under a condition',
      'if x:\n    import a\nelse:\n    import b\n',
      [
        ['a', 0, 'a'],
        ['b', 0, 'b'],
      ],
    ],
    ['space around dots', 'import a . b\n', [['a.b', 0, 'a . b']]],
    ['nothing', 'x = "import a"  # import b\n', []],
    ['the future', 'from __future__ import annotations\n', []],
  ])('is told: %s', (_, text, modules) => {
    expect(read(text)).toEqual(modules);
  });
});

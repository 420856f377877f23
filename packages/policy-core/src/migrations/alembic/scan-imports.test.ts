import { describe, expect, it } from 'vitest';

import { scanImports } from './scan-imports.ts';

describe('imports that a text names', () => {
  it.each<[string, readonly (readonly [string, ...string[]])[]]>([
    ['from app.tables import drop', [['app.tables', 'drop']]],
    ['from app.tables import drop as d, make', [['app.tables', 'drop', 'make']]],
    [
      'from app.tables import (\n    drop,  # why, and (how)\n    make as m,\n)',
      [['app.tables', 'drop', 'make']],
    ],
    ['from app.tables import drop, \\\n    make', [['app.tables', 'drop', 'make']]],
    ['    from . import tables', [['.', 'tables']]],
    ['from .. tables import drop', [['..tables', 'drop']]],
    ['from ...a.b import c', [['...a.b', 'c']]],
    ['import app.tables', [['app.tables']]],
    ['import app.tables as t, app.more', [['app.tables'], ['app.more']]],
    ['import app  # of ours', [['app']]],
    ['import app, \\\n    more', [['app'], ['more']]],
    ['import app.a\rimport app.b\r', [['app.a'], ['app.b']]],
    [
      'from app import a  # why\rfrom app import b',
      [
        ['app', 'a'],
        ['app', 'b'],
      ],
    ],
    ['from app import (\r    a,  # why\r    b,\r)\rimport more', [['app', 'a', 'b'], ['more']]],
    ['from app import a, \\\r    b\rimport more', [['app', 'a', 'b'], ['more']]],
    ['from app import a, \\\r\n    b\r\nimport more', [['app', 'a', 'b'], ['more']]],
    ['from app import *', [['app']]],
    ['from alembic import op\nimport sqlalchemy as sa\nfrom typing import Any\nimport os', []],
    ['x = "from app import y"', []],
    ['fromage = 1\nimportant = 2', []],
    ['', []],
  ])('%j', (text, expected) => {
    expect(scanImports(text)).toEqual(expected.map(([module, ...names]) => ({ module, names })));
  });
});

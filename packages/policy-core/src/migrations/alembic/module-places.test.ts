import { describe, expect, it } from 'vitest';

import { filesFor, possibleModules } from './module-places.ts';

const PATH = 'lib/shop/db/versions/a.py';

describe('the files that a module may be', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['tables', [''], ['tables.py', 'tables/__init__.py']],
    [
      'app.tables',
      ['', 'src'],
      ['app/tables.py', 'app/tables/__init__.py', 'src/app/tables.py', 'src/app/tables/__init__.py'],
    ],
    ['shop.tables', [], ['lib/shop/tables.py', 'lib/shop/tables/__init__.py']],
    ['shop', ['lib'], ['lib/shop.py', 'lib/shop/__init__.py']],
    ['.tables', ['src'], ['lib/shop/db/versions/tables.py', 'lib/shop/db/versions/tables/__init__.py']],
    ['..tables', [], ['lib/shop/db/tables.py', 'lib/shop/db/tables/__init__.py']],
    ['..', [], ['lib/shop/db/__init__.py']],
    ['.....', [], ['__init__.py']],
    ['......', [], []],
    ['......tables', [], []],
  ])('%s, looked for in %j', (module, roots, expected) => {
    expect(filesFor(module, { path: PATH, roots })).toEqual(expected);
  });

  it('are also those of what is taken from it, unless that is no module by its name', () => {
    expect(possibleModules('from app import tables, Base, _x\n', { path: 'v/a.py', roots: [''] })).toEqual([
      'app.py',
      'app/__init__.py',
      'app/tables.py',
      'app/tables/__init__.py',
      'app/_x.py',
      'app/_x/__init__.py',
    ]);
  });
});

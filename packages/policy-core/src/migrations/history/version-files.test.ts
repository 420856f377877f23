import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { versionFiles } from './version-files.ts';

const flat = { folders: ['backend/versions'], isRecursive: false };

describe('the files that Alembic loads', () => {
  it('are the Python of a version folder, sorted by name', () => {
    const paths = ['backend/versions/b2_orders.py', 'backend/versions/a1_users.py', 'backend/app.py'];
    expect(versionFiles(paths, flat)).toEqual([
      'backend/versions/a1_users.py',
      'backend/versions/b2_orders.py',
    ]);
  });

  it.each([
    '__init__.py',
    '__init__orders.py',
    '.#a1_users.py',
    'a1_users.pyc',
    'a1_users.pyi',
    'a1_users.py.orig',
    'a1_users.PY',
    'README',
    'older/a1_users.py',
  ])('are not %s', (name) => {
    expect(versionFiles([`backend/versions/${name}`], flat)).toEqual([]);
  });

  it.each(['.py', '.hidden.py', 'a b.py', '_init__.py', 'x.#y.py'])('are also %s', (name) => {
    expect(versionFiles([`backend/versions/${name}`], flat)).toEqual([`backend/versions/${name}`]);
  });

  it('lie deeper only where the configuration says so, files before the folders beside them', () => {
    const paths = [
      'v/2025/01/c.py',
      'v/2025/d.py',
      'v/2024/b.py',
      'v/z.py',
      'v/2024-old/a.py',
      'v/__init__.py',
    ];
    expect(versionFiles(paths, { folders: ['v'], isRecursive: true })).toEqual([
      'v/z.py',
      'v/2024/b.py',
      'v/2024-old/a.py',
      'v/2025/d.py',
      'v/2025/01/c.py',
    ]);
  });

  it('never lie in a folder of compiled files', () => {
    const paths = ['v/__pycache__/a.py', 'v/my__pycache__/b.py', 'v/__pycache__/deep/c.py'];
    expect(versionFiles(paths, { folders: ['v'], isRecursive: true })).toEqual(['v/__pycache__/deep/c.py']);
  });

  it('come location by location, and once only', () => {
    const paths = ['b/1.py', 'a/1.py', 'a/deep/2.py'];
    const locations = { folders: ['b', 'a/deep', 'a', 'b'], isRecursive: true };
    expect(versionFiles(paths, locations)).toEqual(['b/1.py', 'a/deep/2.py', 'a/1.py']);
  });

  it('may lie in the root of the repository', () => {
    expect(versionFiles(['a.py', 'app/b.py'], { folders: [''], isRecursive: false })).toEqual(['a.py']);
  });

  it('do not depend on the order in which they are listed', () => {
    const name = fc.constantFrom('a', 'b', 'a-b', 'a.b', '10', '9');
    const path = fc
      .tuple(fc.array(name, { maxLength: 3 }), name)
      .map(([folders, file]) => ['v', ...folders, `${file}.py`].join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const locations = { folders: ['v'], isRecursive: true };
        const loaded = versionFiles(paths, locations);
        expect(versionFiles(paths.toReversed(), locations)).toEqual(loaded);
        expect(loaded.toSorted()).toEqual(paths.toSorted());
      }),
    );
  });
});

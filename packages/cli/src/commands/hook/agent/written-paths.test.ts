import { describe, expect, test } from 'vitest';

import { writtenPaths } from './written-paths.ts';

const place = { cwd: '/shop/docs', home: '/home/ada' };

describe('the paths a tool may understand by a name', () => {
  test.each([
    ['/shop/a.py', ['/shop/a.py']],
    ['a.md', ['/shop/docs/a.md']],
    ['../core/a.py', ['/shop/docs/../core/a.py', '/shop/core/a.py']],
    ['/shop/docs/link/../a.py', ['/shop/docs/link/../a.py', '/shop/docs/a.py']],
    ['~/a.md', ['/shop/docs/~/a.md', '/home/ada/a.md']],
    ['~', ['/shop/docs/~', '/home/ada']],
    ['~ada/a.md', ['/shop/docs/~ada/a.md']],
    ['core\\a.py', ['/shop/docs/core\\a.py', '/shop/docs/core/a.py']],
  ])('%s', (name, paths) => {
    expect(writtenPaths(name, place)).toEqual(paths);
  });

  test('without a home folder `~` is a name like any other', () => {
    expect(writtenPaths('~/a', { ...place, home: undefined })).toEqual(['/shop/docs/~/a']);
  });
});

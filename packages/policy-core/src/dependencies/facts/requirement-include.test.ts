import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { includeTarget } from './requirement-include.ts';

const FROM = 'backend/requirements.txt';

describe('an include leads', () => {
  test.each([
    ['base.txt', 'backend/base.txt'],
    ['./base.txt', 'backend/base.txt'],
    ['../docs/extra.txt', 'docs/extra.txt'],
    ['..//docs/./extra.txt', 'docs/extra.txt'],
    ['reqs/../../a.txt', 'a.txt'],
    ['..\\docs\\extra.txt', 'docs/extra.txt'],
    ['=base.txt', 'backend/=base.txt'],
    ['c:base', undefined],
  ])('for %s to %s', (written, path) => {
    expect(includeTarget(FROM, written)).toEqual(
      path === undefined ? { kind: 'outside' } : { kind: 'file', path },
    );
  });

  test.each(['../../base.txt', '/etc/base.txt', '~/base.txt', 'C:\\base.txt', '\\\\host\\base.txt', '..'])(
    'for %s out of the repository',
    (written) => {
      expect(includeTarget(FROM, written)).toEqual({ kind: 'outside' });
    },
  );

  test.each(['https://x.example/r.txt', 'HTTP://x.example', 'file:///etc/r.txt', 'git+ssh://x.example'])(
    'for %s to an address',
    (written) => {
      expect(includeTarget(FROM, written)).toEqual({ kind: 'address' });
    },
  );

  test('for a variable nobody knows where', () => {
    expect(includeTarget(FROM, '${WHERE}/r.txt')).toEqual({ kind: 'variable' });
    expect(includeTarget(FROM, '${where}')).toEqual({ kind: 'file', path: 'backend/${where}' });
  });

  test('from the root beside the file that names it', () => {
    expect(includeTarget('requirements.txt', 'base.txt')).toEqual({ kind: 'file', path: 'base.txt' });
    expect(includeTarget('requirements.txt', '../base.txt')).toEqual({ kind: 'outside' });
  });

  test('never to a path that goes up', () => {
    const part = fc.constantFrom('..', '.', 'a', 'b.txt', '');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const target = includeTarget(FROM, parts.join('/'));
        if (target.kind === 'file')
          expect(target.path).toMatch(/^(?!\.\.?(\/|$))[^/]+(\/(?!\.\.?(\/|$))[^/]+)*$/);
      }),
    );
  });
});

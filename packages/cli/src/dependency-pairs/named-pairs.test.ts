import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isPlainPath, isRequirements, pairsByName } from './named-pairs.ts';

function found(...paths: readonly string[]) {
  return pairsByName([...paths].sort());
}

describe('pairs told from names', () => {
  test.each([
    ['requirements.txt', 'requirements.lock'],
    ['requirements.txt', 'requirements.lock.txt'],
    ['requirements.txt', 'requirements-lock.txt'],
    ['requirements.txt', 'requirements_lock.txt'],
    ['requirements.txt', 'requirements.txt.lock'],
    ['backend/requirements-dev.txt', 'backend/requirements-dev.lock'],
    ['dev-requirements.txt', 'dev-requirements.lock'],
    ['requirements/base.txt', 'requirements/base.lock'],
    ['requirements.in', 'requirements.txt'],
    ['requirements/dev.in', 'requirements/dev.txt'],
    ['deps/web.in', 'deps/web.txt'],
    ['requirements.in', 'requirements.lock'],
    ['requirements.in', 'pylock.toml'],
    ['api/requirements.txt', 'api/pylock.toml'],
    ['requirements-dev.in', 'pylock.dev.toml'],
  ])('%s goes with %s', (source, lock) => {
    expect(found(source, lock)).toEqual({ pairs: [{ source, lock }], unlocked: [] });
  });

  test('a source may have two locks, one of each form', () => {
    expect(found('pylock.toml', 'requirements.in', 'requirements.txt').pairs).toEqual([
      { source: 'requirements.in', lock: 'requirements.txt' },
      { source: 'requirements.in', lock: 'pylock.toml' },
    ]);
  });

  test('what is compiled from a .in is a lock, and no source', () => {
    const { pairs, unlocked } = found('requirements.in', 'requirements.txt', 'requirements.lock');
    expect(pairs).toEqual([{ source: 'requirements.in', lock: 'requirements.txt' }]);
    expect(unlocked).toEqual([]);
  });

  test('files of different folders do not belong together', () => {
    expect(found('a/requirements.txt', 'b/requirements.lock', 'pylock.toml')).toEqual({
      pairs: [],
      unlocked: ['a/requirements.txt'],
    });
  });

  test('other texts and templates are neither', () => {
    const others = ['README.txt', 'poetry.lock', 'uv.lock', 'docs/requirements.md', '.in', 'MANIFEST.in'];
    expect(found(...others)).toEqual({ pairs: [], unlocked: [] });
    expect(found('requirements-lock.txt')).toEqual({ pairs: [], unlocked: [] });
  });

  test('a name that no policy could hold is passed over', () => {
    expect(found('a*/requirements.txt', 'a*/requirements.lock')).toEqual({ pairs: [], unlocked: [] });
    expect(isPlainPath('a/../b')).toBe(false);
  });

  test('are the same whatever else is there', () => {
    const pair = ['requirements.txt', 'requirements.lock'];
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^x[a-z/]{0,8}\.(txt|in|lock)$/)), (others) => {
        expect(found(...pair, ...others).pairs).toContainEqual({
          source: 'requirements.txt',
          lock: 'requirements.lock',
        });
      }),
    );
  });

  test('requirements are known by their name', () => {
    expect(['requirements.txt', 'a/requirements/web.in'].every(isRequirements)).toBe(true);
    expect(['a/web.in', 'notes.txt'].some(isRequirements)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { isAbsoluteTarget, LINK_READINGS, unusableTarget } from './link-reading.ts';

const [posix, windows] = LINK_READINGS;

describe('the way a target leads', () => {
  test.each([
    ['guide.md', ['guide.md'], ['guide.md']],
    ['./a//b/', ['a', 'b'], ['a', 'b']],
    ['../a', ['..', 'a'], ['..', 'a']],
    ['a/../b', ['a', '..', 'b'], ['b']],
    ['a/../../b', ['a', '..', '..', 'b'], ['..', 'b']],
    ['..\\core\\a.py', ['..\\core\\a.py'], ['..', 'core', 'a.py']],
    ['core./a.py ', ['core.', 'a.py '], ['core', 'a.py']],
    ['a.py::$DATA', ['a.py::$DATA'], ['a.py']],
    ['...', ['...'], []],
  ])('of %j is %j on Linux and %j on Windows', (target, onLinux, onWindows) => {
    expect(posix?.steps(target)).toEqual(onLinux);
    expect(windows?.steps(target)).toEqual(onWindows);
  });
});

describe('a target', () => {
  test.each(['/etc/passwd', '\\\\server\\share', '\\temp', 'C:\\x', 'c:x', 'C:/x', '~', '~/x', '~root/x'])(
    '%j begins elsewhere',
    (target) => {
      expect(isAbsoluteTarget(target)).toBe(true);
    },
  );

  test.each(['a', '../a', './~', 'a~', 'a:b/c', '.../x'])('%j begins at its own folder', (target) => {
    expect(isAbsoluteTarget(target)).toBe(target === 'a:b/c');
  });

  test('that no system can follow says why', () => {
    expect(unusableTarget('')).toBe('its target is empty');
    expect(unusableTarget('a\0b')).toBe('its target holds a NUL character');
    expect(unusableTarget('a/'.repeat(3_000))).toBe('its target is longer than any path');
    expect(unusableTarget('a')).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import { argumentPath } from './argument-path.ts';
import { pathExtras } from './path-extras.ts';

describe('extras behind a path', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['.', '.', []],
    ['./a[x]', './a', ['x']],
    ['./a [ x , Y.z ]', './a', ['x', 'Y.z']],
    ['a[b][c]', 'a[b]', ['c']],
    ['a[[x]', 'a[', ['x']],
    ['a[]', 'a[]', []],
    ['[x]', '[x]', []],
    ['a[x', 'a[x', []],
    ['ax]', 'ax]', []],
    ['a[x] ', 'a[x] ', []],
  ])('are cut off %j', (text, path, extras) => {
    const read = pathExtras(text);
    expect(read?.extras).toEqual(extras);
    expect(text.slice(0, read?.pathEnd)).toBe(path);
  });

  test.each(['a[,x]', 'a[x,]', 'a[x y]', 'a[é]', 'a[-]', 'a[x/y]'])('cannot be read in %s', (text) => {
    expect(pathExtras(text)).toBeUndefined();
    expect(argumentPath(text)).toBeUndefined();
  });
});

describe('the file at the end of a path', () => {
  test.each([
    ['a.zip', 'a.zip'],
    ['x/a.zip', 'a.zip'],
    ['x/a.zip/', 'a.zip'],
    ['x/a.zip/.//', 'a.zip'],
    ['a.zip/b/..', 'a.zip'],
    ['a.zip/b/../..', ''],
    ['a/b/../../c', 'c'],
    ['..', ''],
    ['/', ''],
    ['//a', 'a'],
    ['a.zip[x]', 'a.zip'],
    ['x/a.zip [x]/', 'a.zip'],
    ['', ''],
  ])('of %j is %j', (text, name) => {
    expect(argumentPath(text)?.fileName).toBe(name);
  });

  test('leaves the rest of the path where it has no extras', () => {
    expect(argumentPath('a.zip/b/..')).toMatchObject({ pathEnd: 'a.zip/b/..'.length, extras: [] });
    expect(argumentPath('a.zip[x]/b/..')).toMatchObject({ pathEnd: 'a.zip'.length, extras: ['x'] });
  });
});

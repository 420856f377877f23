import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { hasPath, sortedPaths, isFolder, namesIn, pathsBelow } from './sorted-paths.ts';

/** Signs before and after the slash, and beyond what one unit writes. */
const NAME = fc.constantFrom('a', 'b', 'a.b', 'a-', 'a0', 'a b', 'B', '\u00e9', '\u{1f600}', '\uffee');
const PATH = fc.array(NAME, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const PATHS = fc.array(PATH, { maxLength: 12 });
const FOLDER = fc.oneof(PATH, fc.constant(''));

const below = (path: string, folder: string) => folder === '' || path.startsWith(`${folder}/`);
const insideOf = (folder: string, path: string) => path.slice(folder === '' ? 0 : folder.length + 1);

type Question = (paths: readonly string[], path: string) => unknown;

describe('a sorted list answers as each path would', () => {
  test.each<[string, Question, Question]>([
    ['whether a path is there', hasPath, (paths, path) => paths.includes(path)],
    ['what lies below a folder', pathsBelow, (paths, folder) => paths.filter((path) => below(path, folder))],
    [
      'which names lie in a folder',
      namesIn,
      (paths, folder) => [
        ...new Set(
          paths.filter((path) => below(path, folder)).map((path) => insideOf(folder, path).split('/')[0]),
        ),
      ],
    ],
    [
      'whether a folder is there',
      (paths, folder) => folder !== '' && isFolder(paths, folder),
      (paths, folder) => folder !== '' && paths.some((path) => below(path, folder)),
    ],
  ])('%s', (_, bySorted, byEach) => {
    fc.assert(
      fc.property(PATHS, FOLDER, (paths, path) => {
        const sorted = sortedPaths(paths);
        expect(bySorted(sorted, path)).toEqual(byEach(sorted, path));
      }),
    );
  });
});

test('what is in order stays, and all else is put in order', () => {
  fc.assert(
    fc.property(PATHS, (paths) => {
      expect(sortedPaths(paths)).toEqual(paths.toSorted());
    }),
  );
  const sorted = ['a', 'b'];
  expect(sortedPaths(sorted)).toBe(sorted);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { meantPlace } from './meant-place.ts';
import { sortedPaths } from './sorted-paths.ts';

const NAME = fc.constantFrom(
  'db',
  'dbs',
  'bd',
  'migrations',
  'migration',
  'versions',
  'api',
  'Api',
  'a.b',
  'a',
);
const PATH = fc.array(NAME, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

/** Everything that lies in the repository, folders too, in the order of the paths. */
function everything(paths: readonly string[]): readonly string[] {
  const ends = (path: string) => [...path.matchAll(/\/|$/g)].map(({ index }) => path.slice(0, index));
  return [...new Set(paths.flatMap(ends))];
}

test('what may have been meant is there, and is not what was written', () => {
  fc.assert(
    fc.property(PATH, fc.array(PATH, { maxLength: 8 }), (written, paths) => {
      const meant = meantPlace(written, sortedPaths(paths));
      if (meant === undefined) return;
      expect(everything(paths)).toContain(meant);
      expect(meant).not.toBe(written);
    }),
  );
});

test('a place that lies elsewhere is found where its path is the shortest', () => {
  const inside = fc.tuple(PATH, PATH).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(inside, { minLength: 1, maxLength: 8 }), (paths) => {
      const sorted = sortedPaths(paths);
      // No name at the root is near to this one, so that nothing else can be meant.
      const written = 'elsewhere-entirely';
      const there = sortedPaths([...sorted.map((path) => `${path}/${written}`), ...sorted]);
      const [shortest] = everything(there)
        .filter((path) => path.endsWith(`/${written}`))
        .toSorted((one, other) => one.length - other.length);
      expect(meantPlace(written, there)).toBe(shortest);
      expect(meantPlace(`${written}/**`, there)).toBe(`${shortest}/**`);
    }),
  );
});

test.each([
  ['dbs/migration/**', 'dbs/migrations/1.sql', 'dbs/migrations/**'],
  ['migrations/**', 'db/migrations/1.sql', 'db/migrations/**'],
  ['db/*.sqll', 'db/1.sql', 'db/**'],
  ['db', 'db/1.sql', undefined],
  ['**/x', 'db/1.sql', undefined],
])('of %s with %s is %s', (written, path, meant) => {
  expect(meantPlace(written, [path])).toBe(meant);
});

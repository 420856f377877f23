import fc from 'fast-check';
import { expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { matchedPlaces } from './matched-places.ts';

const POLICY = policyOf({
  protected: [
    { id: 'core', paths: ['core/**', 'lib/*.py'], require: { label: 'ok' } },
    { id: 'gone', paths: ['cor/**'], require: { label: 'ok' } },
  ],
  dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
  migrations: { sql: ['db/*.sql'], alembic: ['v'] },
  documents: ['**/*.md'],
});

test('each place says how many files it leads to, each counted once', () => {
  const paths = ['core/a.py', 'core/b/c.md', 'lib/x.py', 'r.txt', 'db/1.sql', 'v/ab.py', 'core/a.py'];
  expect(
    matchedPlaces(POLICY, paths).map(({ section, written, files }) => [section, ...written, files]),
  ).toEqual([
    ['migrations', 'v', 1],
    ['migrations', 'db/*.sql', 1],
    ['dependencies', 'r.txt', 'r.lock', 1],
    ['protected', 'core/**', 'lib/*.py', 3],
    ['protected', 'cor/**', 0],
    ['documents', '**/*.md', 1],
  ]);
});

test('no order of the paths changes a count, and none is above their number', () => {
  const name = fc.constantFrom('core', 'cor', 'lib', 'db', 'v', 'a.md', '1.sql', 'x.py', 'r.txt');
  const anyPaths = fc.array(fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/')));
  fc.assert(
    fc.property(anyPaths, (paths) => {
      const matched = matchedPlaces(POLICY, paths);
      expect(matchedPlaces(POLICY, paths.toReversed())).toEqual(matched);
      for (const { files } of matched) expect(files).toBeLessThanOrEqual(new Set(paths).size);
      const one = POLICY.namedPlaces.map(({ leadsTo = () => false }) => new Set(paths.filter(leadsTo)).size);
      expect(matched.map(({ files }) => files)).toEqual(one);
    }),
  );
});

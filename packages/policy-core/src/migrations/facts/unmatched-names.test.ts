import { describe, expect, test } from 'vitest';

import { unmatchedPlaces } from '../../change/facts/unmatched-places.ts';
import { treeObservations } from '../../checker/observations-from-input.ts';
import { unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const parsers = await testParsers();

const FILES = {
  'alembic/versions/a_one.py': sampleRevision({ id: 'a1b2c3d4e5f6' }),
  'alembic/versions/b_two.py': sampleRevision({
    id: 'b2c3d4e5f6a7',
    parent: '"a1b2c3d4e5f6"',
    upgrade: 'op.execute("SELECT audit.note(1)")',
  }),
  'db/1_a.sql': 'SELECT "Wipe"(1);\n',
};

/** What is told of a policy with these keys of migrations. */
function told(keys: object, more: Partial<Observations> = { unmatchedPlaces: [] }) {
  const places = { alembic: ['alembic/versions'], sql: ['db/*.sql'] };
  const policy = policyOf({ migrations: { ...places, ...keys } });
  const files = Object.entries(FILES).map(([path, text]) => ({ path, text }));
  const seen = { ...treeObservations(policy, files, {}), ...more };
  const unmatched = askIn(policy, seen, { parsers })(unmatchedPlaces).flatMap(({ judged }) => judged);
  return unmatched.map(({ section, written, meant }) => [section, ...written, meant]);
}

describe('names of migrations in a policy', () => {
  test('are told where no revision has the id', () => {
    expect(told({ once: ['a1b2c3d4e5f6', 'b2c3d4e5f6a8'] })).toEqual([
      ['migrations', 'b2c3d4e5f6a8', 'b2c3d4e5f6a7'],
    ]);
  });

  test('are told where no migration names the function, in whatever case and schema', () => {
    const names = ['audit.note', 'note', 'wipe', 'audit.nothing'];
    expect(told({ harmless_functions: names })).toEqual([['migrations', 'audit.nothing', null]]);
  });

  const WRONG = { once: ['c3d4e5f6a7b8'], harmless_functions: ['nothing'] };

  test.each<[string, object, Partial<Observations>]>([
    ['the policy says that nothing need be there', { ...WRONG, may_be_empty: true }, { unmatchedPlaces: [] }],
    ['the policy names no migrations', { ...WRONG, alembic: [], sql: [] }, { unmatchedPlaces: [] }],
    ['nobody looked for what the policy names', WRONG, {}],
    [
      'the revisions were not looked at',
      WRONG,
      { unmatchedPlaces: [], revisions: { paths: unobserved('hidden'), files: {} } },
    ],
    [
      'a change touches some of them alone',
      WRONG,
      {
        unmatchedPlaces: [],
        focus: { kind: 'change' },
        revisions: { paths: unobserved('hidden'), files: {} },
      },
    ],
  ])('are not told where %s', (_, keys, more) => {
    expect(told(keys, more)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readRevisions, undoneRevisions, type KnownRevision } from './revision-graph.ts';

describe('what a downgrade takes back', () => {
  const line = [known('cd34', ['ab12']), known('ab12', ['aa01']), known('aa01', [])];

  test.each([
    [['cd34'], 'ab12', ['cd34']],
    [['cd34'], 'aa01', ['cd34', 'ab12']],
    [['cd34'], 'base', ['cd34', 'ab12', 'aa01']],
    [['ab12'], 'aa01', ['ab12']],
    [[], 'base', []],
  ])('from %j to %s is %j', (current, target, undone) => {
    expect(undoneRevisions(line, { current, target })?.map(({ id }) => id)).toEqual(undone);
  });

  test('at a merge is both sides', () => {
    const merged = [
      known('merge', ['left', 'right']),
      known('left', ['root']),
      { ...known('right', ['root']), dependsOn: ['other'] },
      known('other', []),
      known('root', []),
    ];
    const undone = undoneRevisions(merged, { current: ['merge'], target: 'left' });
    expect(undone?.map(({ id }) => id)).toEqual(['merge', 'right', 'other']);
  });

  test('from a revision that nobody has is not known', () => {
    expect(undoneRevisions(line, { current: ['zz99'], target: 'ab12' })).toBeUndefined();
  });

  test('is never what the target itself is built on', () => {
    const histories = fc.integer({ min: 1, max: 12 }).chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_none, index) =>
          fc.uniqueArray(fc.integer({ min: index + 1, max: count }), { maxLength: 2 }).map((parents) =>
            known(
              `r${index}`,
              parents.filter((parent) => parent < count).map((parent) => `r${parent}`),
            ),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(histories, fc.nat(), (revisions, at) => {
        const target = revisions[at % revisions.length]?.id ?? '';
        const undone = undoneRevisions(revisions, { current: ['r0'], target }) ?? [];
        const rest = undoneRevisions(revisions, { current: [target], target: 'base' }) ?? [];
        const ids = new Set(rest.map(({ id }) => id));
        expect(undone.filter(({ id }) => ids.has(id))).toEqual([]);
      }),
    );
  });
});

describe('the revisions of a repository', () => {
  test('are read from the drawing for programs', () => {
    const revision = {
      id: 'ab12',
      path: 'versions/ab12.py',
      message: 'create orders',
      parents: [],
      depends_on: [],
    };
    const output = { schema_version: 1, environments: [{ name: 'alembic.ini', revisions: [revision] }] };
    expect(readRevisions(JSON.stringify(output))).toEqual([
      { id: 'ab12', path: 'versions/ab12.py', message: 'create orders', parents: [], dependsOn: [] },
    ]);
  });

  test.each(['', '[]', JSON.stringify({ error: { message: 'No revisions.' } })])(
    'are not read from %j',
    (stdout) => {
      expect(readRevisions(stdout)).toBeUndefined();
    },
  );
});

function known(id: string, parents: readonly string[]): KnownRevision {
  return { id, path: `versions/${id}.py`, message: undefined, parents, dependsOn: [] };
}

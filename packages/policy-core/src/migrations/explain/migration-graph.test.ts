import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { sampleMigrationHistory } from '../../testing/sample-migration-graph.ts';
import { migrationGraph } from './migration-graph.ts';

let parsers: Parsers;
let history: RevisionHistory;
beforeAll(async () => {
  parsers = await testParsers();
  history = sampleMigrationHistory(parsers);
});

function only(histories: readonly RevisionHistory[], last?: number) {
  const [environment] = migrationGraph(histories, last).environments;
  if (environment === undefined) throw new Error('There is no environment.');
  return environment;
}

const idsOf = (revisions: readonly { readonly id: string }[]) => revisions.map(({ id }) => id);

describe('the graph of an environment', () => {
  test('lists the newest revision first, and each before those it builds on', () => {
    const { name, folders, revisions, older, heads, bases } = only([history]);
    expect({ name, folders, older, heads, bases }).toEqual({
      name: 'alembic.ini',
      folders: ['alembic/versions'],
      older: 0,
      heads: ['5e00', '6f00'],
      bases: ['1a00'],
    });
    const ids = idsOf(revisions);
    expect(ids.toSorted()).toEqual(['1a00', '2b00', '3c00', '4d00', '5e00', '6f00']);
    for (const { id, parents } of revisions)
      for (const parent of parents.filter((one) => ids.includes(one)))
        expect(ids.indexOf(id), `${id} stands above ${parent}`).toBeLessThan(ids.indexOf(parent));
  });

  test('tells what is named and not there', () => {
    expect(only([history]).missing).toEqual([{ revision: '6f00', names: 'zz99', as: 'down_revision' }]);
  });

  test.each([
    [0, [], 6],
    [1, 1, 5],
    [6, 6, 0],
    [100, 6, 0],
  ])('with the last %i of six leaves out the others, and counts them', (last, shown, older) => {
    const cut = only([history], last);
    const all = idsOf(only([history]).revisions);
    expect(idsOf(cut.revisions)).toEqual(all.slice(0, last));
    expect([cut.revisions.length, cut.older]).toEqual([Array.isArray(shown) ? 0 : shown, older]);
    // What is wrong is told of all of them.
    expect(cut.missing).toHaveLength(1);
  });

  test('keeps what is wrong apart', () => {
    const broken = historyOfTexts(parsers, {
      ...revisionTexts({
        a1: { parents: '"b2"' },
        b2: { parents: '"a1"' },
        c3: { more: 'depends_on = "lost"' },
        d4: { parents: '"d4"' },
      }),
      'alembic/versions/again.py': 'revision = "c3"\ndown_revision = None\n',
      'alembic/versions/made.py': 'revision = make()\ndown_revision = "c3"\n',
    });
    const { circles, duplicates, unplaced, missing } = only([broken]);
    expect({ circles, duplicates, unplaced, missing }).toEqual({
      circles: [['a1', 'b2'], ['d4']],
      duplicates: [{ id: 'c3', paths: ['alembic/versions/again.py', 'alembic/versions/c3_x.py'] }],
      unplaced: ['alembic/versions/made.py'],
      missing: [{ revision: 'c3', names: 'lost', as: 'depends_on' }],
    });
  });

  test('is one for each environment, in their order, and none without', () => {
    const other = { ...history, name: 'alembic.ini [billing]' };
    expect(migrationGraph([history, other]).environments.map(({ name }) => name)).toEqual([
      'alembic.ini',
      'alembic.ini [billing]',
    ]);
    expect(migrationGraph([])).toEqual({ schema_version: 1, environments: [] });
  });

  test('holds every revision once, whatever builds on what', () => {
    const anyParents = fc.array(
      fc
        .uniqueArray(fc.nat({ max: 8 }), { maxLength: 3 })
        .map((places) => places.map((place) => `r${place}`)),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(anyParents, (all) => {
        const texts = Object.fromEntries(
          all.map((parents, place) => [`r${place}`, { parents: JSON.stringify(parents) }]),
        );
        const { revisions, heads, bases, older } = only([historyOfTexts(parsers, revisionTexts(texts))]);
        expect(idsOf(revisions).toSorted()).toEqual(Object.keys(texts).toSorted());
        expect(older).toBe(0);
        expect(idsOf(revisions.filter((one) => one.is_head)).toSorted()).toEqual(heads);
        expect(idsOf(revisions.filter((one) => one.is_base)).toSorted()).toEqual(bases);
      }),
    );
  });
});

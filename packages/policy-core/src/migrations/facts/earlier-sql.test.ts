import { describe, expect, it } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
} from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { lookedFor } from '../../testing/wanted-of.ts';

const POLICY = policyOf({ migrations: { alembic: ['versions'], sql: ['db/**/*.sql', '*.sql'] } });

const THERE = [
  'db/1_a.sql',
  'db/2_b.sql',
  'db/3_c.sql',
  'db/10_d.sql',
  'db/schema.sql',
  'db/other/1_a.sql',
  'db/V1__a.sql',
  'db/1_readme.md',
  'versions/1.py',
];

const of = (...changes: readonly string[]) => changeObservations({ changes }, {});

/** What is listed and read for it, and what comes of it. */
function lookFor(seen: Observations, there: readonly string[] = THERE) {
  const isBelow = (path: string, folder: string) => folder === '' || path.startsWith(`${folder}/`);
  const below = Object.fromEntries(
    ['db', 'db/other', ''].map((folder) => [folder, observed(there.filter((path) => isBelow(path, folder)))]),
  );
  const { rounds, seen: all } = lookedFor(POLICY, seen, { below });
  return {
    folders: rounds.flatMap((round) => round.below),
    read: rounds.flatMap((round) => round.texts).filter((path) => path.endsWith('.sql')),
    all,
  };
}

describe('The SQL migrations to be read beside those under judgement', () => {
  it('are those that run before the last one, in the same folder', () => {
    const { folders, read, all } = lookFor(of('db/3_c.sql', 'db/2_b.sql'));
    expect([folders, read]).toEqual([['db'], ['db/1_a.sql']]);
    expect(all.sqlPaths).toEqual(['db/1_a.sql', 'db/2_b.sql', 'db/3_c.sql', 'db/10_d.sql']);
    const release = { ...of('db/10_d.sql'), focus: { kind: 'release' } } as const;
    expect(lookFor(release).read).toEqual(['db/1_a.sql', 'db/2_b.sql', 'db/3_c.sql']);
  });

  it('are those of every line that has one under judgement', () => {
    const { folders, read } = lookFor(of('db/V2__b.sql', 'db/other/2.sql', '5.sql'), [...THERE, '4.sql']);
    expect([folders, read]).toEqual([
      ['db', 'db/other', ''],
      ['db/other/1_a.sql', 'db/V1__a.sql', '4.sql'],
    ]);
  });

  it('are those before an open document', () => {
    const { folders, read } = lookFor(documentObservations({ path: 'db/2_b.sql', text: '' }, {}));
    expect([folders, read]).toEqual([['db'], ['db/1_a.sql']]);
  });

  it('are not known where a folder cannot be listed', () => {
    const below = { db: unobserved('listing failed') };
    const { seen } = lookedFor(POLICY, of('db/2_b.sql'), { below });
    expect([seen.sqlBefore, seen.sqlPaths]).toEqual([below.db, undefined]);
  });

  it.each([
    ['no version', of('db/schema.sql')],
    ['a revision of Alembic', of('versions/2.py')],
    ['another file', of('src/1.sql')],
    ['a tree, where all are judged', treeObservations(POLICY, [{ path: 'db/2_b.sql', text: '' }], {})],
  ])('are none for %s', (_name, seen) => {
    const { folders, all } = lookFor(seen);
    expect(folders).toEqual([]);
    expect(all).not.toHaveProperty('sqlBefore');
  });
});

import { beforeAll, describe, expect, test } from 'vitest';

import {
  findRevision,
  type RevisionSearch,
} from '../../packages/policy-core/src/migrations/explain/find-revision.ts';
import type { RevisionHistory } from '../../packages/policy-core/src/migrations/history/revision-history.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { alembicProject, type AlembicProject, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

/** A line with a branch that has a label, and ids that begin alike. */
const REVISIONS: FileTexts = {
  '5a9d6371e18c_shop.py': revisionFile({ revision: '5a9d6371e18c' }),
  '5a9d0c1d2e3f_orders.py': revisionFile({ revision: '5a9d0c1d2e3f', down: '5a9d6371e18c' }),
  'b2_billing.py': revisionFile({ revision: 'b2', down: '5a9d0c1d2e3f', labels: 'billing' }),
  'b2c3_invoices.py': revisionFile({ revision: 'b2c3', down: 'b2' }),
  'add_notes.py': revisionFile({ revision: 'add_notes', down: '5a9d0c1d2e3f' }),
};

interface NamedFixture {
  readonly name: string;
  /** Who is meant, sorted; none where nobody can tell. */
  readonly ours: readonly string[];
  /** What `alembic show` shows; left out where it says the same as we do. */
  readonly alembic?: readonly string[];
  /** Why the two differ. */
  readonly because?: string;
}

const NAMES: readonly NamedFixture[] = [
  { name: '5a9d6371e18c', ours: ['5a9d6371e18c'] },
  { name: 'add_notes', ours: ['add_notes'] },
  { name: 'b2', ours: ['b2'] },
  { name: 'b2c3', ours: ['b2c3'] },
  { name: 'b2c', ours: ['b2c3'] },
  { name: '5a9d6', ours: ['5a9d6371e18c'] },
  { name: '5a9d0', ours: ['5a9d0c1d2e3f'] },
  { name: 'add_n', ours: ['add_notes'] },
  { name: 'zzzz', ours: [] },
  { name: 'ADD_NOTES', ours: [] },
  { name: '6371e18c', ours: [] },
  {
    name: 'billing',
    ours: ['b2'],
    alembic: ['b2'],
  },
  {
    name: '5a9d',
    ours: ['5a9d0c1d2e3f', '5a9d6371e18c'],
    alembic: [],
    because: 'Alembic refuses what may mean two, and we list both',
  },
  {
    name: 'head',
    ours: ['add_notes', 'b2c3'],
    alembic: [],
    because: 'Alembic refuses a head of two, and we list both',
  },
  { name: 'heads', ours: ['add_notes', 'b2c3'] },
  {
    name: 'base',
    ours: ['5a9d6371e18c'],
    alembic: [],
    because: 'for Alembic it is what lies before the first revision',
  },
  {
    name: 'b2_billing.py',
    ours: ['b2'],
    alembic: [],
    because: 'Alembic knows no names of files',
  },
  {
    name: 'alembic/versions/add_notes.py',
    ours: ['add_notes'],
    alembic: [],
    because: 'Alembic knows no paths',
  },
];

const NAMED = NAMES.map((fixture) => [fixture.name, fixture] as const);

function idsIn(search: RevisionSearch): readonly string[] {
  if (search.kind === 'found') return [search.id];
  return search.kind === 'several' ? search.found.map(({ id }) => id).toSorted() : [];
}

describe('whom a name means', () => {
  let history: RevisionHistory;
  beforeAll(async () => {
    const texts = Object.entries(REVISIONS).map(([name, text]) => [`alembic/versions/${name}`, text]);
    history = historyOfTexts(await testParsers(), Object.fromEntries(texts));
  });

  test.each(NAMED)('%s', (_, { name, ours }) => {
    expect(idsIn(findRevision(name, [history]))).toEqual(ours);
  });
});

describe.skipIf(alembic.kind === 'unavailable')('real Alembic is asked whom a name means', () => {
  let project: AlembicProject;
  beforeAll(async () => {
    project = await alembicProject({ revisions: REVISIONS });
  });

  test.each(NAMED)('%s', async (_, { name, ours, alembic: theirs = ours, because }) => {
    const { exit, output } = await project.run('show', name);
    const shown = [...output.matchAll(/^Rev: (\S+)/gm)].flatMap(([, id]) => id ?? []);
    expect(exit === 0 ? shown.toSorted() : []).toEqual(theirs);
    expect(because === undefined, 'a difference has its reason').toBe(theirs.join() === ours.join());
  });
});

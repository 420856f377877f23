import { observed } from '@lockkeeper/policy-core';
import type { DatabaseSight } from '@lockkeeper/policy-core/database';
import { expect, test } from 'vitest';

import { testParsers } from '../../../../policy-core/src/testing/load-parsers.ts';
import { guard } from '../guard.ts';
import { fakeObservers, type Files } from '../../testing/fake-repository.ts';
import { databaseProbe } from './database-probe.ts';

const HEAD = 'b'.repeat(40);
const OLD = 'a'.repeat(40);

const NOTHING = ['pass', 'pass'] as const;

const revision = (
  path: string,
  parent: string,
  [upgrade, downgrade]: readonly [string, string] = NOTHING,
): Files => ({
  [path]: `import sqlalchemy as sa
from alembic import op

revision = "${/(\w+)\.py$/.exec(path)?.[1]}"
down_revision = ${parent}


def upgrade():
    ${upgrade}


def downgrade():
    ${downgrade}
`,
});

const BEFORE: Files = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [alembic/versions, billing/versions] }\n',
  ...revision('alembic/versions/a1.py', 'None'),
  ...revision('billing/versions/i1.py', 'None'),
};
const NOTE: Files = revision('billing/versions/i2.py', '"i1"', [
  'op.add_column("invoices", sa.Column("note", sa.Text(), nullable=True))',
  'op.drop_column("invoices", "note")',
]);
const RECORD: Files = {
  'infrastructure/last-good-deploy.json': JSON.stringify({
    last_good_sha: OLD,
    deployed_at: '2026-11-20T12:00:00Z',
  }),
};

/** Both databases follow the first history. */
function shop(name: string): DatabaseSight {
  return {
    kind: 'seen',
    database: {
      name,
      user: 'ana',
      host: 'db:5432',
      serverVersion: '15.18',
      encoding: 'UTF8',
      searchPath: 'public',
      visibleSchemas: ['public'],
      schemas: ['public'],
      identity: name,
      parts: [],
      versionTables: [{ schema: 'public', versions: observed(['a1']) }],
    },
  };
}

async function pendingRow(files: Files) {
  const ran = await guard(
    {
      head: 'HEAD',
      loadParsers: testParsers,
      probes: [databaseProbe],
      databases: { look: ({ variable }) => Promise.resolve(shop(variable)) },
    },
    fakeObservers({
      commits: { [OLD]: { files: BEFORE }, [HEAD]: { files, parents: [OLD] } },
      names: { HEAD },
      worktree: {},
    }),
  );
  if (ran.kind !== 'ran') throw new Error('The guard did not run.');
  return ran.others.find(({ id }) => id === 'pending-migrations');
}

test('a history that neither database follows is held against the commit of the last good deploy', async () => {
  const row = await pendingRow({ ...BEFORE, ...NOTE, ...RECORD });
  expect(row?.state).toBe('passed');
  expect(row?.evidence.map(({ text }) => text)).toEqual([
    'Production is at a1: nothing is pending.',
    'billing/versions has brought i2 since the last good deploy; the addresses lead to no database of it.',
    'i2 is trivial: nobody notices it.',
  ]);
});

test('and is not proved where no good deploy is recorded', async () => {
  expect(await pendingRow({ ...BEFORE, ...NOTE })).toMatchObject({
    state: 'undetermined',
    problems: [{ text: expect.stringContaining('no good deploy is recorded') }],
  });
});

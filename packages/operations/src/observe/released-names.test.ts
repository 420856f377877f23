import { beforeAll, describe, expect, test } from 'vitest';

import { observed, type Parsers } from '@lockkeeper/policy-core';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { judge } from './judge.ts';
import { observe } from './observe.ts';
import { withReleasedNames } from './released-names.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

const RELEASED = 'd'.repeat(40);
const HEAD = 'e'.repeat(40);
const revision = (id: string, parent: string, upgrade: string) =>
  `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${parent}\n\n\ndef upgrade():\n    ${upgrade}\n\n\ndef downgrade():\n    raise RuntimeError("restore the backup")\n`;

const RELEASE = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [alembic/versions] }\n',
  'infrastructure/last-good-deploy.json': JSON.stringify({
    last_good_sha: RELEASED,
    deployed_at: '2026-11-20T08:00:00Z',
  }),
  'app/models.py': 'class Order(Base):\n    __tablename__ = "orders"\n    total = Column(Integer)\n',
  'alembic/versions/a1_x.py': revision('a1', 'None', 'pass'),
};
const drop = revision('b2', '"a1"', 'op.drop_column("orders", "total")');

function repository(added: Readonly<Record<string, string>>): FakeRepository {
  return {
    commits: {
      [RELEASED]: { files: RELEASE },
      [HEAD]: { files: { ...RELEASE, ...added }, parents: [RELEASED] },
    },
    names: { main: RELEASED, HEAD },
    branch: 'feature/x',
  };
}

async function seenWith(added: Readonly<Record<string, string>>) {
  const observers = fakeObservers(repository(added));
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base: 'main',
      head: 'HEAD',
      policyFrom: 'base',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    observers,
  );
  if (seen.kind !== 'seen') throw new Error(seen.kind);
  return { seen, git: observers.git };
}

const loadParsers = () => Promise.resolve(parsers);

describe('the released code', () => {
  test('[D-11] is searched for what a migration takes away, and the change is refused', async () => {
    const { seen, git } = await seenWith({ 'alembic/versions/b2_x.py': drop });
    const whole = await withReleasedNames(seen, { loadParsers, git });
    expect(whole.observations.releasedNames).toEqual(
      observed({
        commit: RELEASED,
        names: ['orders', 'total'],
        isWhole: true,
        lines: [
          { path: 'app/models.py', line: 1, text: '    __tablename__ = "orders"' },
          { path: 'app/models.py', line: 2, text: '    total = Column(Integer)' },
        ],
      }),
    );
    const report = await judge(whole, {
      stage: 'ci',
      loadParsers,
      only: ['migrations/contract-before-release'],
    });
    expect(report.findings).toMatchObject([
      { messageId: 'named', data: { thing: 'orders.total', places: 'app/models.py:3' } },
    ]);
  });

  test('is not searched where nothing goes away', async () => {
    const { seen, git } = await seenWith({
      'alembic/versions/b2_x.py': revision('b2', '"a1"', 'op.execute("SELECT 1")'),
    });
    expect(await withReleasedNames(seen, { loadParsers, git })).toBe(seen);
  });

  test('is not searched for a change without migrations, which loads no parser either', async () => {
    const { seen, git } = await seenWith({ 'README.md': 'x' });
    const never = () => Promise.reject(new Error('Nothing here needs a parser.'));
    expect(await withReleasedNames(seen, { loadParsers: never, git })).toBe(seen);
  });

  test('cannot be searched without git, and that is said', async () => {
    const { seen } = await seenWith({ 'alembic/versions/b2_x.py': drop });
    const whole = await withReleasedNames(seen, { loadParsers, git: undefined });
    expect(whole.observations.releasedNames).toEqual({
      known: false,
      reason: 'there is no git repository to ask',
    });
  });
});

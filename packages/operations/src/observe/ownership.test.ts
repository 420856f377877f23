import { describe, expect, test } from 'vitest';

import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { judge } from './judge.ts';
import { observe, type ObserveRequest } from './observe.ts';

const POLICY = `version: 1
migrations:
  alembic: [alembic/versions]
  application: [app/**, start.sh]
  models: [app/models.py]
`;
const MODELS = 'class User(Base):\n    __tablename__ = "users"\n    id = Column(Integer)\n';
const BASE: Files = {
  'lockkeeper.yaml': POLICY,
  'alembic/env.py': 'from app.models import Base\ntarget_metadata = Base.metadata\n',
  'app/models.py': MODELS,
  'app/main.py': 'x = 1\n',
  'app/logo.png': 'png',
  'start.sh': 'exec uvicorn app.main:app\n',
  'docs/a.md': 'a\n',
};

async function seenIn(head: Files, request: Partial<ObserveRequest> = {}) {
  const observers = fakeObservers({
    commits: { base: { files: BASE }, head: { files: head, parents: ['base'] } },
    names: { main: 'base', HEAD: 'head' },
    branch: 'feature/x',
  });
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base: 'main',
      head: 'HEAD',
      policyFrom: 'base',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
      ...request,
    },
    observers,
  );
  if (seen.kind !== 'seen') throw new Error(seen.kind);
  return { seen, reads: observers.reads };
}

const noParsers = () => Promise.reject(new Error('Nothing here needs a parser.'));

describe('what is read of an application', () => {
  test('is, of a change, what it touches and the policy names', async () => {
    const { seen } = await seenIn({
      ...BASE,
      'app/main.py': 'x = 2\n',
      'app/logo.png': 'gnp',
      'docs/a.md': 'b\n',
    });
    expect(Object.keys(seen.observations.files).filter((path) => /^(?:app|docs)\//.test(path))).toEqual([
      'app/main.py',
    ]);
    expect(seen.observations.filesBefore).toEqual({});
  });

  test('takes no parser where no word in it matters', async () => {
    const { seen } = await seenIn({
      ...BASE,
      'app/main.py': 'x = 2\n',
      'start.sh': 'alembic downgrade base\n',
    });
    const report = await judge(seen, { stage: 'ci', loadParsers: noParsers });
    expect(report.findings.map(({ rule, at }) => [rule, at?.path])).toEqual([
      ['migrations/dangerous-alembic-command', 'start.sh'],
    ]);
  });

  test('is, of the whole tree, everything the policy names', async () => {
    const { seen } = await seenIn(BASE, { focus: { kind: 'tree' }, base: undefined });
    const { files, listing } = seen.observations;
    expect(listing.known && listing.value).toEqual(expect.arrayContaining(['app/main.py', 'app/models.py']));
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['alembic/env.py', 'app/main.py', 'app/models.py', 'start.sh']),
    );
    expect(Object.keys(files)).not.toContain('app/logo.png');
  });

  test('is also what models were before the change [row 4.02]', async () => {
    const { seen } = await seenIn({ ...BASE, 'app/models.py': `${MODELS}    age = Column(Integer)\n` });
    expect(seen.observations.filesBefore).toMatchObject({
      'app/models.py': { known: true, value: { kind: 'text', text: MODELS } },
    });
  });

  test('is nothing of what models were where the change brings a migration [row 4.02]', async () => {
    const { seen, reads } = await seenIn({
      ...BASE,
      'app/models.py': `${MODELS}    age = Column(Integer)\n`,
      'alembic/versions/ab12_age.py': 'revision = "ab12"\ndown_revision = None\n',
    });
    expect(seen.observations.filesBefore).toEqual({});
    expect(reads).toContain('alembic/versions/ab12_age.py');
  });
});

import { expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import { releaseChanges } from './release-changes.ts';

const POLICY = `version: 1
protected:
  - { id: core, paths: [core/**], except: [core/notes.md], require: { label: core-ok } }
migrations: { alembic: [alembic/versions] }
dependencies: [{ id: service, manager: pip, source: requirements.txt, lock: requirements.lock }]
`;

test('the files of a release are told by what the policy has for them', () => {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  if (policy.kind !== 'policy') throw new Error('The policy is not valid.');
  const changed = [
    'requirements.lock',
    'lockkeeper.yaml',
    'core/ledger.py',
    'core/notes.md',
    'alembic/versions/b1_index.py',
    'app.py',
  ];
  expect(releaseChanges(policy, changed)).toEqual({
    migrations: ['alembic/versions/b1_index.py'],
    dependencies: ['requirements.lock'],
    protected: [
      { path: 'core/ledger.py', by: 'section core' },
      { path: 'lockkeeper.yaml', by: 'what enforces the policy' },
    ],
  });
  expect(releaseChanges(policy, ['app.py'])).toEqual({ migrations: [], dependencies: [], protected: [] });
});

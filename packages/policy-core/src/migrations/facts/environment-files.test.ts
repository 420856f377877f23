import { describe, expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
} from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { environmentFiles } from './environment-files.ts';

const POLICY = policyOf({ migrations: { alembic: ['db/alembic/versions'] } });
const NO_ALEMBIC = policyOf({});

describe('code that runs with every command', () => {
  test.each([
    ['db/alembic/env.py', true],
    ['db/alembic/versions/env.py', true],
    ['db/alembic/__init__.py', true],
    ['db/alembic/versions/__init__.py', true],
    ['db/alembic/__pycache__/env.cpython-311.pyc', true],
    ['db/alembic/env.pyc', true],
    ['elsewhere/env.py', true],
    ['db/__init__.py', false],
    ['elsewhere/__init__.py', false],
    ['elsewhere/env.pyc', false],
    ['db/alembic/helpers.py', false],
    ['db/alembic/versions/a1.py', false],
    ['db/alembic/script.py.mako', false],
    ['db/alembic/venv.py', false],
  ])('of a change and of an open file: %s is %s', (path, isOne) => {
    const expected = isOne ? [path] : [];
    expect(environmentFiles(POLICY, changeObservations({ changes: [path] }, {}))).toEqual(expected);
    expect(environmentFiles(POLICY, documentObservations({ path, text: '' }, {}))).toEqual(expected);
    expect(environmentFiles(NO_ALEMBIC, changeObservations({ changes: [path] }, {}))).toEqual([]);
  });

  test('of a tree: what lies beside the revisions, and among them', () => {
    const files = ['db/alembic/versions/__init__.py', 'db/alembic/versions/a1.py'].map((path) => ({
      path,
      text: '',
    }));
    expect(environmentFiles(POLICY, treeObservations(POLICY, files, {}))).toEqual([
      'db/alembic/versions/env.py',
      'db/alembic/env.py',
      'db/alembic/versions/__init__.py',
    ]);
  });

  test('of a tree in whose root the revisions lie', () => {
    const policy = policyOf({ migrations: { alembic: ['versions'] } });
    expect(environmentFiles(policy, treeObservations(policy, [], {}))).toEqual(['versions/env.py', 'env.py']);
  });

  test('is none that a change takes away', () => {
    const changes = [{ path: 'db/alembic/env.py', status: 'deleted' as const }];
    expect(environmentFiles(POLICY, changeObservations({ changes }, {}))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
  type ChangeInput,
} from '../../checker/observations-from-input.ts';
import { unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { findChangedApplication } from './changed-application.ts';

const policy = policyOf({
  migrations: {
    alembic: ['alembic/versions'],
    sql: ['app/sql/**'],
    models: ['app/models.py'],
    application: ['app/**', '/start.sh'],
  },
});
const change = (...changes: ChangeInput['changes']) => changeObservations({ changes }, {});

describe('code of the application that a change touches', () => {
  test('is what the policy names, in the order of the change', () => {
    const seen = change('tools/x.py', 'start.sh', 'app/orders.py', 'alembic/versions/ab12_x.py');
    expect(findChangedApplication(policy, seen)).toEqual(['start.sh', 'app/orders.py']);
  });

  test('is also what it adds and deletes', () => {
    const seen = change(
      { path: 'app/a.py', status: 'added' },
      { path: 'app/b.py', status: 'deleted' },
      { path: 'app/c.py', status: 'type-changed' },
    );
    expect(findChangedApplication(policy, seen)).toEqual(['app/a.py', 'app/b.py', 'app/c.py']);
  });

  test.each([
    'app/models.py',
    'app/sql/001.sql',
    'app/README.md',
    'app/settings.toml',
    'app/compose.yaml',
    'app/Dockerfile',
    'app/logo.png',
    'app/tests/test_orders.py',
    'app/conftest.py',
  ])('is not %s', (path) => {
    expect(findChangedApplication(policy, change(path))).toEqual([]);
  });

  test('is nothing where the policy names none', () => {
    const silent = policyOf({ migrations: { alembic: ['alembic/versions'] } });
    expect(findChangedApplication(silent, change('app/orders.py'))).toEqual([]);
  });

  test('is nothing of a whole tree, nor where the change is not known', () => {
    const tree = treeObservations(policy, [{ path: 'app/orders.py', text: '' }], {});
    expect(findChangedApplication(policy, tree)).toEqual([]);
    const unknown = { ...change('app/orders.py'), change: unobserved('git is not there') };
    expect(findChangedApplication(policy, unknown)).toEqual([]);
  });

  test('is seen beside an open file that is a part of the change, and beside no other', () => {
    const { change: made } = change('app/orders.py', 'alembic/versions/ab12_x.py');
    const open = (path: string) => ({ ...documentObservations({ path, text: '' }, {}), change: made });
    expect(findChangedApplication(policy, open('alembic/versions/ab12_x.py'))).toEqual(['app/orders.py']);
    expect(findChangedApplication(policy, open('alembic/versions/9f9f_y.py'))).toEqual([]);
  });

  test('is nothing of a release: there, all of it goes out together', () => {
    const seen = { ...change('app/orders.py'), focus: { kind: 'release' as const } };
    expect(findChangedApplication(policy, seen)).toEqual([]);
  });
});

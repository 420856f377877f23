import { describe, expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
  type ChangeInput,
} from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { applicationFiles, applicationFolders, namedFiles } from './application-files.ts';
import { needsParsers } from '../../checker/wanted-paths.ts';
import { wantedOf } from '../../testing/wanted-of.ts';

const policy = policyOf({
  migrations: {
    alembic: ['alembic/versions'],
    sql: ['app/sql/**'],
    application: ['app/**', '/start.sh', 'alembic/**'],
  },
});
const PATHS = [
  'app/main.py',
  'app/db/session.py',
  'app/sql/001.sql',
  'app/logo.png',
  'app/tests/test_main.py',
  'app/conftest.py',
  'start.sh',
  'tools/x.py',
  'alembic/env.py',
  'alembic/script.py.mako',
  'alembic/helpers.py',
  'alembic/versions/ab12_x.py',
];
const OF_APPLICATION = ['app/main.py', 'app/db/session.py', 'start.sh'];

const tree = (paths: readonly string[]) =>
  treeObservations(
    policy,
    paths.map((path) => ({ path, text: '' })),
    {},
  );
const change = (...changes: ChangeInput['changes']) => changeObservations({ changes }, {});

describe('code that must leave the schema alone', () => {
  test('is what the policy names on the whole tree, without tests and migrations', () => {
    expect(applicationFiles(policy, tree(PATHS))).toEqual(OF_APPLICATION);
  });

  test('is on the whole tree also what the policy names in full and no host lists', () => {
    const listed: Observations = { ...tree(['app/main.py']), listing: observed(['app/main.py']) };
    expect(applicationFiles(policy, listed)).toEqual(['app/main.py', 'start.sh']);
    const named = policyOf({
      migrations: { application: ['app', 'bin/run', 'Makefile', '/x.py', 'notes.txt', 'a*.py'] },
    });
    expect(namedFiles(named, ['app/main.py'])).toEqual(['bin/run', 'Makefile', 'x.py']);
  });

  test('is of a change what it leaves behind', () => {
    expect(applicationFiles(policy, change(...PATHS))).toEqual(OF_APPLICATION);
    expect(applicationFiles(policy, change({ path: 'app/main.py', status: 'deleted' }))).toEqual([]);
    expect(applicationFiles(policy, change({ path: 'app/main.py', status: 'added' }))).toEqual([
      'app/main.py',
    ]);
  });

  test('is the open document in the editor, and only that', () => {
    const open = (path: string) => documentObservations({ path, text: '' }, {});
    expect(applicationFiles(policy, open('app/main.py'))).toEqual(['app/main.py']);
    expect(applicationFiles(policy, open('alembic/env.py'))).toEqual([]);
    expect(applicationFiles(policy, open('tools/x.py'))).toEqual([]);
  });

  test('is none where the policy names none, nor where nobody can tell', () => {
    const silent = policyOf({ migrations: { alembic: ['alembic/versions'] } });
    expect(applicationFiles(silent, tree(PATHS))).toEqual([]);
    const unlisted: Observations = { ...tree(PATHS), listing: unobserved('it cannot be read') };
    expect(applicationFiles(policy, unlisted)).toEqual([]);
    const unchanged: Observations = { ...change(), change: unobserved('no base was given') };
    expect(applicationFiles(policy, unchanged)).toEqual([]);
  });

  test.each([
    ['alembic/versions', 'alembic/x.py', false],
    ['app/db/migrations/versions', 'app/db/migrations/x.py', false],
    ['shop/alembic', 'shop/x.py', true],
    ['shop/alembic', 'shop/env.py', false],
    ['versions', 'x.py', true],
    ['versions', 'versions/sql/x.sql', false],
  ])('leaves out what lies with the revisions in %s: %s', (alembic, path, isJudged) => {
    const any = policyOf({ migrations: { alembic: [alembic], application: ['**'] } });
    expect(applicationFiles(any, change(path))).toEqual(isJudged ? [path] : []);
  });

  test('is looked for below these folders', () => {
    expect(applicationFolders(policy)).toEqual(['app', 'start.sh', 'alembic']);
    expect(applicationFolders(policyOf({ migrations: { application: ['**/*.py'] } }))).toEqual(['']);
    expect(applicationFolders(policyOf({}))).toEqual([]);
  });

  test('is read', () => {
    expect(wantedOf(policy, change('app/main.py', 'app/logo.png', 'tools/x.py')).files).toEqual([
      'app/main.py',
    ]);
  });
});

describe('the Python parser', () => {
  const seen = (path: string, text: string) =>
    changeObservations({ changes: [path], files: [{ path, text }] }, {});

  test.each([
    ['app/main.py', 'Base.metadata.create_all(e)', true],
    ['app/main.py', 'c.execute("drop table a")', true],
    ['app/main.py', 'x = 1', false],
    ['start.sh', 'alembic upgrade head', false],
    ['tools/x.py', 'Base.metadata.create_all(e)', false],
  ])('is loaded only for %s with %j', (path, text, isNeeded) => {
    expect(needsParsers(policy, seen(path, text))).toBe(isNeeded);
  });

  test('is not loaded for a file nobody could read', () => {
    expect(needsParsers(policy, changeObservations({ changes: ['app/main.py'] }, {}))).toBe(false);
    const named = policyOf({ migrations: { application: ['**'] } });
    expect(needsParsers(named, changeObservations({ changes: ['constructor'] }, {}))).toBe(false);
  });
});

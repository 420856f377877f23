import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import {
  changeObservations,
  documentObservations,
  treeObservations,
} from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { configurationsIn, configurationsWanted, isNamedByPolicy } from './configurations-wanted.ts';

const POLICY = policyOf({ migrations: { alembic: ['db/versions'] } });
const AROUND = ['db/versions', 'db', ''];

describe('configurations that must be seen', () => {
  test.each([
    ['deploy/alembic.ini', ['deploy'], ['deploy/alembic.ini']],
    ['deploy/alembic_live.ini', ['deploy'], ['deploy/alembic_live.ini']],
    ['deploy/live.ini', ['deploy'], ['deploy/live.ini']],
    ['setup.cfg', [''], ['setup.cfg']],
    ['live.conf', [''], ['live.conf']],
    ['api/pyproject.toml', ['api'], ['api/pyproject.toml']],
    ['api/other.toml', [], []],
    ['plugins/a1.py', AROUND, []],
    ['plugins/a1.pyc', AROUND, []],
    ['db/versions/a1.pyc', AROUND, []],
    ['db/versions/a1.py', [], []],
    ['README.md', [], []],
  ])('for a change of %s lie in %j', (path, folders, paths) => {
    expect(configurationsWanted(POLICY, changeObservations({ changes: [path] }, {}))).toEqual({
      folders,
      paths,
    });
    expect(configurationsWanted(policyOf({}), changeObservations({ changes: [path] }, {}))).toEqual({
      folders: [],
      paths: [],
    });
  });

  test('are those beside a file that is taken away, but not for Python that is', () => {
    const deleted = (path: string) => changeObservations({ changes: [{ path, status: 'deleted' }] }, {});
    expect(configurationsWanted(POLICY, deleted('alembic.ini')).folders).toEqual(['']);
    expect(configurationsWanted(POLICY, deleted('plugins/a1.py')).folders).toEqual([]);
  });

  test('are those around the policy for a link, and for a whole tree', () => {
    const changes = [{ path: 'plugins', status: 'added' as const, newMode: '120000' }];
    expect(configurationsWanted(POLICY, changeObservations({ changes }, {})).folders).toEqual(AROUND);
    expect(configurationsWanted(POLICY, treeObservations(POLICY, [], {})).folders).toEqual(AROUND);
  });

  test('is the open one', () => {
    const wanted = (path: string) =>
      configurationsWanted(POLICY, documentObservations({ path, text: '' }, {}));
    expect(wanted('a/alembic.ini')).toEqual({ folders: ['a'], paths: ['a/alembic.ini'] });
    expect(wanted('plugins/a1.py')).toEqual({ folders: [], paths: [] });
  });
});

test('a configuration has a name of one, or says where revisions are', () => {
  const text = (content: string) => observed(textContent(content));
  const found = configurationsIn({
    'z/pyproject.toml': text(''),
    'setup.cfg': text('[alembic]\nSCRIPT_LOCATION = x\n'),
    'tox.ini': text('[tox]\n'),
    'notes.txt': text('script_location = x'),
    'alembic.ini': text(''),
    'alembic_b.ini': unobserved('git failed'),
    'alembic_c.ini': observed({ kind: 'absent' }),
    'b/alembic.ini': observed({ kind: 'unreadable', problem: 'it is a symbolic link' }),
  });
  expect(found.map(({ path }) => path)).toEqual(['alembic.ini', 'setup.cfg', 'z/pyproject.toml']);
});

describe('folders that the policy names', () => {
  const policy = policyOf({
    migrations: { alembic: ['db', { folders: ['flat'] }, { folders: ['deep'], recursive: true }] },
  });

  test.each([
    [['db/versions'], true, true],
    [['flat'], false, true],
    [['flat'], true, false],
    [['flat/more'], false, false],
    [['deep/more'], true, true],
    [['db', 'deep', 'flat'], false, true],
    [['db', 'other'], false, false],
    [[''], true, false],
    [[], true, true],
  ])('%j (deep: %s): %s', (folders, isRecursive, expected) => {
    expect(isNamedByPolicy(policy, { folders, isRecursive })).toBe(expected);
  });
});

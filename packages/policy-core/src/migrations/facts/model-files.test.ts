import { describe, expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
  type ChangeInput,
} from '../../checker/observations-from-input.ts';
import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { metadataFiles } from './metadata-files.ts';
import { modelFiles } from './model-files.ts';
import { needsParsers } from '../../checker/wanted-paths.ts';
import { wantedOf } from '../../testing/wanted-of.ts';

const MODELS = ['app/models.py', 'app/tables/**'];
const policy = policyOf({ migrations: { alembic: ['alembic/versions'], sql: ['db/**'], models: MODELS } });
const change = (...changes: ChangeInput['changes']) => changeObservations({ changes }, {});
const at = (
  path: string,
  focus: Observations['focus'] = { kind: 'document', path },
  ...changes: ChangeInput['changes']
) => ({
  ...changeObservations({ changes }, {}),
  focus,
});

describe('files of models under judgement', () => {
  test('are those of a change without a migration [row 4.31]', () => {
    const seen = change(
      'app/models.py',
      { path: 'app/tables/a.py', status: 'added' },
      'app/views.py',
      'app/tables/a.sql',
    );
    expect(modelFiles(policy, seen).map(({ path }) => path)).toEqual(['app/models.py', 'app/tables/a.py']);
    expect(wantedOf(policy, seen).filesBefore).toEqual(['app/models.py']);
    expect(wantedOf(policy, seen).files).toContain('app/tables/a.py');
    expect(needsParsers(policy, seen)).toBe(false);
    const files = { 'app/tables/a.py': observed(textContent('x = 1')) };
    expect(needsParsers(policy, { ...seen, files })).toBe(true);
  });

  test.each(['alembic/versions/ab12_x.py', 'db/002.sql'])(
    'are none where the change adds %s [row 4.02]',
    (path) => {
      const seen = change('app/models.py', { path, status: 'added' });
      expect(modelFiles(policy, seen)).toEqual([]);
      expect(wantedOf(policy, seen).filesBefore).toEqual([]);
      expect(modelFiles(policy, change('app/models.py', path))).toHaveLength(1);
    },
  );

  test('are read before only, where the change deletes them', () => {
    const seen = change({ path: 'app/models.py', status: 'deleted' });
    const { files, filesBefore } = wantedOf(policy, seen);
    expect([files, filesBefore]).toEqual([['alembic/env.py'], ['app/models.py']]);
  });

  test('are the open one and those that the change touches beside it', () => {
    expect(modelFiles(policy, at('app/models.py'))).toEqual([{ path: 'app/models.py', status: 'modified' }]);
    const beside = at('app/models.py', undefined, 'app/tables/a.py', 'app/models.py');
    expect(modelFiles(policy, beside).map(({ path }) => path)).toEqual(['app/tables/a.py', 'app/models.py']);
    const back = at('app/models.py', undefined, { path: 'app/models.py', status: 'deleted' });
    expect(modelFiles(policy, back)).toEqual([{ path: 'app/models.py', status: 'modified' }]);
    expect(modelFiles(policy, at('app/views.py', undefined, 'app/models.py'))).toEqual([]);
  });

  test('are none of a tree or a release, nor where the change is not known', () => {
    expect(modelFiles(policy, treeObservations(policy, [{ path: 'app/models.py', text: '' }], {}))).toEqual(
      [],
    );
    expect(modelFiles(policy, at('x', { kind: 'release' }, 'app/models.py'))).toEqual([]);
    expect(modelFiles(policy, documentObservations({ path: 'app/models.py', text: '' }, {}))).toEqual([]);
    expect(modelFiles(policy, { focus: { kind: 'change' }, change: unobserved('no base') })).toEqual([]);
  });

  test('are none under a policy that names no models, or no place for migrations', () => {
    const seen = change('app/models.py');
    expect(modelFiles(policyOf({ migrations: { alembic: ['alembic/versions'] } }), seen)).toEqual([]);
    expect(modelFiles(policyOf({ migrations: { models: MODELS } }), seen)).toEqual([]);
  });
});

describe('an env.py under judgement', () => {
  const two = policyOf({
    migrations: {
      alembic: ['alembic/versions', 'alembic/old', 'versions'],
      models: ['/app/models.py', 'app/tables/**', 'lib/a?.py'],
    },
  });
  const EACH = [
    { environment: 'alembic/env.py', models: ['app/models.py'] },
    { environment: 'env.py', models: ['app/models.py'] },
  ];

  test('lies beside each folder of revisions, and knows the models that are named in full [row 4.59]', () => {
    const tree = { focus: { kind: 'tree' }, change: unobserved('none') } as const;
    expect(metadataFiles(two, tree)).toEqual(EACH);
  });

  test('is that of a change where it touches either side', () => {
    expect(metadataFiles(two, change('app/models.py'))).toEqual(EACH);
    expect(metadataFiles(two, change('alembic/env.py'))).toEqual(EACH.slice(0, 1));
    expect(metadataFiles(two, change('README.md'))).toEqual([]);
  });

  test('is the open document', () => {
    expect(metadataFiles(two, at('env.py'))).toEqual(EACH.slice(1));
    expect(metadataFiles(two, at('app/models.py'))).toEqual([]);
  });

  test('is none without models, or without a change', () => {
    expect(metadataFiles(policyOf({ migrations: { alembic: ['a/b'] } }), change('a/env.py'))).toEqual([]);
    expect(metadataFiles(two, { focus: { kind: 'change' }, change: unobserved('no base') })).toEqual([]);
    expect(
      metadataFiles(two, { focus: { kind: 'change' }, change: observed({ ...entriesOf(), entries: [] }) }),
    ).toEqual([]);
  });
});

function entriesOf() {
  const { change: seen } = change();
  if (!seen.known) throw new Error('The change of this test is known.');
  return seen.value;
}

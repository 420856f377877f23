import { expect, test } from 'vitest';
import type { Finding } from '@lockkeeper/policy-core';
import type { environmentGraph } from '@lockkeeper/policy-core/migrations';

import { ROOT, span, unpinned } from '../testing/sample-verdict.ts';
import { graphHistory } from './graph-history.ts';

const uriOf = (path: string) => `${ROOT}/${path}`;

function listed(id: string, given: object = {}) {
  return {
    id,
    path: `versions/${id}.py`,
    message: null,
    parents: [],
    depends_on: [],
    labels: [],
    is_head: false,
    is_base: false,
    is_merge: false,
    is_released: null,
    is_new: null,
    ...given,
  };
}

const GRAPH: ReturnType<typeof environmentGraph> = {
  name: 'alembic.ini',
  folders: ['versions'],
  revisions: [
    listed('b2', { parents: ['a1', 'zz'], depends_on: ['a1'], is_head: true, is_new: true }),
    listed('a1', { message: 'add orders', is_base: true, is_released: true, labels: ['shop'] }),
  ],
  older: 0,
  heads: ['b2'],
  bases: ['a1'],
  missing: [{ revision: 'b2', names: 'zz', as: 'down_revision' }],
  circles: [],
  duplicates: [{ id: 'c3', paths: ['versions/c3.py', 'versions/c3_again.py'] }],
  unplaced: ['versions/odd.py'],
};

const at = (id: string) => span(`versions/${id}.py`, 3, [0, 4]);
const found = (id: string, severity: Finding['severity']) => unpinned(3, { severity, at: at(id) });

test('a history is drawn by URIs, with its edges, its kinds and what was found in each revision', () => {
  const kinds = new Map([['b2', { reversible: 'partly', trivial: 'no', losesData: 'yes' }]] as const);
  const findings = [
    found('b2', 'error'),
    found('b2', 'error'),
    found('b2', 'info'),
    found('elsewhere', 'error'),
    unpinned(0, { at: undefined }),
  ];
  expect(graphHistory(GRAPH, { kinds, findings, uriOf })).toEqual({
    name: 'alembic.ini',
    folders: [`${ROOT}/versions`],
    revisions: [
      {
        id: 'b2',
        title: null,
        uri: `${ROOT}/versions/b2.py`,
        path: 'versions/b2.py',
        parents: ['a1', 'zz'],
        dependsOn: ['a1'],
        labels: [],
        isHead: true,
        isBase: false,
        isMerge: false,
        isReleased: null,
        isNew: true,
        reversible: 'partly',
        trivial: 'no',
        losesData: 'yes',
        findings: { error: 2, warning: 0, info: 1 },
      },
      {
        id: 'a1',
        title: 'add orders',
        uri: `${ROOT}/versions/a1.py`,
        path: 'versions/a1.py',
        parents: [],
        dependsOn: [],
        labels: ['shop'],
        isHead: false,
        isBase: true,
        isMerge: false,
        isReleased: true,
        isNew: null,
        reversible: 'unknown',
        trivial: 'unknown',
        losesData: 'unknown',
        findings: { error: 0, warning: 0, info: 0 },
      },
    ],
    edges: [
      { from: 'b2', to: 'a1', kind: 'parent', isMissing: false },
      { from: 'b2', to: 'zz', kind: 'parent', isMissing: true },
      { from: 'b2', to: 'a1', kind: 'depends_on', isMissing: false },
    ],
    heads: ['b2'],
    bases: ['a1'],
    circles: [],
    duplicates: [{ id: 'c3', uris: [`${ROOT}/versions/c3.py`, `${ROOT}/versions/c3_again.py`] }],
    unplaced: [`${ROOT}/versions/odd.py`],
  });
});

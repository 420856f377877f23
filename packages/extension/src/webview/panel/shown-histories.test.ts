import type { GraphHistory } from '@lockkeeper/lsp/protocol';
import { describe, expect, test } from 'vitest';

import { sampleGraph, sampleRevision } from '../../testing/sample-history.ts';
import { shownHistories, type FolderGraph } from './shown-histories.ts';

const SPELLING = {
  uri: (uri: string) => uri.replace('%7E', '~'),
  path: (uri: string) => uri.replace(/^file:\/\/\/shop\//, ''),
};

function graph(histories: readonly GraphHistory[], more: Partial<FolderGraph> = {}): FolderGraph {
  return { folder: undefined, answer: { histories, records: [], problems: [] }, ...more };
}

describe('a history that is shown', () => {
  test('has the marks that the command line prints', () => {
    const history = sampleGraph([
      sampleRevision('c', { parents: ['b'], isHead: true, isNew: true, isReleased: false, dependsOn: ['x'] }),
      sampleRevision('b', { parents: ['a'], isReleased: true, labels: ['billing'] }),
      sampleRevision('a', { isBase: true, isReleased: true }),
    ]);
    const [shown] = shownHistories([graph([history])], SPELLING);
    expect(shown?.revisions.map(({ id, marks }) => [id, ...marks])).toEqual([
      ['c', 'head', 'depends on x', 'new'],
      ['b', 'label billing', 'last release'],
      ['a', 'base'],
    ]);
  });

  test('names its files as the editor does', () => {
    const history = sampleGraph([sampleRevision('a', { uri: 'file:///shop/%7Ea.py' })]);
    const [shown] = shownHistories([graph([history])], SPELLING);
    expect(shown?.revisions[0]?.uri).toBe('file:///shop/~a.py');
  });

  test('tells what keeps Alembic from reading it', () => {
    const history = sampleGraph([sampleRevision('b', { parents: ['zz'] })], {
      edges: [
        { from: 'b', to: 'zz', kind: 'parent', isMissing: true },
        { from: 'b', to: 'yy', kind: 'depends_on', isMissing: true },
        { from: 'b', to: 'a', kind: 'parent', isMissing: false },
      ],
      circles: [['x', 'y']],
      duplicates: [{ id: 'd', uris: ['file:///shop/1.py', 'file:///shop/2.py'] }],
      unplaced: ['file:///shop/odd.py'],
    });
    const [shown] = shownHistories([graph([history])], SPELLING);
    expect(shown?.missing).toEqual(['zz', 'yy']);
    expect(shown?.problems).toEqual([
      'b names zz as down_revision, and there is no such revision.',
      'b names yy as depends_on, and there is no such revision.',
      'These revisions build on each other: x, y.',
      'd is the id of several files: 1.py, 2.py.',
      'Where odd.py belongs cannot be read from it.',
    ]);
  });

  test('tells what is missing beside it', () => {
    const answer = {
      histories: [sampleGraph([])],
      records: [],
      problems: ['other/lockkeeper.yaml is not a valid policy.'],
    };
    const [shown] = shownHistories([{ folder: undefined, answer }], SPELLING);
    expect(shown?.problems).toEqual(answer.problems);
  });
});

describe('the name of a history', () => {
  test('is its own where it is the only one', () => {
    expect(shownHistories([graph([sampleGraph([])])], SPELLING).map(({ name }) => name)).toEqual([
      'alembic.ini',
    ]);
  });

  test('has the folder of the workspace where there are several', () => {
    const shown = shownHistories(
      [graph([sampleGraph([])], { folder: 'shop' }), graph([sampleGraph([])], { folder: 'quay' })],
      SPELLING,
    );
    expect(shown.map(({ name }) => name)).toEqual(['shop: alembic.ini', 'quay: alembic.ini']);
  });

  test('has its folders where another has the same', () => {
    const histories = ['a', 'b'].map((name) => sampleGraph([], { folders: [`file:///shop/${name}`] }));
    const shown = shownHistories([graph(histories)], SPELLING);
    expect(shown.map(({ name }) => name)).toEqual(['alembic.ini (a)', 'alembic.ini (b)']);
    expect(new Set(shown.map(({ key }) => key)).size).toBe(2);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import type { SettledPoint } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { revisionGraph } from '../history/revision-graph-of.ts';
import { sampleHeader } from '../../testing/sample-header.ts';
import { withoutReleased } from './released-migrations.ts';

const START = observed<SettledPoint>({ from: 'start' });

interface Sample {
  readonly path: string;
  /** `undefined` for SQL. */
  readonly id: string | undefined;
  readonly parents: readonly string[];
}

function revision(id: string, ...parents: readonly string[]): Sample {
  return { path: `versions/${id}.py`, id, parents };
}

function plain(path: string): Sample {
  return { path, id: undefined, parents: [] };
}

function judge(read: readonly Sample[], settled: Known<SettledPoint>, since?: string) {
  const policy = policyOf(since === undefined ? {} : { since });
  const graph = revisionGraph(
    read.flatMap(({ path, id, parents }) =>
      id === undefined ? [] : { path, header: sampleHeader({ revision: id, down: parents }) },
    ),
  );
  const scripts = read.map(({ path }) => ({
    path,
    reading: observed({ kind: 'absent' as const }),
    history: undefined,
  }));
  const { scripts: left, unsettled } = withoutReleased(policy, { scripts, histories: [{ graph }] }, settled);
  return { paths: left.map(({ path }) => path), unsettled };
}

const CHAIN = [revision('a'), revision('b', 'a'), revision('c', 'b'), plain('db/1.sql')];
const ALL = CHAIN.map(({ path }) => path);

describe('without a point in history', () => {
  test('every migration is judged', () => {
    expect(judge(CHAIN, START)).toEqual({ paths: ALL, unsettled: undefined });
  });

  test('everybody who asks for all gets all, whatever the policy says', () => {
    expect(judge(CHAIN, observed<SettledPoint>({ from: 'all' }), 'b').paths).toEqual(ALL);
  });

  test('that could not be looked for, every migration is judged and that is said', () => {
    expect(judge(CHAIN, unobserved('this is a shallow clone'))).toEqual({
      paths: ALL,
      unsettled: 'this is a shallow clone',
    });
  });
});

describe('since a release', () => {
  test('only what changed is judged', () => {
    const settled = observed<SettledPoint>({ from: 'release', commit: 'x', changedPaths: ['db/1.sql'] });
    expect(judge(CHAIN, settled)).toEqual({ paths: ['db/1.sql'], unsettled: undefined });
  });

  test('nothing is judged where nothing changed', () => {
    const settled = observed<SettledPoint>({ from: 'release', commit: 'x', changedPaths: [] });
    expect(judge(CHAIN, settled)).toEqual({ paths: [], unsettled: undefined });
  });

  test('changed paths that are no migrations of the tree do not matter', () => {
    const settled = observed<SettledPoint>({ from: 'release', commit: 'x', changedPaths: ['README.md'] });
    expect(judge(CHAIN, settled).paths).toEqual([]);
  });
});

describe('since a revision', () => {
  test.each([
    { since: 'a', left: ['b', 'c'] },
    { since: 'b', left: ['c'] },
    { since: 'c', left: [] },
  ])('$since only $left are judged, and what has no place in the chain', ({ since, left }) => {
    expect(judge(CHAIN, START, since)).toEqual({
      paths: [...left.map((id) => `versions/${id}.py`), 'db/1.sql'],
      unsettled: undefined,
    });
  });

  test('history is not asked', () => {
    expect(judge(CHAIN, unobserved('there is no git repository to ask'), 'b')).toMatchObject({
      unsettled: undefined,
    });
  });

  test('a merge settles both of its sides', () => {
    const merged = [revision('a'), revision('l', 'a'), revision('r', 'a'), revision('m', 'l', 'r')];
    expect(judge(merged, START, 'm').paths).toEqual([]);
    expect(judge(merged, START, 'l').paths).toEqual(['versions/r.py', 'versions/m.py']);
  });

  test('what stands beside it is judged', () => {
    const branches = [revision('a'), revision('b', 'a'), revision('side', 'a')];
    expect(judge(branches, START, 'b').paths).toEqual(['versions/side.py']);
  });

  test('a chain that bites its tail comes to an end', () => {
    expect(judge([revision('a', 'b'), revision('b', 'a'), revision('c')], START, 'a').paths).toEqual([
      'versions/c.py',
    ]);
  });

  test('one that is gone leaves its descendants settled all the same', () => {
    expect(judge([revision('c', 'lost'), revision('d', 'c')], START, 'c').paths).toEqual(['versions/d.py']);
  });
});

describe('since a name', () => {
  test('that is a commit only what changed is judged', () => {
    const settled = observed<SettledPoint>({ from: 'since', commit: 'x', changedPaths: ['db/1.sql'] });
    expect(judge(CHAIN, settled, 'v1.0')).toEqual({ paths: ['db/1.sql'], unsettled: undefined });
  });

  test('that is neither is said, and everything is judged', () => {
    expect(judge(CHAIN, START, 'v9')).toEqual({
      paths: ALL,
      unsettled: 'since names v9, which is neither an Alembic revision nor a commit here',
    });
  });

  test('is not replaced by the last release', () => {
    const settled = observed<SettledPoint>({ from: 'release', commit: 'x', changedPaths: [] });
    expect(judge(CHAIN, settled, 'v9').paths).toEqual(ALL);
  });

  test('that could not be looked for is said with the reason', () => {
    expect(judge(CHAIN, unobserved('this is a shallow clone'), 'v1.0')).toEqual({
      paths: ALL,
      unsettled: 'this is a shallow clone',
    });
  });
});

describe('for any history', () => {
  const chain = fc
    .array(fc.array(fc.nat(9), { maxLength: 2 }), { maxLength: 10 })
    .map((parents) =>
      parents.map((older, index) =>
        revision(`${index}`, ...older.filter((parent) => parent < index).map(String)),
      ),
    );

  test('the point itself is settled, and nothing that builds on it', () => {
    fc.assert(
      fc.property(chain, fc.nat(9), (read, index) => {
        fc.pre(index < read.length);
        const { paths } = judge(read, START, `${index}`);
        expect(paths).not.toContain(`versions/${index}.py`);
        const children = read.filter(({ parents }) => parents.includes(`${index}`));
        expect(children.filter(({ path }) => !paths.includes(path))).toEqual([]);
      }),
    );
  });

  test('what is judged is part of what was read, in its order', () => {
    fc.assert(
      fc.property(chain, fc.nat(9), (read, index) => {
        const { paths } = judge(read, START, `${index}`);
        expect(read.map(({ path }) => path).filter((path) => paths.includes(path))).toEqual(paths);
      }),
    );
  });
});

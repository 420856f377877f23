import { describe, expect, it } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { sampleHeader, type SampleHeader } from '../../testing/sample-header.ts';
import { revisionGraph } from './revision-graph-of.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** One file each, named after its id or its place. */
function graphOf(...headers: readonly SampleHeader[]): RevisionGraph {
  return revisionGraph(
    headers.map((header, index) => ({
      path: `versions/${index}_${typeof header.revision === 'string' ? header.revision : 'x'}.py`,
      header: sampleHeader(header),
    })),
  );
}

describe('the graph of a history', () => {
  it('is empty without revisions', () => {
    expect(revisionGraph([])).toEqual({
      revisions: new Map(),
      heads: [],
      realHeads: [],
      bases: [],
      realBases: [],
      order: [],
      missing: [],
      cycles: [],
      duplicates: new Map(),
      unplaced: [],
      branches: new Map(),
      labelClashes: new Map(),
    });
  });

  it('of a chain has one head and one base, whatever the order of the files', () => {
    const graph = graphOf({ revision: 'c', down: 'b' }, { revision: 'a' }, { revision: 'b', down: 'a' });
    expect(graph.heads).toEqual(['c']);
    expect(graph.bases).toEqual(['a']);
    expect(graph.order).toEqual(['a', 'b', 'c']);
    expect(graph.missing).toEqual([]);
  });

  it('has a head on each branch, sorted, and one again where they are merged', () => {
    const branches: readonly SampleHeader[] = [
      { revision: 'a' },
      { revision: 'z', down: 'a' },
      { revision: 'm', down: ['a'] },
    ];
    expect(graphOf(...branches).heads).toEqual(['m', 'z']);
    const merged = graphOf(...branches, { revision: 'both', down: ['z', 'm'] });
    expect(merged.heads).toEqual(['both']);
    expect(merged.order.at(-1)).toBe('both');
  });

  it.each([[null], [[]]] as const)('takes the down_revision %j for a base', (down) => {
    expect(graphOf({ revision: 'a', down }).bases).toEqual(['a']);
  });

  it('takes an empty text for the name of a parent that is not there, as Alembic does', () => {
    const graph = graphOf({ revision: 'a', down: '' });
    expect(graph.missing).toEqual([{ child: 'a', id: '', via: 'down_revision' }]);
    expect(graph.bases).toEqual([]);
  });

  it('names a parent that is not there once for each child', () => {
    const graph = graphOf({ revision: 'b', down: ['lost', 'lost'] }, { revision: 'c', down: 'lost' });
    expect(graph.missing).toEqual([
      { child: 'b', id: 'lost', via: 'down_revision' },
      { child: 'c', id: 'lost', via: 'down_revision' },
    ]);
    expect(graph.heads).toEqual(['b', 'c']);
    expect(graph.order).toEqual(['b', 'c']);
  });

  it('looks nothing up by the beginning of an id', () => {
    const graph = graphOf({ revision: 'abcdef123456' }, { revision: 'b', down: 'abcdef' });
    expect(graph.missing).toEqual([{ child: 'b', id: 'abcdef', via: 'down_revision' }]);
  });
});

describe('dependencies', () => {
  it('make a head no real head, and a base no real base', () => {
    const graph = graphOf({ revision: 'a' }, { revision: 'b', dependsOn: 'a' });
    expect(graph.heads).toEqual(['a', 'b']);
    expect(graph.realHeads).toEqual(['b']);
    expect(graph.bases).toEqual(['a', 'b']);
    expect(graph.realBases).toEqual(['a']);
  });

  it('come before what needs them', () => {
    const graph = graphOf({ revision: 'b', dependsOn: ['z', 'y'] }, { revision: 'z' }, { revision: 'y' });
    expect(graph.order.at(-1)).toBe('b');
  });

  it('may be named by a branch label', () => {
    const graph = graphOf({ revision: 'a', labels: ['billing'] }, { revision: 'b', dependsOn: 'billing' });
    expect(graph.missing).toEqual([]);
    expect(graph.realHeads).toEqual(['b']);
  });

  it('may not be parents that are named by a label', () => {
    const graph = graphOf({ revision: 'a', labels: 'billing' }, { revision: 'b', down: 'billing' });
    expect(graph.missing).toEqual([{ child: 'b', id: 'billing', via: 'down_revision' }]);
  });

  it('may lead nowhere', () => {
    const graph = graphOf({ revision: 'a', dependsOn: ['other-package'] });
    expect(graph.missing).toEqual([{ child: 'a', id: 'other-package', via: 'depends_on' }]);
  });

  it('are none in an empty text, which is no real base either', () => {
    const graph = graphOf({ revision: 'a', dependsOn: '' });
    expect(graph.missing).toEqual([]);
    expect(graph.bases).toEqual(['a']);
    expect(graph.realBases).toEqual([]);
  });

  it.each([[null], [[]]] as const)('are none in %j', (dependsOn) => {
    expect(graphOf({ revision: 'a', dependsOn }).realBases).toEqual(['a']);
  });
});

describe('circles in a history', () => {
  it('are told from the smallest id on, and come last', () => {
    const graph = graphOf(
      { revision: 'c', down: 'b' },
      { revision: 'b', down: 'c' },
      { revision: 'd', down: 'c' },
      { revision: 'a' },
    );
    expect(graph.cycles).toEqual([['b', 'c']]);
    expect(graph.order[0]).toBe('a');
    expect(graph.order.at(-1)).toBe('d');
    expect(graph.heads).toEqual(['a', 'd']);
  });

  it('may be of one revision that names itself', () => {
    const graph = graphOf({ revision: 'a', down: 'a' });
    expect(graph.cycles).toEqual([['a']]);
    expect(graph.heads).toEqual([]);
    expect(graph.bases).toEqual([]);
    expect(graph.order).toEqual(['a']);
  });

  it('may go through a dependency', () => {
    const graph = graphOf({ revision: 'a', dependsOn: 'b' }, { revision: 'b', down: 'a' });
    expect(graph.cycles).toEqual([['a', 'b']]);
    expect(graph.heads).toEqual(['b']);
    expect(graph.realHeads).toEqual([]);
  });

  it('may go through a label of its own', () => {
    expect(graphOf({ revision: 'a', labels: ['x'], dependsOn: ['x'] }).cycles).toEqual([['a']]);
  });
});

describe('two files with one id', () => {
  it('are told, and the one loaded last counts', () => {
    const graph = graphOf({ revision: 'a' }, { revision: 'b' }, { revision: 'b', down: 'a' });
    expect([...graph.duplicates]).toEqual([['b', ['versions/1_b.py', 'versions/2_b.py']]]);
    expect(graph.revisions.get('b')?.path).toBe('versions/2_b.py');
    expect(graph.heads).toEqual(['b']);
    expect(graph.bases).toEqual(['a']);
  });

  it('both need what they name', () => {
    const graph = graphOf({ revision: 'b', down: 'lost' }, { revision: 'b' });
    expect(graph.missing).toEqual([{ child: 'b', id: 'lost', via: 'down_revision' }]);
  });

  it('leave no head what the one loaded first builds on, as long as a label leads to it', () => {
    const graph = graphOf(
      { revision: 'a' },
      { revision: 'd' },
      { revision: 'b', down: 'a', dependsOn: 'd', labels: 'x' },
      { revision: 'b' },
    );
    expect(graph.heads).toEqual(['b', 'd']);
    expect(graph.realHeads).toEqual(['b']);
    const unlabelled = graphOf({ revision: 'a' }, { revision: 'b', down: 'a' }, { revision: 'b' });
    expect(unlabelled.heads).toEqual(['a', 'b']);
  });
});

describe('files that cannot be placed', () => {
  it('are those without a header', () => {
    const graph = revisionGraph([{ path: 'versions/a.py', header: undefined }]);
    expect(graph.unplaced).toEqual(['versions/a.py']);
    expect(graph.revisions.size).toBe(0);
  });

  it.each([
    ['an id', { revision: { dynamic: 'make_id()' } }],
    ['an id that is None', { revision: null }],
    ['an id that is a list', { revision: ['a'] }],
    ['no id at all', {}],
  ] as const)('are those with %s', (_, header) => {
    const graph = graphOf(header);
    expect(graph.unplaced).toEqual(['versions/0_x.py']);
    expect(graph.revisions.size).toBe(0);
  });

  it('keep their id where only their parents are unknown, and are no base then', () => {
    const graph = graphOf({ revision: 'a', down: { dynamic: 'latest()' } }, { revision: 'b', down: 'a' });
    expect(graph.unplaced).toEqual(['versions/0_a.py']);
    expect(graph.missing).toEqual([]);
    expect(graph.bases).toEqual([]);
    expect(graph.heads).toEqual(['b']);
  });

  it.each(['labels', 'dependsOn'] as const)('keep their parents where only %s are unknown', (part) => {
    const graph = graphOf({ revision: 'a' }, { revision: 'b', down: 'a', [part]: { dynamic: 'f()' } });
    expect(graph.unplaced).toEqual(['versions/1_b.py']);
    expect(graph.heads).toEqual(['b']);
  });

  it('are those that say nothing of a parent: Alembic stops at them', () => {
    const { downRevision: _, ...header } = sampleHeader({ revision: 'a' });
    const source = { path: 'v/a.py', header: { ...header, downRevision: { kind: 'absent' } as const } };
    expect(revisionGraph([source]).unplaced).toEqual(['v/a.py']);
  });

  it('are not old ones, whose name is their id', () => {
    const graph = revisionGraph([{ path: 'v/1975ea83b712.py', header: sampleHeader({}) }]);
    expect(graph.heads).toEqual(['1975ea83b712']);
    expect(graph.unplaced).toEqual([]);
    expect(revisionGraph([{ path: 'v/1975ea83b712_users.py', header: sampleHeader({}) }]).unplaced).toEqual([
      'v/1975ea83b712_users.py',
    ]);
  });
});

describe('branch labels', () => {
  it('hold for what comes after, through merges', () => {
    const graph = graphOf(
      { revision: 'a' },
      { revision: 'b', down: 'a', labels: ['x'] },
      { revision: 'c', down: 'a', labels: ['y', 'w'] },
      { revision: 'd', down: ['b', 'c'] },
      { revision: 'e', down: 'd' },
    );
    expect([...graph.branches]).toEqual([
      ['b', ['x']],
      ['c', ['w', 'y']],
      ['d', ['w', 'x', 'y']],
      ['e', ['w', 'x', 'y']],
    ]);
  });

  it('do not hold for what only depends on one', () => {
    const graph = graphOf({ revision: 'a', labels: ['x'] }, { revision: 'b', dependsOn: 'a' });
    expect([...graph.branches.keys()]).toEqual(['a']);
  });

  it('clash with those of others and with ids', () => {
    const graph = graphOf(
      { revision: 'a', labels: ['x', 'a'] },
      { revision: 'b', labels: ['x', 'y'] },
      { revision: 'c', labels: ['z', 'z'] },
    );
    expect([...graph.labelClashes]).toEqual([
      ['x', ['a', 'b']],
      ['a', ['a']],
      ['z', ['c']],
    ]);
  });
});

describe('a long history', () => {
  it('of 10,000 revisions is put in order at once', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => ({
      path: `versions/${index}.py`,
      header: sampleHeader({ revision: `r${index}`, down: index === 0 ? null : `r${index - 1}` }),
    }));
    const start = stepsTaken();
    const graph = revisionGraph(chain.toReversed());
    expect(stepsTaken() - start).toBeLessThan(800_000);
    expect(graph.heads).toEqual(['r9999']);
    expect(graph.order[0]).toBe('r0');
    expect(graph.order.at(-1)).toBe('r9999');
  });
});

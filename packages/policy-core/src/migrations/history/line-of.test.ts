import { describe, expect, it } from 'vitest';

import { sampleHeader } from '../../testing/sample-header.ts';
import { lineOf } from './line-of.ts';
import { revisionGraph } from './revision-graph-of.ts';

const graph = revisionGraph(
  [
    { revision: 'a' },
    { revision: 'b', down: 'a' },
    { revision: 'side', down: 'a' },
    { revision: 'x', labels: ['billing'] },
    { revision: 'y' },
    { revision: 'm', down: ['b', 'lost'], dependsOn: ['billing', 'y'] },
    { revision: 'after', down: 'm' },
  ].map((header) => ({ path: `v/${header.revision}.py`, header: sampleHeader(header) })),
);

describe('the line of a revision', () => {
  it('holds it and what it builds and depends on, by label too', () => {
    expect([...lineOf(graph, 'm')].toSorted()).toEqual(['a', 'b', 'lost', 'm', 'x', 'y']);
  });

  it('is short for a base', () => {
    expect([...lineOf(graph, 'a')]).toEqual(['a']);
  });

  it('ends where it bites its tail', () => {
    const circle = revisionGraph([
      { path: 'a.py', header: sampleHeader({ revision: 'a', down: 'b' }) },
      { path: 'b.py', header: sampleHeader({ revision: 'b', down: 'a' }) },
    ]);
    expect([...lineOf(circle, 'a')]).toEqual(['a', 'b']);
  });
});

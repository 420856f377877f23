import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sampleHeader, type SampleHeader } from '../../testing/sample-header.ts';
import { knownGraph } from './known-graphs.ts';
import type { RevisionSource } from './placed-revision.ts';

const parsers = await testParsers();

function sources(...headers: readonly SampleHeader[]) {
  return headers.map((header, index) => ({ path: `v/${index}.py`, header: sampleHeader(header) }));
}

function graphOf(given: readonly RevisionSource[], by = parsers) {
  return knownGraph(by, new Map(given.map(({ path, header }) => [path, { reading: { header } }])));
}

const CHAIN = sources({ revision: 'a' }, { revision: 'b', down: 'a' });

describe('a graph', () => {
  it('is made once for the same headers, also when they were read again', () => {
    const graph = graphOf(CHAIN);
    expect(graphOf([...CHAIN])).toBe(graph);
    expect(graphOf(sources({ revision: 'a' }, { revision: 'b', down: 'a' }))).toBe(graph);
  });

  it('belongs to the parsers that read them', () => {
    expect(graphOf(CHAIN, { ...parsers })).not.toBe(graphOf(CHAIN));
  });

  it.each([
    ['another parent', sources({ revision: 'a' }, { revision: 'b' })],
    ['another id', sources({ revision: 'a' }, { revision: 'c', down: 'a' })],
    ['one more', sources({ revision: 'a' }, { revision: 'b', down: 'a' }, { revision: 'c' })],
    ['one less', sources({ revision: 'a' })],
    ['another order', CHAIN.toReversed()],
    ['another path', CHAIN.map((source) => ({ ...source, path: `w/${source.path}` }))],
    ['a header that cannot be read', CHAIN.map(({ path }) => ({ path, header: undefined }))],
  ])('is another one with %s', (_, other) => {
    const graph = graphOf(CHAIN);
    expect(graphOf(other)).not.toBe(graph);
    expect(graphOf(CHAIN)).toBe(graph);
  });

  it('is another one where a header stands elsewhere: places are part of it', () => {
    const graph = graphOf(CHAIN);
    const moved = CHAIN.map(({ path, header }) => ({
      path,
      header: { ...header, revision: { ...header.revision, start: 7, end: 9 } },
    }));
    expect(graphOf(moved)).not.toBe(graph);
  });

  it('is forgotten when many others came after it', () => {
    const graph = graphOf(CHAIN);
    for (let index = 0; index < 20; index += 1) graphOf(sources({ revision: `r${index}` }));
    expect(graphOf(CHAIN)).not.toBe(graph);
    expect(graphOf(CHAIN)).toEqual(graph);
  });
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { sampleGraph } from '../../testing/sample-graph.ts';
import { targetHeads } from './target-heads.ts';

const heads = (...texts: readonly string[]) =>
  targetHeads(texts.map((text) => ({ graph: sampleGraph(text) })));

describe('where an upgrade leads', () => {
  test.each([
    ['a; b < a', ['b']],
    ['a; b < a; c < a', ['b', 'c']],
    ['a; b < a; c < a ~ b', ['c']],
  ])('in %s', (text, expected) => {
    expect(heads(text)).toEqual(observed(expected));
  });

  test.each([
    ['there are no revisions', [], 'there are no Alembic revisions here'],
    ['one database cannot be at several histories', ['a', 'b'], 'there are 2 histories here'],
    ['a revision is missing', ['b < lost'], 'b builds on lost, which is not there'],
    ['they turn in a circle', ['a < b; b < a'], 'revisions build on each other in a circle'],
  ])('is not known where %s', (_, texts, reason) => {
    expect(heads(...texts)).toEqual(unobserved(reason));
  });
});

import { describe, expect, it } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';

/** What every revision is labelled with, its own labels and those it has from below: `b: expand`. */
function labelsIn(text: string): readonly string[] {
  return Array.from(sampleGraph(text).branches, ([id, labels]) => `${id}: ${labels.join(' ')}`).toSorted();
}

function clashesIn(text: string): readonly string[] {
  return Array.from(sampleGraph(text).labelClashes, ([label, ids]) => `${label}: ${ids.join(' ')}`);
}

describe('a branch label', () => {
  it.each<[string, string, readonly string[]]>([
    ['holds for nobody where there is none', 'a; b < a', []],
    ['holds for the revision that carries it', 'a @shop', ['a: shop']],
    ['holds for all that come after it', 'a; b < a @shop; c < b; d < c', ['b: shop', 'c: shop', 'd: shop']],
    ['does not hold for what came before', 'a; b < a @shop', ['b: shop']],
    ['does not hold on the other branch', 'a; b < a @shop; c < a', ['b: shop']],
    ['is one of several on one revision', 'a @shop, bill; b < a', ['a: bill shop', 'b: bill shop']],
    [
      'comes together with others in a merge',
      'a; b < a @shop; c < a @bill; m < b, c',
      ['b: shop', 'c: bill', 'm: bill shop'],
    ],
    [
      'comes once where both sides have it',
      'a @shop; b < a; c < a; m < b, c',
      ['a: shop', 'b: shop', 'c: shop', 'm: shop'],
    ],
    ['adds to what is there', 'a @shop; b < a @bill', ['a: shop', 'b: bill shop']],
    ['does not come through what is only depended on', 'a @shop; b ~ a', ['a: shop']],
    ['holds above a missing parent', 'b < lost @shop; c < b', ['b: shop', 'c: shop']],
    ['holds whatever order the files have', 'c < b; b < a; a @shop', ['a: shop', 'b: shop', 'c: shop']],
  ])('%s', (_, text, expected) => {
    expect(labelsIn(text)).toEqual(expected);
  });

  it('holds to the end of a long chain', () => {
    const chain = Array.from({ length: 3_000 }, (__, index) => `r${index + 1} < r${index}`).join('; ');
    const { branches } = sampleGraph(`r0 @shop; ${chain}`);
    expect(branches.size).toBe(3_001);
    expect(branches.get('r3000')).toBe(branches.get('r0'));
  });
});

describe('a label that Alembic refuses', () => {
  it.each<[string, string, readonly string[]]>([
    ['is none where each stands once', 'a @shop; b < a @bill', []],
    ['stands at two revisions', 'a @shop; b < a @shop', ['shop: a b']],
    ['stands at two branches', 'a; c < a @shop; b < a @shop', ['shop: b c']],
    ['is an id as well', 'a; shop < a; b < a @shop', ['shop: b']],
    ['is the id of the revision that carries it', 'a @a', ['a: a']],
    ['stands in two files of one id', 'a @shop in one.py; a @shop in two.py', ['shop: a']],
    ['stands in a file that another one hides', 'a @shop in one.py; a in two.py; b < a @shop', ['shop: a b']],
    ['is one of several', 'a @shop, bill; b < a @bill', ['bill: a b']],
  ])('%s', (_, text, expected) => {
    expect(clashesIn(text)).toEqual(expected);
  });
});

describe('what depends on a label', () => {
  it.each<[string, string, readonly string[]]>([
    ['depends on the revision that carries it', 'a @shop; b < a; x ~ shop', ['b', 'x']],
    ['leaves the head where it depends on that', 'a; b < a @shop; x ~ shop', ['x']],
    ['is missing what nobody carries', 'a; x ~ shop', ['a', 'x']],
    ['takes an id before a label', 'shop; a @shop; x ~ shop', ['a', 'x']],
  ])('%s', (_, text, realHeads) => {
    expect(sampleGraph(text).realHeads).toEqual(realHeads);
  });

  it('is told where nothing has that name', () => {
    const missing = (text: string) =>
      sampleGraph(text).missing.map(({ child, id, via }) => `${child} ${via} ${id}`);
    expect(missing('a @shop; x ~ shop')).toEqual([]);
    expect(missing('a; x ~ shop')).toEqual(['x depends_on shop']);
    expect(missing('a @shop; x < shop')).toEqual(['x down_revision shop']);
  });
});

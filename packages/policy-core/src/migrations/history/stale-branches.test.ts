import { describe, expect, it } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';
import { staleBranches } from './stale-branches.ts';

interface Given {
  /** At the commit that both sides come from. */
  readonly base: string;
  /** By the change. */
  readonly mine?: string;
  /** Meanwhile, by the target branch. */
  readonly theirs?: string;
  readonly allowed?: readonly string[];
}

/** `c after b, while d`: c was built on b, and the target has d there by now. */
function told({ base, mine = '', theirs = '', allowed = [] }: Given): readonly string[] {
  const seen = {
    graph: sampleGraph(`${base}; ${mine}`),
    before: sampleGraph(base),
    merged: sampleGraph(`${base}; ${mine}; ${theirs}`),
  };
  return staleBranches(seen, allowed).map(
    ({ id, parent, other }) => `${id} after ${parent}, while ${other.id} in ${other.path}`,
  );
}

describe('a change beside a target that stood still', () => {
  it.each<[string, Given]>([
    ['adds one', { base: 'a', mine: 'b < a' }],
    ['adds several', { base: 'a', mine: 'b < a; c < b' }],
    ['adds none', { base: 'a; b < a' }],
    ['makes two heads of its own, which another rule tells', { base: 'a', mine: 'b < a; c < a' }],
    ['found two heads', { base: 'a; b < a; c < a' }],
  ])('is not stale: %s', (_, given) => {
    expect(told(given)).toEqual([]);
  });
});

describe('a change beside a target that went on', () => {
  it.each<[string, Given, readonly string[]]>([
    [
      'green apart, red together',
      { base: 'a', mine: 'b < a', theirs: 'c < a' },
      ['b after a, while c in v/c.py'],
    ],
    [
      'long lines on both sides: first revision of mine, last of theirs',
      { base: 'a', mine: 'b < a; b2 < b', theirs: 'c < a; c2 < c' },
      ['b after a, while c2 in v/c2.py'],
    ],
    ['theirs builds on mine', { base: 'a', mine: 'b < a', theirs: 'c < b' }, []],
    ['theirs already merges', { base: 'a', mine: 'b < a', theirs: 'c < a; m < b, c' }, []],
    ['mine adds no revision', { base: 'a', theirs: 'c < a' }, []],
    ['theirs adds nothing to this history', { base: 'a', mine: 'b < a' }, []],
    [
      'two of mine on two heads, one of theirs',
      { base: 'a', mine: 'b < a; c < a', theirs: 'd < a' },
      ['b after a, while d in v/d.py', 'c after a, while d in v/d.py'],
    ],
    [
      'I merge two old heads, they build on one of them',
      { base: 'a; b < a; c < a', mine: 'm < b, c', theirs: 'd < c' },
      ['m after b, while d in v/d.py'],
    ],
    [
      'the history had two heads, and mine builds on one: theirs on the other is no third',
      { base: 'a; b < a; c < a', mine: 'd < b', theirs: 'e < c' },
      [],
    ],
    [
      'both build on the same one of two',
      { base: 'a; b < a; c < a', mine: 'd < b', theirs: 'e < b' },
      ['d after b, while e in v/e.py'],
    ],
    ['a base of its own has no old parent to name', { base: 'a', mine: 'x', theirs: 'b < a' }, []],
  ])('%s', (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });
});

describe('a target that loads more by now', () => {
  /** Loaded as the target has it, all four. */
  function toldOf(before: string, mine: string, theirs = ''): readonly string[] {
    const seen = {
      graph: sampleGraph(`${before}; ${mine}`),
      before: sampleGraph(before),
      merged: sampleGraph(`${before}; ${mine}; ${theirs}`),
      target: sampleGraph(`${before}; ${theirs}`),
    };
    return staleBranches(seen, []).map(({ id, parent, other }) => `${id} after ${parent}, while ${other.id}`);
  }

  it.each<[string, readonly [string, string, string?], readonly string[]]>([
    ['what nobody loaded before builds on the head', ['a; b < a', 'c < b'], []],
    ['what was there all the time is a head beside it', ['a; b < a', 'c < a'], ['c after a, while b']],
    ['two heads that the target has alone are its own', ['a; w', 'c < a'], []],
    ['and a third is not', ['a; w; b < a', 'c < a'], ['c after a, while b']],
    ['what the target adds counts as ever', ['a', 'c < a', 'd < a'], ['c after a, while d']],
  ])('%s', (_, given, expected) => {
    expect(toldOf(...given)).toEqual(expected);
  });
});

describe('branches that may have a head of their own', () => {
  const allowed = ['expand', 'contract'];
  const base = 'a; e < a @expand; c < a @contract';

  it.each<[string, Given, readonly string[]]>([
    ['each side on its own branch', { base, mine: 'e2 < e', theirs: 'c2 < c', allowed }, []],
    [
      'both sides on one branch',
      { base, mine: 'e2 < e', theirs: 'e3 < e; c2 < c', allowed },
      ['e2 after e, while e3 in v/e3.py'],
    ],
    [
      'both sides on both branches',
      { base, mine: 'e2 < e; c2 < c', theirs: 'e3 < e; c3 < c', allowed },
      ['c2 after c, while c3 in v/c3.py', 'e2 after e, while e3 in v/e3.py'],
    ],
    ['a new branch of theirs, with its label', { base, mine: 'e2 < e', theirs: 'x < a', allowed }, []],
  ])('%s', (_, given, expected) => {
    expect(told(given)).toEqual(expected);
  });

  it('are one branch where the policy does not name them', () => {
    expect(told({ base, mine: 'e2 < e', theirs: 'c2 < c' })).toEqual([]);
    expect(told({ base, mine: 'e2 < e', theirs: 'e3 < e' })).toEqual(['e2 after e, while e3 in v/e3.py']);
  });
});

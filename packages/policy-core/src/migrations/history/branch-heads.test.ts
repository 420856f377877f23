import { describe, expect, it } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';
import { branchHeads } from './branch-heads.ts';

/** A line for each branch: `contract: d e`; `-` is the branch without a label of its own. */
function told(text: string, ...allowed: readonly string[]): readonly string[] {
  return branchHeads(sampleGraph(text), allowed).map(
    ({ label, heads }) => `${label ?? '-'}: ${heads.join(' ')}`,
  );
}

describe('heads where no branch may have one of its own', () => {
  it.each<[string, string, readonly string[]]>([
    ['of nothing are none', '', []],
    ['of a first revision is that', 'a', ['-: a']],
    ['of a chain is its end', 'a; b < a; c < b', ['-: c']],
    ['of a fork are both ends', 'a; b < a; c < a', ['-: b c']],
    ['of a merge is the merge', 'a; b < a; c < a; m < b, c', ['-: m']],
    ['of two bases are two', 'a; b', ['-: a b']],
    ['are sorted, whatever the files are called', 'a; z < a; m < a; c < a', ['-: c m z']],
    ['stay heads where others depend on them', 'a; b < a; c < a ~ b', ['-: b c']],
    ['have no label that nobody allows', 'a; b < a @expand; c < a @contract', ['-: b c']],
    ['of a circle are none', 'a < b; b < a', []],
    ['count where their parent is missing', 'a; b < lost', ['-: a b']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});

describe('heads by the labels that may have their own', () => {
  it.each<[string, string, readonly string[]]>([
    ['neutron’s two branches', 'a; e < a @expand; c < a @contract', ['contract: c', 'expand: e']],
    [
      'the ends of labelled branches, however long they are',
      'a; e1 < a @expand; e2 < e1; c1 < a @contract; c2 < c1',
      ['contract: c2', 'expand: e2'],
    ],
    [
      'two heads in one of the branches',
      'a; e < a @expand; e1 < e; e2 < e; c < a @contract',
      ['contract: c', 'expand: e1 e2'],
    ],
    ['a head without a label beside a labelled one', 'a; b < a; c < a @contract', ['-: b', 'contract: c']],
    ['two heads without a label', 'a; b < a; c < a; d < a @expand', ['-: b c', 'expand: d']],
    ['a label that is not allowed counts as none', 'a; b < a @feature; c < a @expand', ['-: b', 'expand: c']],
    ['a label below the fork tells no branch apart', 'a @expand; b < a; c < a', ['-: b c']],
    ['a label on the only line holds for its head', 'a @expand; b < a', ['expand: b']],
    ['the nearest of several labels', 'a; e < a @expand; c < e @contract; x < a', ['contract: c', '-: x']],
    [
      'the first allowed one of those on one revision',
      'a; b < a @other, contract, expand; c < a',
      ['contract: b', '-: c'],
    ],
    [
      'a merge carries the label of either side',
      'a; e < a @expand; b < a; m < e, b; x < a @contract',
      ['expand: m', 'contract: x'],
    ],
    ['bases of their own', 'e @expand; c @contract', ['contract: c', 'expand: e']],
    [
      'a label of what is only depended on does not spread',
      'a; e < a @expand; b < a ~ e',
      ['-: b', 'expand: e'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text, 'expand', 'contract')).toEqual(expected);
  });
});

describe('laws of heads', () => {
  const histories = [
    'a; b < a; c < b',
    'a; b < a; c < a',
    'a; e < a @expand; c < a @contract',
    'a; b < a; c < a; m < b, c; x < m; y < m',
    'a; b',
  ];
  const all = (text: string, allowed: readonly string[]) =>
    branchHeads(sampleGraph(text), allowed).flatMap(({ heads }) => heads);

  it.each(histories)('are the heads of the graph, each once: %s', (text) => {
    expect(all(text, ['expand']).toSorted()).toEqual(sampleGraph(text).heads);
  });

  it.each(histories)('a revision on a head takes its place: %s', (text) => {
    const before = branchesByHead(text);
    for (const head of before.keys()) {
      const expected = new Map([...before].map(([id, label]) => [id === head ? 'new' : id, label]));
      expect(branchesByHead(`${text}; new < ${head}`)).toEqual(expected);
    }
  });

  it.each(histories)('a merge of all leaves one: %s', (text) => {
    const merged = `${text}; merge < ${sampleGraph(text).heads.join(', ')}`;
    expect(all(merged, [])).toEqual(['merge']);
  });

  it.each(histories)('the order of the files does not matter: %s', (text) => {
    const turned = text.split('; ').toReversed().join('; ');
    expect(branchesByHead(turned)).toEqual(branchesByHead(text));
  });

  function branchesByHead(text: string): ReadonlyMap<string, string | undefined> {
    const branches = branchHeads(sampleGraph(text), ['expand']);
    return new Map(branches.flatMap(({ label, heads }) => heads.map((head) => [head, label] as const)));
  }
});

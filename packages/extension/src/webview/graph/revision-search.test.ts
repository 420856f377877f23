import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shownRevision } from '../../testing/sample-history.ts';
import { matchingRows, nextMatch, searchedPieces } from './revision-search.ts';

const REVISIONS = [
  shownRevision('d4f7', { title: 'Forget addresses', marks: ['head', 'new'] }),
  shownRevision('c36a', { title: 'Merge refunds and points', marks: ['merge'] }),
  shownRevision('3c41', { title: null, marks: ['label billing'], path: 'billing/3c41_begin.py' }),
];

describe('a search', () => {
  test.each<[search: string, rows: readonly number[]]>([
    ['c36a', [1]],
    ['3C', [2]],
    ['C', [1, 2]],
    ['addresses', [0]],
    ['HEAD', [0]],
    ['billing begin', [2]],
    ['merge points', [1]],
    ['merge billing', []],
    ['', []],
    ['  ', []],
    ['nothing of it', []],
  ])('for "%s"', (search, rows) => {
    expect(matchingRows(REVISIONS, search)).toEqual(rows);
  });
});

describe('the next match', () => {
  test.each<[row: number, direction: 'forward' | 'backward', to: number | undefined]>([
    [0, 'forward', 4],
    [4, 'forward', 9],
    [9, 'forward', 4],
    [9, 'backward', 4],
    [4, 'backward', 9],
    [5, 'backward', 4],
  ])('from row %i %s is %i', (row, direction, to) => {
    expect(nextMatch([4, 9], row, direction)).toBe(to);
  });

  test('is none where nothing matches', () => {
    expect(nextMatch([], 3, 'forward')).toBeUndefined();
    expect(nextMatch([], 3, 'backward')).toBeUndefined();
  });
});

describe('a text in pieces', () => {
  const pieces = (text: string, search: string) =>
    searchedPieces(text, search).map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text));

  test.each<[text: string, search: string, pieces: readonly string[]]>([
    ['Merge refunds', 'refund', ['Merge ', '[refund]', 's']],
    ['Merge refunds', 'MERGE funds', ['[Merge]', ' re', '[funds]']],
    ['aaa', 'a', ['[a]', '[a]', '[a]']],
    ['abc', 'ab abc', ['[abc]']],
    ['abc', '', ['abc']],
    ['', 'a', ['']],
    // Its small form has two letters: nothing is marked rather than the wrong place.
    ['İa', 'a', ['İa']],
  ])('%s, searched for "%s"', (text, search, expected) => {
    expect(pieces(text, search)).toEqual(expected);
  });

  test('is the same text, put together', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, search) => {
        expect(
          searchedPieces(text, search)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { patternOf } from '../../testing/pattern-table.ts';
import { lastMatchOf } from './last-match.ts';

describe('the last match', () => {
  const last = lastMatchOf(
    ['**', 'docs/**', 'docs/legal/**', '**/*.sql', 'docs/legal/eu.md', 'docs/**/a.md', 'Keys/**'].map(
      patternOf,
    ),
  );

  test.each([
    ['README.md', 0],
    ['docs', 1],
    ['docs/b.md', 1],
    ['docs/legal/b.md', 2],
    ['docs/legal/b.sql', 3],
    ['docs/legal/eu.md', 4],
    ['docs/legal/a.md', 5],
    ['Keys/a.pem', 6],
    ['\u212aeys/a.pem', 6],
  ])('for %s is pattern %i', (path, index) => {
    expect(last(path)).toBe(index);
  });

  test('is none where no pattern covers the path', () => {
    expect(lastMatchOf([patternOf('docs/**')])('src/a.md')).toBeUndefined();
    expect(lastMatchOf([])('src/a.md')).toBeUndefined();
  });

  test('is the one that asking each pattern from the end finds', () => {
    const name = fc.constantFrom('a', 'b', 'ab', '.a', 'K', '\u212a', '\u00e9', 'e\u0301');
    const wild = fc.oneof(name, fc.constantFrom('*', '**', 'a*', '?', 'a**'));
    const text = fc.array(wild, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.array(path, { maxLength: 8 }), (texts, paths) => {
        const patterns = texts.map(patternOf);
        const find = lastMatchOf(patterns);
        for (const tested of paths) {
          const index = patterns.findLastIndex((pattern) => pattern.matches(tested));
          expect(find(tested)).toBe(index === -1 ? undefined : index);
        }
      }),
    );
  });
});

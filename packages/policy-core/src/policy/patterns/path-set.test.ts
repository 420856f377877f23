import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { patternOf } from '../../testing/pattern-table.ts';
import type { PathPattern } from './path-pattern.ts';
import { pathSet } from './path-set.ts';

function patterns(...texts: readonly string[]): readonly PathPattern[] {
  return texts.map(patternOf);
}

describe('a set of patterns', () => {
  const set = pathSet(
    patterns(
      'backend/app/core/**',
      'backend/app/services/payments**',
      'backend/**/secrets/',
      'docs/*.md',
      'Makefile',
      '**/AGENTS.md',
      'backend/app/**',
    ),
  );

  test.each([
    ['backend/app/core/security.py', 0],
    ['backend/app/core', 0],
    ['backend/app/services/payments_v2/a.py', 1],
    ['backend/app/secrets/key.pem', 2],
    ['docs/guide.md', 3],
    ['Makefile', 4],
    ['AGENTS.md', 5],
    ['backend/tests/AGENTS.md', 5],
    ['backend/app/AGENTS.md', 5],
    ['backend/app/main.py', 6],
    ['backend/app/corex/a.py', 6],
  ])('names the first pattern that covers %s', (path, index) => {
    expect(set.firstMatch(path)).toBe(index);
  });

  test.each(['backend/main.py', 'docs/a/guide.md', 'makefile', 'frontend/index.html', 'backend', '.env'])(
    'names none for %s',
    (path) => {
      expect(set.firstMatch(path)).toBeUndefined();
    },
  );

  test('without patterns names none', () => {
    expect(pathSet([]).firstMatch('backend/app/core/security.py')).toBeUndefined();
  });

  test('keeps the order when a pattern without a fixed beginning comes first', () => {
    const both = pathSet(patterns('**/*.sql', 'backend/db/**'));
    expect(both.firstMatch('backend/db/001.sql')).toBe(0);
    expect(both.firstMatch('backend/db/env.py')).toBe(1);
  });

  test('compares in NFC whichever form the path has', () => {
    const accented = pathSet(patterns('docs/re\u0301sume\u0301/**', 'r\u00e9f/**'));
    expect(accented.firstMatch('docs/r\u00e9sum\u00e9/a.md')).toBe(0);
    expect(accented.firstMatch('re\u0301f/a.md')).toBe(1);
  });

  test('finds a pattern under a name that other characters normalise to', () => {
    expect(pathSet(patterns('Keys/**')).firstMatch('\u212aeys/a.pem')).toBe(0);
  });

  test('answers what asking each pattern in turn answers', () => {
    const name = fc.constantFrom('a', 'b', 'ab', '.a', 'K', 'e\u0301', '\u00e9', 'a.md');
    const wild = fc.oneof(name, fc.constantFrom('*', '**', 'a*', '?', 'a**', '**b', '*.md', '\\[a'));
    const text = fc
      .tuple(fc.array(wild, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/', '/**'))
      .map(([names, end]) => names.join('/') + end);
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.array(path, { maxLength: 8 }), (texts, paths) => {
        const compiled = patterns(...texts);
        const built = pathSet(compiled);
        for (const tested of paths) {
          const index = compiled.findIndex((pattern) => pattern.matches(tested));
          expect(built.firstMatch(tested)).toBe(index === -1 ? undefined : index);
        }
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';

import { hintFor } from './path-pattern.ts';

describe('a hint for a pattern that ends in name*', () => {
  test('says which pattern reaches into folders', () => {
    expect(hintFor('payments*')).toBe(
      'payments* does not reach into folders: write payments** to cover payments_v2/a.py as well.',
    );
  });

  test('speaks of the last name only', () => {
    expect(hintFor('/backend/app/services/payments*')).toBe(hintFor('payments*'));
  });

  test('invents a folder that fits a name ending in a separator', () => {
    expect(hintFor('docs/upgrade-*')).toBe(
      'upgrade-* does not reach into folders: write upgrade-** to cover upgrade-v2/a.py as well.',
    );
  });

  test('repeats escapes in the pattern and not in the example', () => {
    expect(hintFor('\\[id*')).toBe(
      '\\[id* does not reach into folders: write \\[id** to cover [id_v2/a.py as well.',
    );
  });

  test.each([
    ['that reaches into folders already', 'payments**'],
    ['for the directory form', 'payments*/'],
    ['for everything below', 'payments*/**'],
    ['for every name in a directory', 'infrastructure/scripts/*'],
    ['for a star before an ending', 'docs/*.md'],
    ['for a star in the middle', 'pay*ments'],
    ['for two stars around a name', '*payments*'],
    ['for an escaped star', 'payments\\*'],
    ['for a star in an earlier name', 'payments*/stripe.py'],
    ['for everything', '**'],
    ['for a plain name', 'payments'],
    ['for text that is no pattern', '!payments*'],
  ])('is not given %s: %s', (_when, text) => {
    expect(hintFor(text)).toBeUndefined();
  });
});

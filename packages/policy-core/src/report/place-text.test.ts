import { describe, expect, test } from 'vitest';

import { startOf } from '../model/source-span.ts';
import { spanOf } from '../testing/sample-report.ts';
import { lineAndColumn, placeText } from './place-text.ts';

describe('a place as text', () => {
  test('counts lines and columns from 1', () => {
    expect(placeText(spanOf('backend/requirements.txt', 1, [5, 11]))).toBe('backend/requirements.txt:2:6');
    expect(lineAndColumn(spanOf('backend/requirements.txt', 1, [5, 11]))).toBe('2:6');
  });

  test('is only the path for a file as a whole', () => {
    expect(placeText(startOf('backend/app/core/keys.py'))).toBe('backend/app/core/keys.py');
  });

  test('names the first line when a part of it is meant', () => {
    expect(placeText(spanOf('lockkeeper.yaml', 0, [0, 7]))).toBe('lockkeeper.yaml:1:1');
  });

  test('keeps a path with a line end on one line', () => {
    expect(placeText(startOf('a\n::error::b'))).toBe('a\\n::error::b');
  });

  test('shows a byte that was not UTF-8', () => {
    expect(placeText(startOf('caf\udce9.py'))).toBe('caf\\xe9.py');
  });
});

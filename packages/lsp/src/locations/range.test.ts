import { expect, test } from 'vitest';

import { span } from '../testing/sample-verdict.ts';
import { rangeOf } from './range.ts';

test('a span keeps its lines and its UTF-16 units', () => {
  expect(rangeOf(span('a.txt', 7, [3, 12]))).toEqual({
    start: { line: 7, character: 3 },
    end: { line: 7, character: 12 },
  });
});

test('a finding about a whole file underlines its first line, however long that is', () => {
  expect(rangeOf(span('a.txt', 0, [0]))).toEqual({
    start: { line: 0, character: 0 },
    end: { line: 0, character: 2147483647 },
  });
});

test('a place between two characters stays where it is', () => {
  expect(rangeOf(span('a.txt', 0, [4]))).toEqual({
    start: { line: 0, character: 4 },
    end: { line: 0, character: 4 },
  });
  expect(rangeOf(span('a.txt', 2, [0]))).toEqual({
    start: { line: 2, character: 0 },
    end: { line: 2, character: 0 },
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { compileCodeownersPattern } from '../../packages/policy-core/src/policy/codeowners/codeowners-pattern.ts';
import { compilePattern } from '../../packages/policy-core/src/policy/patterns/path-pattern.ts';
import { judge, type PatternTable } from '../../packages/policy-core/src/testing/pattern-table.ts';

const PAGE = readFileSync(path.join(import.meta.dirname, '../../docs/path-patterns.md'), 'utf8');

describe('the page about path patterns', () => {
  test.each(rowsUnder('Examples'))('is right about %s', (...cells) => {
    const { pattern, table } = exampleIn(cells);
    expect(judge(pattern, table)).toEqual(table);
    expect(table.covers).not.toEqual([]);
  });

  test.each(rowsUnder('The dialect of CODEOWNERS'))('is right about %s in CODEOWNERS', (...cells) => {
    const { pattern, table } = exampleIn(cells);
    expect(judge(pattern, table, compileCodeownersPattern)).toEqual(table);
    expect(table.covers).not.toEqual([]);
  });

  test.each(rowsUnder('What is refused'))(
    'is right that %s is refused, and %s is not',
    (refused, instead) => {
      expect(codeIn(refused).map((text) => compilePattern(text).kind)).toEqual(['problem']);
      expect(new Set(codeIn(instead).map((text) => compilePattern(text).kind))).toEqual(new Set(['pattern']));
    },
  );

  test('has the examples that this test believes it runs', () => {
    expect(rowsUnder('Examples').length).toBeGreaterThan(12);
    expect(rowsUnder('What is refused').length).toBeGreaterThan(6);
    expect(rowsUnder('The dialect of CODEOWNERS').length).toBeGreaterThan(8);
  });
});

function exampleIn(cells: readonly string[]): { readonly pattern: string; readonly table: PatternTable } {
  const [pattern, covered, left] = cells.map(codeIn);
  return { pattern: pattern?.[0] ?? '', table: { covers: covered ?? [], leaves: left ?? [] } };
}

/** The body rows of the first table under a heading; no cell holds a `|`. */
function rowsUnder(heading: string): [string, string, string][] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').slice(1, -1))
    .map(([first = '', second = '', third = '']) => [first.trim(), second.trim(), third.trim()]);
}

function codeIn(cell: string): readonly string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code]) => code ?? '');
}

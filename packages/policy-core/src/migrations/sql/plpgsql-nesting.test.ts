import { describe, expect, it } from 'vitest';

import { behindWord, opensStatement, OUTSIDE, runsForSure, type PlpgsqlNesting } from './plpgsql-nesting.ts';

/** Behind these words; those in capitals begin a statement. */
function behind(words: string): PlpgsqlNesting {
  return words
    .split(' ')
    .filter((word) => word !== '')
    .reduce((nesting, word) => behindWord(nesting, word.toUpperCase(), word === word.toUpperCase()), OUTSIDE);
}

describe('Code runs for sure', () => {
  it.each<[string]>([
    [''],
    ['BEGIN'],
    ['BEGIN BEGIN'],
    ['DECLARE BEGIN'],
    ['BEGIN IF END'],
    ['BEGIN IF LOOP END END'],
    ['BEGIN CASE END'],
    ['BEGIN BEGIN EXCEPTION END'],
    ['BEGIN case'],
    ['BEGIN exception'],
    ['BEGIN if'],
    ['BEGIN LOOP EXIT END'],
    ['BEGIN LOOP IF EXIT END END'],
    ['BEGIN return'],
    ['BEGIN exit'],
    ['END END BEGIN'],
    ['BEGIN SOMETHING'],
  ])('behind "%s"', (words) => {
    expect(runsForSure(behind(words))).toBe(true);
  });
});

describe('Code may not run', () => {
  it.each<[string]>([
    ['BEGIN IF'],
    ['BEGIN IF BEGIN'],
    ['BEGIN IF case'],
    ['BEGIN LOOP'],
    ['BEGIN CASE'],
    ['BEGIN EXCEPTION'],
    ['BEGIN EXCEPTION BEGIN'],
    ['BEGIN IF RETURN END'],
    ['BEGIN RETURN END BEGIN'],
    ['BEGIN IF EXIT END'],
    ['BEGIN BEGIN EXIT END'],
    ['BEGIN LOOP END IF IF END'],
  ])('behind "%s"', (words) => {
    expect(runsForSure(behind(words))).toBe(false);
  });
});

describe('A statement', () => {
  it.each<[string, string, boolean]>([
    ['', 'BEGIN', true],
    ['BEGIN', 'LOOP', true],
    ['BEGIN IF', 'THEN', true],
    ['BEGIN IF', 'ELSE', true],
    ['BEGIN CASE', 'THEN', true],
    ['BEGIN EXCEPTION', 'THEN', true],
    ['BEGIN case', 'THEN', false],
    ['BEGIN case', 'ELSE', false],
    ['BEGIN IF case', 'THEN', false],
    ['BEGIN IF case END', 'THEN', true],
    ['BEGIN', 'END', false],
    ['BEGIN', 'IF', false],
    ['BEGIN', 'WHEN', false],
    ['BEGIN', 'RETURN', false],
  ])('behind "%s" can begin after %s: %s', (words, word, opens) => {
    expect(opensStatement(behind(words), word)).toBe(opens);
  });
});

describe('Declarations', () => {
  it('stand between DECLARE and BEGIN', () => {
    expect(behind('DECLARE').isDeclaring).toBe(true);
    expect(behind('DECLARE BEGIN').isDeclaring).toBe(false);
    expect(behind('BEGIN DECLARE').isDeclaring).toBe(true);
    expect(behind('BEGIN declare').isDeclaring).toBe(false);
  });
});

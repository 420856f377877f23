import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { installedParserBytes } from '../../../testing/load-parsers.ts';
import { KEY_WORDS, READERS_BEGINNINGS, READERS_WORDS } from './known-words.ts';

/** Whatever reads one statement, with all that it imports. */
const READERS = ['statement-operations.ts', 'statements.ts', 'operations.ts'];

function sourcesOfReaders(): readonly string[] {
  const found = new Map<string, string>();
  const open = READERS.map((name) => path.join(import.meta.dirname, '..', name));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    const source = readFileSync(file, 'utf8');
    found.set(file, source);
    for (const [, name = ''] of source.matchAll(/^(?:import|export) (?!type)[^;]*?from '(\.[^']+)'/gm)) {
      open.push(path.join(path.dirname(file), name));
    }
  }
  return [...found.values()];
}

/** Lines of code; comments stand on lines of their own. */
function linesOfReaders(): readonly string[] {
  return sourcesOfReaders()
    .flatMap((source) => source.split('\n'))
    .filter((line) => !/^\s*(?:\*|\/\*|\/\/)/.test(line) && !/^(?:import|export|\}) .*from '/.test(line));
}

const sorted = (words: Iterable<string>) => [...new Set(words)].toSorted();

describe('The words that are no plain names', () => {
  it('are all that a reader of statements asks for: a new one belongs into the list', () => {
    const lines = linesOfReaders().filter((line) => /['"`/]/.test(line) || /^[\s\w]+$/.test(line));
    const words = lines.flatMap((line) => line.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? []);
    expect(words.length).toBeGreaterThan(500);
    expect(sorted(words).filter((word) => !READERS_WORDS.has(word))).toEqual([]);
  });

  it('are all that begin as a pattern of a reader does', () => {
    const patterns = linesOfReaders().filter((line) => /(?:^|[\s(=,!?:[&|])\/(?![/*\s]).*\//.test(line));
    const letters = patterns.flatMap(
      (line) =>
        line
          .replaceAll(/\\./g, ' ')
          .toLowerCase()
          .match(/[a-z]+/g) ?? [],
    );
    expect(letters.length).toBeGreaterThan(100);
    expect(sorted(letters).filter((word) => !READERS_BEGINNINGS.has(word))).toEqual([]);
  });

  it('are the key words of the grammar', () => {
    const bytes = Buffer.from(installedParserBytes().libpgQuery).toString('latin1');
    const list = bytes.slice(bytes.indexOf('abort\0absent\0'));
    const words = list.slice(0, list.search(/[^a-z0-9_\0]|\0\0/)).split('\0');
    expect(sorted(words.filter((word) => word !== ''))).toEqual(sorted(KEY_WORDS));
  });
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { readPair } from '../../testing/read-pair.ts';
import { keptModes } from './kept-modes.ts';
import { requirementsPair } from './requirements-pair.ts';

const modesOf = (source: string, lock: string, more: Readonly<Record<string, string>> = {}) =>
  keptModes(readPair({ 'r.txt': source, 'r.lock': lock, ...more }));

describe('a pair would pass in', () => {
  test.each([
    { name: 'all modes', source: 'a==1\n', lock: 'a==1\n', modes: ['textual', 'mirror', 'compiled'] },
    { name: 'two modes', source: 'a==1\n', lock: 'A==1.0\n', modes: ['mirror', 'compiled'] },
    { name: 'one mode', source: 'a>=1\n', lock: 'a==1\nb==2\n', modes: ['compiled'] },
    { name: 'no mode', source: 'a==1\n', lock: 'b==2\n', modes: [] },
    { name: 'all modes, being empty', source: '', lock: '', modes: ['textual', 'mirror', 'compiled'] },
  ])('$name', ({ source, lock, modes }) => {
    expect(modesOf(source, lock)).toEqual(modes);
  });

  test('the mode compiled only where its lock is of the standard form', () => {
    const files = {
      'r.txt': 'a\n',
      'pylock.toml': 'lock-version = "1.0"\ncreated-by = "uv"\n[[packages]]\nname = "a"\nversion = "1"\n',
    };
    expect(keptModes(readPair(files, { mode: 'compiled' }, 'pylock.toml'))).toEqual(['compiled']);
  });

  test('the mode of the policy as in any other, whatever that is', () => {
    for (const mode of ['textual', 'mirror', 'compiled']) {
      const pair = readPair({ 'r.txt': 'a==1\n', 'r.lock': 'a==1.0\n' }, { mode });
      expect(keptModes(pair)).toEqual(['mirror', 'compiled']);
    }
  });

  test('what was worked out for it before', () => {
    const pair = readPair({ 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' });
    expect(keptModes(pair)).toBe(keptModes(pair));
  });
});

describe('a pair would pass in no mode', () => {
  test('that has no lock, or no source', () => {
    expect(keptModes(readPair({ 'r.txt': 'a==1\n' }))).toEqual([]);
    expect(keptModes(readPair({ 'r.lock': 'a==1\n' }))).toEqual([]);
  });

  test('that nobody read', () => {
    const { pair } = readPair({});
    expect(keptModes(requirementsPair(pair, () => unobserved('permission was denied')))).toEqual([]);
  });

  test('whose lock is no text', () => {
    const { pair, fileAt } = readPair({ 'r.txt': '' });
    const unreadable = observed({ kind: 'unreadable' as const, path: 'r.lock', problem: 'it is a folder' });
    const judged = requirementsPair(pair, (path) => (path === 'r.lock' ? unreadable : fileAt(path)));
    expect(keptModes(judged)).toEqual([]);
  });
});

test('a file brought in that nobody read leaves the textual mode only', () => {
  const { pair, fileAt } = readPair({ 'r.txt': '-r b.txt\n', 'r.lock': '-r b.txt\n' });
  const judged = requirementsPair(pair, (path) =>
    path === 'b.txt' ? unobserved('permission was denied') : fileAt(path),
  );
  expect(keptModes(judged)).toEqual(['textual']);
});

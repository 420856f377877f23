import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { parsePylock } from './parse-pylock.ts';
import type { PylockReading } from './pylock.ts';

const SHA = 'a'.repeat(64);
const HEAD = `lock-version = '1.0'
created-by = 'pip'
`;
const SDIST = `sdist = { url = 'https://files.example.org/fastapi-0.115.0.tar.gz', hashes = { sha256 = '${SHA}' } }
`;
const FASTAPI = `[[packages]]
name = 'fastapi'
version = '0.115.0'
${SDIST}`;

describe('any lock', () => {
  const key = fc.constantFrom(
    'lock-version',
    'environments',
    'requires-python',
    'extras',
    'created-by',
    'packages',
    'tool',
    'name',
    'version',
    'marker',
    'vcs',
    'directory',
    'archive',
    'sdist',
    'wheels',
    'hashes',
    'url',
    'path',
    'size',
    'upload-time',
    'commit-id',
    'type',
    'dependencies',
    'attestation-identities',
    '__proto__',
    'a.b',
  );
  const scalar = fc.constantFrom(
    "'1.0'",
    '"fastapi"',
    '1',
    '1.5',
    'true',
    '2025-01-01T00:00:00Z',
    '2025-01-01',
    "''",
    "'>=3.8'",
    `'${SHA}'`,
    "'https://e.org/a-1.0.tar.gz'",
    "'git'",
    `"os_name == 'nt'"`,
  );
  const { value } = fc.letrec<{ readonly value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
        .map((pairs) => `{${pairs.map(([name, given]) => `${name} = ${given}`).join(', ')}}`),
    ),
  }));
  const line = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(key, value).map(([name, given]) => `${name} = ${given}`) },
    fc.constantFrom('[[packages]]', '[packages.sdist]', '[[packages.wheels]]', '[tool]', '# note', ''),
    fc.string(),
  );
  const lock = fc.array(line, { maxLength: 14 }).map((lines) => lines.join('\n'));

  function rangesOf({ packages, problems, environments, extras }: PylockReading) {
    const sources = packages.flatMap((entry) => entry.sources);
    const hashes = sources.flatMap((source) => ('hashes' in source ? source.hashes : []));
    const dependencies = packages.flatMap((entry) => entry.dependencies);
    const named = [problems, environments, extras, packages, sources, hashes, dependencies].flat();
    return [
      ...named.map(({ range }) => range),
      ...packages.flatMap(({ nameRange, versionRange, marker }) => [nameRange, versionRange, marker?.range]),
    ].filter((range) => range !== undefined);
  }

  it('is read without a throw, and all of its places lie in the text', () => {
    fc.assert(
      fc.property(fc.oneof(lock, fc.string()), (text) => {
        for (const { start, end } of rangesOf(parsePylock(text))) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('has at most one problem a place', () => {
    fc.assert(
      fc.property(lock, (text) => {
        const places = parsePylock(text).problems.map(({ range }) => `${range.start}-${range.end}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });

  it('keeps every package that is a table, whatever is wrong with it', () => {
    const entry = fc.uniqueArray(fc.tuple(key, value), { maxLength: 4, selector: ([name]) => name });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
        const tables = entries.map((pairs) => pairs.map(([name, given]) => `\n${name} = ${given}`).join(''));
        const text = `${HEAD}${tables.map((table) => `[[packages]]${table}\n`).join('')}`;
        const { packages, problems } = parsePylock(text);
        if (problems[0]?.kind === 'malformed') return;
        expect(packages).toHaveLength(entries.length);
      }),
    );
  });

  it('of some length is read in few steps', () => {
    const text = HEAD + Array.from({ length: 2000 }, () => FASTAPI).join('');
    const start = stepsTaken();
    expect(parsePylock(text).packages).toHaveLength(2000);
    expect(stepsTaken() - start).toBeLessThan(2_000_000);
  });
});

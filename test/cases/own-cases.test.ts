import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { typescriptBelow } from '../architecture/source-files.ts';

/**
 * The case sets are not part of the repository. What each of them is about, and the tests of our own that
 * try the same kinds of cases wherever the repository is, by the names of their files.
 */
const OWN_TESTS: Readonly<Record<string, readonly string[]>> = {
  // Versions and specifiers (packaging).
  'pep440-cases.jsonl.gz': [
    'version.test.ts',
    'version-order.test.ts',
    'specifier.test.ts',
    'specifier-set.test.ts',
  ],
  // Requirements and markers (packaging).
  'pep508-cases.jsonl.gz': [
    'parse-project-requirement.test.ts',
    'project-name.test.ts',
    'parse-marker.test.ts',
    'marker-evaluation.test.ts',
  ],
  // Requirements files (pip).
  'reqfile-cases.jsonl.gz': [
    'parse-requirements.test.ts',
    'logical-lines.test.ts',
    'line-options.test.ts',
    'pip-options.test.ts',
    'source-ranges.test.ts',
  ],
  // Pairs of requirements and locks of real repositories.
  'requirement-pairs.jsonl.gz': [
    'lock-header.test.ts',
    'via-comments.test.ts',
    'textual-comparison.test.ts',
    'lock-in-sync.test.ts',
    'lock-stale-entry.test.ts',
    'healthy-projects.test.ts',
  ],
  // Locks under mutation.
  'mirror-cases.jsonl.gz': [
    'mirror-mutations.test.ts',
    'textual-mutations.test.ts',
    'compiled-mutations.test.ts',
  ],
  // CODEOWNERS files of real repositories.
  'codeowners-cases.jsonl.gz': [
    'codeowners-file.test.ts',
    'codeowners-pattern.test.ts',
    'codeowners-syntax.test.ts',
  ],
  // Changes of real commits: names, links, protected paths.
  'diffs.jsonl.gz': [
    'suspicious-name.test.ts',
    'symlink.test.ts',
    'case-collision.test.ts',
    'confusable.test.ts',
    'protected.test.ts',
    'path-pattern.test.ts',
  ],
  // What PostgreSQL locks and rewrites.
  'pg15-lock-truth.jsonl': ['effects-of.test.ts', 'operations.test.ts', 'locks-in-words.test.ts'],
  // What linters of SQL find.
  'squawk-cases.jsonl': ['drop-table.test.ts', 'drop-column.test.ts', 'index-not-concurrent.test.ts'],
  'pgsafe-cases.jsonl': ['set-not-null.test.ts', 'column-type-rewrite.test.ts', 'volatile-default.test.ts'],
  'pgls-cases.jsonl': ['rename-column.test.ts', 'rename-table.test.ts', 'enum-value-removed.test.ts'],
  'eugene-cases.jsonl': [
    'wide-lock-window.test.ts',
    'lock-timeout-missing.test.ts',
    'check-not-valid-missing.test.ts',
  ],
  'atlas-cases.jsonl': ['delete-without-where.test.ts', 'cascade-drop.test.ts', 'drop-schema.test.ts'],
  // What a linter of Rails' migrations finds.
  'strong-migrations-cases.jsonl': [
    'add-not-null-without-default.test.ts',
    'foreign-key-not-valid-missing.test.ts',
    'new-unique-on-existing.test.ts',
  ],
  // What linters of Alembic revisions find.
  'alembic-peer-cases.jsonl': [
    'multiple-heads.test.ts',
    'downgrade-missing.test.ts',
    'irreversible-upgrade.test.ts',
    'unnamed-constraint.test.ts',
  ],
  // Attacks on a protected repository.
  'attacks.md': ['path-attacks.test.ts', 'dependency-attacks.test.ts', 'migration-attacks.test.ts'],
};

const testFiles = ['packages', 'test'].flatMap(typescriptBelow);
const readers = testFiles.filter(({ text }) => /from '\S*case-files\.ts'/.test(text));

describe('Without the shared case sets', () => {
  it('each of them has tests of our own about the same', () => {
    const read = readers.flatMap(({ text }) => [
      ...text.matchAll(/case(?:Rows|File)(?:<[\s\S]*?>)?\(\s*'([\w.-]+)'/g),
    ]);
    const names = new Set(read.map(([, name = '']) => name).filter((name) => name !== 'README.md'));
    expect([...names].toSorted()).toEqual(Object.keys(OWN_TESTS).toSorted());
  });

  it('those tests exist, and need no case sets', () => {
    const needing = new Set(readers.map(({ file }) => file));
    const own = testFiles.filter(({ file }) => !needing.has(file)).map(({ file }) => path.basename(file));
    const missing = Object.values(OWN_TESTS)
      .flat()
      .filter((name) => !own.includes(name));
    expect(missing).toEqual([]);
  });

  it('only these folders have tests that would run otherwise', () => {
    const folders = new Set(readers.map(({ file }) => file.split('/').slice(0, 2).join('/')));
    expect([...folders].toSorted()).toEqual(['test/attacks', 'test/cases', 'test/locks', 'test/verdicts']);
    const asking = testFiles
      .filter(({ text }) => /\benv\['LOCKKEEPER_CASES'\]/.test(text))
      .map(({ file }) => file);
    expect(asking).toEqual(['test/cases/case-files.ts']);
  });
});

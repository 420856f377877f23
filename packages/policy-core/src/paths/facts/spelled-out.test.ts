import { expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { documentFolders } from '../../documents/facts/document-subjects.ts';
import { spelledOut } from './spelled-out.ts';

const of = (documents: readonly string[], sql: readonly string[] = []) =>
  spelledOut(policyOf({ documents, migrations: { sql } }));

test('a path that is written out is named in full, with a slash before it or not', () => {
  expect(of(['docs/RELEASES.md', '/README.md'], ['db/001_users.sql'])).toEqual([
    'docs/RELEASES.md',
    'README.md',
    'db/001_users.sql',
  ]);
});

test('a character that is escaped stands for itself', () => {
  expect(of([String.raw`docs/\[id\].md`])).toEqual(['docs/[id].md']);
});

test('a path that is named twice is named once', () => {
  expect(of(['docs/a.md', '/docs/a.md'], ['docs/a.md'])).toEqual(['docs/a.md']);
});

test.each(['docs/**', 'docs/*.md', '**/README.md', 'docs/v?.md', 'docs/'])(
  'no path is written out in %s',
  (pattern) => {
    expect(of([pattern])).toEqual([]);
  },
);

test('a name that other bytes could spell is found in the folder around it', () => {
  expect(of(['docs/Prüfung.md'])).toEqual([]);
  expect(documentFolders(policyOf({ documents: ['docs/Prüfung.md'] }))).toEqual(['docs']);
});

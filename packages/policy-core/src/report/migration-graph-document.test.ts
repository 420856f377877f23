import { describe, expect, test } from 'vitest';

import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph } from '../migrations/explain/migration-graph.ts';
import { listedEnvironment, listedRevision } from '../testing/sample-listed-revisions.ts';
import { migrationGraphText } from '../testing/graph-text.ts';
import { lines } from './document/document.ts';
import { plainText, terminalText } from './document/terminal.ts';
import { environmentTitle } from './migration-graph-document.ts';
import { markTexts } from './revision-head.ts';

function revision(id: string, more: Partial<ListedRevision> = {}): ListedRevision {
  return listedRevision(id, { message: `do ${id}`, ...more });
}

function drawn(...environments: readonly EnvironmentGraph[]): readonly string[] {
  const style = { colors: false, lanes: 'ascii' } as const;
  return migrationGraphText({ schema_version: 1, environments }, style).split('\n');
}

describe('the title of an environment', () => {
  test.each<[title: string, more: Partial<EnvironmentGraph>]>([
    ['alembic.ini (v): 1 revision, 0 heads', {}],
    ['alembic.ini (v): 1 revision, 1 head', { heads: ['a'] }],
    ['alembic.ini (v): 4 revisions, 2 heads', { heads: ['a', 'b'], older: 3 }],
    ['alembic.ini: 1 revision, 0 heads', { folders: [] }],
    ['v: 1 revision, 0 heads', { name: 'v' }],
    [String.raw`a\nb (c\u{1b}): 1 revision, 0 heads`, { name: 'a\nb', folders: ['c\u001B'] }],
  ])('%s', (title, more) => {
    expect(plainText(environmentTitle(listedEnvironment([revision('a')], more)))).toBe(title);
  });
});

describe('the line of a revision', () => {
  test.each<[line: string, more: Partial<ListedRevision>]>([
    ['*  a  do a', {}],
    ['*  a  versions/a.py', { message: null, path: 'versions/a.py' }],
    ['*  a', { message: '' }],
    ['*  a  do a  (head, base)', { is_head: true, is_base: true }],
    ['*  a  do a  (last release)', { is_released: true }],
    [String.raw`*  a  one\ntwo`, { message: 'one\ntwo' }],
    [String.raw`*  a  do a  (label x\u{202e})`, { labels: ['x\u202E'] }],
  ])('%s', (line, more) => {
    expect(drawn(listedEnvironment([revision('a', more)]))[1]).toBe(line);
  });
});

test('texts stand below each other, except where there are too many lanes for that', () => {
  const parents = Array.from({ length: 9 }, (_, index) => `p${index}`);
  const revisions = [revision('m', { parents }), ...parents.map((id) => revision(id)), revision('z')];
  const lines = drawn(listedEnvironment(revisions)).slice(1, -1);
  expect(lines[0]).toBe(`*${'-+'.repeat(7)}-. m  do m`);
  expect(lines.at(-2)).toBe(`${' '.repeat(16)}* p8  do p8`);
  expect(lines.at(-1)).toBe(`*${' '.repeat(15)} z  do z`);
});

test('what is older is counted in one line, in the singular where it is one', () => {
  expect(drawn(listedEnvironment([], { older: 1 }))).toEqual([
    'alembic.ini (v): 1 revision, 0 heads',
    'and 1 older revision',
    '',
  ]);
});

test('environments stand apart, with an empty line between them', () => {
  expect(drawn(listedEnvironment([revision('a')]), listedEnvironment([], { name: 'other' }))).toEqual([
    'alembic.ini (v): 1 revision, 0 heads',
    '*  a  do a',
    '',
    'other (v): 0 revisions, 0 heads',
    '',
  ]);
});

describe('a mark in colours', () => {
  test.each<[mark: string, painted: string]>([
    ['head', '\u001B[32mhead\u001B[39m'],
    ['new', '\u001B[36mnew\u001B[39m'],
    ['base', '\u001B[2mbase\u001B[22m'],
    // A label of that name is none.
    ['label head', '\u001B[2mlabel head\u001B[22m'],
  ])('%s', (mark, painted) => {
    expect(terminalText(lines(markTexts([mark])), { colors: true })).toBe(`  (${painted})\n`);
    expect(terminalText(lines(markTexts([mark])), { colors: false })).toBe(`  (${mark})\n`);
  });
});

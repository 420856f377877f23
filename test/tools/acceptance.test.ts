import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { readTags } from '../../tools/acceptance/read-tags.mjs';
import { rowsTaggedIn, rowsTaggedInPart } from '../../tools/acceptance/row-tags.mjs';
import { ROOT } from '../architecture/source-files.ts';

const ROWS: readonly { row: string; requirement: string }[] = JSON.parse(
  readFileSync(path.join(ROOT, 'tools/acceptance/rows.json'), 'utf8'),
);

describe('the list of requirements', () => {
  test('has every row once, in order, with its words', () => {
    const ids = ROWS.map(({ row }) => row);
    expect(ids).toHaveLength(264);
    expect([...new Set(ids)].sort()).toEqual(ids);
    expect(ROWS.filter(({ requirement }) => requirement.trim() === '')).toEqual([]);
  });

  test('knows every row that a test claims to show', () => {
    const known = new Set(ROWS.map(({ row }) => row));
    const unknown = readTags(ROOT).filter(({ row }) => !known.has(row));
    expect(unknown, 'every tag must name a row of tools/acceptance/rows.json').toEqual([]);
  });
});

describe('a row tag', () => {
  // Written in two parts, so that these samples are not taken for claims of this file.
  const tag = (rows: string, word = 'row') => `it works [${word} ${rows}]`;

  test.each([
    ['one row', tag('4.08'), ['4.08']],
    ['a range, both ends included', tag('0.12-0.15', 'rows'), ['0.12', '0.13', '0.14', '0.15']],
    ['a list', tag('0.39, 4.19-4.20', 'rows'), ['0.39', '4.19', '4.20']],
    ['the rows of a table', `{ row: '1.06' }, { row: '1.07' }, ${tag('$row')}`, ['1.06', '1.07']],
    ['two tags', `${tag('0.01')} ${tag('0.02')}`, ['0.01', '0.02']],
  ])('names %s', (_what, title, rows) => {
    expect(rowsTaggedIn(title)).toEqual(rows);
  });

  test('tells a part of a row from the whole', () => {
    const title = `${tag('0.24', 'part of')} ${tag('0.22')}`;
    expect([rowsTaggedIn(title), rowsTaggedInPart(title)]).toEqual([['0.22'], ['0.24']]);
  });

  test.each(['4.8', '0.15-0.12', '0.46-1.01', 'x'])(
    'that reads %s is kept as it is, and so is unknown',
    (rows) => {
      expect(rowsTaggedIn(tag(rows))).toEqual([rows]);
    },
  );
});

import { beforeAll, describe, expect, test } from 'vitest';

import { readRevision } from '../alembic/revision.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { mergeRevision } from './merge-revision.ts';

let parsers: Parsers;
let history: RevisionHistory;

beforeAll(async () => {
  parsers = await testParsers();
  history = historyOfTexts(
    parsers,
    revisionTexts({ a1: {}, b2: { parents: '"a1"' }, c3: { parents: '"a1"' } }),
  );
});

function made(heads: readonly string[]) {
  const [fix] = mergeRevision(history, heads);
  const [edit, ...more] = fix?.edits ?? [];
  if (fix === undefined || edit === undefined) throw new Error('No merge is offered.');
  expect(more).toEqual([]);
  return { ...fix, ...edit };
}

describe('a revision that merges heads', () => {
  test('is a new file in the folder of the others', () => {
    expect(made(['b2', 'c3'])).toMatchObject({
      title: 'Create a revision that merges b2 and c3',
      safety: 'needs-review',
      path: expect.stringMatching(/^alembic\/versions\/[0-9a-f]{12}_merge_heads\.py$/),
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
      creates: true,
    });
  });

  test('is written as Alembic writes one', () => {
    const { path, text } = made(['b2', 'c3']);
    const id = path.slice('alembic/versions/'.length, -'_merge_heads.py'.length);
    expect(text.split('\n')).toEqual([
      '"""merge b2 and c3',
      '',
      `Revision ID: ${id}`,
      'Revises: b2, c3',
      '"""',
      '',
      `revision = "${id}"`,
      'down_revision = ("b2", "c3")',
      'branch_labels = None',
      'depends_on = None',
      '',
      '',
      'def upgrade() -> None:',
      '    pass',
      '',
      '',
      'def downgrade() -> None:',
      '    pass',
      '',
    ]);
  });

  test('has the same id for the same heads, so that two people make one file of it', () => {
    expect(made(['b2', 'c3'])).toEqual(made(['b2', 'c3']));
    const ids = [
      ['b2', 'c3'],
      ['b2', 'c4'],
      ['b2', 'c3', 'd4'],
      ['b', '2c3'],
    ].map((heads) => made(heads).path);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    [['b2', 'c3']],
    [['b2', 'c3', 'd4']],
    [['v1.0', 'v1.0 beta']],
    [['größe', '訂單']],
    [["it's", 'say "hi"']],
    [['back\\slash', '{brace}']],
  ])('is read as one of %j', (heads) => {
    const reading = readRevision(parsers, made(heads).text);
    expect(reading).toMatchObject({
      kind: 'revision',
      header: { downRevision: { kind: 'ids', ids: heads.map((id) => ({ id })) } },
      upgrade: { kind: 'empty' },
      downgrade: { kind: 'empty' },
    });
  });

  test('makes one head of them all', () => {
    const { path, text } = made(['b2', 'c3']);
    const texts = Object.fromEntries([...history.files.values()].map((file) => [file.path, file.text]));
    const merged = historyOfTexts(parsers, { ...texts, [path]: text });
    expect(merged.graph.heads).toHaveLength(1);
    expect(merged.graph.missing).toEqual([]);
  });

  test('is not offered where no folder is known', () => {
    expect(mergeRevision({ ...history, folders: [] }, ['b2', 'c3'])).toEqual([]);
  });

  test('goes into the first folder of several', () => {
    const [fix] = mergeRevision({ ...history, folders: ['one/versions', 'two/versions'] }, ['b2', 'c3']);
    expect(fix?.edits[0]?.path).toMatch(/^one\/versions\//);
  });
});

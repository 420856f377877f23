import { describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { tableText } from '../migrations/operations/name.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts, type ShownRevision } from '../testing/read-history.ts';
import { historyWith, loadingProblem, pendingBetween, tablesAtVersions } from './history-schema.ts';

const parsers = await testParsers();

const table = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer(), primary_key=True))`;

function historyOf(revisions: Readonly<Record<string, ShownRevision>>): RevisionHistory {
  return historyOfTexts(parsers, revisionTexts(revisions));
}

/** Two branches from one base, and what brings them together. */
const BRANCHED = historyOf({
  a1: { upgrade: table('customers') },
  b2: { parents: '"a1"', upgrade: table('orders'), more: 'branch_labels = ("sales",)' },
  c3: { parents: '"a1"', upgrade: table('notes') },
  d4: { parents: '("b2", "c3")' },
  e5: { upgrade: table('mails'), more: 'depends_on = "sales"' },
});

function names(history: RevisionHistory, versions: readonly string[]): readonly string[] | string {
  const tables = tablesAtVersions(history, versions);
  return tables.known ? tables.value.map((one) => tableText(one.table)).toSorted() : tables.reason;
}

describe('the tables that migrations make', () => {
  test('are those of a revision and of all that it builds on, and of no other branch', () => {
    expect(names(BRANCHED, ['a1'])).toEqual(['customers']);
    expect(names(BRANCHED, ['b2'])).toEqual(['customers', 'orders']);
    expect(names(BRANCHED, ['c3'])).toEqual(['customers', 'notes']);
    expect(names(BRANCHED, ['d4'])).toEqual(['customers', 'notes', 'orders']);
  });

  test('are those of what a revision depends on, too, by its label', () => {
    expect(names(BRANCHED, ['e5'])).toEqual(['customers', 'mails', 'orders']);
  });

  test('are those of several revisions together', () => {
    expect(names(BRANCHED, ['b2', 'c3'])).toEqual(['customers', 'notes', 'orders']);
  });

  test('are none at no revision, and at one that is not there', () => {
    expect(names(BRANCHED, [])).toEqual([]);
    expect(names(BRANCHED, ['zz'])).toEqual([]);
  });

  test('are not known where Alembic could not load the history', () => {
    const missing = historyOf({ a1: {}, b2: { parents: '"gone"' } });
    expect(names(missing, ['a1'])).toBe('b2 builds on gone, which is not there');
    const circle = historyOf({ a1: { parents: '"b2"' }, b2: { parents: '"a1"' } });
    expect(names(circle, ['a1'])).toBe('revisions build on each other in a circle');
    const unplaced = historyOf({ a1: { parents: 'made_up()' } });
    expect(names(unplaced, ['a1'])).toBe(
      'the place of alembic/versions/a1_x.py in the history cannot be read',
    );
    const twice = historyOfTexts(parsers, {
      ...revisionTexts({ a1: {} }),
      'alembic/versions/other.py': 'revision = "a1"\ndown_revision = None\n',
    });
    expect(loadingProblem(twice.graph)).toBe('two revisions have the same id');
  });
});

describe('the history of a database', () => {
  const other = historyOf({ z9: {} });

  test('is the one that holds its versions', () => {
    expect(historyWith([BRANCHED, other], ['z9'])).toEqual({ known: true, value: other });
    expect(historyWith([BRANCHED, other], ['b2', 'c3'])).toEqual({ known: true, value: BRANCHED });
  });

  test('is not known where none holds them all', () => {
    expect(historyWith([BRANCHED, other], ['b2', 'z9'])).toEqual({
      known: false,
      reason: 'no history of the repository holds b2 and z9',
    });
    expect(historyWith([], ['b2'])).toEqual({
      known: false,
      reason: 'there are no migrations to compare with',
    });
  });
});

describe('what a database lacks of another', () => {
  test('are revisions, in the order in which they run', () => {
    expect(pendingBetween(BRANCHED.graph, { from: ['a1'], to: ['d4'] })).toEqual(
      BRANCHED.graph.order.filter((id) => ['b2', 'c3', 'd4'].includes(id)),
    );
    expect(pendingBetween(BRANCHED.graph, { from: ['d4'], to: ['a1'] })).toEqual([]);
    expect(pendingBetween(BRANCHED.graph, { from: [], to: ['a1'] })).toEqual(['a1']);
    expect(pendingBetween(BRANCHED.graph, { from: ['b2'], to: ['c3'] })).toEqual(['c3']);
  });
});

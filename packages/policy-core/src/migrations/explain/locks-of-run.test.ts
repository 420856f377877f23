import { describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import { terminalText } from '../../report/document/terminal.ts';
import { runLocksDocument } from '../../report/run-locks-document.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { migrationsAnswers } from '../../answers/migrations-answers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { locksOfRun, type UpgradeRun } from './locks-of-run.ts';
import type { RunLocks } from './run-locks.ts';

const parsers = await testParsers();

const ID = 'sa.Column("id", sa.Integer(), primary_key=True)';
const PEOPLE = `op.create_table("people", ${ID}, sa.Column("name", sa.Text()))`;
const ORDERS = `op.create_table("orders", ${ID}, sa.Column("by", sa.Integer()))`;

/** People and orders in `a1`; then the upgrades `b1`, `b2` and so on, each behind the one before. */
function shopWith(...upgrades: readonly string[]): RevisionHistory {
  const later = upgrades.map((upgrade, index) => [
    `b${index + 1}`,
    { parents: index === 0 ? '"a1"' : `"b${index}"`, upgrade },
  ]);
  return historyOfTexts(
    parsers,
    revisionTexts({ a1: { upgrade: `${PEOPLE}\n${ORDERS}` }, ...Object.fromEntries(later) }),
  );
}

function locksOf(run: UpgradeRun, isApart = false): RunLocks {
  return locksOfRun(run, { pgVersion: 15, isApart });
}

/** `orders SHARE since b1`, transaction by transaction. */
function held(run: UpgradeRun, isApart = false): readonly (readonly string[])[] {
  return locksOf(run, isApart).transactions.map(({ locks }) =>
    locks.map(({ relation, lock, since }) => `${relation} ${lock} since ${since.revision}`),
  );
}

const INDEX = 'op.create_index("ix", "orders", ["by"])';
const COLUMN = 'op.add_column("people", sa.Column("note", sa.Text()))';
const TYPE = 'op.drop_column("orders", "by")';

describe('The locks of one upgrade', () => {
  test('are held from the revision that takes them until the last one is through', () => {
    const history = shopWith(INDEX, COLUMN);
    expect(held({ history, from: 'a1', to: 'b2' })).toEqual([
      ['orders SHARE since b1', 'people ACCESS EXCLUSIVE since b2'],
    ]);
  });

  test('are those of each revision where each commits by itself', () => {
    const history = shopWith(INDEX, COLUMN);
    expect(held({ history, from: 'a1', to: 'b2' }, true)).toEqual([
      ['orders SHARE since b1'],
      ['people ACCESS EXCLUSIVE since b2'],
    ]);
  });

  test('become stronger, and are held since they were first taken', () => {
    const history = shopWith(INDEX, TYPE);
    expect(held({ history, from: 'a1', to: 'b2' })).toEqual([['orders ACCESS EXCLUSIVE since b1']]);
    expect(held({ history, from: 'b1', to: 'b2' })).toEqual([['orders ACCESS EXCLUSIVE since b2']]);
  });

  test('are told by the name that a table had before, whatever it is called by then', () => {
    const renamed = 'op.rename_table("orders", "old_orders")';
    const behind = 'op.drop_column("old_orders", "by")';
    const history = shopWith(INDEX, renamed, behind, 'op.rename_table("people", "orders")');
    expect(held({ history, from: 'a1', to: 'b4' })).toEqual([
      ['orders ACCESS EXCLUSIVE since b1', 'people ACCESS EXCLUSIVE since b4'],
    ]);
    expect(held({ history, from: 'b2', to: 'b4' })).toEqual([
      ['old_orders ACCESS EXCLUSIVE since b3', 'people ACCESS EXCLUSIVE since b4'],
    ]);
  });

  test('keep nobody waiting for a table that one of them makes', () => {
    const history = shopWith(INDEX);
    const whole = locksOf({ history, to: 'b1' });
    expect(whole.transactions).toEqual([]);
    expect(whole.revisions[1]?.statements[0]?.locks).toMatchObject([{ relation: 'orders', is_new: true }]);
    const apart = locksOf({ history, to: 'b1' }, true);
    expect(apart.transactions.map(({ revisions }) => revisions)).toEqual([['b1']]);
    expect(apart.revisions[1]?.statements[0]?.locks).toMatchObject([{ relation: 'orders', is_new: false }]);
  });

  test('end where a revision leaves the transaction for a while', () => {
    const beside = `with op.get_context().autocommit_block():\n    op.create_index("ix", "orders", ["by"], postgresql_concurrently=True)`;
    const history = shopWith(COLUMN, beside, 'op.drop_column("people", "name")');
    expect(held({ history, from: 'a1', to: 'b3' })).toEqual([
      ['people ACCESS EXCLUSIVE since b1'],
      ['people ACCESS EXCLUSIVE since b3'],
    ]);
    expect(locksOf({ history, from: 'a1', to: 'b3' }).transactions[0]?.revisions).toEqual(['b1']);
  });

  test('are those of what is not there yet, on whatever branch', () => {
    const texts = revisionTexts({
      a1: { upgrade: `${PEOPLE}\n${ORDERS}` },
      b1: { parents: '"a1"', upgrade: INDEX },
      c1: { parents: '"a1"', upgrade: COLUMN },
      d1: { parents: '("b1", "c1")' },
    });
    const history = historyOfTexts(parsers, texts);
    const run = locksOf({ history, from: 'b1', to: 'd1' });
    expect(run.revisions.map(({ revision }) => revision.id)).toEqual(['c1', 'd1']);
    expect(run.transactions.map(({ revisions }) => revisions)).toEqual([['c1']]);
  });

  test('stand beside what cannot be read', () => {
    const texts = revisionTexts({ a1: { upgrade: ORDERS }, b1: { parents: '"a1"', upgrade: INDEX } });
    const history = historyOfTexts(parsers, {
      ...texts,
      'alembic/versions/b1_x.py': `${texts['alembic/versions/b1_x.py']}\0`,
    });
    const ids = [...history.graph.revisions.keys()];
    const run = locksOf({ history, to: ids.at(-1) ?? '' });
    expect(run.revisions.length).toBe(ids.length);
    expect(migrationsAnswers.runLocks.parse(run)).toEqual(run);
  });

  test('keep their place in the files, and the contract', () => {
    const run = locksOf({ history: shopWith(INDEX, COLUMN), from: 'a1', to: 'b2' });
    expect(migrationsAnswers.runLocks.parse(run)).toEqual(run);
    expect(run).toMatchObject({ from: 'a1', to: 'b2', pg_version: 15, environment: 'alembic.ini' });
    const lines = run.revisions.map(({ statements }) => statements.map(({ line }) => line));
    expect(lines).toEqual([[9], [9]]);
    expect(run.transactions[0]?.locks.map(({ since }) => since.line)).toEqual([9, 9]);
  });

  test('are none where nothing is to be run', () => {
    const run = locksOf({ history: shopWith(INDEX), from: 'b1', to: 'a1' });
    expect(run).toMatchObject({ revisions: [], transactions: [] });
  });
});

describe('For people', () => {
  const text = (run: RunLocks) => terminalText(runLocksDocument(run), { colors: false }).split('\n');

  test('the revisions come first, and below what is held', () => {
    const run = locksOf({ history: shopWith(INDEX, COLUMN), from: 'a1', to: 'b2' });
    expect(text(run)).toEqual([
      'b1',
      '  alembic/versions/b1_x.py in alembic.ini',
      '  upgrade() on PostgreSQL 15',
      '    9: creates the index ix on orders (by)',
      '        orders  SHARE  builds an index  writers wait',
      '',
      'b2  (head)',
      '  alembic/versions/b2_x.py in alembic.ini',
      '  upgrade() on PostgreSQL 15',
      '    9: adds the column people.note (text, nullable)',
      '        people  ACCESS EXCLUSIVE  a moment  readers and writers wait',
      '',
      'Held until its end by the transaction of b1, b2:',
      '  orders  SHARE             writers wait              (since b1, line 9)',
      '  people  ACCESS EXCLUSIVE  readers and writers wait  (since b2, line 9)',
      '',
    ]);
  });

  test('it is said where nothing is held', () => {
    const run = locksOf({ history: shopWith(INDEX), to: 'b1' });
    expect(text(run).at(-2)).toBe('No transaction holds a lock on what was there before.');
  });

  test('it is not said beside a statement that only running it tells', () => {
    const texts = revisionTexts({
      a1: { upgrade: ORDERS },
      b1: { parents: '"a1"', upgrade: 'op.execute(make_sql())' },
    });
    const lines = text(locksOf({ history: historyOfTexts(parsers, texts), to: 'b1' }));
    expect(lines.at(-2)).toBe('Not all that b1 does could be read: more may be held.');
    expect(lines).not.toContain('No transaction holds a lock on what was there before.');
  });

  test('what cannot be read is told of below what others hold', () => {
    const texts = revisionTexts({
      a1: { upgrade: ORDERS },
      b1: { parents: '"a1"', upgrade: INDEX },
      c1: { parents: '"b1"', upgrade: 'op.execute(make_sql())' },
    });
    const lines = text(locksOf({ history: historyOfTexts(parsers, texts), from: 'a1', to: 'c1' }));
    expect(lines.slice(-5, -1)).toEqual([
      expect.stringMatching(/^Held until its end/),
      '  orders  SHARE  writers wait  (since b1, line 9)',
      '',
      'Not all that c1 does could be read: more may be held.',
    ]);
  });
});

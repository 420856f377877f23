import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Report } from '../engine/report.ts';
import { observed, unobserved } from '../model/known.ts';
import type { Observations, RevisionSources } from '../model/observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { anyHistory, anyLine, pathOf, writtenRevision, type DraftHistory } from '../testing/any-revisions.ts';
import { keptInMemory, type KeptInMemory } from '../testing/kept-in-memory.ts';
import { sampleRevision } from '../testing/sample-revision.ts';
import { checkerFor } from './checker.ts';
import { treeObservations } from './observations-from-input.ts';

const parsers = await testParsers();
const policy = policyOf({
  migrations: { alembic: ['alembic/versions'], sql: ['db/*.sql'] },
  rules: { 'migrations/backup-not-noted': { options: { note: 'Backup' } } },
});
const checker = checkerFor(policy, parsers);

type Tree = Readonly<Record<string, string>>;

function check(tree: Tree, outcomes?: KeptInMemory): Report {
  const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
  return checker.checkFiles(files, outcomes && { outcomes });
}

/** Each tree in turn, with what the run before has kept; what it says has to be what is said with nothing kept. */
function follow(...trees: readonly Tree[]): KeptInMemory {
  const outcomes = keptInMemory();
  for (const tree of trees) expect(plain(check(tree, outcomes))).toEqual(plain(check(tree)));
  return outcomes;
}

/** As it is printed: where something is undefined, nothing stands. */
function plain(report: Report): unknown {
  return JSON.parse(JSON.stringify(report));
}

const TABLE =
  'op.create_table("a", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("b", sa.Integer()))';

/** A line of revisions by their upgrades, `r00` first. */
function line(...upgrades: readonly string[]): Tree {
  const idOf = (index: number) => `r${String(index).padStart(2, '0')}`;
  return Object.fromEntries(
    upgrades.map((upgrade, index) => {
      const parent = index === 0 ? 'None' : `"${idOf(index - 1)}"`;
      return [`alembic/versions/${idOf(index)}_x.py`, sampleRevision({ id: idOf(index), parent, upgrade })];
    }),
  );
}

describe('What was said of migrations is taken over', () => {
  test('whole where nothing changed', () => {
    const tree = { ...line(TABLE, 'op.drop_column("a", "b")'), 'db/1.sql': 'DROP TABLE c;\n' };
    expect(follow(tree, tree).counts).toEqual({ known: 3, all: 3 });
  });

  test('of those before the one that was edited', () => {
    const { counts } = follow(
      line(TABLE, 'op.drop_column("a", "b")', 'pass', 'op.drop_table("a")'),
      line(TABLE, 'op.drop_column("a", "b")', 'op.rename_table("a", "c")', 'op.drop_table("a")'),
    );
    expect(counts).toEqual({ known: 2, all: 4 });
  });

  test('of all where one comes after them', () => {
    expect(follow(line(TABLE, 'pass'), line(TABLE, 'pass', 'op.drop_table("a")')).counts.known).toBe(2);
  });

  test('of SQL before the file that was edited, in the order in which it is run', () => {
    const files = { 'db/2.sql': 'ALTER TABLE a ADD b int;\n', 'db/10.sql': 'DROP TABLE a;\n' };
    const [one, other] = ['CREATE TABLE a (id int);\n', 'CREATE TABLE a (id int, b int);\n'];
    expect(follow({ 'db/3.sql': one, ...files }, { 'db/3.sql': other, ...files }).counts).toEqual({
      known: 1,
      all: 3,
    });
  });

  test('unless it says where a revision could come behind all others, and one came', () => {
    const constraint = 'op.create_check_constraint("ck", "a", "b > 0")';
    const outcomes = follow(line(TABLE, constraint), line(TABLE, constraint, 'pass'));
    expect(outcomes.counts).toEqual({ known: 1, all: 3 });
  });

  test('unless it says that a name is no habit of the files, and it becomes one', () => {
    const odd = { 'alembic/versions/odd.py': sampleRevision({ id: 'r99', parent: '"r00"' }) };
    const others = line('pass', 'pass', 'pass', 'pass');
    const report = (tree: Tree) => check(tree).findings.map(({ rule }) => rule);
    const two = { ...line('pass'), ...odd };
    expect(report(two)).not.toContain('migrations/filename-revision-mismatch');
    expect(report({ ...others, ...odd })).toContain('migrations/filename-revision-mismatch');
    follow(two, { ...others, ...odd }, two);
  });

  test('unless its surroundings are others', () => {
    const tree = line(TABLE, 'op.drop_column("a", "b")');
    const patient = { ...tree, 'alembic/env.py': 'op.execute("SET lock_timeout = \'5s\'")\n' };
    const { counts } = follow(tree, patient, tree);
    expect(counts.known).toBe(0);
    const elsewhere = { ...tree, 'requirements.txt': 'pymysql\n' };
    expect(follow(tree, elsewhere).counts.known).toBe(0);
  });

  test('unless a revision turns out to be lost, which may have made what a later one finds', () => {
    const tree = line(
      TABLE,
      'op.execute("CREATE TABLE IF NOT EXISTS c (id int); CREATE INDEX ix ON c (id)")',
    );
    const lost = { 'alembic/versions/r50_x.py': sampleRevision({ id: 'r50', parent: '"r49"' }) };
    const isNew = (seen: Tree) =>
      !check(seen).findings.some(({ rule }) => rule === 'migrations/index-not-concurrent');
    expect([tree, { ...tree, ...lost }].map(isNew)).toEqual([true, false]);
    follow(tree, { ...tree, ...lost });
  });

  test('unless a release is there, whose code may name what goes away', () => {
    const tree = line(TABLE, 'op.drop_column("a", "b")');
    const outcomes = keptInMemory();
    const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
    const seen = (release: RevisionSources['atRelease']): Observations => {
      const observations = treeObservations(policy, files, {});
      const revisions = { ...observations.revisions, atRelease: release } as RevisionSources;
      return { ...observations, revisions };
    };
    const found = (release: RevisionSources['atRelease'], kept?: KeptInMemory) =>
      plain(checker.check(seen(release), kept && { outcomes: kept }));
    for (const release of [
      observed(null),
      observed({ commit: 'c', files: {} }),
      unobserved('it is not there'),
    ])
      expect(found(release, outcomes)).toEqual(found(release));
  });

  test('unless it rests on what no fact can tell another run', () => {
    const added =
      'with op.get_context().autocommit_block():\n    op.execute("ALTER TYPE mood ADD VALUE \'x\'")';
    const type = 'op.execute("CREATE TYPE mood AS ENUM (\'ok\')")';
    const tree = line(
      type,
      added.replace(/.*\n {4}/, ''),
      'op.execute("INSERT INTO a VALUES (\'x\'::mood)")',
    );
    expect(follow(tree, tree).counts.known).toBeLessThan(3);
  });
});

test('A run that takes over what earlier ones said reports what a fresh one does, whatever was edited', () => {
  const anyTrees = fc.array(fc.oneof(anyLine, anyHistory), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(anyTrees, fc.array(anyEdit, { minLength: 1, maxLength: 4 }), (histories, edits) => {
      const [first = [], ...others] = histories;
      let now: DraftHistory = first;
      const trees = [written(now)];
      for (const [index, edit] of edits.entries()) {
        now = edited(now, edit, others[index % others.length] ?? []);
        trees.push(written(now));
      }
      follow(...trees, written(first));
    }),
    { numRuns: 60 },
  );
});

interface Edit {
  readonly kind: 'other steps' | 'taken away' | 'put in' | 'renamed' | 'other downgrade';
  readonly at: number;
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('other steps', 'taken away', 'put in', 'renamed', 'other downgrade'),
  at: fc.nat({ max: 4 }),
});

function edited(history: DraftHistory, { kind, at }: Edit, other: DraftHistory): DraftHistory {
  const place = at % history.length;
  const [one, theirs] = [history[place], other[at % Math.max(other.length, 1)]];
  if (one === undefined || theirs === undefined) return history;
  if (kind === 'taken away') return history.toSpliced(place, 1);
  if (kind === 'put in')
    return history.toSpliced(place, 0, { ...theirs, id: `new${at}`, parent: one.parent });
  if (kind === 'renamed') return history.with(place, { ...one, id: `renamed${at}` });
  if (kind === 'other downgrade') return history.with(place, { ...one, downgrade: theirs.downgrade });
  return history.with(place, { ...one, upgrade: theirs.upgrade });
}

/** The newest may be in either kind of file: SQL lies beside. */
function written(history: DraftHistory): Tree {
  const sql = history.map(({ upgrade }, index) => [`db/${index}.sql`, sqlOf(upgrade)] as const);
  return {
    ...Object.fromEntries(history.map((draft) => [pathOf(draft), writtenRevision(draft)])),
    ...Object.fromEntries(sql),
  };
}

/** What it executes as text. */
function sqlOf(upgrade: readonly string[]): string {
  return upgrade.map((step) => `${/execute\("([^"]*)"\)/.exec(step)?.[1] ?? 'SELECT 1'};\n`).join('');
}

import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { releaseWith, shopUpTo } from '../../testing/sample-release.ts';
import type { PendingRevision } from './pending-revision.ts';
import { harmless, problemOf } from './revision-problem.ts';

const PARSERS = await testParsers();

/** b2, which does this and takes it back so, with production before it. */
function pending(upgrade: string, downgrade = 'pass'): PendingRevision {
  const release = releaseWith(PARSERS, {
    revisions: { ...shopUpTo('a1'), b2: { parents: '"a1"', upgrade, downgrade } },
    development: 'b2',
    production: 'a1',
  });
  const [revision] = release.pending.known ? release.pending.value.revisions : [];
  if (revision === undefined) throw new Error('b2 is pending.');
  return revision;
}

const COLUMN = [
  'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))',
  'op.drop_column("orders", "note")',
] as const;
const INDEX = [
  'op.create_index("ix_total", "orders", ["total"])',
  'op.drop_index("ix_total", table_name="orders")',
] as const;

describe('nothing stands against a revision', () => {
  test.each([undefined, 'on_start', 'manual_unless_trivial'] as const)(
    'that nobody notices, where the policy says %s',
    (apply) => {
      const revision = pending(...COLUMN);
      expect(problemOf(revision, apply)).toBeUndefined();
      expect(harmless(revision)).toEqual({
        text: 'b2 is trivial: nobody notices it.',
        where: 'alembic/versions/b2_x.py',
      });
    },
  );

  test('that loses nothing and can be taken back, where a deploy may bring it', () => {
    const revision = pending(...INDEX);
    expect(problemOf(revision, undefined)).toBeUndefined();
    expect(problemOf(revision, 'on_start')).toBeUndefined();
    expect(harmless(revision).text).toBe('b2 loses nothing and can be taken back.');
  });
});

describe('against a revision stands', () => {
  test('that a person has to run it, where the policy says so', () => {
    const problem = problemOf(pending(...INDEX), 'manual_unless_trivial');
    expect(problem).toMatchObject({ kind: 'failed', path: 'alembic/versions/b2_x.py' });
    expect(problem?.text).toMatch(/^b2 needs a manual run\. .+ That is not trivial\.$/);
    expect(problem?.next_step).toContain('`alembic upgrade b2` on production by hand');
  });

  test.each([
    ['op.drop_table("orders")', 'b2 is destructive. Drops the table orders and every row in it.'],
    [
      'op.drop_column("orders", "note")',
      'b2 is destructive. Drops the column orders.note and every value in it.',
    ],
    ['op.execute("TRUNCATE orders")', 'b2 is destructive. Deletes every row of orders.'],
    ['op.execute("DELETE FROM orders")', 'b2 is destructive. Deletes all rows of orders.'],
  ])('what it takes away: %s', (upgrade, text) => {
    const problem = problemOf(pending(upgrade), undefined);
    expect(problem).toMatchObject({ kind: 'failed', text });
    expect(problem?.next_step).toContain('Do not deploy it.');
  });

  test('that nothing takes it back', () => {
    const problem = problemOf(pending(COLUMN[0]), undefined);
    expect(problem?.kind).toBe('failed');
    expect(problem?.text).toMatch(/^b2 cannot be taken back\. /);
    expect(problem?.next_step).toContain('Write the downgrade that undoes every step');
  });

  test('that only a part of it is taken back', () => {
    const both = `${COLUMN[0]}\n${INDEX[0]}`;
    const problem = problemOf(pending(both, INDEX[1]), undefined);
    expect(problem?.text).toMatch(/^b2 (?:cannot be taken back|is taken back only in part)\. /);
  });

  test('that nobody knows what it does', () => {
    const problem = problemOf(pending('op.execute(open("x.sql").read())'), undefined);
    expect(problem?.kind).toBe('undetermined');
    expect(problem?.text).toMatch(/^b2 may lose rows or may not be taken back\. /);
    expect(problem?.next_step).toContain('Write what it does so that it can be read');
  });

  test('that it cannot be read', () => {
    const unread = { ...pending(...COLUMN), classification: unobserved('it is no Python') };
    expect(problemOf(unread, undefined)).toMatchObject({
      kind: 'undetermined',
      text: 'b2 cannot be read because it is no Python.',
      where: 'alembic/versions/b2_x.py',
    });
  });
});

test('the line is that of the step which stands against it', () => {
  const problem = problemOf(pending('pass\nop.drop_table("orders")'), undefined);
  const first = problemOf(pending('op.drop_table("orders")'), undefined);
  expect((problem?.line ?? 0) - (first?.line ?? 0)).toBe(1);
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts, type ShownRevision } from '../../testing/read-history.ts';
import { releaseWith, shopUpTo } from '../../testing/sample-release.ts';
import { onceCheck } from './once-check.ts';
import { pendingCheck } from './pending-check.ts';
import { broughtBy, pendingMigrations } from './pending-revisions.ts';

const PARSERS = await testParsers();

const INVOICES: Readonly<Record<string, ShownRevision>> = { i1: {} };
const after = (upgrade: string, downgrade: string): Readonly<Record<string, ShownRevision>> => ({
  ...INVOICES,
  i2: { parents: '"i1"', upgrade, downgrade },
});
const COLUMN = after(
  'op.add_column("invoices", sa.Column("note", sa.Text(), nullable=True))',
  'op.drop_column("invoices", "note")',
);
const INDEX = after(
  'op.create_index("ix_total", "invoices", ["total"])',
  'op.drop_index("ix_total", table_name="invoices")',
);
const DROP = after('op.drop_table("invoices")', 'pass');

function billing(revisions: Readonly<Record<string, ShownRevision>>): RevisionHistory {
  return { ...historyOfTexts(PARSERS, revisionTexts(revisions)), name: 'api/alembic.ini [billing]' };
}

/** The shop, which production follows to its head, and billing beside it. */
function pendingWith(
  revisions: Readonly<Record<string, ShownRevision>>,
  released: Known<readonly RevisionHistory[]> = observed([billing(INVOICES)]),
) {
  const shop = releaseWith(PARSERS, { revisions: shopUpTo('b2'), development: 'b2', production: 'b2' });
  const histories = observed([...(shop.histories.known ? shop.histories.value : []), billing(revisions)]);
  return pendingMigrations({ audit: shop.audit, histories, released, pgVersion: undefined });
}

const row = (...given: Parameters<typeof pendingWith>) =>
  pendingCheck(pendingWith(...given), { apply: undefined, isProved: false });

describe('a history that no database follows is held against the last good deploy', () => {
  test('and passes where it has brought nothing since', () => {
    expect(row(INVOICES)).toMatchObject({
      state: 'passed',
      evidence: [
        { text: 'Production is at b2: nothing is pending.' },
        {
          text: 'api/alembic.ini [billing] has brought nothing since the last good deploy; the addresses lead to no database of it.',
        },
      ],
    });
  });

  test('and passes where what it brings is trivial', () => {
    const { state, evidence } = row(COLUMN);
    expect(state).toBe('passed');
    expect(evidence.map(({ text }) => text)).toContain('i2 is trivial: nobody notices it.');
  });

  test('and is not proved where what it brings needs a database that nobody looked at', () => {
    expect(row(INDEX)).toMatchObject({
      state: 'undetermined',
      problems: [
        {
          text: 'i2 is not trivial, and no database of api/alembic.ini [billing] was looked at: whether it ran on development, and whether there is a backup, is not known.',
          path: 'alembic/versions/i2_x.py',
          next_step:
            'Release without it, or run `alembic -c api/alembic.ini -n billing upgrade i2` by hand, reviewed and with a backup.',
        },
      ],
    });
  });

  test('and is refused where what it brings destroys', () => {
    const { state, problems } = row(DROP);
    expect(state).toBe('failed');
    expect(problems[0]?.text).toMatch(/^i2 is destructive\. /);
  });

  test('and is not proved where no such deploy is known', () => {
    expect(row(INVOICES, unobserved('no good deploy is recorded'))).toMatchObject({
      state: 'undetermined',
      problems: [
        {
          text: 'What api/alembic.ini [billing] brings is not known: the addresses lead to no database of it, and no good deploy is recorded.',
          next_step:
            'Bring it by hand with `alembic -c api/alembic.ini -n billing upgrade head`, reviewed and with a backup; from the first deploy record on, what is new since then is judged.',
        },
      ],
    });
  });

  test('and is not proved where Alembic could not load it', () => {
    const { state, problems } = row({ ...INVOICES, i2: { parents: '"nowhere"' } });
    expect(state).toBe('undetermined');
    expect(problems[0]?.text).toContain('i2 builds on nowhere, which is not there');
  });
});

test('what loads nothing else than the history of production is that history', () => {
  expect(row(shopUpTo('b2')).evidence).toHaveLength(1);
});

test('what any history brings counts for the flag and for what may run only once', () => {
  const ids = (pending: ReturnType<typeof pendingWith>) =>
    pending.known ? [...broughtBy(pending.value)] : undefined;
  expect(ids(pendingWith(COLUMN))).toEqual(['i2']);
  expect(ids(pendingWith(COLUMN, unobserved('no good deploy is recorded')))).toEqual(['i1', 'i2']);
  const at = { path: 'lockkeeper.yaml', start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const check = onceCheck({
    once: [{ id: 'i2', at }],
    environment: 'production',
    pending: pendingWith(COLUMN),
    ledger: observed(new Map()),
  });
  expect(check).toMatchObject({
    state: 'failed',
    problems: [{ text: 'i2 may run only once, and a deploy would run it with whatever else is pending.' }],
  });
});

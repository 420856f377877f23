import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import type { ShownRevision } from '../../testing/read-history.ts';
import { unseen } from '../../testing/sample-audit.ts';
import { versionTable } from '../../testing/sample-database.ts';
import { ALONE, releaseWith, shopUpTo } from '../../testing/sample-release.ts';
import { pendingCheck, type PendingTerms } from './pending-check.ts';
import { pendingMigrations } from './pending-revisions.ts';

const PARSERS = await testParsers();
const TERMS: PendingTerms = { apply: undefined, isProved: false };
const BY_HAND: PendingTerms = { apply: 'manual_unless_trivial', isProved: false };

/** Both databases are as given; development has everything where nothing is said. */
function judged(
  revisions: Readonly<Record<string, ShownRevision>>,
  { terms = TERMS, production = 'a1', development = Object.keys(revisions).at(-1) ?? '' } = {},
) {
  return pendingCheck(releaseWith(PARSERS, { revisions, development, production }).pending, terms);
}

function after(upgrade: string, downgrade = 'pass'): Readonly<Record<string, ShownRevision>> {
  return { ...shopUpTo('a1'), b2: { parents: '"a1"', upgrade, downgrade } };
}

describe('pending migrations', () => {
  test('are none where production is at the head of the release', () => {
    expect(judged(shopUpTo('a1'))).toMatchObject({
      state: 'passed',
      evidence: [{ text: 'Production is at a1: nothing is pending.' }],
    });
  });

  test('pass when they are trivial, also where each other one is run by hand [row 1.32]', () => {
    for (const terms of [TERMS, BY_HAND]) {
      const check = judged(shopUpTo('b2'), { terms });
      expect(check).toMatchObject({
        state: 'passed',
        evidence: [
          { text: 'Production is at a1: b2 is pending.' },
          { text: 'b2 is trivial: nobody notices it.', where: 'alembic/versions/b2_x.py' },
        ],
      });
    }
  });

  test('that are not trivial are run by hand where the policy says so [row 1.32]', () => {
    expect(judged(shopUpTo('c3')).state).toBe('passed');
    const check = judged(shopUpTo('c3'), { terms: BY_HAND });
    expect(check).toMatchObject({ state: 'failed', problems: [{ path: 'alembic/versions/c3_x.py' }] });
    expect(check.problems[0]?.text).toMatch(/^c3 needs a manual run\. .+ That is not trivial\.$/);
    expect(check.problems[0]?.next_step).toContain('`alembic upgrade c3` on production by hand');
  });

  test('that destroy are refused, whoever runs them', () => {
    for (const terms of [TERMS, BY_HAND]) {
      const check = judged(shopUpTo('d4'), { terms, production: 'c3' });
      expect(check.state).toBe('failed');
      expect(check.problems.map(({ text, kind }) => [kind, text.slice(0, 19)])).toEqual([
        ['failed', 'd4 is destructive. '],
      ]);
      expect(check.evidence).toEqual([{ text: 'Production is at c3: d4 is pending.', where: null }]);
    }
  });

  test('point at the step that stands against them', () => {
    const revisions = shopUpTo('d4');
    const { histories } = releaseWith(PARSERS, { revisions, development: 'd4', production: 'c3' });
    const path = 'alembic/versions/d4_x.py';
    const texts = histories.known ? histories.value.map(({ files }) => files.get(path)?.text ?? '') : [];
    const [problem] = judged(revisions, { production: 'c3' }).problems;
    expect(problem).toMatchObject({ path });
    expect(texts[0]?.split('\n')[(problem?.line ?? 0) - 1]).toContain('op.drop_column("orders", "total")');
  });

  test('are all named, in the order in which they run', () => {
    const check = judged(shopUpTo('d4'));
    expect(check.evidence[0]?.text).toBe('Production is at a1: b2, c3, d4 are pending.');
    expect(check.problems.map(({ path }) => path)).toEqual(['alembic/versions/d4_x.py']);
  });

  test.each([
    ['is left out', 'op.add_column("orders", sa.Column("note", sa.Text()))', 'pass'],
    [
      'refuses to run',
      'op.create_table("notes", sa.Column("id", sa.Integer()))',
      'raise NotImplementedError()',
    ],
  ])('without a way back, because it %s, are refused [row 1.33]', (_, upgrade, downgrade) => {
    const check = judged(after(upgrade, downgrade));
    expect(check).toMatchObject({ state: 'failed', problems: [{ kind: 'failed' }] });
    expect(check.problems[0]?.text).toMatch(/^b2 cannot be taken back\. /);
    expect(check.problems[0]?.next_step).toContain('Write the downgrade that undoes every step');
  });

  test('that are taken back in part are refused [row 1.33]', () => {
    const upgrade =
      'op.add_column("orders", sa.Column("note", sa.Text()))\nop.add_column("orders", sa.Column("more", sa.Text()))';
    const check = judged(after(upgrade, 'op.drop_column("orders", "note")'));
    expect(check.state).toBe('failed');
    expect(check.problems[0]?.text).toMatch(/^b2 (is taken back only in part|cannot be taken back)\. /);
  });

  test.each([
    ['runs what nobody can read', 'op.execute(open("x.sql").read())'],
    ['calls what is elsewhere', 'elsewhere.upgrade(op)'],
  ])('of which one %s are not proved', (_, upgrade) => {
    const check = judged(after(upgrade));
    expect(check.state).not.toBe('passed');
    expect(check.problems).not.toEqual([]);
  });

  test('that cannot be read are not proved', () => {
    const file = { ...shopUpTo('a1'), b2: { parents: '"a1"', upgrade: 'op.add_column(' } };
    expect(judged(file).state).not.toBe('passed');
  });

  test('that development has not run are not proved, unless they were run up and down [row 1.34]', () => {
    const untried = judged(shopUpTo('b2'), { development: 'a1' });
    expect(untried).toMatchObject({
      state: 'undetermined',
      problems: [{ kind: 'undetermined', text: 'b2 has not run on development.' }],
    });
    expect(untried.problems[0]?.next_step).toContain('--prove');
    const terms = { ...TERMS, isProved: true };
    expect(judged(shopUpTo('b2'), { development: 'a1', terms }).state).toBe('passed');
  });

  test('are not proved where nobody knows what development is at', () => {
    const unseen = (last: string, terms = TERMS) => {
      const development = { versionTables: [] };
      const revisions = shopUpTo(last);
      return pendingCheck(releaseWith(PARSERS, { revisions, development, production: 'a1' }).pending, terms);
    };
    expect(unseen('b2')).toMatchObject({
      state: 'undetermined',
      problems: [{ kind: 'undetermined', text: 'Whether b2 ran on development is not known.' }],
    });
    expect(unseen('b2', { ...TERMS, isProved: true }).state).toBe('passed');
    expect(unseen('a1').state).toBe('passed');
  });

  test('are not known where something was not seen, and that says why', () => {
    const check = pendingCheck(unobserved('production does not say which revision it is at'), TERMS);
    expect(check).toMatchObject({
      state: 'undetermined',
      problems: [
        {
          text: 'Which migrations are pending is not known because production does not say which revision it is at.',
        },
      ],
    });
  });

  test('name a hostile revision as it is written, without what a terminal would obey', () => {
    const id = 'b2\u001b[31m';
    const classification = unobserved('it is not there');
    const revisions = [{ id, path: 'x.py', classification, lineOf: () => 1 }];
    const pending = { history: noHistory(), from: [id], revisions, untried: [id], others: [] };
    const check = pendingCheck(observed(pending), TERMS);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(JSON.stringify(check.problems.map(({ text }) => text))).not.toMatch(/\u001b/);
    expect(check.state).toBe('undetermined');
  });
});

function noHistory() {
  const { histories } = releaseWith(PARSERS, {
    revisions: shopUpTo('a1'),
    development: 'a1',
    production: 'a1',
  });
  const [history] = histories.known ? histories.value : [];
  if (history === undefined) throw new Error('There is a history.');
  return history;
}

describe('what is pending', () => {
  const release = (more: Parameters<typeof releaseWith>[1]) => releaseWith(PARSERS, more);

  test('is everything where no revision has run', () => {
    const { pending } = release({
      revisions: shopUpTo('c3'),
      development: 'c3',
      production: { versionTables: [versionTable([])] },
    });
    expect(pending).toMatchObject({ known: true, value: { from: [], untried: [] } });
    expect(pending.known && pending.value.revisions.map(({ id }) => id)).toEqual(['a1', 'b2', 'c3']);
  });

  test.each([
    ['production is at none', { versionTables: [] }, 'production does not say which revision it is at'],
    ['it is at a strange one', 'zz', 'no history of the repository holds zz'],
  ])('is not known where %s', (_, production, reason) => {
    const { pending } = release({ revisions: shopUpTo('b2'), development: 'b2', production });
    expect(pending).toEqual(unobserved(reason));
  });

  test('is not known where Alembic would not load the revisions, or they were not read', () => {
    const revisions = { ...shopUpTo('b2'), c3: { parents: '"nowhere"' } };
    const { pending, audit } = release({ revisions, development: 'b2', production: 'a1' });
    expect(pending).toEqual(unobserved('c3 builds on nowhere, which is not there'));
    const histories = unobserved('git was not asked');
    expect(pendingMigrations({ audit, histories, released: ALONE, pgVersion: 15 })).toEqual(histories);
  });

  test('is not known where production was not seen', () => {
    const { audit, histories } = release({
      revisions: shopUpTo('b2'),
      development: 'b2',
      production: 'a1',
    });
    const blind = { ...audit, production: { ...audit.production, ...unseenAudited() } };
    expect(pendingMigrations({ audit: blind, histories, released: ALONE, pgVersion: undefined })).toEqual(
      unobserved('the server did not answer'),
    );
  });
});

function unseenAudited() {
  const sight = unseen('slow');
  const reason = sight.kind === 'unseen' ? sight.why.reason : '';
  return { seen: false, role: 'production', variable: 'PROD_DB', state: 'slow', reason } as const;
}

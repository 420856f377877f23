import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DIAGNOSES, type DatabaseAudit } from '../../database/database-audit.ts';
import type { DatabaseSight, UnseenKind } from '../../database/seen-database.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import {
  auditOf,
  CHANGED_BY_HAND,
  sightOf,
  TWO_ROWS,
  UNTRACKED,
  unseen,
} from '../../testing/sample-audit.ts';
import { SHOP_PARTS, TRACKING_PARTS, versionTable } from '../../testing/sample-database.ts';
import { ALONE, shopUpTo } from '../../testing/sample-release.ts';
import { databasesCheck } from './databases-check.ts';
import type { GuardCheck } from './guard-check.ts';
import { guardState } from './guard.ts';
import { knownRevisionCheck } from './known-revision-check.ts';
import { pendingCheck, type PendingTerms } from './pending-check.ts';
import { pendingMigrations } from './pending-revisions.ts';

const PARSERS = await testParsers();
const UNSEEN: readonly UnseenKind[] = [
  'unset',
  'unusable-address',
  'unreachable',
  'refused',
  'slow',
  'lost',
  'failed',
];
const WITH_NOTE = [
  ...SHOP_PARTS,
  { kind: 'column' as const, on: 'orders', name: 'note', is: { type: 'text', nullable: 'yes' } },
  ...TRACKING_PARTS,
];

/** Every way in which a database was met so far. */
const sights = (identity: string): readonly DatabaseSight[] => [
  ...['a1', 'b2', 'c3', 'd4', 'zz'].map((id) => sightOf({ identity, versionTables: [versionTable([id])] })),
  sightOf({ identity, versionTables: [versionTable(['b2'])], parts: WITH_NOTE }),
  sightOf({ identity, versionTables: [versionTable(['a1'])], parts: CHANGED_BY_HAND }),
  sightOf({ identity, versionTables: [versionTable(['a1'])], parts: [] }),
  sightOf({ identity, versionTables: [versionTable([])] }),
  sightOf({ identity, versionTables: [versionTable(['a1'], 'elsewhere')] }),
  sightOf({ identity, versionTables: [{ schema: 'public', versions: unobserved('it may not be read') }] }),
  sightOf({ identity, ...UNTRACKED }),
  sightOf({ identity, ...TWO_ROWS }),
  ...UNSEEN.map((kind) => unseen(kind)),
];

const histories: readonly Known<readonly RevisionHistory[]>[] = [
  ...['a1', 'b2', 'c3', 'd4'].map((last) =>
    observed([historyOfTexts(PARSERS, revisionTexts(shopUpTo(last)))]),
  ),
  observed([historyOfTexts(PARSERS, revisionTexts({ ...shopUpTo('b2'), c3: { parents: '"nowhere"' } }))]),
  observed([]),
  unobserved('git was not asked'),
];

const anyRelease = fc.record({
  development: fc.constantFrom(...sights('one')),
  production: fc.constantFrom(...sights('two'), ...sights('one').slice(0, 2)),
  histories: fc.constantFrom(...histories),
  terms: fc.record({
    apply: fc.constantFrom('on_start' as const, 'manual_unless_trivial' as const, undefined),
    isProved: fc.boolean(),
  }),
});

interface Judged {
  readonly audit: DatabaseAudit;
  readonly table: readonly GuardCheck[];
}

function judged(release: {
  readonly development: DatabaseSight;
  readonly production: DatabaseSight;
  readonly histories: Known<readonly RevisionHistory[]>;
  readonly terms: PendingTerms;
}): Judged {
  const audit = auditOf(release);
  const pending = pendingMigrations({
    audit,
    histories: release.histories,
    released: ALONE,
    pgVersion: undefined,
  });
  const table = [
    databasesCheck(audit, { pending, baseline: 'a1' }),
    knownRevisionCheck(audit, release.histories),
    pendingCheck(pending, release.terms),
  ];
  return { audit, table };
}

describe('a release, whatever its databases and its migrations are', () => {
  test('passes only where both databases were seen, tracked, and at revisions that it has', () => {
    fc.assert(
      fc.property(anyRelease, (release) => {
        const { audit, table } = judged(release);
        if (guardState(table) !== 'passed') return;
        const { development, production } = audit;
        const known = release.histories.known ? release.histories.value : [];
        for (const database of [development, production]) {
          expect(database.seen && database.tracking).toBe('tracked');
          const [version = ''] = (database.seen && database.versions) || [];
          expect(known.some(({ graph }) => graph.revisions.has(version))).toBe(true);
        }
        expect(audit.reasons.map(({ kind }) => kind)).not.toContain('same-database');
      }),
    );
  });

  test('passes nothing that destroys, and where people upgrade nothing that is not trivial', () => {
    fc.assert(
      fc.property(anyRelease, (release) => {
        const { audit, table } = judged(release);
        const pending = pendingMigrations({
          audit,
          histories: release.histories,
          released: ALONE,
          pgVersion: undefined,
        });
        if (guardState(table) !== 'passed' || !pending.known) return;
        const ids = pending.value.revisions.map(({ id }) => id);
        expect(ids).not.toContain('d4');
        if (release.terms.apply === 'manual_unless_trivial') expect(ids).not.toContain('c3');
        if (!release.terms.isProved) expect(pending.value.untried).toEqual([]);
      }),
    );
  });

  test('is never milder than the audit, but for what pending migrations bring', () => {
    const mild = new Set(['version-differs', 'schema-differs']);
    fc.assert(
      fc.property(anyRelease, (release) => {
        const { audit, table } = judged(release);
        const hard = audit.reasons.filter(({ kind }) => !mild.has(kind));
        if (audit.diagnosis === DIAGNOSES.missing) expect(guardState(table)).toBe('failed');
        if (hard.length > 0) expect(guardState(table)).not.toBe('passed');
        if (audit.verdict === 'undetermined') expect(guardState(table)).not.toBe('passed');
      }),
    );
  });

  test('has an answer with a next step for every problem', () => {
    fc.assert(
      fc.property(anyRelease, (release) => {
        for (const { state, problems, evidence } of judged(release).table) {
          expect(state === 'passed').toBe(problems.length === 0);
          if (state === 'passed') expect(evidence).not.toEqual([]);
          for (const { text, next_step } of problems) {
            expect(text).toMatch(/^[A-Za-z0-9].*[.…]$/);
            expect(next_step).toMatch(/^[A-Z].*\.$/);
          }
        }
      }),
    );
  });

  test('passes in the one case that is as it should be', () => {
    const [a1, b2, , , , note] = sights('one');
    const [, , , , , noteThere] = sights('two');
    const [, upToB2] = histories;
    const terms = { apply: 'manual_unless_trivial', isProved: false } as const;
    if (a1 === undefined || b2 === undefined || note === undefined) throw new Error('They are there.');
    if (noteThere === undefined || upToB2 === undefined) throw new Error('They are there.');
    const alike = judged({ development: note, production: noteThere, histories: upToB2, terms });
    expect(alike.table.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed']);
    const [prodAtA1] = sights('two');
    if (prodAtA1 === undefined) throw new Error('It is there.');
    const behind = judged({ development: note, production: prodAtA1, histories: upToB2, terms });
    expect(behind.table).toMatchInlineSnapshot(`
      [
        {
          "evidence": [
            {
              "text": "Development is shop_dev on localhost:5432, at b2, with 2 tables: sha256:d47655397e2c6b579f8af6f7ffb10ea0d6fdc8b8949c31c3392981c131dbabf5.",
              "where": "DATABASE_URL",
            },
            {
              "text": "Production is shop_dev on localhost:5432, at a1, with 2 tables: sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37.",
              "where": "DATABASE_URL_PROD",
            },
            {
              "text": "The schema distance is 0 tables, with 1 difference in all.",
              "where": null,
            },
          ],
          "id": "databases",
          "problems": [],
          "state": "passed",
          "title": "Development and production share one migration history, and their schemas match it.",
          "why": null,
        },
        {
          "evidence": [
            {
              "text": "Production is at a1, which the release has.",
              "where": "alembic/versions/a1_x.py",
            },
          ],
          "id": "known-revision",
          "problems": [],
          "state": "passed",
          "title": "The release has the revision that production is at.",
          "why": null,
        },
        {
          "evidence": [
            {
              "text": "Production is at a1: b2 is pending.",
              "where": null,
            },
            {
              "text": "b2 is trivial: nobody notices it.",
              "where": "alembic/versions/b2_x.py",
            },
          ],
          "id": "pending-migrations",
          "problems": [],
          "state": "passed",
          "title": "The schema changes of the release are allowed.",
          "why": null,
        },
      ]
    `);
  });

  test('is refused with everything that stands against it at once', () => {
    const [development = unseen('unset')] = sights('one').slice(3);
    const production = sightOf({ identity: 'two', ...UNTRACKED });
    const [upToD4 = unobserved('none')] = histories.slice(3);
    const { table } = judged({
      development,
      production,
      histories: upToD4,
      terms: { apply: undefined, isProved: false },
    });
    expect(table.map(({ id, state, problems }) => ({ id, state, problems }))).toMatchInlineSnapshot(`
      [
        {
          "id": "databases",
          "problems": [
            {
              "kind": "failed",
              "next_step": "Stamp production at its baseline a1, once, with \`lockkeeper db stamp\`, which shows its plan first. That changes no table.",
              "path": null,
              "text": "Production lacks the table alembic_version, so nothing tracks its schema.",
              "where": "DATABASE_URL_PROD",
            },
          ],
          "state": "failed",
        },
        {
          "id": "known-revision",
          "problems": [
            {
              "kind": "undetermined",
              "next_step": "Fix the \`databases\` check, then run the guard again.",
              "path": null,
              "text": "Production is at no revision that could be looked for.",
              "where": "DATABASE_URL_PROD",
            },
          ],
          "state": "undetermined",
        },
        {
          "id": "pending-migrations",
          "problems": [
            {
              "because": {
                "check": "databases",
                "reason": "production does not say which revision it is at",
              },
              "kind": "undetermined",
              "next_step": "Fix the \`databases\` check, then run the guard again.",
              "path": null,
              "text": "Which migrations are pending is not known because production does not say which revision it is at.",
              "where": null,
            },
          ],
          "state": "undetermined",
        },
      ]
    `);
  });
});

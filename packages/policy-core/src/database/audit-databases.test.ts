import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import { databaseAuditAnswer } from '../answers/database-audit-answer.ts';
import {
  auditOf,
  CHANGED_BY_HAND,
  PRODUCTION,
  sightOf,
  TWO_ROWS,
  unseen,
  UNTRACKED,
} from '../testing/sample-audit.ts';
import { anyParts, SHOP_PARTS, tableParts, versionTable } from '../testing/sample-database.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import type { DatabaseAudit } from './database-audit.ts';
import { schemaFingerprint } from './schema-fingerprint.ts';

const TABLE = (name: string) => `op.create_table("${name}", sa.Column("id", sa.Integer(), nullable=False))`;

const TWO_TABLES = historyOfTexts(
  await testParsers(),
  revisionTexts({
    a1: { upgrade: TABLE('customers') },
    b2: { parents: '"a1"', upgrade: TABLE('notes') },
  }),
);

const short = ({ verdict, diagnosis, reasons }: DatabaseAudit) => ({
  verdict,
  diagnosis,
  reasons: reasons.map(({ kind, role }) => (role === null ? kind : `${kind} (${role})`)),
});

describe('the diagnosis', () => {
  test('is ✅ OK where the schemas are alike and Alembic is at the same revision [row 4.51] [row 4.05] [row 4.16]', () => {
    expect(auditOf()).toMatchObject({
      verdict: 'pass',
      diagnosis: '✅ OK',
      distance: 0,
      differences: [],
      pending: null,
      reasons: [],
      next_steps: [],
    });
  });

  test('is ⚠️ MISMATCH where the schema was changed by hand [row 4.52] [row 4.03]', () => {
    const audit = auditOf({ production: { parts: CHANGED_BY_HAND } });
    expect(short(audit)).toEqual({
      verdict: 'fail',
      diagnosis: '⚠️ MISMATCH',
      reasons: ['schema-differs'],
    });
    expect(audit.differences?.map(({ text }) => text)).toEqual([
      'The column note of customers is only in production.',
      'The column total of orders differs: type is numeric(10,2) in development and numeric(12,2) in production.',
      'The index ix_orders_customer_id of orders is only in development.',
    ]);
    expect(audit.distance).toBe(0);
  });

  test('is ❌ MISSING where production lacks alembic_version, whatever else is the matter [row 4.53] [row 4.16]', () => {
    expect(short(auditOf({ production: UNTRACKED }))).toEqual({
      verdict: 'fail',
      diagnosis: '❌ MISSING',
      reasons: ['production-untracked (production)'],
    });
    const unseenToo = auditOf({ development: unseen('unreachable'), production: UNTRACKED });
    expect(short(unseenToo)).toMatchObject({ verdict: 'fail', diagnosis: '❌ MISSING' });
  });

  test('is ⚠️ MISMATCH where the versions differ, and where development is not tracked', () => {
    expect(short(auditOf({ production: { versionTables: [versionTable(['0aaa'])] } }))).toEqual({
      verdict: 'fail',
      diagnosis: '⚠️ MISMATCH',
      reasons: ['version-differs'],
    });
    expect(short(auditOf({ development: UNTRACKED }))).toEqual({
      verdict: 'fail',
      diagnosis: '⚠️ MISMATCH',
      reasons: ['development-untracked (development)'],
    });
  });

  test.each([
    ['two rows', TWO_ROWS, ['several-versions (production)', 'version-differs']],
    ['no row', { versionTables: [versionTable([])] }, ['version-empty (production)', 'version-differs']],
    [
      'its table elsewhere',
      { versionTables: [versionTable(['5a9d6371e18c'], 'ops')] },
      ['version-elsewhere (production)'],
    ],
    ['no tables', { parts: [] }, ['no-tables (production)', 'schema-differs']],
  ])('is ⚠️ MISMATCH where production has %s', (_, production, reasons) => {
    expect(short(auditOf({ production }))).toEqual({ verdict: 'fail', diagnosis: '⚠️ MISMATCH', reasons });
  });

  test('is no pass where both have two rows, no row or no tables alike', () => {
    for (const both of [TWO_ROWS, { versionTables: [versionTable([])] }, { parts: [] }]) {
      expect(auditOf({ development: both, production: both }).verdict).toBe('fail');
    }
  });

  test('is open where one of them was not seen', () => {
    for (const kind of [
      'unset',
      'unreachable',
      'refused',
      'slow',
      'lost',
      'failed',
      'unusable-address',
    ] as const) {
      expect(short(auditOf({ production: unseen(kind) }))).toEqual({
        verdict: 'undetermined',
        diagnosis: null,
        reasons: ['not-seen (production)'],
      });
      expect(auditOf({ development: unseen(kind) })).toMatchObject({
        verdict: 'undetermined',
        distance: null,
        differences: null,
      });
    }
  });

  test('is open where both variables lead to the same database', () => {
    expect(short(auditOf({ production: { identity: 'one' } }))).toEqual({
      verdict: 'undetermined',
      diagnosis: null,
      reasons: ['same-database'],
    });
  });

  test('is open where the version may not be read, unless something is known to be wrong', () => {
    const unreadable = { schema: 'public', versions: unobserved('app may not read alembic_version') };
    const production = { versionTables: [unreadable] };
    expect(short(auditOf({ production }))).toEqual({
      verdict: 'undetermined',
      diagnosis: null,
      reasons: ['version-unreadable (production)'],
    });
    expect(auditOf({ production: { ...production, parts: [] } }).diagnosis).toBe('⚠️ MISMATCH');
  });
});

describe('the distance', () => {
  test('counts tables, and those of Alembic are none of them [row 4.17] [row 4.58]', () => {
    const more = [...SHOP_PARTS, ...tableParts('notes', { id: 'integer' })];
    expect(auditOf({ production: { parts: more } }).distance).toBe(1);
    expect(auditOf({ development: { parts: more } }).distance).toBe(1);
    expect(auditOf({ production: UNTRACKED }).distance).toBe(0);
  });

  test('may be 0 where the schemas are not alike, which is told beside it [row 4.17]', () => {
    const renamed = SHOP_PARTS.map((part) =>
      part.name === 'customers' ? { ...part, name: 'clients' } : part,
    );
    const audit = auditOf({ production: { parts: renamed } });
    expect(audit.distance).toBe(0);
    expect(audit.diagnosis).toBe('⚠️ MISMATCH');
  });
});

describe('what is told of each database', () => {
  test('is its name, its user, its search path, its tables and its version [row 4.54] [row 4.55] [row 4.56] [row 4.57]', () => {
    expect(auditOf().production).toMatchObject({
      seen: true,
      variable: 'DATABASE_URL_PROD',
      database: 'shop',
      user: 'owner',
      host: 'db.example.com:5432',
      search_path: '"$user", public',
      tables: ['customers', 'orders'],
      versions: ['5a9d6371e18c'],
      tracking: 'tracked',
      counts: { table: 2, column: 5, enum: 1 },
    });
  });

  test('is the fingerprint of its own schema, whether or not the other has the same one', () => {
    fc.assert(
      fc.property(anyParts, anyParts, fc.boolean(), (one, other, isSame) => {
        const parts = isSame ? one.toReversed() : other;
        const { development, production } = auditOf({ development: { parts: one }, production: { parts } });
        expect(development).toMatchObject({ fingerprint: schemaFingerprint(one) });
        expect(production).toMatchObject({ fingerprint: schemaFingerprint(parts) });
      }),
    );
  });
});

describe('what to do next', () => {
  test('is to stamp production at the baseline that the policy names', () => {
    expect(auditOf({ production: UNTRACKED, baseline: '5a9d6371e18c' }).next_steps).toEqual([
      'Stamp production at its baseline 5a9d6371e18c, once, with `lockkeeper db stamp`, which shows its plan first. That changes no table.',
    ]);
  });

  test.each([
    ['unset', 'Set DATABASE_URL_PROD to the address of the production database'],
    ['unusable-address', 'Correct DATABASE_URL_PROD'],
    ['refused', 'Check user, password and rights in DATABASE_URL_PROD'],
    ['slow', 'Check that the server of DATABASE_URL_PROD runs'],
  ] as const)('is to have it seen: %s', (kind, beginning) => {
    const [step, ...others] = auditOf({ production: unseen(kind) }).next_steps;
    expect(step?.startsWith(beginning)).toBe(true);
    expect(others).toEqual([]);
  });

  test('is to upgrade production where it is behind, and both are what their migrations make', () => {
    const audit = auditOf({
      development: {
        parts: [...tableParts('customers', { id: 'integer' }), ...tableParts('notes', { id: 'integer' })],
        versionTables: [versionTable(['b2'])],
      },
      production: {
        parts: tableParts('customers', { id: 'integer' }),
        versionTables: [versionTable(['a1'])],
      },
      histories: observed([TWO_TABLES]),
    });
    expect(short(audit)).toEqual({
      verdict: 'fail',
      diagnosis: '⚠️ MISMATCH',
      reasons: ['version-differs', 'schema-differs'],
    });
    expect(audit.pending).toEqual(['b2']);
    expect(audit.next_steps).toEqual([
      'Production is behind by b2: run `alembic upgrade` there, reviewed and with a backup, and audit again.',
    ]);
  });

  test('is to ask why where production has what development has not', () => {
    const audit = auditOf({
      development: { versionTables: [versionTable(['a1'])] },
      production: { versionTables: [versionTable(['b2'])] },
      histories: observed([TWO_TABLES]),
    });
    expect(audit.pending).toEqual([]);
    expect(audit.next_steps.some((step) => step.startsWith('Find out why the revisions differ'))).toBe(true);
  });

  test('is never to force-stamp where production is at a revision that nobody knows', () => {
    const audit = auditOf({
      production: { versionTables: [versionTable(['zz'])] },
      histories: observed([TWO_TABLES]),
    });
    expect(short(audit).reasons).toContain('version-unknown (production)');
    expect(audit.next_steps.some((step) => step.startsWith('Do not force-stamp.'))).toBe(true);
  });

  test('is told once where it is the same for both', () => {
    expect(auditOf({ development: TWO_ROWS, production: TWO_ROWS }).next_steps).toHaveLength(1);
  });
});

describe('any audit', () => {
  test('keeps its contract, passes only what is alike, and has a step for what does not', () => {
    const anySight = fc.oneof(
      anyParts.map((parts) => sightOf({ ...PRODUCTION, parts })),
      fc.constantFrom(sightOf(PRODUCTION), unseen('slow'), sightOf({ ...PRODUCTION, ...TWO_ROWS })),
      fc.constantFrom(sightOf({ ...PRODUCTION, ...UNTRACKED }), sightOf({ identity: 'three' })),
    );
    fc.assert(
      fc.property(anySight, anySight, (development, production) => {
        const audit = auditOf({ development, production });
        expect(databaseAuditAnswer.parse(audit)).toEqual(audit);
        expect(audit.verdict === 'pass').toBe(audit.reasons.length === 0);
        expect(audit.next_steps.length > 0).toBe(audit.verdict !== 'pass');
        if (audit.verdict === 'pass') expect(audit.differences).toEqual([]);
      }),
    );
  });
});

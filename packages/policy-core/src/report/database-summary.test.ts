import { describe, expect, test } from 'vitest';

import { observed } from '../model/known.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import { auditOf, CHANGED_BY_HAND, unseen, UNTRACKED } from '../testing/sample-audit.ts';
import { SHOP_PARTS, tableParts, versionTable } from '../testing/sample-database.ts';
import { databaseSummary } from './database-summary.ts';

const now = '2026-11-22T14:00:00Z';

const parsers = await testParsers();
const history = historyOfTexts(
  parsers,
  revisionTexts({
    a1: {
      upgrade:
        'op.create_table("customers", sa.Column("id", sa.Integer(), nullable=False), sa.Column("name", sa.String(40), nullable=False))',
    },
    b2: {
      parents: '"a1"',
      upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer(), nullable=False))',
    },
  }),
);

describe('the summary of a database', () => {
  test('says what was seen of it and that all is well [row 4.49] [row 4.51] [row 4.54] [row 4.55] [row 4.56] [row 4.57] [row 4.58]', () => {
    expect(databaseSummary(auditOf(), { role: 'development', now })).toMatchInlineSnapshot(`
      "Audited at 2026-11-22T14:00:00Z

      Development database (DATABASE_URL)

      Database         shop_dev
      User             app
      Host             localhost:5432
      Server           PostgreSQL 15.18, UTF8
      Search path      "$user", public
      Schemas          public
      Tables           2
      Alembic version  5a9d6371e18c
      Fingerprint      sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37
      Migrations       not compared, because there are no migrations here
      Schema distance  0 tables (development 2, production 2)

      Tables in public (2):
        customers
        orders

      Parts of these schemas: 1 enum, 2 tables, 5 columns, 1 constraint, 1 index
      Not compared: owners, grants, default privileges, comments, storage parameters of tables, collations, casts, operators, text search configurations, extended statistics, event triggers, publications, subscriptions, foreign servers, what an extension made

      Differences between development and production: none

      Differences between the migrations and development: not known

      Diagnosis: ✅ OK
      "
    `);
  });

  test('says where it is not like the other one, and what to do [row 4.50] [row 4.52]', () => {
    const audit = auditOf({
      development: { versionTables: [versionTable(['b2'])] },
      production: {
        parts: [...CHANGED_BY_HAND, ...tableParts('audit.log', { id: 'bigint' })],
        versionTables: [versionTable(['a1'], 'ops')],
        visibleSchemas: ['ops', 'public'],
        schemas: ['public', 'audit'],
      },
      histories: observed([history]),
    });
    expect(databaseSummary(audit, { role: 'production', now })).toMatchInlineSnapshot(`
      "Audited at 2026-11-22T14:00:00Z

      Production database (DATABASE_URL_PROD)

      Database         shop
      User             owner
      Host             db.example.com:5432
      Server           PostgreSQL 15.18, UTF8
      Search path      "$user", public
      Schemas          public, audit
      Tables           3
      Alembic version  a1 (in ops)
      Fingerprint      sha256:7a2879ea2f00b79786af85e1b707cf5d113f6651ccf3a04bc82ba24123811089
      Migrations       1 difference
      Schema distance  1 table (development 2, production 3)

      Tables in public, audit (3):
        audit.log
        customers
        orders

      Parts of these schemas: 1 enum, 3 tables, 7 columns, 1 constraint
      Not compared: owners, grants, default privileges, comments, storage parameters of tables, collations, casts, operators, text search configurations, extended statistics, event triggers, publications, subscriptions, foreign servers, what an extension made

      Differences between development and production (4):
        audit.log
          table audit.log: only in production
        customers
          column note: only in production
        orders
          column total: type numeric(10,2) → numeric(12,2)
          index ix_orders_customer_id: only in development

      Differences between the migrations and production (1):
        customers
          column note: only in database

      Diagnosis: ⚠️ MISMATCH
        Development is not what its migrations make: 1 difference.
        Production is not what its migrations make: 1 difference.
        Development is at b2 and production at a1. Production lacks 1 revision of development.
        The schemas of development and production are not alike: 4 differences.

      Next steps:
        1. Find who changed the schema past the migrations, and bring the change into a migration or undo it there.
        2. Find out why the revisions differ before anything is stamped or upgraded: \`alembic history\`, and \`alembic current\` with each database.
        3. Write what differs as a migration, or undo it where it was made by hand; leave the schema of production to migrations.
      "
    `);
  });

  test('says that production is not tracked [row 4.53]', () => {
    const audit = auditOf({ production: UNTRACKED, baseline: '5a9d6371e18c' });
    expect(databaseSummary(audit, { role: 'production', now })).toMatchInlineSnapshot(`
      "Audited at 2026-11-22T14:00:00Z

      Production database (DATABASE_URL_PROD)

      Database         shop
      User             owner
      Host             db.example.com:5432
      Server           PostgreSQL 15.18, UTF8
      Search path      "$user", public
      Schemas          public
      Tables           2
      Alembic version  no table alembic_version
      Fingerprint      sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37
      Migrations       not compared, because the database does not say which revision it is at
      Schema distance  0 tables (development 2, production 2)

      Tables in public (2):
        customers
        orders

      Parts of these schemas: 1 enum, 2 tables, 5 columns, 1 constraint, 1 index
      Not compared: owners, grants, default privileges, comments, storage parameters of tables, collations, casts, operators, text search configurations, extended statistics, event triggers, publications, subscriptions, foreign servers, what an extension made

      Differences between development and production: none

      Differences between the migrations and production: not known

      Diagnosis: ❌ MISSING
        Production lacks the table alembic_version, so nothing tracks its schema.

      Next steps:
        1. Stamp production at its baseline 5a9d6371e18c, once, with \`lockkeeper db stamp\`, which shows its plan first. That changes no table.
      "
    `);
  });

  test('says why nothing was seen', () => {
    const audit = auditOf({ production: unseen('slow', 'it did not answer within 10 s') });
    expect(databaseSummary(audit, { role: 'production', now })).toMatchInlineSnapshot(`
      "Audited at 2026-11-22T14:00:00Z

      Production database (DATABASE_URL_PROD)

      Not seen through DATABASE_URL_PROD, because it did not answer within 10 s.

      Diagnosis: not proved
        Production was not seen because it did not answer within 10 s.

      Next steps:
        1. Check that the server of DATABASE_URL_PROD runs and can be reached from here, and audit again.
      "
    `);
    expect(databaseSummary(audit, { role: 'development', now })).toContain('Schema distance  not known');
  });

  test('differs from the one before by its first line only', () => {
    const [one, other] = [now, '2027-01-01T00:00:00Z'].map((time) =>
      databaseSummary(auditOf(), { role: 'development', now: time }).split('\n'),
    );
    expect(one?.[0]).not.toBe(other?.[0]);
    expect(one?.slice(1)).toEqual(other?.slice(1));
  });

  test('shows names that would break lines, or hide, as escapes', () => {
    const parts = [...SHOP_PARTS, ...tableParts('a\nDiagnosis: ✅ OK\u202e\udc80', { id: 'integer' })];
    const text = databaseSummary(auditOf({ production: { name: 'x\ny', parts } }), {
      role: 'production',
      now,
    });
    expect(text).toContain('  a\\nDiagnosis: ✅ OK\\u{202e}\\x80\n');
    expect(text).toContain(' x\\ny\n');
    expect(text.match(/^Diagnosis:.*$/gm)).toEqual(['Diagnosis: ⚠️ MISMATCH']);
  });
});

import { describe, expect, test } from 'vitest';

import { unobserved } from '../model/known.ts';
import { auditOf, CHANGED_BY_HAND, TWO_ROWS, unseen, UNTRACKED } from '../testing/sample-audit.ts';
import { SHOP_PARTS, tableParts, versionTable } from '../testing/sample-database.ts';
import { terminalText } from './document/terminal.ts';
import { databaseAuditDocument } from './database-audit-document.ts';

const textOf = (given: Parameters<typeof auditOf>[0] = {}) =>
  terminalText(databaseAuditDocument(auditOf(given)), { colors: false });

describe('an audit for people', () => {
  test('shows both databases and that all is well [row 4.51]', () => {
    expect(textOf()).toMatchInlineSnapshot(`
      "✅ OK: the schemas are alike, and Alembic is at the same revision in both.

      Development (DATABASE_URL)
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

      Production (DATABASE_URL_PROD)
        Database         shop
        User             owner
        Host             db.example.com:5432
        Server           PostgreSQL 15.18, UTF8
        Search path      "$user", public
        Schemas          public
        Tables           2
        Alembic version  5a9d6371e18c
        Fingerprint      sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37
        Migrations       not compared, because there are no migrations here

      Schema distance: 0 tables (development 2, production 2)
      Not compared: owners, grants, default privileges, comments, storage parameters of tables, collations, casts, operators, text search configurations, extended statistics, event triggers, publications, subscriptions, foreign servers, what an extension made
      "
    `);
  });

  test('shows table by table what is not alike, and what to do [row 4.52] [row 4.03]', () => {
    expect(textOf({ production: { parts: CHANGED_BY_HAND, encoding: 'LATIN1' } })).toMatchInlineSnapshot(`
      "⚠️ MISMATCH
        The schemas of development and production are not alike: 3 differences.

      Next steps:
        1. Write what differs as a migration, or undo it where it was made by hand; leave the schema of production to migrations.

      Development (DATABASE_URL)
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

      Production (DATABASE_URL_PROD)
        Database         shop
        User             owner
        Host             db.example.com:5432
        Server           PostgreSQL 15.18, LATIN1
        Search path      "$user", public
        Schemas          public
        Tables           2
        Alembic version  5a9d6371e18c
        Fingerprint      sha256:977ae6d0f4409a4217ed704f3fa4dbde575c996ea2849f35c497f615fc13a827
        Migrations       not compared, because there are no migrations here

      Schema distance: 0 tables (development 2, production 2)
      Not compared: owners, grants, default privileges, comments, storage parameters of tables, collations, casts, operators, text search configurations, extended statistics, event triggers, publications, subscriptions, foreign servers, what an extension made

      Development → production (3)
        customers
          column note: only in production
        orders
          column total: type numeric(10,2) → numeric(12,2)
          index ix_orders_customer_id: only in development
      "
    `);
  });

  test('shows that production is not tracked [row 4.53]', () => {
    const lines = textOf({ production: UNTRACKED }).split('\n');
    expect(lines).toContain('❌ MISSING');
    expect(lines).toContain('  Production lacks the table alembic_version, so nothing tracks its schema.');
    expect(lines.find((line) => line.includes('no table alembic_version'))).toBeDefined();
  });

  test('shows that nothing is proved, and why', () => {
    expect(textOf({ production: unseen('unset', 'DATABASE_URL_PROD is not set') })).toMatchInlineSnapshot(`
      "❌ NOT PROVED
        Production was not seen because DATABASE_URL_PROD is not set.

      Next steps:
        1. Set DATABASE_URL_PROD to the address of the production database, such as postgresql://user:password@host:5432/name, and audit again.

      Development (DATABASE_URL)
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

      Production (DATABASE_URL_PROD)
        Not seen through DATABASE_URL_PROD, because DATABASE_URL_PROD is not set.

      Schema distance: not known: both databases have to be seen
      Not compared: owners, grants, default privileges, comments, storage parameters of tables, collations, casts, operators, text search configurations, extended statistics, event triggers, publications, subscriptions, foreign servers, what an extension made
      "
    `);
  });

  test.each([
    ['several versions', TWO_ROWS, '5a9d6371e18c, 8f0c'],
    ['none', { versionTables: [versionTable([])] }, 'alembic_version is empty'],
    [
      'one elsewhere',
      { versionTables: [versionTable(['a1'], 'ops')] },
      'alembic_version is not on the search path',
    ],
    [
      'one that may not be read',
      { versionTables: [{ schema: 'public', versions: unobserved('app may not read it') }] },
      'may not be read',
    ],
    [
      'one in another schema',
      { versionTables: [versionTable(['a1'], 'ops')], visibleSchemas: ['ops'] },
      'a1 (in ops)',
    ],
  ])('says in its line of the version: %s', (_, production, shown) => {
    const [, line] = textOf({ production }).match(/[\s\S]*Alembic version +(.*)\n/) ?? [];
    expect(line).toBe(shown);
  });

  test('tells sixty differences and counts the others', () => {
    const names = Array.from({ length: 70 }, (_, number) => `table_${number}`);
    const parts = [...SHOP_PARTS, ...names.flatMap((name) => tableParts(name, { id: 'integer' }))];
    const text = textOf({ production: { parts } });
    expect(text.match(/only in production/g)).toHaveLength(60);
    expect(text).toContain('\n  And 10 more.\n');
    expect(text).toContain('Schema distance: 70 tables (development 2, production 72)');
  });

  test('cuts what is very long', () => {
    const parts = SHOP_PARTS.map((part) =>
      part.name === 'orders_pkey' ? { ...part, is: { definition: 'x'.repeat(1000) } } : part,
    );
    expect(textOf({ production: { parts } })).toContain(`${'x'.repeat(200)}… (1000 characters)`);
  });

  test('has colours where somebody asks for them', () => {
    const [ok, missing, mismatch, open] = [
      {},
      { production: UNTRACKED },
      { production: TWO_ROWS },
      { production: unseen('slow') },
    ].map((given) => terminalText(databaseAuditDocument(auditOf(given)), { colors: true }));
    expect(ok).toContain('\u001b[32m✅ OK');
    expect(missing).toContain('\u001b[31m❌ MISSING');
    expect(mismatch).toContain('\u001b[33m⚠️ MISMATCH');
    expect(open).toContain('\u001b[33m❌ NOT PROVED');
    expect(textOf()).not.toContain('\u001b');
  });
});

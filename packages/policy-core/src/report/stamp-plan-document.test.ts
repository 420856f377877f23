import { describe, expect, test } from 'vitest';

import { unobserved } from '../model/known.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { unseen } from '../testing/sample-audit.ts';
import { SHOP_PARTS } from '../testing/sample-database.ts';
import { shopAt, shopHistory, stampPlanOf } from '../testing/sample-stamp.ts';
import { terminalText } from './document/terminal.ts';
import { stampPlanDocument } from './stamp-plan-document.ts';

const history = shopHistory(await testParsers());

const textOf = (given: Parameters<typeof stampPlanOf>[1] = {}) =>
  terminalText(stampPlanDocument(stampPlanOf(history, given)), { colors: false });

describe('a plan for people', () => {
  test('shows the database and what would be run in it', () => {
    const pending = { by: 'alembic', destructive: [], unjudged: [] } as const;
    expect(textOf({ pending })).toMatchInlineSnapshot(`
      "In one transaction, and nothing else:

      CREATE TABLE "public"."alembic_version" (version_num VARCHAR(32) NOT NULL, CONSTRAINT "alembic_version_pkc" PRIMARY KEY (version_num));
      INSERT INTO "public"."alembic_version" (version_num) VALUES ('a1');

      Production (DATABASE_URL_PROD)
        Database     shop_dev
        User         app
        Host         localhost:5432
        Server       PostgreSQL 15.18
        Tables       2
        Fingerprint  sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37
        Now at       no revision: there is no table that says so
        Stamp at     a1
        Noted in     public.alembic_version
        Pending      b2, c3 (SQL written by Alembic)
      "
    `);
  });

  test('shows that there is nothing to do', () => {
    expect(textOf({ sight: shopAt(['b2']) })).toContain(
      '✅ NOTHING TO DO: production is tracked from a1 on.\n',
    );
    expect(textOf({ sight: shopAt(['b2']) })).toContain('\n  Now at       b2\n');
  });

  test('shows why not, and what to do instead', () => {
    expect(textOf({ sight: shopAt(['dead']) })).toMatchInlineSnapshot(`
      "❌ NOT STAMPED
        Production has unexpected Alembic version: it is at dead, which no migration of the repository has, and not at a1 or behind it.

      Production (DATABASE_URL_PROD)
        Database     shop_dev
        User         app
        Host         localhost:5432
        Server       PostgreSQL 15.18
        Tables       2
        Fingerprint  sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37
        Now at       dead
        Stamp at     a1
        Noted in     public.alembic_version
        Pending      b2, c3

      Next steps:
        1. DO NOT force-stamp.
        2. Check migration history: \`alembic history\`.
        3. Check production version: \`alembic current\` (with \`DATABASE_URL_PROD\`).
        4. Investigate why versions diverged: \`lockkeeper db audit\` shows where production is not what its migrations make.
        5. Manual intervention may be required.
      "
    `);
  });

  test('shows that it was not seen', () => {
    const text = textOf({ sight: unseen('unset', 'DATABASE_URL_PROD is not set') });
    expect(text).toContain('\n  Now at    not known\n');
    expect(text).toContain(
      '❌ NOT PROVED\n  Production was not seen because DATABASE_URL_PROD is not set.\n',
    );
  });

  test('shows where it is not what the migrations make, and counts what is too much', () => {
    const revisions = {
      a1: {
        upgrade: `op.create_table("customers", ${Array.from({ length: 70 }, (_, n) => `sa.Column("c${n}", sa.Text())`).join(', ')})`,
      },
    };
    return testParsers().then((parsers) => {
      const text = terminalText(stampPlanDocument(stampPlanOf(shopHistory(parsers, revisions))), {
        colors: false,
      });
      expect(text).toContain('\nMigrations → production\n  customers\n    column c0: only in migrations\n');
      expect(text).toContain('\n  And 12 more.\n');
    });
  });

  test.each([
    ['lockkeeper', 'b2, c3 (read from the files; Alembic was not asked: it is not installed)'],
    [null, 'b2, c3 (Alembic was not asked: it is not installed)'],
  ] as const)('says who has read what is pending: %s', (by, shown) => {
    const plan = stampPlanOf(history, { pending: { by, destructive: [], unjudged: [] } });
    const text = terminalText(stampPlanDocument({ ...plan, alembic_unasked: 'it is not installed' }), {
      colors: false,
    });
    expect(text).toContain(`\n  Pending      ${shown}\n`);
  });

  test('shows nothing as it could mislead a terminal, and no endless line', () => {
    const sight = shopAt(undefined, { name: 'shop\u001b[31m', parts: SHOP_PARTS });
    expect(textOf({ sight })).not.toContain('\u001b');
    const pending = { by: 'alembic', destructive: [`${'x'.repeat(1000)}.`], unjudged: [] } as const;
    expect(textOf({ pending })).toContain(`${'x'.repeat(200)}… (1001 characters)`);
  });

  test('says what is not known', () => {
    const text = textOf({ place: unobserved('nobody says') });
    expect(text).toContain('\n  Noted in     not known\n');
    expect(textOf({ sight: shopAt([]) })).toContain('\n  Now at       no revision: the table is empty\n');
    expect(textOf({ revision: 'gone' })).toContain('\n  Stamp at     not known\n');
  });

  test('has colours where somebody asks for them', () => {
    const colored = (given: Parameters<typeof stampPlanOf>[1]) =>
      terminalText(stampPlanDocument(stampPlanOf(history, given)), { colors: true });
    expect(colored({ sight: shopAt(['a1']) })).toContain('\u001b[32m✅ NOTHING TO DO');
    expect(colored({ sight: shopAt(['dead']) })).toContain('\u001b[31m❌ NOT STAMPED');
    expect(colored({ sight: unseen('slow') })).toContain('\u001b[33m❌ NOT PROVED');
  });
});

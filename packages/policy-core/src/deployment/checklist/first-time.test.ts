import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import { auditOf, TWO_ROWS, unseen, UNTRACKED } from '../../testing/sample-audit.ts';
import { itemOf } from '../../testing/sample-checklist.ts';
import { versionTable } from '../../testing/sample-database.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const HISTORY = historyOfTexts(await testParsers(), revisionTexts({ a1: {} }));

type Production = NonNullable<Parameters<typeof auditOf>[0]>['production'];

const stamped = (production: Production) =>
  itemOf('production-stamped', { databases: auditOf({ ...(production && { production }) }) });

describe('the baseline of production is stamped [row 4.76]', () => {
  test('where it is at a revision', () => {
    expect(stamped({})).toMatchObject({ state: 'done', seen: 'Production is at 5a9d6371e18c.' });
  });

  test.each<readonly [string, Production, string]>([
    ['it lacks alembic_version', UNTRACKED, 'Production lacks the table alembic_version'],
    ['the table is empty', { versionTables: [versionTable([])] }, 'is empty'],
    ['it has two rows', TWO_ROWS, 'has 2 rows: 5a9d6371e18c, 8f0c.'],
    ['it lies elsewhere', { versionTables: [versionTable(['8f0c'], 'audit')] }, 'only in audit'],
  ])('and not where %s', (_, production, seen) => {
    const item = stamped(production);
    expect(item.state).toBe('not-done');
    expect(item.seen).toContain(seen);
  });

  test('and not where no migration has its revision', () => {
    const databases = auditOf({ histories: observed([HISTORY]) });
    expect(itemOf('production-stamped', { databases })).toMatchObject({
      state: 'not-done',
      seen: 'Production is at 5a9d6371e18c, which no migration of the repository has.',
    });
  });

  test.each<readonly [string, Production, string]>([
    ['nobody saw it', unseen('unset', 'DATABASE_URL_PROD is not set'), 'DATABASE_URL_PROD is not set'],
    ['both variables lead to one database', { identity: 'one' }, 'Both variables lead to the same database'],
    [
      'the table may not be read',
      {
        versionTables: [
          { schema: 'public', versions: { known: false, reason: 'reading it is not allowed' } },
        ],
      },
      'reading it is not allowed',
    ],
  ])('and is not known where %s', (_, production, seen) => {
    const item = stamped(production);
    expect(item.state).toBe('unknown');
    expect(item.seen).toContain(seen);
  });
});

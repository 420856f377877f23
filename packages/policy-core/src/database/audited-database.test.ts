import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import { sightOf, unseen } from '../testing/sample-audit.ts';
import { SHOP_PARTS, tableParts, versionTable } from '../testing/sample-database.ts';
import { auditedDatabase } from './audited-database.ts';
import type { AuditedDatabase, SeenAudited } from './database-audit.ts';
import type { SeenDatabase } from './seen-database.ts';

const HISTORY = historyOfTexts(
  await testParsers(),
  revisionTexts({
    a1: { upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer(), nullable=False))' },
  }),
);

const NAMED = { role: 'production', variable: 'PROD_DB' } as const;
const NONE = unobserved('there are no migrations here');

function audited(
  more: Partial<SeenDatabase> = {},
  histories: Parameters<typeof auditedDatabase>[1]['histories'] = NONE,
): SeenAudited {
  const found: AuditedDatabase = auditedDatabase(NAMED, { sight: sightOf(more), histories });
  if (!found.seen) throw new Error(found.reason);
  return found;
}

describe('a database that was seen', () => {
  test('is told with everything that the policy of deploys asks for [row 4.54] [row 4.55] [row 4.56] [row 4.57]', () => {
    expect(audited()).toEqual({
      seen: true,
      role: 'production',
      variable: 'PROD_DB',
      database: 'shop_dev',
      user: 'app',
      host: 'localhost:5432',
      server_version: '15.18',
      encoding: 'UTF8',
      search_path: '"$user", public',
      schemas: ['public'],
      tables: ['customers', 'orders'],
      counts: { schema: 1, enum: 1, table: 2, column: 5, constraint: 1, index: 1 },
      fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      tracking: 'tracked',
      tracking_schema: 'public',
      versions: ['5a9d6371e18c'],
      drift: null,
      drift_unknown: 'there are no migrations here',
    });
  });

  test.each([
    ['missing', [], { tracking_schema: null, versions: null }],
    ['empty', [versionTable([])], { tracking_schema: 'public', versions: [] }],
    ['several', [versionTable(['b', 'a'])], { tracking_schema: 'public', versions: ['a', 'b'] }],
    ['elsewhere', [versionTable(['a'], 'ops')], { tracking_schema: null, versions: null }],
    [
      'unreadable',
      [{ schema: 'public', versions: unobserved('x') }],
      { tracking_schema: 'public', versions: null },
    ],
  ])('is told with how it is tracked: %s', (tracking, versionTables, rest) => {
    expect(audited({ versionTables })).toMatchObject({ tracking, ...rest });
  });

  test('has the fingerprint of its schema, whatever it is called and whoever looks', () => {
    const other = audited({ name: 'other', user: 'somebody', host: 'elsewhere:1', versionTables: [] });
    expect(other.fingerprint).toBe(audited().fingerprint);
    const more = audited({ parts: [...SHOP_PARTS, ...tableParts('more', {})] });
    expect(more.fingerprint).not.toBe(audited().fingerprint);
  });
});

describe('what its migrations make', () => {
  const notes = { parts: tableParts('notes', { id: 'integer' }), versionTables: [versionTable(['a1'])] };
  const histories = observed([HISTORY]);

  test('is what is there', () => {
    expect(audited(notes, histories)).toMatchObject({ drift: [], drift_unknown: null });
  });

  test('is not what is there, and that is told', () => {
    const changed = { ...notes, parts: tableParts('notes', { id: 'bigint', by_hand: 'text' }) };
    expect(audited(changed, histories).drift?.map(({ text }) => text)).toEqual([
      'The column by_hand of notes is only in the database.',
      'The column id of notes differs: type is integer in the migrations and bigint in the database.',
    ]);
    expect(audited({ ...notes, parts: [] }, histories).drift?.map(({ text }) => text)).toEqual([
      'The table notes is only in the migrations.',
    ]);
  });

  test.each([
    ['no revision', { versionTables: [] }, 'the database does not say which revision it is at'],
    [
      'an empty table',
      { versionTables: [versionTable([])] },
      'the database does not say which revision it is at',
    ],
    [
      'a strange revision',
      { versionTables: [versionTable(['zz'])] },
      'no history of the repository holds zz',
    ],
  ])('is not known with %s', (_, more, reason) => {
    expect(audited(more, histories)).toMatchObject({ drift: null, drift_unknown: reason });
  });
});

describe('a database that was not seen', () => {
  test('is told by why', () => {
    expect(auditedDatabase(NAMED, { sight: unseen('slow', 'it sleeps'), histories: NONE })).toEqual({
      seen: false,
      role: 'production',
      variable: 'PROD_DB',
      state: 'slow',
      reason: 'it sleeps',
    });
  });
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import { auditOf, CHANGED_BY_HAND, TWO_ROWS, unseen, UNTRACKED } from '../testing/sample-audit.ts';
import { SHOP_PARTS, tableParts, versionTable } from '../testing/sample-database.ts';
import type { AuditReason } from './database-audit.ts';

const parsers = await testParsers();

const HISTORY = historyOfTexts(
  parsers,
  revisionTexts({
    '5a9d6371e18c': {},
    b2: {
      parents: '"5a9d6371e18c"',
      upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer(), nullable=False))',
    },
    c3: { parents: '"b2"' },
  }),
);

function reasons(given: Parameters<typeof auditOf>[0]): readonly AuditReason[] {
  return auditOf(given).reasons;
}

describe('why it is not ✅ OK', () => {
  test('is said of a database that was not seen', () => {
    expect(reasons({ production: unseen('slow', 'it did not answer within 10 s') })).toEqual([
      {
        kind: 'not-seen',
        role: 'production',
        text: 'Production was not seen because it did not answer within 10 s.',
      },
    ]);
    expect(reasons({ development: unseen('unset', 'DATABASE_URL is not set') })).toEqual([
      {
        kind: 'not-seen',
        role: 'development',
        text: 'Development was not seen because DATABASE_URL is not set.',
      },
    ]);
  });

  test('is said of both where neither was seen', () => {
    const both = reasons({ development: unseen('lost'), production: unseen('refused') });
    expect(both.map(({ kind, role }) => [kind, role])).toEqual([
      ['not-seen', 'development'],
      ['not-seen', 'production'],
    ]);
  });

  test('is said of a schema that the policy names and neither database has', () => {
    const wanted = ['public', 'biling'];
    expect(reasons({ schemas: wanted })).toEqual([
      {
        kind: 'schema-missing',
        role: null,
        text: 'Neither database has a schema biling, which the policy names in databases.schemas.',
      },
    ]);
    expect(reasons({ schemas: ['public'] })).toEqual([]);
    expect(reasons({ schemas: wanted, development: { schemas: ['public', 'biling'] } })).toEqual([]);
    expect(reasons({ schemas: wanted, production: unseen('lost') }).map(({ kind }) => kind)).toEqual([
      'not-seen',
    ]);
  });

  test('is said of a database that nothing tracks', () => {
    expect(reasons({ production: UNTRACKED })).toEqual([
      {
        kind: 'production-untracked',
        role: 'production',
        text: 'Production lacks the table alembic_version, so nothing tracks its schema.',
      },
    ]);
    expect(reasons({ development: UNTRACKED })).toEqual([
      {
        kind: 'development-untracked',
        role: 'development',
        text: 'Development lacks the table alembic_version, so nothing tracks its schema.',
      },
    ]);
  });

  test('is said of alembic_version where Alembic does not find it', () => {
    const versionTables = [versionTable(['5a9d6371e18c'], 'ops'), versionTable(['5a9d6371e18c'], 'audit')];
    expect(reasons({ production: { versionTables } })).toEqual([
      {
        kind: 'version-elsewhere',
        role: 'production',
        text: 'Production has alembic_version only in audit, ops, where its search path does not lead: Alembic does not find it.',
      },
    ]);
  });

  test('is said of alembic_version that may not be read', () => {
    const versions = unobserved('app may not read alembic_version in public');
    expect(reasons({ development: { versionTables: [{ schema: 'public', versions }] } })).toEqual([
      {
        kind: 'version-unreadable',
        role: 'development',
        text: 'The revision of development is not known because app may not read alembic_version in public.',
      },
    ]);
  });

  test('is said of alembic_version that is empty, and of one with two rows', () => {
    const empty = { versionTables: [versionTable([])] };
    expect(reasons({ development: empty, production: empty })).toEqual([
      {
        kind: 'version-empty',
        role: 'development',
        text: 'The table alembic_version of development is empty: for Alembic, no revision has run.',
      },
      {
        kind: 'version-empty',
        role: 'production',
        text: 'The table alembic_version of production is empty: for Alembic, no revision has run.',
      },
    ]);
    expect(reasons({ development: TWO_ROWS, production: TWO_ROWS }).map(({ text }) => text)).toEqual([
      'The table alembic_version of development has 2 rows: 5a9d6371e18c, 8f0c.',
      'The table alembic_version of production has 2 rows: 5a9d6371e18c, 8f0c.',
    ]);
  });

  test('is said of two revisions, with how far production is behind', () => {
    const at = (version: string) => ({ versionTables: [versionTable([version])] });
    const histories = observed([HISTORY]);
    const [behind] = reasons({ development: at('c3'), histories }).filter(
      ({ kind }) => kind === 'version-differs',
    );
    expect(behind).toEqual({
      kind: 'version-differs',
      role: null,
      text: 'Development is at c3 and production at 5a9d6371e18c. Production lacks 2 revisions of development.',
    });
    const texts = (given: Parameters<typeof auditOf>[0]) =>
      reasons(given)
        .filter(({ kind }) => kind === 'version-differs')
        .map(({ text }) => text);
    expect(texts({ development: at('b2'), histories })).toEqual([
      'Development is at b2 and production at 5a9d6371e18c. Production lacks 1 revision of development.',
    ]);
    expect(texts({ production: at('b2'), histories })).toEqual([
      'Development is at 5a9d6371e18c and production at b2.',
    ]);
    expect(texts({ production: at('b2') })).toEqual(['Development is at 5a9d6371e18c and production at b2.']);
    expect(texts({ production: { versionTables: [versionTable([])] } })).toEqual([
      'Development is at 5a9d6371e18c and production at no revision.',
    ]);
  });

  test('is said of a revision that no migration has', () => {
    const production = { versionTables: [versionTable(['gone'])] };
    expect(reasons({ production, histories: observed([HISTORY]) })[0]).toEqual({
      kind: 'version-unknown',
      role: 'production',
      text: 'Production is at gone, which no migration of the repository has.',
    });
  });

  test('is not said of such a revision where the history is not known whole', () => {
    const production = { versionTables: [versionTable(['gone'])] };
    const broken = historyOfTexts(parsers, revisionTexts({ b2: { parents: '"missing"' } }));
    for (const histories of [
      observed([]),
      observed([HISTORY, broken]),
      unobserved('the folder cannot be listed'),
    ])
      expect(reasons({ production, histories }).map(({ kind }) => kind)).toEqual(['version-differs']);
  });

  test('is said of a database without tables', () => {
    const bare = { parts: [], schemas: ['app', 'audit'] };
    expect(reasons({ development: bare, production: bare }).map(({ text }) => text)).toEqual([
      'Development has no tables in app, audit.',
      'Production has no tables in app, audit.',
    ]);
  });

  test('is said of schemas that are not alike', () => {
    expect(reasons({ production: { parts: CHANGED_BY_HAND } })).toEqual([
      {
        kind: 'schema-differs',
        role: null,
        text: 'The schemas of development and production are not alike: 3 differences.',
      },
    ]);
    const one = [...SHOP_PARTS, ...tableParts('more', {})];
    expect(reasons({ production: { parts: one } })[0]?.text).toBe(
      'The schemas of development and production are not alike: 1 difference.',
    );
  });

  test('is said of what its migrations do not make, in both alike', () => {
    const drifted = {
      parts: [...SHOP_PARTS, ...tableParts('notes', { id: 'bigint' })],
      versionTables: [versionTable(['b2'])],
    };
    expect(reasons({ development: drifted, production: drifted, histories: observed([HISTORY]) })).toEqual([
      {
        kind: 'drift',
        role: 'development',
        text: 'Development is not what its migrations make: 1 difference.',
      },
      {
        kind: 'drift',
        role: 'production',
        text: 'Production is not what its migrations make: 1 difference.',
      },
    ]);
  });

  test('is said of one database that is looked at twice', () => {
    expect(reasons({ production: { identity: 'one', name: 'x\ny' } })).toEqual([
      {
        kind: 'same-database',
        role: null,
        text: 'Both variables lead to the same database, shop_dev at localhost:5432, so nothing was compared.',
      },
    ]);
  });
});

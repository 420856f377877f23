import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../testing/read-history.ts';
import { auditOf, CHANGED_BY_HAND, TWO_ROWS, unseen, UNTRACKED } from '../testing/sample-audit.ts';
import { SHOP_PARTS, tableParts, versionTable } from '../testing/sample-database.ts';
import { AUDIT_REASONS } from './database-audit.ts';

const HISTORY = historyOfTexts(
  await testParsers(),
  revisionTexts({
    a1: {},
    b2: {
      parents: '"a1"',
      upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer(), nullable=False))',
    },
  }),
);

const steps = (given: Parameters<typeof auditOf>[0]) => auditOf(given).next_steps;
const at = (version: string) => ({ versionTables: [versionTable([version])] });

describe('where a database was not seen', () => {
  test.each([
    [
      'unset',
      'Set DATABASE_URL_PROD to the address of the production database, such as postgresql://user:password@host:5432/name, and audit again.',
    ],
    [
      'unusable-address',
      'Correct DATABASE_URL_PROD; what is special in a password is written as %40 for @ and %2F for /.',
    ],
    ['refused', 'Check user, password and rights in DATABASE_URL_PROD, and audit again.'],
    [
      'unreachable',
      'Check that the server of DATABASE_URL_PROD runs and can be reached from here, and audit again.',
    ],
    [
      'slow',
      'Check that the server of DATABASE_URL_PROD runs and can be reached from here, and audit again.',
    ],
    [
      'lost',
      'Check that the server of DATABASE_URL_PROD runs and can be reached from here, and audit again.',
    ],
    [
      'failed',
      'Check that the server of DATABASE_URL_PROD runs and can be reached from here, and audit again.',
    ],
  ] as const)('it has to be seen first: %s', (kind, step) => {
    expect(steps({ production: unseen(kind) })).toEqual([step]);
  });

  test('each variable is named', () => {
    expect(steps({ development: unseen('refused'), production: unseen('refused') })).toEqual([
      'Check user, password and rights in DATABASE_URL, and audit again.',
      'Check user, password and rights in DATABASE_URL_PROD, and audit again.',
    ]);
  });
});

describe('where nothing says which revision it is at', () => {
  test('production is stamped, and nothing else is done to it [row 4.26]', () => {
    expect(steps({ production: UNTRACKED })).toEqual([
      'Stamp production at its baseline, once, with `lockkeeper db stamp`, which shows its plan first. That changes no table.',
    ]);
  });

  test('development is brought under Alembic', () => {
    expect(steps({ development: UNTRACKED })).toEqual([
      'Bring development under Alembic first: `alembic upgrade head` on an empty database.',
    ]);
  });

  test('what is odd about alembic_version is put right', () => {
    const elsewhere = { versionTables: [versionTable(['5a9d6371e18c'], 'ops')] };
    const empty = { versionTables: [versionTable([])] };
    expect(steps({ production: elsewhere })).toEqual([
      'Set the search path to the schema that holds alembic_version, or name the schemas in databases.schemas.',
    ]);
    expect(steps({ development: empty, production: empty })).toEqual([
      'Do not upgrade a database that has tables and no revision: stamp it at the revision that it is at.',
    ]);
    expect(steps({ development: TWO_ROWS, production: TWO_ROWS })).toEqual([
      'Merge the heads with `alembic merge`, or take away the row that does not belong there; leave force-stamping alone.',
    ]);
  });

  test('who audits gets the right to read it', () => {
    const versionTables = [{ schema: 'public', versions: unobserved('app may not read it') }];
    expect(steps({ production: { versionTables } })).toEqual([
      'Give the user who audits the right to read alembic_version, and USAGE of its schema.',
    ]);
  });
});

describe('where revisions differ', () => {
  const notes = tableParts('notes', { id: 'integer' });
  const histories = observed([HISTORY]);

  test('production is upgraded where it is only behind', () => {
    expect(
      steps({
        development: { ...at('b2'), parts: [...SHOP_PARTS, ...notes] },
        production: at('a1'),
        histories,
      }),
    ).toEqual([
      'Production is behind by b2: run `alembic upgrade` there, reviewed and with a backup, and audit again.',
    ]);
  });

  test('it is asked why, before anything is upgraded, where production was changed by hand', () => {
    const production = { ...at('a1'), parts: [...SHOP_PARTS, ...notes] };
    const development = { ...at('b2'), parts: [...SHOP_PARTS, ...tableParts('notes', { id: 'bigint' })] };
    expect(steps({ development: production, production: development, histories })).toEqual([
      'Find who changed the schema past the migrations, and bring the change into a migration or undo it there.',
      'Find out why the revisions differ before anything is stamped or upgraded: `alembic history`, and `alembic current` with each database.',
      'Write what differs as a migration, or undo it where it was made by hand; leave the schema of production to migrations.',
    ]);
  });

  test('it is asked why where the migrations cannot tell', () => {
    expect(steps({ production: at('zz') })).toEqual([
      'Find out why the revisions differ before anything is stamped or upgraded: `alembic history`, and `alembic current` with each database.',
    ]);
  });

  test('nobody force-stamps over a revision that nobody knows', () => {
    expect(steps({ development: at('a1'), production: at('zz'), histories })[0]).toBe(
      'Do not force-stamp. Look for the revision in other branches and in the history of the repository.',
    );
  });
});

describe('where schemas differ', () => {
  test('a migration says so, or it is undone', () => {
    expect(steps({ production: { parts: CHANGED_BY_HAND } })).toEqual([
      'Write what differs as a migration, or undo it where it was made by hand; leave the schema of production to migrations.',
    ]);
  });

  test('where there are no tables, or one database, the variables are looked at', () => {
    expect(steps({ development: { parts: [] }, production: { parts: [] } })).toEqual([
      'Check that the variables lead to the databases you mean, and databases.schemas to their schemas.',
    ]);
    expect(steps({ schemas: ['biling'] })).toEqual([
      'Correct databases.schemas in the policy; in PostgreSQL, a name written without quotes is in lower case.',
    ]);
    expect(steps({ production: { identity: 'one' } })).toEqual([
      'Let the two variables lead to two databases: a copy of production is enough for development.',
    ]);
  });
});

test('every kind of reason has its step', () => {
  const told = [
    auditOf({ development: unseen('slow'), production: { identity: 'three' } }),
    auditOf({ production: { identity: 'one' } }),
    auditOf({ production: { versionTables: [{ schema: 'public', versions: unobserved('x') }] } }),
    auditOf({ development: UNTRACKED, production: UNTRACKED }),
    auditOf({ production: { versionTables: [versionTable(['a1'], 'ops')] } }),
    auditOf({ production: { versionTables: [versionTable([])] } }),
    auditOf({ production: TWO_ROWS }),
    auditOf({ production: at('zz'), histories: observed([HISTORY]) }),
    auditOf({ production: { parts: [] } }),
    auditOf({ schemas: ['biling'] }),
    auditOf({ production: { ...at('b2'), parts: SHOP_PARTS }, histories: observed([HISTORY]) }),
  ];
  const kinds = new Set(told.flatMap(({ reasons }) => reasons.map(({ kind }) => kind)));
  expect([...kinds].toSorted()).toEqual([...AUDIT_REASONS].toSorted());
  for (const audit of told) expect(audit.next_steps).not.toEqual([]);
});

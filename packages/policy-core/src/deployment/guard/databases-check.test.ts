import { describe, expect, test } from 'vitest';

import type { SchemaPart, SeenDatabase } from '../../database/seen-database.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { CHANGED_BY_HAND, TWO_ROWS, UNTRACKED, unseen } from '../../testing/sample-audit.ts';
import { auditOf } from '../../testing/sample-audit.ts';
import { SHOP_PARTS, TRACKING_PARTS, versionTable } from '../../testing/sample-database.ts';
import { releaseWith, shopUpTo, type SampleRelease } from '../../testing/sample-release.ts';
import { unobserved } from '../../model/known.ts';
import { databasesCheck } from './databases-check.ts';

const PARSERS = await testParsers();

const NOTE: SchemaPart = {
  kind: 'column',
  on: 'orders',
  name: 'note',
  is: { type: 'text', nullable: 'yes' },
};
const BY_HAND: SchemaPart = {
  kind: 'column',
  on: 'customers',
  name: 'nick',
  is: { type: 'text', nullable: 'yes' },
};

function parts(...more: readonly SchemaPart[]): readonly SchemaPart[] {
  return [...SHOP_PARTS, ...more, ...TRACKING_PARTS];
}

function checked({ audit, pending }: SampleRelease) {
  return databasesCheck(audit, { pending, baseline: 'a1' });
}

function between(development: Partial<SeenDatabase>, production: Partial<SeenDatabase>, last = 'b2') {
  return checked(releaseWith(PARSERS, { revisions: shopUpTo(last), development, production }));
}

const at = (id: string): Partial<SeenDatabase> => ({ versionTables: [versionTable([id])] });

describe('the databases of a release', () => {
  test('pass when both are tracked and alike [row 4.05] [row 4.15] [row 4.16] [row 4.17]', () => {
    const check = between(at('b2'), at('b2'));
    expect(check).toMatchObject({ state: 'passed', problems: [] });
    expect(check.evidence.map(({ text, where }) => [where, text.replace(/sha256:\w+/, 'sha256:…')])).toEqual([
      ['DATABASE_URL', 'Development is shop_dev on localhost:5432, at b2, with 2 tables: sha256:….'],
      ['DATABASE_URL_PROD', 'Production is shop on db.example.com:5432, at b2, with 2 tables: sha256:….'],
      [null, 'The schema distance is 0 tables, with 0 differences in all.'],
    ]);
  });

  test('may differ by what a pending migration brings [row 4.39]', () => {
    const check = between({ ...at('b2'), parts: parts(NOTE) }, at('a1'));
    expect(check).toMatchObject({ state: 'passed', problems: [] });
    expect(check.evidence.at(-1)?.text).toContain('with 1 difference in all');
  });

  test('may not differ by what no pending migration brings', () => {
    const check = between({ ...at('b2'), parts: parts(NOTE, BY_HAND) }, at('a1'));
    expect(check).toMatchObject({
      state: 'failed',
      problems: [
        {
          text: 'The schemas differ by what no pending migration brings. The column nick of customers is only in development.',
        },
      ],
    });
  });

  test('tell how many more such differences there are', () => {
    const also = { ...BY_HAND, name: 'nock' };
    const check = between({ ...at('b2'), parts: parts(NOTE, BY_HAND, also) }, at('a1'));
    expect(check.problems[0]?.text).toMatch(/ There is 1 more\.$/);
  });

  test('are not proved where a pending migration may do anything', () => {
    const revisions = { ...shopUpTo('a1'), b2: { parents: '"a1"', upgrade: 'op.execute(open("x").read())' } };
    const release = releaseWith(PARSERS, {
      revisions,
      development: { ...at('b2'), parts: parts(NOTE) },
      production: 'a1',
    });
    expect(checked(release)).toMatchObject({ state: 'undetermined' });
  });

  test('fail where production is ahead of development', () => {
    const check = between(at('a1'), { ...at('b2'), parts: parts(NOTE) });
    expect(check.state).toBe('failed');
    expect(check.problems.map(({ text }) => text)).toContain('Development is at a1 and production at b2.');
  });

  test('fail where they are at one revision and differ all the same', () => {
    const check = between(at('b2'), { ...at('b2'), parts: CHANGED_BY_HAND });
    expect(check.state).toBe('failed');
    expect(check.problems.at(-1)?.next_step).toBe(
      'Write what differs as a migration, or undo it where it was made by hand; leave the schema of production to migrations.',
    );
  });

  test('fail where production is not tracked, and that says how to stamp it [row 4.28]', () => {
    const check = between(at('b2'), UNTRACKED);
    expect(check).toMatchObject({
      state: 'failed',
      problems: [{ kind: 'failed', where: 'DATABASE_URL_PROD' }],
    });
    expect(check.problems[0]?.next_step).toContain('`lockkeeper db stamp`');
  });

  test('fail where development is not tracked, or says two things', () => {
    expect(between(UNTRACKED, at('b2')).state).toBe('failed');
    expect(between(TWO_ROWS, at('b2')).state).toBe('failed');
  });

  test('leave a revision that the release lacks to the row of its own', () => {
    const texts = between(at('b2'), at('zz')).problems.map(({ text }) => text);
    expect(texts.some((text) => text.includes('which no migration of the repository has'))).toBe(false);
    expect(between(at('zz'), at('b2')).problems.map(({ text }) => text)).toContain(
      'Development is at zz, which no migration of the repository has.',
    );
  });

  test.each(['unset', 'slow', 'refused', 'unreachable', 'lost', 'failed', 'unusable-address'] as const)(
    'are not proved where one is %s, and that is no pass',
    (kind) => {
      const audit = auditOf({ production: unseen(kind, 'it could not be') });
      const check = databasesCheck(audit, { pending: unobserved('x'), baseline: undefined });
      expect(check).toMatchObject({
        state: 'undetermined',
        problems: [{ text: 'Production was not seen because it could not be.', where: 'DATABASE_URL_PROD' }],
      });
    },
  );

  test('are not proved where both variables lead to one', () => {
    const audit = auditOf({ production: { identity: 'one' } });
    expect(databasesCheck(audit, { pending: unobserved('x'), baseline: undefined })).toMatchObject({
      state: 'undetermined',
      problems: [{ where: null }],
    });
  });
});

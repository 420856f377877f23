import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { auditOf, UNTRACKED, unseen } from '../../testing/sample-audit.ts';
import { releaseWith, shopUpTo } from '../../testing/sample-release.ts';
import { knownRevisionCheck } from './known-revision-check.ts';

const PARSERS = await testParsers();

function at(production: string, last = 'b2') {
  return releaseWith(PARSERS, { revisions: shopUpTo(last), development: last, production });
}

describe('the revision that production is at', () => {
  test('is known to a release that has it', () => {
    const { audit, histories } = at('b2');
    expect(knownRevisionCheck(audit, histories)).toMatchObject({
      state: 'passed',
      evidence: [{ text: 'Production is at b2, which the release has.', where: 'alembic/versions/b2_x.py' }],
    });
  });

  test('refuses a release that has it not, such as one to go back to', () => {
    const { audit, histories } = at('c3');
    const check = knownRevisionCheck(audit, histories);
    expect(check).toMatchObject({
      state: 'failed',
      problems: [
        {
          kind: 'failed',
          text: `Production is at c3, which the release does not have: Alembic would stop with "Can't locate revision identified by 'c3'".`,
        },
      ],
    });
    expect(check.problems[0]?.next_step).toContain('Never stamp over it.');
  });

  test('refuses a release without any migration', () => {
    expect(knownRevisionCheck(at('b2').audit, observed([])).state).toBe('failed');
  });

  test('is not proved where the history of the release cannot be loaded', () => {
    const revisions = { ...shopUpTo('b2'), c3: { parents: '"nowhere"' } };
    const { audit, histories } = releaseWith(PARSERS, { revisions, development: 'b2', production: 'zz' });
    expect(knownRevisionCheck(audit, histories)).toMatchObject({
      state: 'undetermined',
      problems: [
        {
          text: 'Whether the release has zz, which production is at, is not known because c3 builds on nowhere, which is not there.',
        },
      ],
    });
  });

  test.each([
    ['it was not seen', auditOf({ production: unseen('slow') })],
    ['nothing tracks it', auditOf({ production: UNTRACKED })],
    ['no revision has run', auditOf({ production: { versionTables: [] } })],
  ])('is not proved where %s', (_, audit) => {
    expect(knownRevisionCheck(audit, at('b2').histories)).toMatchObject({
      state: 'undetermined',
      problems: [{ where: 'DATABASE_URL_PROD' }],
    });
  });

  test('is not proved where the revisions of the release were not read', () => {
    expect(knownRevisionCheck(at('b2').audit, unobserved('git was not asked'))).toMatchObject({
      state: 'undetermined',
      problems: [{ text: 'The revisions of the release were not read because git was not asked.' }],
    });
  });
});

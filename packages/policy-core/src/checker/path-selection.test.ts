import { describe, expect, test } from 'vitest';

import type { Report } from '../engine/report.ts';
import { judgedNothing } from '../engine/tally.ts';
import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { BY_A_PERSON } from '../testing/sample-change.ts';
import { checkerFor } from './checker.ts';

const parsers = await testParsers();
const KEYS = {
  migrations: { sql: ['db/**/*.sql'] },
  dependencies: [{ id: 'web', source: 'web/r.txt', lock: 'web/r.lock' }],
};
const FILES = [
  { path: 'db/1.sql', text: 'DROP TABLE a;' },
  { path: 'db/2.sql', text: 'DROP TABLE b;' },
  { path: 'db/2.sql.old/3.sql', text: 'DROP TABLE c;' },
  { path: 'web/r.txt', text: 'flask==1\n' },
  { path: 'web/r.lock', text: 'flask==2\n' },
];

function reportOn(paths: readonly string[] | undefined, keys: object = KEYS): Report {
  const checker = checkerFor(policyOf(keys), parsers);
  return checker.checkFiles(FILES, paths === undefined ? {} : { paths });
}

const placesIn = ({ findings }: Report) => [...new Set(findings.map(({ at }) => at?.path))];

describe('a run about some paths', () => {
  test.each([
    [['db/2.sql'], ['db/2.sql']],
    [['db'], ['db/1.sql', 'db/2.sql', 'db/2.sql.old/3.sql']],
    [
      ['db/1.sql', 'web'],
      ['db/1.sql', 'web/r.txt'],
    ],
    // What the lock says wrong is told at the requirement.
    [['web/r.lock'], ['web/r.txt']],
    [['d'], []],
    [[''], placesIn(reportOn(undefined))],
  ])('%j finds what it would find in all: %j', (paths, expected) => {
    const report = reportOn(paths);
    expect(placesIn(report)).toEqual(expected);
    expect(reportOn(undefined).findings).toEqual(expect.arrayContaining([...report.findings]));
  });

  test('counts nothing else as passed, and says what nobody looked at', () => {
    const report = reportOn(['db/1.sql', 'docs/a.md']);
    expect(report).toMatchObject({ files: 1, judged: { revisions: 1, pairs: 0 } });
    expect(report.rules.filter(({ rule }) => rule === 'dependencies/lock-in-sync')).toMatchObject([
      { outcome: 'not-applicable' },
    ]);
    expect(report.notices).toContain('No rule looks at docs/a.md.');
    expect(judgedNothing(reportOn(['docs/a.md']))).toBe(true);
    expect(judgedNothing(report)).toBe(false);
  });

  test('stays within the scope of the policy', () => {
    expect(placesIn(reportOn(['db', 'web'], { ...KEYS, scope: ['web/**'] }))).toEqual(['web/r.txt']);
  });

  test('leaves out what is about the change as a whole, but for what keeps all from being judged', () => {
    const policy = policyOf({ ...KEYS, branches: { production: { match: ['main'], direct_push: 'deny' } } });
    const push = { ref: 'refs/heads/main', rewrites: { known: true, value: false } } as const;
    const change = { ...BY_A_PERSON, changes: ['db/1.sql'], branch: 'main', pullRequest: null, push };
    const rules = (paths: object) =>
      checkerFor(policy, parsers)
        .checkChange(change, { stage: 'ci', ...paths })
        .findings.map(({ rule }) => rule);
    expect(rules({})).toContain('branches/no-direct-push');
    expect(rules({ paths: ['db/1.sql'] })).not.toContain('branches/no-direct-push');
  });

  test('keeps what could not be seen of all migrations: it may be of those that were asked for', () => {
    const keys = { ...KEYS, since: '0123456789ab' };
    for (const paths of [undefined, ['db/1.sql']])
      expect(reportOn(paths, keys).undetermined.map(({ messageId }) => messageId)).toContain('unsettled');
  });

  test('keeps what makes all else worthless: a policy that is taken away', () => {
    const change = {
      ...BY_A_PERSON,
      changes: ['db/1.sql', { path: 'lockkeeper.json', status: 'deleted' as const }],
      pullRequest: null,
    };
    const { findings } = checkerFor(policyOf(KEYS), parsers).checkChange(change, {
      stage: 'ci',
      paths: ['db'],
    });
    expect(findings.map(({ rule }) => rule)).toContain('policy/missing');
  });

  test('of no path at all is refused', () => {
    expect(() => reportOn([])).toThrow('paths is empty');
  });
});

import { describe, expect, test } from 'vitest';

import { activeRules } from '../active-rules.ts';
import { treeSeen, type TextFile } from '../given-observations.ts';
import { observed, unobserved } from '../known.ts';
import type { Observations } from '../observations.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { isShared, sharedRuns, sqlShareOf, type SqlShare } from './sql-share.ts';

function policyOf(migrations = "sql: ['**/*.sql']", more = ''): Policy {
  const text = `version: 1\nmigrations: { ${migrations} }\n${more}`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

const POLICY = policyOf();

/** Enough of them, that come last. */
const FILLING = Array.from({ length: 1000 }, (_, index) => ({
  path: `zz/${String(index).padStart(4, '0')}.sql`,
  text: 'SELECT 1;',
}));

function shareOf(
  files: readonly TextFile[],
  policy = POLICY,
  change = (seen: Observations) => seen,
): SqlShare {
  const share = sqlShareOf(policy, change(treeSeen(policy, files, {})), 'ci');
  if (share === undefined) throw new Error('Nothing is shared.');
  return share;
}

function pathsOf(files: readonly TextFile[], folder: string): readonly string[] {
  return shareOf(files)
    .files.map(({ path }) => path)
    .filter((path) => path.startsWith(folder));
}

const named = (...paths: readonly string[]) => paths.map((path) => ({ path, text: 'SELECT 1;' }));

describe('the files of a share', () => {
  test.each([
    {
      what: 'numbers',
      files: ['db/10_c.sql', 'db/9_b.sql', 'db/1_a.sql'],
      order: ['db/1_a.sql', 'db/9_b.sql', 'db/10_c.sql'],
    },
    {
      what: 'versions of Flyway',
      files: ['db/V1.10__c.sql', 'db/V1.9__b.sql', 'db/V1__a.sql'],
      order: ['db/V1__a.sql', 'db/V1.9__b.sql', 'db/V1.10__c.sql'],
    },
    {
      what: 'folders of Prisma',
      files: ['db/20250102_b/migration.sql', 'db/20250101_a/migration.sql'],
      order: ['db/20250101_a/migration.sql', 'db/20250102_b/migration.sql'],
    },
  ])('stand in the order in which they run: $what', ({ files, order }) => {
    expect(pathsOf([...named(...files), ...FILLING], 'db/')).toEqual(order);
  });

  test('are those of one order after the other', () => {
    const files = named('db/b/2.sql', 'db/a/2.sql', 'db/b/1.sql', 'db/a/1.sql');
    const order = ['db/a/1.sql', 'db/a/2.sql', 'db/b/1.sql', 'db/b/2.sql'];
    expect(pathsOf([...files, ...FILLING], 'db/')).toEqual(order);
  });

  test('are the last ones to be given away where no version tells when they run', () => {
    expect(pathsOf([...named('db/seed.sql', 'db/1.sql'), ...FILLING], 'db/')).toEqual(['db/1.sql']);
  });

  test('are 55 of a hundred where all are of one length', () => {
    expect(shareOf(FILLING).files).toHaveLength(550);
  });

  test('are fewer where the first ones are long', () => {
    const long = { path: 'db/1.sql', text: `SELECT 1; -- ${'x'.repeat(9000)}` };
    expect(shareOf([long, ...FILLING]).files).toHaveLength(1 + 99);
  });

  test('end before one that alone is longer than all others', () => {
    const long = { path: 'zz/0003.sql', text: `SELECT 1; -- ${'x'.repeat(90_000)}` };
    const files = [...FILLING.slice(0, 3), long, ...FILLING.slice(4)];
    expect(shareOf(files).files.map(({ path }) => path)).toEqual([
      'zz/0000.sql',
      'zz/0001.sql',
      'zz/0002.sql',
    ]);
  });

  test('are handed over as they were seen, whatever that is', () => {
    const unseen = unobserved('it cannot be read');
    const unreadable = observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' } as const);
    const files = [...named('db/1.sql', 'db/2.sql'), ...FILLING];
    const share = shareOf(files, POLICY, (seen) => ({
      ...seen,
      files: { ...seen.files, 'db/1.sql': unseen, 'db/2.sql': unreadable },
    }));
    expect(share.files.slice(0, 2)).toEqual([
      { path: 'db/1.sql', content: unseen },
      { path: 'db/2.sql', content: unreadable },
    ]);
  });
});

describe('a share', () => {
  test('says for which PostgreSQL, at which stage and by whose hand', () => {
    expect(shareOf(FILLING)).toMatchObject({ pgVersion: 13, isUpgradedByHand: false, stage: 'ci' });
    const policy = policyOf("sql: ['**/*.sql'], apply: manual_unless_trivial, pg_version: 16");
    expect(shareOf(FILLING, policy)).toMatchObject({ pgVersion: 16, isUpgradedByHand: true });
  });

  test('holds what the policy says of rules, and is plain data', () => {
    const policy = policyOf(undefined, 'rules: { migrations/drop-table: info }\n');
    const share = shareOf(FILLING, policy);
    expect(share.settings).toEqual({ rules: policy.rules, status: 'canonical' });
    expect(structuredClone(share)).toEqual(share);
  });

  test('leaves out what is no migration', () => {
    const policy = policyOf("sql: ['zz/*.sql']");
    const files = [...named('db/1.sql'), { path: 'README.md', text: '' }, ...FILLING];
    expect(shareOf(files, policy).files.every(({ path }) => path.startsWith('zz/'))).toBe(true);
  });
});

describe('the rules of a share', () => {
  test('are those that need migrations and nothing else', () => {
    for (const { rule } of sharedRuns(POLICY)) expect(rule.needs).toEqual(['migrations']);
    const others = activeRules(POLICY).filter((run) => !isShared(run));
    expect(others.map(({ rule }) => rule.id)).toContain('migrations/contract-before-release');
    expect(others.length + sharedRuns(POLICY).length).toBe(activeRules(POLICY).length);
  });

  test('are not those that are off', () => {
    const policy = policyOf(undefined, 'rules: { migrations/drop-table: off }\n');
    expect(sharedRuns(policy).map(({ rule }) => rule.id)).not.toContain('migrations/drop-table');
    expect(sharedRuns(POLICY).map(({ rule }) => rule.id)).toContain('migrations/drop-table');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../checker.ts';
import { treeSeen, type TextFile } from '../given-observations.ts';
import { unobserved } from '../known.ts';
import type { Observations } from '../observations.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Report } from '../report.ts';
import { exampleStatements } from '../testing/example-statements.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { judgeSqlShare, type SharedVerdict } from './judge-sql-share.ts';
import { sqlShareOf, type SqlShare } from './sql-share.ts';

const parsers = await testParsers();
const EXAMPLES = exampleStatements();
const MOST = 1100;

function policyOf(more = '', migrations = "sql: ['**/*.sql']"): Policy {
  const policy = loadPolicy({
    path: 'lockkeeper.yaml',
    text: `version: 1\nmigrations: { ${migrations} }\n${more}`,
  });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join());
  return policy;
}

/** Files that run one after the other in two folders, and some that no version puts in an order. */
const FOLDERS = ['db/', 'db/', 'other/', 'loose/v'] as const;

function filesOf(texts: readonly string[], count = MOST): readonly TextFile[] {
  return Array.from({ length: count }, (_, index) => ({
    path: `${FOLDERS[index % FOLDERS.length]}${String(count - index).padStart(4, '0')}_change.sql`,
    text: texts[index % texts.length] ?? '',
  }));
}

interface Judged {
  readonly policy: Policy;
  readonly seen: Observations;
}

function sample(texts: readonly string[], more?: string, migrations?: string): Judged {
  const policy = policyOf(more, migrations);
  return { policy, seen: treeSeen(policy, filesOf(texts), {}) };
}

function shareOf({ policy, seen }: Judged): SqlShare {
  const share = sqlShareOf(policy, seen, 'local');
  if (share === undefined) throw new Error('Nothing is shared.');
  return share;
}

function alone({ policy, seen }: Judged): Report {
  return checkerFor(policy, parsers).check(seen);
}

function beside(judged: Judged, verdict: (share: SqlShare) => SharedVerdict | undefined): Report {
  const share = shareOf(judged);
  return checkerFor(judged.policy, parsers).checkBeside(share, judged.seen)(verdict(share));
}

/** As a message takes them there and back. */
function elsewhere(share: SqlShare): SharedVerdict {
  return structuredClone(judgeSqlShare(structuredClone(share), parsers));
}

describe('a share judged by somebody else', () => {
  test('makes the report that one alone makes, whatever the rules have to say', () => {
    const judged = sample(EXAMPLES);
    const report = alone(judged);
    expect(new Set(report.findings.map(({ rule }) => rule)).size).toBeGreaterThan(50);
    expect(beside(judged, elsewhere)).toEqual(report);
  });

  test('does so for any migrations in any order, and whatever the policy makes of the rules', () => {
    const settings = fc.constantFrom(
      '',
      'policy: { status: draft }\n',
      'rules: { migrations/drop-table: info, migrations/drop-column: off, migrations/unnamed-constraint: warning }\n',
    );
    const migrations = fc.constantFrom(
      "sql: ['**/*.sql']",
      "sql: ['**/*.sql'], apply: manual_unless_trivial, pg_version: 17",
    );
    const texts = fc.array(fc.constantFrom(...EXAMPLES), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(texts, settings, migrations, (some, more, how) => {
        const judged = sample(some, more, how);
        expect(beside(judged, elsewhere)).toEqual(alone(judged));
      }),
      { numRuns: 4 },
    );
  });

  test('is the first part of each order, and more than half of the text', () => {
    const files = shareOf(sample(['SELECT 1;\n'])).files.map(({ path }) => path);
    const inDb = files.filter((path) => path.startsWith('db/'));
    expect(inDb).toEqual(inDb.toSorted());
    expect(files.length).toBe(Math.floor(MOST * 0.55));
  });

  test('is judged by whoever gave it away where they failed', () => {
    const judged = sample(EXAMPLES);
    expect(beside(judged, () => undefined)).toEqual(alone(judged));
  });

  test('does not count where a rule crashed: then one says it all', () => {
    const judged = sample(EXAMPLES);
    const crashed = [{ rule: 'migrations/drop-table', error: 'it broke' }];
    const said = beside(judged, (share) => ({ ...elsewhere(share), findings: [], crashed }));
    expect(said).toEqual(alone(judged));
  });
});

describe('nothing is shared', () => {
  const many = filesOf(['SELECT 1;\n']);
  const policy = policyOf();
  const seen = treeSeen(policy, many, {});

  test.each([
    { where: 'of few files', policy, seen: treeSeen(policy, filesOf(['SELECT 1;\n'], 900), {}) },
    { where: 'of a change', policy, seen: { ...seen, focus: { kind: 'change' } as const } },
    {
      where: 'beside revisions of Alembic',
      policy: policyOf('', "sql: ['**/*.sql'], alembic: ['alembic/versions']"),
      seen,
    },
    { where: 'after a point in history', policy: policyOf('since: abcdef1\n'), seen },
    { where: 'where that point is not known', policy, seen: { ...seen, settled: unobserved('no git') } },
  ])('$where', (judged) => {
    expect(sqlShareOf(judged.policy, judged.seen, 'local')).toBeUndefined();
  });
});

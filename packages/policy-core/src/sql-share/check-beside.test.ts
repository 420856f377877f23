import { describe, expect, test } from 'vitest';

import { acceptableIn, baselineOf, baselineText } from '../baseline.ts';
import { checkerFor, type CheckOptions } from '../checker.ts';
import { treeSeen } from '../given-observations.ts';
import { loadPolicy } from '../policy/load-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { Report } from '../report.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { judgeSqlShare } from './judge-sql-share.ts';
import { sqlShareOf } from './sql-share.ts';

const parsers = await testParsers();
const NOW = '2026-11-21T08:00:00Z';

/** Of the first one the other side tells, of the last one this side. */
const FIRST = 'db/0000.sql';
const LAST = 'db/0999.sql';

const FILES = Array.from({ length: 1000 }, (_, index) => {
  const path = `db/${String(index).padStart(4, '0')}.sql`;
  return { path, text: path === FIRST || path === LAST ? 'DROP TABLE orders;\n' : 'SELECT 1;\n' };
});

function policyOf(more: string): Policy {
  const text = `version: 1\nmigrations: { sql: ['db/*.sql'] }\n${more}`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy;
}

interface Ways {
  readonly alone: Report;
  readonly together: Report;
}

function bothWays(more: string, options: CheckOptions = {}): Ways {
  const policy = policyOf(more);
  const seen = treeSeen(policy, FILES, { now: NOW });
  const share = sqlShareOf(policy, seen, options.stage ?? 'local');
  if (share === undefined) throw new Error('Nothing is shared.');
  const checker = checkerFor(policy, parsers);
  const said = structuredClone(judgeSqlShare(structuredClone(share), parsers));
  return { alone: checker.check(seen, options), together: checker.checkBeside(share, seen, options)(said) };
}

function pathsOf({ findings }: Report): readonly (string | undefined)[] {
  return findings.filter(({ rule }) => rule === 'migrations/drop-table').map(({ at }) => at?.path);
}

function waiverOf(path: string): string {
  return `waivers:
  - { rule: migrations/drop-table, path: '${path}', reason: nobody reads it, approver: ana, expires: 2027-01-01 }
`;
}

describe('a tree that two have judged', () => {
  test('is told of in the order of its files, whoever judged them', () => {
    const { alone, together } = bothWays('');
    expect(pathsOf(together)).toEqual([FIRST, LAST]);
    expect(together).toEqual(alone);
  });

  test.each([FIRST, LAST])('is waived as it would be else: %s', (path) => {
    const { alone, together } = bothWays(waiverOf(path));
    expect(together.waived.map(({ finding }) => finding.at?.path)).toEqual([path]);
    expect(pathsOf(together)).toHaveLength(1);
    expect(together).toEqual(alone);
  });

  test('is held against the baseline as a whole', () => {
    const baseline = baselineText(baselineOf(acceptableIn(bothWays('').alone)));
    const { alone, together } = bothWays('', { baseline });
    expect(together.findings).toEqual([]);
    expect(together.outdatedBaselineEntries).toBe(0);
    expect(together).toEqual(alone);
  });

  test.each(['local', 'ci', 'deploy'] as const)('has the verdict of its stage: %s', (stage) => {
    const { alone, together } = bothWays('', { stage });
    expect(together).toMatchObject({ stage, verdict: 'fail' });
    expect(together).toEqual(alone);
  });

  test('counts every file and every rule once', () => {
    const { together } = bothWays('rules: { migrations/drop-table: warning }\n');
    expect(together.files).toBe(FILES.length);
    const summary = together.rules.filter(({ rule }) => rule === 'migrations/drop-table');
    expect(summary).toMatchObject([{ severity: 'warning', outcome: 'failed', findings: 2 }]);
  });
});

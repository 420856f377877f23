import { beforeAll, describe, expect, it } from 'vitest';

import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { allRules } from '../../packages/policy-core/src/checker/all-rules.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { describeCases } from './case-files.ts';
import { EXPLAINED } from './sql-peers/explained.ts';
import { peerCases, type PeerCase } from './sql-peers/peer-cases.ts';
import { ATLAS, EUGENE, PGLS, PGSAFE, SQUAWK } from './sql-peers/peer-rules.ts';

const cases = peerCases();

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

/** The linters ask every migration for its own timeouts. */
const TIMEOUTS = JSON.stringify({
  'migrations/lock-timeout-missing': { options: { setBy: 'migration' } },
  'migrations/statement-timeout-missing': { options: { setBy: 'migration' } },
});

/** Whether one of our rules that say the same finds something in the last script. */
function isFound({ counterpart, scripts, isInTransaction, pgVersion }: PeerCase): boolean {
  if ('none' in counterpart) return false;
  const known = pgVersion !== undefined && pgVersion >= 13 && pgVersion <= 18;
  const version = known ? `, pg_version: ${pgVersion}` : '';
  const policy = `version: 1\nmigrations: { sql: ["db/**/*.sql"]${version} }\nrules: ${TIMEOUTS}\n`;
  const checker = checkerFor(loadPolicy({ path: 'lockkeeper.yaml', text: policy }), parsers);
  // Flyway runs each file in a transaction.
  const path = (index: number) => (isInTransaction ? `db/V${index + 1}__case.sql` : `db/${index + 1}.sql`);
  const files = scripts.map((text, index) => ({ path: path(index), text }));
  const { findings, crashed } = checker.checkFiles(files, { stage: 'ci', now: '2026-11-21T08:00:00Z' });
  expect(crashed).toEqual([]);
  const judged = path(scripts.length - 1);
  return findings.some(({ rule, at }) => at?.path === judged && counterpart.includes(rule));
}

describeCases('Case sets of other linters for SQL', () => {
  it('are compared rule by rule, and what differs is explained', () => {
    const compared = cases.filter(({ counterpart }) => !('none' in counterpart));
    const differing = compared.filter((one) => isFound(one) !== one.fires).map(({ id }) => id);
    console.info(
      `${cases.length} cases of other linters for SQL: ${cases.length - compared.length} of rules that are not ours, ${compared.length - differing.length} agree, ${differing.length} explained`,
    );
    expect(
      differing.filter((id) => EXPLAINED[id] === undefined),
      'nothing differs without a reason',
    ).toEqual([]);
    expect(Object.keys(EXPLAINED).toSorted(), 'what no longer differs needs no reason').toEqual(
      differing.toSorted(),
    );
  });

  it('have an id each', () => {
    const ids = cases.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });
});

describe('The table of other linters for SQL', () => {
  it('names our rules by their ids, and gives a reason where there is none', () => {
    const known = new Set(allRules.map(({ id }) => id));
    const counterparts = [SQUAWK, PGSAFE, PGLS, EUGENE, ATLAS].flatMap((rules) => Object.values(rules));
    const unknown = counterparts.flatMap((one) => ('none' in one ? [] : one)).filter((id) => !known.has(id));
    expect([...new Set(unknown)]).toEqual([]);
    for (const one of counterparts) if ('none' in one) expect(one.none).not.toBe('');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';

import { checkerFor, type Checker } from '../../packages/policy-core/src/checker/checker.ts';
import { loadPolicy } from '../../packages/policy-core/src/checker/load-policy.ts';
import { allRules } from '../../packages/policy-core/src/checker/all-rules.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { caseRows, describeCases } from './case-files.ts';
import { EXPLAINED, STRONG_CASES, type StrongCase } from './sql-peers/strong-migrations.ts';
import { CASE_PATH, strongRevisions } from './sql-peers/strong-revisions.ts';

interface StrongRow {
  readonly id: string;
  readonly class: string;
  readonly verdict: 'safe' | 'unsafe' | 'error';
  readonly db: readonly string[];
  /** It depends on a setting of the gem. */
  readonly needs_config: boolean;
}

const rows = caseRows<StrongRow>('strong-migrations-cases.jsonl').filter(
  (row) => !row.needs_config && !row.db.includes('mysql-mariadb'),
);

const POLICY = 'version: 1\nmigrations: { alembic: [alembic/versions], pg_version: 15 }\n';

let checker: Checker;
beforeAll(async () => {
  checker = checkerFor(loadPolicy({ path: 'lockkeeper.yaml', text: POLICY }), await testParsers());
});

/** Rules that answer to some case of the gem: where it is silent, so are they. */
const COUNTERPARTS = new Set(Object.values(STRONG_CASES).flatMap((one) => ('ours' in one ? one.ours : [])));

/** Ids of counterparts that fire, or that cannot decide. */
function saidByUs(strong: Extract<StrongCase, { readonly sql: unknown }>): readonly string[] {
  const files = strongRevisions(strong);
  const report = checker.checkFiles(files, { stage: 'ci', now: '2026-11-21T08:00:00Z' });
  expect(report.crashed).toEqual([]);
  const said = [...report.findings, ...report.undetermined]
    .filter(({ rule, at }) => at?.path === CASE_PATH && COUNTERPARTS.has(rule))
    .map(({ rule }) => rule);
  return [...new Set(said)];
}

describeCases('Case sets of other linters for Rails', () => {
  it('are all turned into SQL, or said why not', () => {
    expect(Object.keys(STRONG_CASES).toSorted()).toEqual([...new Set(rows.map(({ id }) => id))].toSorted());
  });

  it('are answered as the gem does, and what differs is explained', () => {
    const differing = rows.flatMap(({ id, verdict }) => {
      const own = STRONG_CASES[id];
      if (own === undefined || 'none' in own) return [];
      const said = saidByUs(own);
      const isAnswered =
        verdict === 'safe' ? said.length === 0 : said.some((rule) => own.ours.includes(rule));
      return isAnswered ? [] : [{ id: `${id} ${verdict}`, said }];
    });
    const unsaid = rows.filter(({ id }) => 'none' in (STRONG_CASES[id] ?? {})).length;
    console.info(
      `${rows.length} cases of strong_migrations: ${rows.length - differing.length - unsaid} agree, ${differing.length} explained, ${unsaid} without SQL`,
    );
    expect(
      differing.filter(({ id }) => EXPLAINED[id] === undefined),
      'nothing differs without a reason',
    ).toEqual([]);
    expect(Object.keys(EXPLAINED).toSorted(), 'what no longer differs needs no reason').toEqual(
      differing.map(({ id }) => id).toSorted(),
    );
  });
});

describe('The table of strong_migrations', () => {
  it('names our rules by their ids', () => {
    const known = new Set(allRules.map(({ id }) => id));
    expect([...COUNTERPARTS].filter((id) => !known.has(id))).toEqual([]);
  });
});

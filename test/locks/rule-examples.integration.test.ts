import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { alembic } from '../alembic/alembic-worker.ts';
import { ROOT } from '../architecture/source-files.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { judgeExample } from '../rule-pages/judge-example.ts';
import { readRulePage, type Example } from '../rule-pages/rule-page.ts';
import { claimsOf, TIMEOUT } from './example-claims.ts';
import { PLACES, schemaBefore } from './example-fixture.ts';
import { exampleRuns, type ExampleRun } from './example-statements.ts';
import { longLocks, watchedRun, type WatchedStatement } from './watched-run.ts';

const RULES = path.join(ROOT, 'packages/policy-core/src/migrations/rules');

const onEffects = readdirSync(RULES)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.replace(/\.md$/, ''))
  .filter((rule) => /from '\.\.\/effects\//.test(readFileSync(path.join(RULES, `${rule}.ts`), 'utf8')));

/** They ask for effects to tell of something else: what goes along, and which values do not fit. */
const TELL_OF_OTHER_THINGS = ['cascade-drop', 'narrow-column-type'];

/** Rules that tell what PostgreSQL locks, does, refuses and waits for. */
const rules = onEffects.filter((rule) => !TELL_OF_OTHER_THINGS.includes(rule));

/** Locks of good examples under which much is done all the same, by rule. */
const LONG_ALL_THE_SAME: Readonly<Record<string, readonly string[]>> = {
  // It is given up after the time that the example sets; index-not-concurrent tells of the rest.
  'statement-timeout-missing': ['SHARE on orders'],
  // Nobody writes to a materialised view, and who reads it does not wait.
  'refresh-matview-not-concurrent': ['EXCLUSIVE on totals'],
};

describe.skipIf(postgresql.kind === 'unavailable' || alembic.kind === 'unavailable')(
  'real PostgreSQL with the examples of rules about locks',
  () => {
    let database: ScratchDatabase;
    let writer: Client;
    beforeAll(async () => {
      database = await scratchDatabase();
      writer = await database.connect();
      for (const sql of PLACES) await database.query(sql);
    });
    afterAll(async () => {
      await writer.end();
      await database.drop();
    });

    async function watched(example: Example): Promise<readonly SeenRun[]> {
      const seen: SeenRun[] = [];
      for (const { ending, statements } of await exampleRuns(example)) {
        await database.query(schemaBefore(statements));
        await database.query(`SET lock_timeout = '${TIMEOUT}'; SET statement_timeout = '${TIMEOUT}'`);
        seen.push({ ending, statements: await watchedRun({ database, writer }, statements) });
      }
      return seen;
    }

    describe.each(rules)('%s', (rule) => {
      const { examples } = readRulePage(readFileSync(path.join(RULES, `${rule}.md`), 'utf8'));
      const of = (verdict: Example['verdict']) => examples.filter((example) => example.verdict === verdict);

      it.each(of('bad').map((example, index) => [index + 1, example] as const))(
        'is seen to do what is said of bad example %i',
        async (_, example) => {
          const report = await judgeExample(example);
          const findings = report.findings.filter((finding) => finding.rule === `migrations/${rule}`);
          expect(findings).not.toEqual([]);
          const runs = await watched(example);
          for (const { message, at } of findings) {
            const claims = claimsOf(message);
            expect(claims, `nothing to look for: ${message}`).not.toEqual([]);
            const seen = runs
              .filter(({ ending }) => at?.path.endsWith(ending))
              .flatMap(({ statements }) => statements);
            const unseen = claims.filter((claim) => !seen.some((statement) => claim.isSeen(statement)));
            expect(
              unseen.map(({ words }) => words),
              shown(seen),
            ).toEqual([]);
          }
        },
      );

      it.each(of('good').map((example, index) => [index + 1, example] as const))(
        'keeps nobody waiting for long by good example %i',
        async (_, example) => {
          for (const { statements } of await watched(example)) {
            expect(statements.flatMap(({ error }) => error ?? [])).toEqual([]);
            const locks = new Set(statements.flatMap(longLocks));
            const untold = [...locks].filter((lock) => !LONG_ALL_THE_SAME[rule]?.includes(lock));
            expect(untold, shown(statements)).toEqual([]);
          }
        },
      );
    });
  },
);

interface SeenRun {
  readonly ending: ExampleRun['ending'];
  readonly statements: readonly WatchedStatement[];
}

describe('Rules about locks', () => {
  it('are those that ask for effects, but for a few that are known', () => {
    expect(rules.length).toBeGreaterThan(30);
    expect(TELL_OF_OTHER_THINGS.filter((rule) => !onEffects.includes(rule))).toEqual([]);
    expect(Object.keys(LONG_ALL_THE_SAME).filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});

function shown(statements: readonly WatchedStatement[]): string {
  return JSON.stringify(
    statements,
    (_key, value) => (value instanceof Set || value instanceof Map ? [...value] : value),
    1,
  );
}

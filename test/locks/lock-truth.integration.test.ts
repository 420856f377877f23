import { expect, it } from 'vitest';

import { effectsOf } from '../../packages/policy-core/src/migrations/effects/effects-of.ts';
import type { StepEffects } from '../../packages/policy-core/src/migrations/effects/step-effects.ts';
import { tableText } from '../../packages/policy-core/src/migrations/operations/name.ts';
import { AT_END, foldedSql, sqlSteps } from '../../packages/policy-core/src/testing/folded-sql.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { caseFile, caseRows, describeCases } from '../cases/case-files.ts';

/** One statement, as PostgreSQL 15 ran it by itself. Relations are tables, views and indexes. */
interface LockTruth {
  readonly ddl: string;
  /** By relation; absent where it failed. */
  readonly locks?: Readonly<Record<string, string>>;
  readonly rewritten?: readonly string[];
  readonly error?: string;
  readonly in_transaction_error?: string;
  /** The same outside of a transaction. */
  readonly no_tx?: { readonly rewritten: readonly string[] };
}

const rows = caseRows<LockTruth>('pg15-lock-truth.jsonl');
/** The schema that all of them ran on. */
const [, before = ''] = /### pg15-lock-truth.*?```sql\n(.*?)```/s.exec(caseFile('README.md')) ?? [];

/** Those of that schema that are no indexes. */
const RELATIONS: ReadonlySet<string> = new Set(['o', 't', 'vw', 'mv', 'p', 'p1', 'p2']);

describeCases('What PostgreSQL 15 was seen to do', async () => {
  const { sql: parser } = await testParsers();
  const schema = foldedSql(parser, before);
  const context = { schema, moment: AT_END, pgVersion: 15, timeZone: 'UTC' };
  const effects = (ddl: string): readonly StepEffects[] =>
    sqlSteps(parser, ddl).map((step) => {
      if (step.kind === 'unclear') throw new Error(`${ddl}: ${step.problem}`);
      return effectsOf(step.operation, context);
    });
  const touched = (ddl: string) => effects(ddl).flatMap(({ relations }) => relations);
  const rewritten = (ddl: string) =>
    touched(ddl)
      .filter(({ work }) => work === 'rewrite' || work === 'emptied')
      .map(({ relation }) => tableText(relation))
      .toSorted();

  it('is there of 132 statements', () => {
    expect(rows).toHaveLength(132);
  });

  it.each(rows.filter(({ locks }) => locks !== undefined))(
    'is told: $ddl',
    ({ ddl, locks = {}, rewritten: written = [] }) => {
      const told = touched(ddl).map(({ relation, lock }) => `${tableText(relation)}: ${lock}`);
      const seen = Object.entries(locks).filter(([name]) => RELATIONS.has(name));
      expect(told.toSorted()).toEqual(seen.map(([name, mode]) => `${name}: ${modeText(mode)}`).toSorted());
      expect(rewritten(ddl)).toEqual(tables(written));
    },
  );

  it.each(rows.filter((row) => row.in_transaction_error !== undefined))(
    'is told to be refused in a transaction: $ddl',
    ({ ddl, no_tx: outside }) => {
      expect(effects(ddl).map((one) => one.refusedInTransaction)).toContain(true);
      expect(rewritten(ddl)).toEqual(tables(outside?.rewritten ?? []));
    },
  );

  it.each(rows.filter((row) => row.in_transaction_error === undefined))(
    'is told to run in a transaction: $ddl',
    ({ ddl }) => {
      expect(effects(ddl).map((one) => one.refusedInTransaction)).not.toContain(true);
    },
  );

  it('leaves nothing untold of a schema that is known', () => {
    const untold = rows.flatMap(({ ddl }) =>
      effects(ddl).flatMap(({ unknown }) => unknown.map((why) => [ddl, why])),
    );
    expect(untold).toEqual([]);
  });

  it('fails on rows where that is told', () => {
    const failed = rows.filter(({ error = '' }) => error.includes('contains null values'));
    expect(failed.map(({ ddl }) => ddl)).toEqual(['ALTER TABLE t ADD COLUMN x int NOT NULL']);
    expect(effects(failed[0]?.ddl ?? '').flatMap(({ failures }) => failures)).toMatchObject([
      { kind: 'any-row', relation: { text: 't' }, column: 'x' },
    ]);
  });
});

function tables(relations: readonly string[]): readonly string[] {
  return relations.filter((name) => RELATIONS.has(name)).toSorted();
}

/** `AccessExclusiveLock` */
function modeText(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();
}

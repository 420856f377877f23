import { beforeAll, describe, expect, it } from 'vitest';

import type { Operation } from '../../packages/policy-core/src/migrations/operations/operation.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { directiveRead } from '../../packages/policy-core/src/testing/read-directive.ts';
import { renderedByAlembic } from './alembic-ddl.ts';
import { alembicWorker } from './alembic-worker.ts';
import { DIRECTIVE_CALLS } from './directive-calls.ts';
import { otherwiseIn } from './directive-versions.ts';
import { told } from './told-operations.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

/** The table of the batch. */
const TABLE = { text: 't', isKnown: true, schema: undefined };

const rendered = renderedByAlembic(DIRECTIVE_CALLS);
const cases = DIRECTIVE_CALLS.flatMap((call, index) => {
  const answer = rendered?.[index];
  if (answer === undefined || !('sql' in answer)) return [];
  // Older versions pass over these without a word.
  const isOverlooked = /if_(?:not_)?exists=/.test(call) && !/ IF /.test(answer.sql);
  return isOverlooked ? [] : [{ call, sql: answer.sql }];
});

/** What the SQL does, as far as all of it is read. */
function operationsIn(sql: string): readonly Operation[] {
  return sqlOperations(parsers.sql, sql).map((step) => {
    if (step.kind === 'unclear') throw new Error(`${step.problem}: ${sql}`);
    return step.operation;
  });
}

describe.skipIf(rendered === undefined)('the statements that Alembic renders', () => {
  it('are known for nearly all directives, whatever its version', () => {
    expect(cases.length / DIRECTIVE_CALLS.length).toBeGreaterThan(0.9);
  });

  it('do what was read from the directive, but for what newer versions are known to make of it', async () => {
    const otherwise = otherwiseIn((await alembicWorker()).sqlalchemy);
    const different = cases.flatMap(({ call, sql }) => {
      const batch = call.startsWith('batch_op.') ? { batch: { table: TABLE } } : {};
      const ours = otherwise.get(call) ?? told(directiveRead(parsers, { call, ...batch }) ?? []);
      const theirs = told(operationsIn(sql));
      return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ call, ours, theirs }];
    });
    expect(different).toEqual([]);
    const unasked = [...otherwise.keys()].filter((call) => !cases.some((one) => one.call === call));
    expect(unasked).toEqual([]);
  });
});

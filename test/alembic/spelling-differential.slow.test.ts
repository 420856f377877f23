import { beforeAll, describe, expect, it } from 'vitest';

import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { directiveRead } from '../../packages/policy-core/src/testing/read-directive.ts';
import { renderedByAlembic } from './alembic-ddl.ts';
import { SPELLED_DIRECTIVES, spellings } from './spelled-calls.ts';
import { told } from './told-operations.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

/** The table of the batch. */
const TABLE = { text: 't', isKnown: true, schema: undefined };

function read(call: string): readonly string[] {
  const batch = call.startsWith('batch_op.') ? { batch: { table: TABLE } } : {};
  return told(directiveRead(parsers, { call, ...batch }) ?? []);
}

const calls = SPELLED_DIRECTIVES.flatMap(spellings);
const answers = renderedByAlembic(calls);
const rendered = new Map(
  answers?.flatMap((answer, index) => ('sql' in answer ? [[calls[index] ?? '', answer.sql] as const] : [])),
);

describe('arguments of a directive, however they are passed', () => {
  it.each(SPELLED_DIRECTIVES.map((directive) => [directive.name, directive] as const))(
    'are read alike: %s',
    (_, directive) => {
      const [plain = '', ...others] = spellings(directive);
      expect(read(plain).join()).not.toContain('<');
      for (const call of others) expect([call, read(call)]).toEqual([call, read(plain)]);
    },
  );
});

describe.skipIf(answers === undefined)('the statements that Alembic renders for every spelling', () => {
  it.each(SPELLED_DIRECTIVES.map((directive) => [directive.name, directive] as const))(
    'are the same, and do what was read: %s',
    (_, directive) => {
      const accepted = spellings(directive).filter((call) => rendered.has(call));
      expect(accepted.length).toBeGreaterThanOrEqual(8);
      expect(new Set(accepted.map((call) => rendered.get(call))).size).toBe(1);
      const sql = rendered.get(accepted[0] ?? '') ?? '';
      const done = sqlOperations(parsers.sql, sql).flatMap((step) =>
        step.kind === 'operation' ? [step.operation] : [],
      );
      expect(told(done)).toEqual(read(accepted[0] ?? ''));
    },
  );
});

import { beforeAll, describe, expect, it } from 'vitest';

import { namedOperation } from '../../packages/policy-core/src/migrations/history/named-by-convention.ts';
import type { Operation } from '../../packages/policy-core/src/migrations/operations/operation.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { directiveRead } from '../../packages/policy-core/src/testing/read-directive.ts';
import { seededRandom, type Random } from '../pip/random.ts';
import { renderedUnder, type GivenConvention } from './alembic-ddl.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await testParsers();
});

const TOKENS: readonly [string, ...string[]] = [
  'table_name',
  'column_0_name',
  'column_1_name',
  'column_0_N_name',
  'column_0N_name',
  'column_0_label',
  'column_0_N_label',
  'column_0_key',
  'referred_table_name',
  'referred_column_0_name',
  'referred_column_0_N_name',
  'nonsense',
];

/** Every table has a primary key, so that what it cannot be named by lets nothing be made at all. */
const OF_ANY_KEY = ['table_name', 'column_0_name', 'column_0_key'] as const;

function template(random: Random, tokens: readonly [string, ...string[]]): string {
  const length = 1 + random.below(4);
  const parts = Array.from({ length }, () =>
    random.chance(0.75) ? `%(${random.pick(tokens)})s` : random.pick(['x', 'long_'.repeat(8), 'é']),
  );
  return parts.join('_');
}

function convention(random: Random): GivenConvention {
  const kinds = ['fk', 'uq', 'pk'].filter(() => random.chance(0.8));
  return Object.fromEntries(
    kinds.map((kind) => [kind, template(random, kind === 'pk' ? OF_ANY_KEY : TOKENS)]),
  );
}

const CALLS: readonly [string, ...string[]] = [
  'op.create_foreign_key(None, "orders", "users", ["user_id"], ["id"])',
  'op.create_foreign_key(None, "orders", "users", ["a", "b"], ["c", "d"], source_schema="s", referent_schema="r")',
  'op.create_foreign_key("given", "orders", "users", ["user_id"], ["id"])',
  'op.create_foreign_key(op.f("given"), "orders", "users", ["user_id"], ["id"])',
  'op.create_unique_constraint(None, "orders", ["number"])',
  'op.create_unique_constraint(None, "orders", ["number", "year"], schema="s")',
  'op.create_unique_constraint("given", "orders", ["number"])',
  'op.create_primary_key(None, "orders", ["id"])',
  'batch_op.create_unique_constraint(None, ["number"])',
  'batch_op.create_foreign_key(None, "users", ["user_id"], ["id"])',
];

const random = seededRandom(4);
const asked = Array.from({ length: 600 }, () => [random.pick(CALLS), convention(random)] as const);
const answers = renderedUnder(asked);

/** The name that the only constraint in it gets. */
function nameIn(operations: readonly Operation[]): string | undefined {
  const [operation, ...others] = operations;
  if (operation?.kind !== 'add-constraint' || others.length > 0) throw new Error('one was to be added');
  const { name, mayBeNamed } = operation.constraint;
  return mayBeNamed === true ? '?' : name?.text;
}

function renderedName(sql: string): string | undefined {
  const operations = sqlOperations(parsers.sql, sql).map((step) => {
    if (step.kind === 'unclear') throw new Error(`${step.problem}: ${sql}`);
    return step.operation;
  });
  return nameIn(operations);
}

const TABLE = { text: 't', isKnown: true, schema: undefined };

function ownName(call: string, given: GivenConvention): string | undefined {
  const read = directiveRead(
    parsers,
    call.startsWith('batch_op.') ? { call, batch: { table: TABLE } } : { call },
  );
  const named = read?.map((operation) => namedOperation(operation, { kind: 'read', templates: given ?? {} }));
  return nameIn(named ?? []);
}

describe.skipIf(answers === undefined)('the name that Alembic gives to a constraint without one', () => {
  it('is the one that the convention of the metadata makes of it', () => {
    let compared = 0;
    const different = asked.flatMap(([call, given], index): readonly unknown[] => {
      const answer = answers?.[index];
      const ours = ownName(call, given);
      // What Alembic cannot fill in it refuses to run.
      if (answer === undefined || !('sql' in answer))
        return ours === '?' ? [] : [{ call, given, ours, answer }];
      compared += 1;
      const theirs = renderedName(answer.sql);
      return ours === theirs ? [] : [{ call, given, ours, theirs }];
    });
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });
});

describe.skipIf(answers === undefined)('a drop of a constraint without a name', () => {
  it('is no more than before: Alembic knows no columns that a convention could name it by', () => {
    const uq = { uq: 'uq_%(table_name)s_%(column_0_name)s', fk: 'fk_%(table_name)s_%(referred_table_name)s' };
    const drops = renderedUnder([
      ['op.drop_constraint(None, "t", type_="unique")', uq],
      ['op.drop_constraint(None, "t", type_="foreignkey")', uq],
      ['op.drop_constraint(None, "t")', uq],
    ]);
    const [unique, foreignKey, any] = drops ?? [];
    expect(unique).toEqual({ sql: 'ALTER TABLE t DROP CONSTRAINT uq_t_;\n\n' });
    expect(foreignKey).toHaveProperty('problem');
    expect(any).toHaveProperty('problem');
  });
});

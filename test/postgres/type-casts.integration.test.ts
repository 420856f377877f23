import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isCastByItself } from '../../packages/policy-core/src/migrations/operations/casts.ts';
import type { ColumnType } from '../../packages/policy-core/src/migrations/operations/column-type.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** As columns of tables have them, plain and as lists. */
const TYPES = [
  'smallint',
  'integer',
  'bigint',
  'numeric',
  'numeric(10,2)',
  'real',
  'double precision',
  'money',
  'boolean',
  'text',
  'varchar',
  'varchar(5)',
  'char(5)',
  'date',
  'timestamp',
  'timestamp(3)',
  'timestamptz',
  'time',
  'timetz',
  'interval',
  'bit',
  'bit(3)',
  'varbit',
  'inet',
  'cidr',
  'macaddr',
  'json',
  'jsonb',
  'uuid',
  'bytea',
  'xml',
  'integer[]',
  'bigint[]',
  'text[]',
  'varchar(5)[]',
  'jsonb[]',
];

/** PostgreSQL converts these by itself, and we do not say so: then nobody writes a downgrade for somebody. */
const NOT_SAID = [
  /^(?:smallint|integer|bigint|numeric(?:\(10,2\))?) → money$/,
  /^money → numeric/,
  /^(?:timestamp(?:\(3\))?|timestamptz) → time/,
  /^timestamptz → timetz$/,
  /^time → interval$/,
  /^interval → time$/,
  /^(?:inet|cidr) → (?:inet|cidr)$/,
  // Lists as they are shown.
  /\[\] → (?:text|varchar|varchar\(5\)|char\(5\))(?:\[\])?$/,
];

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL converts a column without USING', () => {
  let database: ScratchDatabase;
  let parser: SqlParser;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test.each(TYPES)('from %s', async (from) => {
    const promised: string[] = [];
    const unsaid: string[] = [];
    for (const to of TYPES) {
      await database.query(`DROP TABLE IF EXISTS t; CREATE TABLE t (c ${from})`);
      const isDone = await runs(`ALTER TABLE t ALTER COLUMN c TYPE ${to}`);
      const isSaid = isCastByItself(typeOf(from), typeOf(to));
      if (isSaid && !isDone) promised.push(`${from} → ${to}`);
      if (isDone && !isSaid) unsaid.push(`${from} → ${to}`);
    }
    expect(promised, 'it would fail').toEqual([]);
    expect(unsaid.filter((pair) => !NOT_SAID.some((known) => known.test(pair)))).toEqual([]);
  });

  async function runs(statement: string): Promise<boolean> {
    try {
      await database.query(statement);
      return true;
    } catch {
      return false;
    }
  }

  function typeOf(written: string): ColumnType {
    const [step] = sqlOperations(parser, `ALTER TABLE t ALTER COLUMN c TYPE ${written}`);
    if (step?.kind !== 'operation' || step.operation.kind !== 'alter-column' || !step.operation.type)
      throw new Error(`No type was read: ${written}`);
    return step.operation.type;
  }
});

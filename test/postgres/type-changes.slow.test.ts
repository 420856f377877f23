import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ColumnType } from '../../packages/policy-core/src/migrations/operations/column-type.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import { typeChange } from '../../packages/policy-core/src/migrations/schema/type-change.ts';
import { sqlOperations } from '../../packages/policy-core/src/migrations/sql/operations.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** Types as SQL writes them, with values at their edges. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  smallint: ['-32768', '32767', '1234'],
  integer: ['-2147483648', '2147483647', '16777217'],
  bigint: ['-9223372036854775808', '9223372036854775807', '9007199254740993'],
  numeric: ['123456789012345678901234567890.123456789', '0.000000000001', '-7'],
  'numeric(4)': ['-9999', '9999'],
  'numeric(6,2)': ['9999.99', '-0.01'],
  'numeric(9)': ['999999999', '-999999999'],
  'numeric(10,2)': ['99999999.99', '-0.01'],
  'numeric(10,4)': ['999999.9999', '0.0001'],
  'numeric(12,2)': ['9999999999.99'],
  'numeric(15)': ['999999999999999'],
  'numeric(18)': ['999999999999999999'],
  'numeric(20,2)': ['999999999999999999.99'],
  real: ['3.4028235e+38', '1.1754944e-38', '16777216', '0.1'],
  'double precision': ['1.7976931348623157e+308', '0.1', '0.30000000000000004', '9007199254740993'],
  money: ['12.34', '-92233720368547758.08'],
  boolean: ['true', 'false'],
  text: ['', 'a ', 'x'.repeat(300), 'ä€😀'],
  varchar: ['', 'a ', 'x'.repeat(300)],
  'varchar(5)': ['abcde', 'a    ', 'ä€😀zz'],
  'varchar(20)': ['x'.repeat(20), `${'x'.repeat(19)} `],
  'char(5)': ['abcde', 'a'],
  'char(20)': ['x'.repeat(20), 'a'],
  date: ['0001-01-01', '9999-12-31', '2026-02-28'],
  timestamp: ['0001-01-01 00:00:00', '9999-12-31 23:59:59.999999', '2026-03-29 02:30:00'],
  'timestamp(3)': ['2026-11-21 23:59:59.999', '2026-03-29 02:30:00.001'],
  'timestamp(0)': ['2026-11-21 23:59:59'],
  timestamptz: [
    '0001-01-01 00:00:00+00',
    '9999-12-31 23:59:59.999999-11',
    '2026-10-25 01:30:00+00',
    '2026-10-25 00:30:00+00',
  ],
  'timestamptz(3)': ['2026-11-21 23:59:59.999+05', '2026-10-25 01:30:00+00', '2026-10-25 00:30:00+00'],
  time: ['00:00:00', '23:59:59.999999', '12:30'],
  'time(0)': ['23:59:59'],
  timetz: ['23:59:59.999999-11', '00:00:00+05'],
  interval: ['1 year 2 mons', '25:00:00', '-3 days 04:05:06.789012'],
  'interval(2)': ['25:00:00.12'],
  bit: ['0', '1'],
  'bit(3)': ['101', '000'],
  'bit(5)': ['10101'],
  varbit: ['', '101', '1'.repeat(70)],
  'varbit(3)': ['', '1', '101'],
  'varbit(5)': ['', '11111'],
  inet: ['192.168.1.77/24', '::1'],
  cidr: ['192.168.1.0/24', '::/0'],
  macaddr: ['08:00:2b:01:02:03'],
  macaddr8: ['08:00:2b:01:02:03:04:05', '08:00:2b:ff:fe:01:02:03'],
  json: ['{"b": 1,  "a": 2, "a": 3}'],
  jsonb: ['{"a": 1}', '"x"'],
  uuid: ['11111111-2222-3333-4444-555555555555'],
  bytea: ['\\xdeadbeef'],
  xml: ['<a/>'],
  'integer[]': ['{1,2}', '{}', '{2147483647}'],
  'bigint[]': ['{9223372036854775807}'],
  'text[][]': ['{{a,b},{c,d}}', '{"x "}', `{${'x'.repeat(30)}}`],
  'varchar(5)[]': ['{abcde,NULL}'],
};

const PAIRS = Object.keys(EDGES).flatMap((from) => Object.keys(EDGES).map((to) => [from, to] as const));

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and changes of types', () => {
  let database: ScratchDatabase;
  let parser: SqlParser;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
    // Where the clock is turned back a local time is told twice.
    await database.query("SET timezone = 'Europe/Berlin'");
  });
  afterAll(() => database.drop());

  test('agree which PostgreSQL makes by itself', async () => {
    const refused: string[] = [];
    for (const [from, to] of PAIRS) {
      // Another kind of type may be converted by itself or not; all else must be.
      const mustConvert = typeChange(typeOf(from), typeOf(to)).kind !== 'conversion';
      if (mustConvert && !(await converts(from, to))) refused.push(`${from} to ${to}`);
    }
    expect(refused).toEqual([]);
  });

  test('agree in which every value survives', async () => {
    for (const [from, to] of PAIRS) {
      const { kind } = typeChange(typeOf(from), typeOf(to));
      if (kind === 'conversion') continue;
      const lost: string[] = [];
      for (const value of EDGES[from] ?? []) if (!(await survives(from, to, value))) lost.push(value);
      expect([from, to, lost.length > 0]).toEqual([from, to, kind === 'narrowing']);
    }
  });

  test('agree on enums that lose a value', async () => {
    await database.query("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE mood_new AS ENUM ('ok')");
    await database.query("CREATE TABLE moods AS SELECT 'sad'::mood AS v");
    const change = 'ALTER TABLE moods ALTER v TYPE mood_new USING v::text::mood_new';
    await expect(database.query(change)).rejects.toThrow('invalid input value for enum mood_new: "sad"');
    const [from, to] = [{ values: ['sad', 'ok'] }, { values: ['ok'] }].map((more, index) => ({
      ...typeOf('text'),
      ...more,
      name: ['mood', 'mood_new'][index] ?? '',
    }));
    expect(from && to && typeChange(from, to).kind).toBe('narrowing');
  });

  function typeOf(sql: string): Extract<ColumnType, { isKnown: true }> {
    const [step] = sqlOperations(parser, `ALTER TABLE t ALTER v TYPE ${sql}`);
    const type =
      step?.kind === 'operation' && step.operation.kind === 'alter-column' ? step.operation.type : undefined;
    if (type?.isKnown !== true) throw new Error(`${sql} is not read as a type.`);
    return type;
  }

  async function converts(from: string, to: string): Promise<boolean> {
    try {
      await database.query(
        `DROP TABLE IF EXISTS c; CREATE TABLE c (v ${from}); ALTER TABLE c ALTER v TYPE ${to}`,
      );
      return true;
    } catch {
      return false;
    }
  }

  /** There and back again it is what it was. */
  async function survives(from: string, to: string, value: string): Promise<boolean> {
    await database.query(
      `DROP TABLE IF EXISTS s; CREATE TABLE s (v ${from}, w text); INSERT INTO s (v) VALUES ('${value}'); UPDATE s SET w = v::text`,
    );
    try {
      await database.query(`ALTER TABLE s ALTER v TYPE ${to}`);
      await database.query(`ALTER TABLE s ALTER v TYPE ${from} USING v::${from}`);
    } catch {
      return false;
    }
    const [row] = await database.query<{ readonly same: boolean }>('SELECT v::text = w AS same FROM s');
    return row?.same === true;
  }
});

import { beforeAll, describe, expect, test } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { isSupersededIndexStep } from './superseded-index-step.ts';

let parser: SqlParser;

beforeAll(async () => {
  ({ sql: parser } = await testParsers());
});

/** Of the first step of a text. */
function isTold(sql: string, isCertain = true): boolean {
  const [step, ...later] = sqlSteps(parser, sql);
  if (step?.kind !== 'operation') throw new Error('The text has no step.');
  return isSupersededIndexStep({ ...step, isCertain }, later);
}

const INDEX = 'CREATE UNIQUE INDEX CONCURRENTLY uq ON orders (number)';

describe('an index is told with a later step', () => {
  test.each([
    ['a constraint of its name', 'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq'],
    ['a key of its name', 'ALTER TABLE orders ADD CONSTRAINT uq PRIMARY KEY USING INDEX uq'],
    ['one behind others', 'SELECT 1; ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq'],
  ])('that makes it %s', (_name, later) => {
    expect(isTold(`${INDEX}; ${later}`)).toBe(true);
  });

  test.each([
    ['a constraint of another name', 'ALTER TABLE orders ADD CONSTRAINT ck UNIQUE USING INDEX uq'],
    ['a constraint with an index of its own', 'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (number)'],
    ['a check of its name', 'ALTER TABLE orders ADD CONSTRAINT uq CHECK (number > 0)'],
    ['nothing', 'SELECT 1'],
  ])('but not with %s', (_name, later) => {
    expect(isTold(`${INDEX}; ${later}`)).toBe(false);
  });

  test('that makes one of its name, where it may not be there', () => {
    const sql = 'DROP INDEX ix; CREATE INDEX ix ON orders (number)';
    expect(isTold(sql, false)).toBe(true);
    expect(isTold(sql)).toBe(false);
    expect(isTold('DROP INDEX ix; CREATE INDEX iy ON orders (number)', false)).toBe(false);
    expect(isTold('DROP INDEX ix; CREATE INDEX ON orders (number)', false)).toBe(false);
  });

  test('and nothing else is', () => {
    expect(isTold('DROP TABLE uq; ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX uq')).toBe(false);
    expect(isTold('CREATE INDEX ON orders (number); SELECT 1')).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { columnState, schemaOf, tableState, typeNamed } from '../../testing/sample-schema.ts';
import { sqlDirections } from '../../testing/sql-directions.ts';
import { destructiveness } from './destructiveness.ts';
import { undoings } from './reversibility/undoings.ts';
import { stateBeforeIn } from './state-before.ts';
import type { StepUndoing } from './step-undoing.ts';
import { schemaBefore } from '../schema/schema-before.ts';

const { direction } = await sqlDirections();
const schema = schemaOf([
  tableState('orders', [
    columnState('n', { type: typeNamed('int8') }),
    columnState('total', { type: typeNamed('numeric', { size: 10, scale: 2 }) }),
    columnState('note', { type: typeNamed('text') }),
  ]),
]);
const before = stateBeforeIn(schema, 'ab12');

function stepsOf(sql: string): readonly StepUndoing[] {
  return undoings(direction(sql), direction(''), schemaBefore(schema, 'ab12')).steps;
}

/** The answer, and the sentences behind it. */
function told(sql: string): readonly string[] {
  const { answer, reasons } = destructiveness(stepsOf(sql), before);
  expect(reasons.every((reason) => reason.direction === 'upgrade')).toBe(true);
  return [answer, ...reasons.map(({ text }) => text)];
}

describe('An object that goes', () => {
  test.each([
    ['DROP DATABASE shop', 'Drops the database shop.'],
    ['DROP OWNED BY app', 'Drops everything that app owns.'],
    ['DROP SEQUENCE IF EXISTS s', 'Drops the sequence s, if it is there.'],
    ['DROP SCHEMA old CASCADE', 'Drops the schema old, with whatever depends on it.'],
    ['DROP DOMAIN email CASCADE', 'Drops the domain email, with whatever depends on it.'],
    ['DROP EXTENSION hstore CASCADE', 'Drops the extension hstore, with whatever depends on it.'],
  ])('takes rows along: %s', (sql, sentence) => {
    expect(told(sql)).toEqual(['yes', sentence]);
  });

  test.each([
    'DROP SCHEMA old',
    'DROP DOMAIN email',
    'DROP EXTENSION hstore',
    'DROP VIEW v CASCADE',
    'DROP FUNCTION f() CASCADE',
    'DROP TRIGGER t ON orders',
  ])('takes no row along: %s', (sql) => {
    expect(told(sql)).toEqual(['no']);
  });

  test('may take some along where only running it tells of CASCADE', () => {
    const steps = stepsOf('DROP TYPE mood').map(({ step, undoing }) =>
      step.kind === 'operation' && step.operation.kind === 'drop-object'
        ? { undoing, step: { ...step, operation: { ...step.operation, cascade: undefined } } }
        : { step, undoing },
    );
    const { answer, reasons } = destructiveness(steps, before);
    expect([answer, ...reasons.map(({ text }) => text)]).toEqual([
      'unknown',
      'Drops the type mood, maybe with whatever depends on it.',
    ]);
  });
});

describe('A column that gets another type', () => {
  const change = (column: string, type: string) => `ALTER TABLE orders ALTER ${column} TYPE ${type}`;

  test.each([
    [
      change('n', 'int'),
      'Changes the column orders.n: the type to integer, which may not hold every value of bigint.',
    ],
    [
      change('total', 'numeric(10,1)'),
      'Changes the column orders.total: the type to numeric(10,1), which may not hold every value of numeric(10,2).',
    ],
  ])('loses values where it is narrower: %s', (sql, sentence) => {
    expect(told(sql)).toEqual(['yes', sentence]);
  });

  test.each([
    [
      change('note', 'int USING note::int'),
      'Changes the column orders.note: the type to integer using note::int, and not every value may be one, coming from text.',
    ],
    [
      change('n', 'mood USING n::mood'),
      'Changes the column orders.n: the type to mood using n::mood, and not every value may be one, coming from bigint.',
    ],
    [
      change('place', 'text'),
      'Changes the column orders.place: the type to text, and which type it had is not known.',
    ],
    [
      'ALTER TABLE people ALTER n TYPE text',
      'Changes the column people.n: the type to text, and which type it had is not known.',
    ],
  ])('may lose values: %s', (sql, sentence) => {
    expect(told(sql)).toEqual(['unknown', sentence]);
  });

  test.each([change('n', 'bigint'), change('n', 'numeric'), change('total', 'text')])(
    'keeps every value: %s',
    (sql) => {
      expect(told(sql)).toEqual(['no']);
    },
  );
});

describe('What the upgrade makes itself', () => {
  test.each([
    ['a table that gets another name', 'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; DELETE FROM u'],
    ['a column of another type', 'CREATE TABLE t (a text); ALTER TABLE t ALTER a TYPE int USING 1'],
    [
      'a column that is renamed and goes',
      'ALTER TABLE orders ADD a int; ALTER TABLE orders RENAME a TO b; ALTER TABLE orders DROP b',
    ],
    ['a temporary table', 'CREATE TEMP TABLE IF NOT EXISTS t (a int); DROP TABLE t'],
    ['a schema', 'CREATE SCHEMA s; DROP SCHEMA s CASCADE'],
    ['a table in another schema', 'CREATE TABLE t (a int); ALTER TABLE t SET SCHEMA s; UPDATE s.t SET a = 1'],
  ])('holds nothing that could be lost: %s', (_, sql) => {
    expect(told(sql)).toEqual(['no']);
  });

  test.each([
    ['CREATE TABLE IF NOT EXISTS t (a int); DELETE FROM t', 'Deletes all rows of t.'],
    [
      'CREATE TABLE t (a int); TRUNCATE t CASCADE',
      'Deletes every row of t and of the tables that refer to it.',
    ],
    [
      'ALTER TABLE orders ADD IF NOT EXISTS note text; ALTER TABLE orders DROP note',
      'Drops the column orders.note and every value in it.',
    ],
    [
      'CREATE TABLE IF NOT EXISTS orders (n bigint); DROP TABLE orders',
      'Drops the table orders and every row in it.',
    ],
    ['DELETE FROM t; CREATE TABLE t (a int)', 'Deletes all rows of t.'],
  ])('does not speak for what was there: %s', (sql, sentence) => {
    expect(told(sql)).toEqual(['yes', sentence]);
  });
});

describe('Several steps', () => {
  test('are told in their order, those that are sure and those that are not', () => {
    expect(
      told('UPDATE orders SET n = 1; CREATE INDEX i ON orders (n); DELETE FROM orders WHERE n = 2'),
    ).toEqual(['yes', 'Changes all rows of orders.', 'Deletes some rows of orders.']);
  });

  test('leave it open where none is sure', () => {
    expect(
      told(
        'MERGE INTO orders USING news ON n = m WHEN MATCHED THEN UPDATE SET n = 1; UPDATE orders SET n = 1 WHERE n = 2',
      ),
    ).toEqual(['unknown', 'Changes some rows of orders.', 'Changes some rows of orders.']);
  });

  test('are none of what MERGE or INSERT only adds', () => {
    const merge = (action: string) => `MERGE INTO orders USING news ON n = m ${action}`;
    const insert = (action: string) => `INSERT INTO orders VALUES (1) ON CONFLICT (n) DO ${action}`;
    expect(told(merge('WHEN NOT MATCHED THEN INSERT VALUES (1)'))[0]).toBe('no');
    expect(told(merge('WHEN MATCHED THEN UPDATE SET n = 1'))[0]).toBe('unknown');
    expect(told(merge('WHEN MATCHED THEN DELETE'))[0]).toBe('yes');
    expect(told(insert('NOTHING'))[0]).toBe('no');
    expect(told(insert('UPDATE SET n = 1'))[0]).toBe('unknown');
  });

  test('point at the text of each', () => {
    const sql = 'SELECT 1; DROP TABLE orders';
    const { reasons } = destructiveness(stepsOf(sql), before);
    expect(reasons.map(({ at }) => at && sql.slice(at.start, at.end).trim())).toEqual(['DROP TABLE orders']);
  });
});

import { describe, expect, test } from 'vitest';

import type { Direction } from '../../operations/direction.ts';
import { sqlDirections } from '../../../testing/sql-directions.ts';
import { reversibility } from './reversibility.ts';
import { undoings } from './undoings.ts';

const { direction } = await sqlDirections();

function judged(up: string, down: string, more: Partial<Direction> = {}) {
  const ways = { upgrade: direction(up), downgrade: { ...direction(down), ...more } };
  return reversibility(undoings(ways.upgrade, ways.downgrade), ways.downgrade);
}

/** The answer, and the sentences behind it. */
function told(up: string, down: string, kind?: Direction['kind']): readonly string[] {
  const { answer, reasons } = judged(up, down, kind === undefined ? {} : { kind });
  return [answer, ...reasons.map(({ text }) => text)];
}

const ADD = 'ALTER TABLE orders ADD a int';
const DROP = 'ALTER TABLE orders DROP a';
const ADDED = 'Adds the column orders.a (integer, nullable)';

describe('An upgrade is undone whole', () => {
  test.each([
    ['step by step', `${ADD}; CREATE INDEX i ON orders (b)`, `DROP INDEX i; ${DROP}`],
    ['with the table that goes', 'CREATE TABLE t (a int); CREATE INDEX i ON t (a)', 'DROP TABLE t'],
    ['with the column that goes', `${ADD}; CREATE INDEX i ON orders (a)`, DROP],
    ['by the old name', 'ALTER TABLE orders RENAME a TO b', 'ALTER TABLE orders RENAME b TO a'],
    ['where it takes back itself what it does', `${ADD}; ${DROP}`, ''],
    ['where nothing of it lasts', 'SELECT 1', ''],
    ['where rows are written that go again', 'INSERT INTO orders VALUES (1)', 'DELETE FROM orders'],
  ])('%s', (_, up, down) => {
    expect(told(up, down)).toEqual(['yes']);
  });
});

describe('A downgrade that undoes nothing says why', () => {
  test.each<[Direction['kind'], readonly string[]]>([
    ['missing', ['no', 'There is no downgrade.', `${ADDED}, and the downgrade leaves it so.`]],
    ['empty', ['no', 'The downgrade does nothing.', `${ADDED}, and the downgrade leaves it so.`]],
    ['raises', ['no', 'The downgrade refuses to run.', `${ADDED}, and the downgrade leaves it so.`]],
    ['runs', ['no', `${ADDED}, and the downgrade leaves it so.`]],
    [
      'elsewhere',
      [
        'unknown',
        'The downgrade is not defined in this file.',
        `${ADDED}, and whether that is undone is not known, because downgrade() is not defined in this file.`,
      ],
    ],
  ])('%s', (kind, sentences) => {
    expect(told(ADD, '', kind)).toEqual(sentences);
  });

  test('unless there is nothing to undo', () => {
    expect(told('SELECT 1', '', 'empty')).toEqual(['yes']);
    expect(told('', '', 'raises')).toEqual(['no', 'The downgrade refuses to run.']);
  });

  test('at the place that raises, or else at its name, or else nowhere', () => {
    const name = { start: 40, end: 49 };
    const raise = { start: 60, end: 85 };
    const places = (more: Partial<Direction>) => judged(ADD, '', more).reasons.map(({ at }) => at);
    const step = { start: 0, end: ADD.length };
    expect(places({ kind: 'raises', name, raise })).toEqual([raise, step]);
    expect(places({ kind: 'empty', name })).toEqual([name, step]);
    expect(places({ kind: 'missing' })).toEqual([undefined, step]);
  });
});

describe('An upgrade is undone in part', () => {
  test.each<[string, readonly [string, string], readonly string[]]>([
    [
      'where another step stays',
      [`${ADD}; CREATE INDEX i ON orders (b)`, DROP],
      ['partly', 'Creates the index i on orders (b), and the downgrade leaves it so.'],
    ],
    [
      'where what comes back is empty',
      [DROP, ADD],
      ['partly', 'Drops the column orders.a and every value in it, and it comes back without what it held.'],
    ],
    [
      'where the downgrade leaves a part of a column',
      [
        'ALTER TABLE orders ALTER a TYPE bigint, ALTER b SET NOT NULL',
        'ALTER TABLE orders ALTER b DROP NOT NULL',
      ],
      ['partly', 'Changes the column orders.a: the type to bigint, and the downgrade leaves it so.'],
    ],
    [
      'where rows that were deleted stay away',
      [`${ADD}; DELETE FROM orders`, DROP],
      ['partly', 'Deletes all rows of orders, and what the rows held does not come back.'],
    ],
    [
      'where the downgrade does more',
      [ADD, `${DROP}; DROP TABLE people`],
      ['partly', 'Drops the table people and every row in it, which undoes nothing of the upgrade.'],
    ],
  ])('%s', (_, [up, down], sentences) => {
    expect(told(up, down)).toEqual(sentences);
  });
});

describe('An upgrade is not undone', () => {
  test('by a downgrade that does something else', () => {
    expect(told(ADD, 'ALTER TABLE orders DROP b')).toEqual([
      'no',
      `${ADDED}, and the downgrade leaves it so.`,
      'Drops the column orders.b and every value in it, which undoes nothing of the upgrade.',
    ]);
  });

  test('where all rows of a table go', () => {
    expect(told('TRUNCATE orders', '')).toEqual([
      'no',
      'The downgrade does nothing.',
      'Deletes every row of orders, and what the rows held does not come back.',
    ]);
  });

  test('in the direction that each reason is about', () => {
    const { reasons } = judged(ADD, 'DROP TABLE people');
    expect(reasons.map(({ direction: way }) => way)).toEqual(['upgrade', 'downgrade']);
  });
});

describe('Whether an upgrade is undone is not known', () => {
  const RUN = "DO $$ BEGIN EXECUTE 'DROP ' || x; END $$";

  test('where the downgrade only shows when it runs', () => {
    expect(told(ADD, RUN)[0]).toBe('unknown');
    expect(told(`${ADD}; CREATE INDEX i ON orders (b)`, `${DROP}; ${RUN}`)[0]).toBe('unknown');
  });

  test('where the upgrade only shows when it runs, whatever the downgrade undoes', () => {
    expect(told(RUN, '')[0]).toBe('unknown');
    expect(told(RUN, 'DROP TABLE people')[0]).toBe('unknown');
    expect(told(`${ADD}; ${RUN}`, '')[0]).toBe('unknown');
  });

  test('where rows are lost for certain and the rest is not known', () => {
    expect(told(`DELETE FROM orders; ${RUN}`, '')[0]).toBe('unknown');
    expect(told('DELETE FROM orders', RUN)[0]).toBe('no');
  });

  test('and an unclear step is told without a consequence', () => {
    const [, , sentence] = told(RUN, '');
    expect(sentence).toMatch(/^Does something that is not known, because [^,]+\.$/);
  });
});

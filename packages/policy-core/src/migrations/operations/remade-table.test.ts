import { describe, expect, it } from 'vitest';

import { readSqlFile } from '../sql/file-reading.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { shownSteps } from '../../testing/steps-of.ts';
import { operationSteps } from '../analysis/direction-effects.ts';
import { isOfRemadeTable } from './remade-table.ts';

const parsers = await testParsers();

/** The steps of an upgrade that are about a table made again, as lines. */
function found(up: string, down: string): readonly string[] {
  const upgrade = readSqlFile(parsers.sql, up).upgrade;
  const undone = operationSteps(readSqlFile(parsers.sql, down).upgrade);
  const lines = shownSteps(upgrade);
  return upgrade.steps.flatMap((step, index) =>
    step.kind === 'operation' && isOfRemadeTable(step.operation, upgrade.steps, undone)
      ? [lines[index] ?? '']
      : [],
  );
}

const REMADE = 'DROP TABLE logs; CREATE TABLE logs (id int); CREATE INDEX i ON logs (id)';

describe('a table that an upgrade drops and makes again', () => {
  it.each([
    ['alters it', 'ALTER TABLE logs DROP COLUMN id'],
    ['makes it again as well', 'DROP TABLE logs; CREATE TABLE logs (n int)'],
  ])('is there before and after where the downgrade %s', (_, down) => {
    expect(found(REMADE, down)).toHaveLength(3);
  });

  it('may be dropped where the upgrade only drops it if it is there', () => {
    expect(found(REMADE.replace('TABLE', 'TABLE IF EXISTS'), 'DROP TABLE logs')).toHaveLength(3);
    expect(found(REMADE, 'DROP TABLE logs')).toEqual([]);
  });

  it.each([
    ['the downgrade does nothing with it', REMADE, 'DROP TABLE notes'],
    ['it is made before it is dropped', 'CREATE TABLE logs (id int); DROP TABLE logs', 'DROP TABLE logs'],
    ['it is dropped alone', 'DROP TABLE logs', 'DROP TABLE logs'],
    ['it is made alone', 'CREATE TABLE logs (id int)', 'DROP TABLE logs'],
    ['another one is made', 'DROP TABLE logs; CREATE TABLE notes (id int)', 'DROP TABLE logs'],
    ['it is one of another schema', 'DROP TABLE a.logs; CREATE TABLE b.logs (id int)', 'DROP TABLE b.logs'],
  ])('is none where %s', (_, up, down) => {
    expect(found(up, down)).toEqual([]);
  });

  it('leaves other tables of the migration alone', () => {
    const up = `${REMADE}; CREATE TABLE notes (id int)`;
    expect(found(up, 'ALTER TABLE logs DROP COLUMN id')).toHaveLength(3);
  });
});

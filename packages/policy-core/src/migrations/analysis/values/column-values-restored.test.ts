import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { migrationSteps } from '../migration-step.ts';
import { mayRestoreColumnValues } from './column-values-restored.ts';

const { sql: parser } = await testParsers();
const READ = 'SELECT id, note FROM orders;';
const DROP = 'ALTER TABLE orders DROP note;';
const ADD = 'ALTER TABLE orders ADD note text[];';
const WRITE = "UPDATE orders SET note = ARRAY['x'] WHERE id = 1;";

function isBack(...upgrade: readonly string[]): boolean {
  const [drop] = migrationSteps(sqlMigrations(parser, { upgrade: upgrade.join('\n') }), 'drop-column');
  return drop !== undefined && mayRestoreColumnValues(drop);
}

describe('Values of a column may outlive it', () => {
  test.each([
    ['where they are read before and written back', [READ, DROP, ADD, WRITE]],
    ['where rows of others are read as well', ['SELECT 1;', READ, DROP, ADD, 'UPDATE a SET b = 1;', WRITE]],
    ['in other letters', ['select ID, NOTE from ORDERS;', DROP, ADD, WRITE.toLowerCase()]],
    ['under quoted names', [READ.replace('note', '"note"'), DROP, ADD, WRITE.replace('note', '"note"')]],
  ])('%s', (_, steps) => {
    expect(isBack(...steps)).toBe(true);
  });
});

describe('Values of a column are gone', () => {
  test.each([
    ['where nobody reads them', [DROP, ADD, WRITE]],
    ['where they are read too late', [DROP, READ, ADD, WRITE]],
    ['where another column is read', [READ.replace('note', 'notes'), DROP, ADD, WRITE]],
    ['where another table is read', [READ.replace('orders', 'people'), DROP, ADD, WRITE]],
    ['where the column does not come back', [READ, DROP, WRITE]],
    ['where another column comes', [READ, DROP, ADD.replace('note', 'notes'), WRITE]],
    ['where a column of another table comes', [READ, DROP, ADD.replace('orders', 'people'), WRITE]],
    ['where it stood there before', [READ, ADD, DROP, WRITE]],
    ['where nothing is written back', [READ, DROP, ADD]],
    ['where it is written before it comes', [READ, DROP, WRITE, ADD]],
    ['where another column is written', [READ, DROP, ADD, WRITE.replace('note', 'notes')]],
    ['where another table is written', [READ, DROP, ADD, WRITE.replace('orders', 'people')]],
    ['where rows are only made', [READ, DROP, ADD, 'INSERT INTO orders (note) VALUES (NULL);']],
  ])('%s', (_, steps) => {
    expect(isBack(...steps)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { columnState } from '../../testing/sample-schema.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { addedDefault, additionOf } from './added-default.ts';
import { migrationSteps } from './migration-step.ts';

const { sql: parser } = await testParsers();

/** The index that is made in the migration: what it is about was added before, or not. */
function indexIn(upgrade: string) {
  const [step] = migrationSteps(sqlMigrations(parser, { upgrade }), 'create-index');
  if (step === undefined) throw new Error(`no index is made: ${upgrade}`);
  return step;
}

const INDEX = 'CREATE INDEX ix ON orders (state)';
const add = (column: string, table = 'orders') => `ALTER TABLE ${table} ADD COLUMN ${column};`;

describe('The addition of a column', () => {
  test.each([
    ['is the step before', `${add('state text')}${INDEX}`, 0],
    ['is any step before', `${add('state text')}UPDATE orders SET a = 1;${INDEX}`, 0],
    [
      'is that of the table, whatever others get',
      `${add('state text', 'users')}${add('state text')}${INDEX}`,
      1,
    ],
    [
      'is the last of several',
      `${add('state text')}ALTER TABLE orders DROP state;${add('state int')}${INDEX}`,
      2,
    ],
    [
      'is one of several in a statement',
      `ALTER TABLE orders ADD a int, ADD state text, ADD b int;${INDEX}`,
      1,
    ],
    ['is that of the schema of the search path', `${add('state text', 'public.orders')}${INDEX}`, 0],
    ['may only be made where it is missing', `${add('IF NOT EXISTS state text')}${INDEX}`, 0],
  ])('%s', (_, upgrade, at) => {
    expect(additionOf(indexIn(upgrade), 'state')?.at).toBe(at);
  });

  test.each([
    ['where nothing is added', INDEX],
    ['where it comes later', `${INDEX};${add('state text')}`],
    ['where another column is added', `${add('status text')}${INDEX}`],
    ['where the name is in capitals', `${add('"State" text')}${INDEX}`],
    ['where another table gets it', `${add('state text', 'users')}${INDEX}`],
    ['where a table of another schema gets it', `${add('state text', 'audit.orders')}${INDEX}`],
    ['where the table is made with it', `CREATE TABLE orders (state text);${INDEX}`],
    ['where a column gets its name', `ALTER TABLE orders RENAME status TO state;${INDEX}`],
  ])('is none %s', (_, upgrade) => {
    expect(additionOf(indexIn(upgrade), 'state')).toBeUndefined();
  });

  test('tells of the column', () => {
    const added = additionOf(indexIn(`${add("state text NOT NULL DEFAULT 'new'")}${INDEX}`), 'state');
    expect(added?.operation.column).toMatchObject({
      nullable: false,
      type: { name: 'text' },
      default: { kind: 'sql', text: "'new'" },
    });
  });
});

describe('What a column was added with', () => {
  const now = columnState('state', { default: { kind: 'sql', text: "'now'" } });

  test.each([
    ['is its default', `${add("state text DEFAULT 'new'")}${INDEX}`, { kind: 'sql', text: "'new'" }],
    ['is nothing', `${add('state text')}${INDEX}`, { kind: 'none' }],
    [
      'is its default then, whatever it gets later',
      `${add("state text DEFAULT 'new'")}ALTER TABLE orders ALTER state SET DEFAULT 'open';${INDEX}`,
      { kind: 'sql', text: "'new'" },
    ],
    [
      'is its default then, also where it goes later',
      `${add('state int DEFAULT 1')}ALTER TABLE orders ALTER state DROP DEFAULT;${INDEX}`,
      { kind: 'sql', text: '1' },
    ],
    ['is what it has now, where it was there before', INDEX, { kind: 'sql', text: "'now'" }],
    [
      'is what it has now, where it is added too late',
      `${INDEX};${add('state text')}`,
      { kind: 'sql', text: "'now'" },
    ],
  ])('%s', (_, upgrade, preset) => {
    expect(addedDefault(indexIn(upgrade), now)).toEqual(preset);
  });

  test('is not known where nobody knows the default of one that was there before', () => {
    expect(addedDefault(indexIn(INDEX), columnState('state', { default: undefined }))).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { formerName, successorOf } from './column-successor.ts';
import { migrationSteps } from './migration-step.ts';

const { sql: parser } = await testParsers();

/** Of the first column that is dropped. */
function firstDrop(upgrade: string) {
  const [drop] = migrationSteps(sqlMigrations(parser, { upgrade }), 'drop-column');
  if (drop === undefined) throw new Error(`nothing is dropped: ${upgrade}`);
  return drop;
}

const ADD = 'ALTER TABLE a ADD b_new int;';
const DROP = 'ALTER TABLE a DROP b;';
const RENAME = 'ALTER TABLE a RENAME b_new TO b;';
const AWAY = 'ALTER TABLE a RENAME b TO b_old;';
const DROP_OLD = 'ALTER TABLE a DROP b_old;';

describe('Another column takes the place', () => {
  test.each([
    ['once it is gone', ADD + DROP + RENAME, { oldNames: ['b'], newNames: ['b_new'] }],
    [
      'under a name with a schema',
      `${ADD}${DROP}${RENAME.replace(' a ', ' public.a ')}`,
      { oldNames: ['b'], newNames: ['b_new'] },
    ],
    [
      'once it has given way',
      ADD + AWAY + RENAME + DROP_OLD,
      { oldNames: ['b', 'b_old'], newNames: ['b_new', 'b'] },
    ],
    [
      'made under its name',
      `${AWAY}ALTER TABLE a ADD b text;${DROP_OLD}`,
      { oldNames: ['b', 'b_old'], newNames: ['b'] },
    ],
    [
      'renamed after the drop',
      ADD + AWAY + DROP_OLD + RENAME,
      { oldNames: ['b', 'b_old'], newNames: ['b_new', 'b'] },
    ],
  ])('%s', (_, sql, successor) => {
    expect(successorOf(firstDrop(sql))).toEqual(successor);
  });
});

describe('No column takes the place', () => {
  test.each([
    ['where it only goes', DROP],
    ['where it is made anew, and holds nothing', `${DROP}ALTER TABLE a ADD b int;`],
    ['where one of another table gets the name', `${DROP}ALTER TABLE c RENAME b_new TO b;`],
    ['where one got the name before', `${RENAME}${DROP}`],
    ['where it gives way to none', AWAY + DROP_OLD],
    ['where one had the name before it gave way', `ALTER TABLE a ADD b int;${AWAY}${DROP_OLD}`],
  ])('%s', (_, sql) => {
    expect(successorOf(firstDrop(sql))).toBeUndefined();
  });
});

describe('The release that runs knows a column', () => {
  test.each([
    ['by its name', DROP, undefined],
    ['by the name that it had', AWAY + DROP_OLD, 'b'],
    ['by the first of several', `${AWAY}ALTER TABLE a RENAME b_old TO c;ALTER TABLE a DROP c;`, 'b'],
    ['by its name, whatever another table does', `ALTER TABLE c RENAME x TO b;${DROP}`, undefined],
    ['by its name, whatever comes later', `${DROP}${RENAME}`, undefined],
  ])('%s', (_, sql, name) => {
    expect(formerName(firstDrop(sql))).toBe(name);
  });
});

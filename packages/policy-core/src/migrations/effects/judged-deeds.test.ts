import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { judgedDeeds } from './judged-deeds.ts';

const { sql: parser } = await testParsers();

const UPGRADE = `SET lock_timeout = '2s';
CREATE TABLE notes (id int);
LOCK TABLE orders IN SHARE MODE;
VACUUM orders;
SET statement_timeout = '5s';
TRUNCATE notes;
UPDATE orders SET a = 1;`;

describe('The deeds under judgement', () => {
  const migrations = sqlMigrations(parser, { upgrade: UPGRADE });

  test('are those of one kind, in the order of running', () => {
    const settings = judgedDeeds(migrations, 'set-parameter').map(({ deed }) => deed);
    expect(settings).toMatchObject([{ name: 'lock_timeout' }, { name: 'statement_timeout' }]);
    expect(judgedDeeds(migrations, 'lock-table')).toHaveLength(1);
    expect(judgedDeeds(migrations, 'vacuum')).toHaveLength(1);
  });

  test('are none where none of the kind is done', () => {
    expect(judgedDeeds(migrations, 'cluster')).toEqual([]);
    expect(judgedDeeds(sqlMigrations(parser, { upgrade: '' }), 'lock-table')).toEqual([]);
  });

  test('come with what they do', () => {
    const [lock] = judgedDeeds(migrations, 'lock-table');
    expect(lock?.effects.relations).toMatchObject([{ lock: 'share' }]);
    expect(lock?.step.index).toBe(2);
  });

  test('are kept apart for each change that is judged', () => {
    const other = sqlMigrations(parser, { upgrade: 'LOCK a; LOCK b' });
    expect(judgedDeeds(other, 'lock-table')).toHaveLength(2);
    expect(judgedDeeds(migrations, 'lock-table')).toHaveLength(1);
    expect(judgedDeeds(other, 'lock-table')).toEqual(judgedDeeds(other, 'lock-table'));
  });
});

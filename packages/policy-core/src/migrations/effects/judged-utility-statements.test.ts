import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { judgedUtilityStatements } from './judged-utility-statements.ts';

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
    const settings = judgedUtilityStatements(migrations, 'set-parameter').map(({ deed }) => deed);
    expect(settings).toMatchObject([{ name: 'lock_timeout' }, { name: 'statement_timeout' }]);
    expect(judgedUtilityStatements(migrations, 'lock-table')).toHaveLength(1);
    expect(judgedUtilityStatements(migrations, 'vacuum')).toHaveLength(1);
  });

  test('are none where none of the kind is done', () => {
    expect(judgedUtilityStatements(migrations, 'cluster')).toEqual([]);
    expect(judgedUtilityStatements(sqlMigrations(parser, { upgrade: '' }), 'lock-table')).toEqual([]);
  });

  test('come with what they do', () => {
    const [lock] = judgedUtilityStatements(migrations, 'lock-table');
    expect(lock?.effects.relations).toMatchObject([{ lock: 'share' }]);
    expect(lock?.step.index).toBe(2);
  });

  test('are kept apart for each change that is judged', () => {
    const other = sqlMigrations(parser, { upgrade: 'LOCK a; LOCK b' });
    expect(judgedUtilityStatements(other, 'lock-table')).toHaveLength(2);
    expect(judgedUtilityStatements(migrations, 'lock-table')).toHaveLength(1);
    expect(judgedUtilityStatements(other, 'lock-table')).toEqual(
      judgedUtilityStatements(other, 'lock-table'),
    );
  });
});

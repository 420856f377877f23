import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { migrationSteps } from './migration-step.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { TableName } from '../operations/name.ts';
import { isReferencedTableDropped } from './referenced-table-dropped.ts';

const { sql: parser } = await testParsers();

function reference(table: TableName): ConstraintDefinition {
  const [step] = migrationSteps(
    sqlMigrations(parser, { upgrade: 'ALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES people' }),
    'add-constraint',
  );
  const constraint = step?.operation.constraint;
  if (constraint?.kind !== 'foreign-key') throw new Error('The sample adds a foreign key.');
  return { ...constraint, target: { ...constraint.target, table } };
}

const PEOPLE: TableName = { schema: undefined, text: 'people', isKnown: true };
const DROP = 'ALTER TABLE orders DROP CONSTRAINT fk';

function isGone(upgrade: string, target: TableName = PEOPLE): boolean {
  const [step] = migrationSteps(sqlMigrations(parser, { upgrade }), 'drop-constraint');
  return step !== undefined && isReferencedTableDropped(step, reference(target));
}

describe('The table that a reference leads to goes as well', () => {
  it.each([
    `${DROP}; DROP TABLE people`,
    `DROP TABLE people CASCADE; ${DROP}`,
    `${DROP}; DROP TABLE public.people`,
    `${DROP}; DROP TABLE lines, people`,
    `${DROP}; DROP TABLE people; CREATE TABLE persons (id int)`,
    `DO $$ BEGIN IF a THEN ${DROP}; DROP TABLE people; END IF; END $$`,
  ])('with %s', (upgrade) => {
    expect(isGone(upgrade)).toBe(true);
  });
});

describe('The table that a reference leads to stays', () => {
  it.each([
    DROP,
    `${DROP}; DROP TABLE orders`,
    `${DROP}; DROP TABLE shop.people`,
    `${DROP}; DROP TABLE people; CREATE TABLE people (id int)`,
    `${DROP}; CREATE TABLE persons (id int); DROP TABLE people; ALTER TABLE persons RENAME TO people`,
    `${DROP}; DROP TABLE people; ALTER TABLE hr.people SET SCHEMA public`,
    `${DROP}; DO $$ BEGIN IF a THEN DROP TABLE people; END IF; END $$`,
  ])('with %s', (upgrade) => {
    expect(isGone(upgrade)).toBe(false);
  });

  it('where what goes is in another schema', () => {
    expect(isGone(`${DROP}; DROP TABLE people`, { ...PEOPLE, schema: 'hr' })).toBe(false);
    expect(isGone(`${DROP}; DROP TABLE hr.people`, { ...PEOPLE, schema: 'hr' })).toBe(true);
  });

  it('where nothing shows which one it is', () => {
    const [step] = migrationSteps(
      sqlMigrations(parser, { upgrade: `${DROP}; DROP TABLE people` }),
      'drop-constraint',
    );
    expect(step && isReferencedTableDropped(step, undefined)).toBe(false);
  });
});

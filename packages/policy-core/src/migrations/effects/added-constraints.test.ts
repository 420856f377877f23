import { describe, expect, it } from 'vitest';

import type { Migrations } from '../analysis/migrations.ts';
import { observed } from '../../model/known.ts';
import { tableText } from '../operations/name.ts';
import { startOf } from '../../model/source-span.ts';
import { sqlSteps } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { directionOf } from '../../testing/sample-schema.ts';
import { addedConstraints } from './added-constraints.ts';

const parser = (await testParsers()).sql;

function migrationsOf(...texts: readonly string[]): Migrations {
  const scripts = texts.map((text, index) => {
    const path = `db/${index + 1}.sql`;
    const upgrade = { ...directionOf([]), steps: sqlSteps(parser, text) };
    const span = () => startOf(path);
    const value = { kind: 'read' as const, text, revision: undefined, upgrade, span, drops: [], unclear: [] };
    return { path, reading: observed(value), history: undefined };
  });
  return { scripts, pgVersion: 15, unsettled: undefined, histories: observed([]) };
}

/** `1 foreign-key of a column to people: scan`, by the index of the step. */
function added(...texts: readonly string[]): readonly string[] {
  return addedConstraints(migrationsOf(...texts)).map(({ step, kind, isOfColumn, target, work }) => {
    const to = target === undefined ? '' : ` to ${tableText(target)}`;
    return `${step.index} ${kind}${isOfColumn ? ' of a column' : ''}${to}: ${work.work}`;
  });
}

describe('A constraint that a table gets', () => {
  it.each([
    ['ADD CHECK (a > 0)', '0 check: scan'],
    ['ADD CHECK (a > 0) NOT VALID', '0 check: catalog'],
    ['ADD UNIQUE (a)', '0 unique: index'],
    ['ADD UNIQUE USING INDEX ix', '0 unique: catalog'],
    ['ADD PRIMARY KEY (a)', '0 primary-key: index'],
    ['ADD EXCLUDE USING gist (a WITH &&)', '0 exclude: index'],
    ['ADD FOREIGN KEY (a) REFERENCES hr.people', '0 foreign-key to hr.people: scan'],
    ['ADD FOREIGN KEY (a) REFERENCES people NOT VALID', '0 foreign-key to people: catalog'],
  ])('by %s is %s', (command, constraint) => {
    expect(added(`ALTER TABLE orders ${command}`)).toEqual([constraint]);
  });

  it.each<[definition: string, constraints: string[]]>([
    ['int', []],
    ['int NOT NULL DEFAULT 1', []],
    ['int UNIQUE', ['0 unique of a column: index']],
    ['int CHECK (x > 0)', ['0 check of a column: scan']],
    ['int CHECK (x > 0) CHECK (x < 9)', ['0 check of a column: scan']],
    ['int REFERENCES people', ['0 foreign-key of a column to people: catalog']],
    ['int DEFAULT 1 REFERENCES people', ['0 foreign-key of a column to people: scan']],
    ['int REFERENCES people REFERENCES rooms', ['0 foreign-key of a column to people: catalog']],
  ])('with a new column: %s', (definition, constraints) => {
    expect(added(`ALTER TABLE orders ADD x ${definition}`)).toEqual(constraints);
  });

  it('is told once of each kind that comes with a column', () => {
    const kinds = addedConstraints(
      migrationsOf('ALTER TABLE orders ADD x int PRIMARY KEY CHECK (x > 0) UNIQUE CHECK (x < 9)'),
    ).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['check', 'primary-key', 'unique']);
  });
});

describe('The table that a foreign key leads to', () => {
  it.each<[text: string, isLocked: boolean]>([
    ['ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES people', true],
    ['ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES hr.people', true],
    ['ALTER TABLE orders ADD x int REFERENCES people', true],
    ['ALTER TABLE orders ADD x int REFERENCES orders', false],
    ['ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES orders', false],
    ['ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES public.orders', false],
    ['CREATE TABLE people (id int); ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES people', false],
    ['CREATE TABLE people (id int); ALTER TABLE orders ADD x int REFERENCES people', false],
    ['CREATE TABLE hr.people (id int); ALTER TABLE orders ADD x int REFERENCES people', true],
    ['CREATE TABLE IF NOT EXISTS people (id int); ALTER TABLE orders ADD x int REFERENCES people', true],
    ['ALTER TABLE orders ADD CHECK (a > 0)', false],
  ])('is locked for those who write it: %s', (text, isLocked) => {
    const [key] = addedConstraints(migrationsOf(text));
    expect(key?.targetLock !== undefined).toBe(isLocked);
  });
});

describe('The constraints that tables get', () => {
  it('are told in the order of running, over all scripts', () => {
    expect(
      added(
        'ALTER TABLE a ADD UNIQUE (b); SELECT 1; ALTER TABLE a ADD CHECK (b > 0)',
        'ALTER TABLE c ADD d int UNIQUE',
      ),
    ).toEqual(['0 unique: index', '2 check: scan', '0 unique of a column: index']);
  });

  it('leave out those of a table that the same script makes', () => {
    expect(added('CREATE TABLE a (b int UNIQUE); ALTER TABLE a ADD CHECK (b > 0)')).toEqual([]);
    expect(added('CREATE TABLE a (b int)', 'ALTER TABLE a ADD CHECK (b > 0)')).toEqual(['0 check: scan']);
  });

  it('leave out what drops, validates or renames one', () => {
    expect(
      added(
        'ALTER TABLE a DROP CONSTRAINT b; ALTER TABLE a VALIDATE CONSTRAINT c; CREATE UNIQUE INDEX ON a (b)',
      ),
    ).toEqual([]);
  });

  it('are found once for the same migrations', () => {
    const migrations = migrationsOf('ALTER TABLE a ADD UNIQUE (b)');
    expect(addedConstraints(migrations)).toBe(addedConstraints(migrations));
  });
});

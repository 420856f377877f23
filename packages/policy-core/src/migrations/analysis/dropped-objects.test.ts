import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { cascadeRule, droppedObjects, dropWords, followsItsUse } from './dropped-objects.ts';
import type { StepOf } from './judged-upgrade.ts';
import type { ObjectOperation } from '../operations/operation.ts';

const { sql: parser } = await testParsers();
const KINDS = ['view', 'materialized-view', 'type', 'domain', 'sequence', 'schema', 'extension'] as const;

function drops(
  upgrade: string,
  kinds: readonly ObjectOperation['object'][] = KINDS,
): readonly StepOf<'drop-object'>[] {
  return droppedObjects(sqlMigrations(parser, { upgrade }), ...kinds);
}

const names = (upgrade: string) => drops(upgrade).map(({ operation: { name } }) => name.text);

describe('A thing beside tables is dropped', () => {
  test.each([
    ['DROP VIEW v', 'v'],
    ['DROP MATERIALIZED VIEW audit.v', 'audit.v'],
    ['DROP TYPE IF EXISTS mood', 'mood'],
    ['DROP DOMAIN email', 'email'],
    ['DROP SEQUENCE s', 's'],
    ['DROP SCHEMA old CASCADE', 'old'],
    ['DROP EXTENSION citext', 'citext'],
  ])('%s', (sql, name) => {
    expect(names(sql)).toEqual([name]);
  });

  test('each by itself, in the order of running', () => {
    expect(names('DROP VIEW b, a; DROP TYPE mood')).toEqual(['b', 'a', 'mood']);
  });

  test('of the kinds that are asked for', () => {
    const sql = 'DROP VIEW v; DROP TYPE mood; DROP SEQUENCE s';
    expect(drops(sql, ['sequence']).map(({ index }) => index)).toEqual([2]);
    expect(drops(sql, ['view', 'type']).map(({ index }) => index)).toEqual([0, 1]);
    expect(drops(sql, [])).toEqual([]);
  });
});

describe('Nobody misses', () => {
  test.each([
    ['what the migration made', 'CREATE VIEW v AS SELECT 1; DROP VIEW v'],
    [
      'what got its name from it and was made by it',
      'CREATE TYPE a AS ENUM (); ALTER TYPE a RENAME TO b; DROP TYPE b',
    ],
    ['a view with other columns', 'DROP VIEW v; CREATE VIEW v AS SELECT 2'],
    ['a view that becomes a materialized one', 'DROP VIEW v; CREATE MATERIALIZED VIEW v AS SELECT 2'],
    ['a view that becomes a table', 'DROP VIEW v; CREATE TABLE v (a int)'],
    ['a type with other values', "DROP TYPE mood; CREATE TYPE mood AS ENUM ('a')"],
    ['a type that becomes a domain', 'DROP TYPE mood; CREATE DOMAIN mood AS text'],
    ['an extension that is made anew', 'DROP EXTENSION citext; CREATE EXTENSION citext'],
    [
      'a type that was renamed out of the way',
      "ALTER TYPE mood RENAME TO mood_old; CREATE TYPE mood AS ENUM ('a'); DROP TYPE mood_old",
    ],
  ])('%s', (_, sql) => {
    expect(names(sql)).toEqual([]);
  });
});

describe('Somebody may miss', () => {
  test.each([
    ['numbers of a sequence that begins anew', 'DROP SEQUENCE s; CREATE SEQUENCE s', 's'],
    ['what lay in a schema', 'DROP SCHEMA old CASCADE; CREATE SCHEMA old', 'old'],
    ['a view that comes back in another schema', 'DROP VIEW v; CREATE VIEW old.v AS SELECT 1', 'v'],
    ['a view beside another one that comes', 'DROP VIEW v; CREATE VIEW w AS SELECT 1', 'v'],
    ['a view that perhaps was there', 'CREATE OR REPLACE VIEW v AS SELECT 1; DROP VIEW v', 'v'],
    ['a schema that perhaps was there', 'CREATE SCHEMA IF NOT EXISTS old; DROP SCHEMA old', 'old'],
    ['a type of the name of a view', 'CREATE VIEW mood AS SELECT 1; DROP TYPE mood', 'mood'],
    ['a type that only got another name', 'ALTER TYPE a RENAME TO b; DROP TYPE b', 'b'],
  ])('%s', (_, sql, name) => {
    expect(names(sql)).toEqual([name]);
  });

  test('the second one of a name that the migration drops twice', () => {
    expect(names('CREATE VIEW v AS SELECT 1; DROP VIEW v; DROP VIEW v')).toEqual(['v']);
  });
});

describe('The words of a drop', () => {
  const words = (isCertain: boolean, isKnown: boolean) =>
    drops('DROP VIEW audit.v').map((step) => {
      const { operation } = step;
      return dropWords({
        ...step,
        isCertain,
        operation: { ...operation, name: { ...operation.name, isKnown } },
      });
    });

  test.each([
    [true, true, { drops: 'drops', name: 'audit.v' }],
    [false, true, { drops: 'may drop', name: 'audit.v' }],
    [true, false, { drops: 'drops', name: '`audit.v`' }],
  ])('certain: %s, known: %s', (isCertain, isKnown, expected) => {
    expect(words(isCertain, isKnown)).toEqual([expected]);
  });
});

describe('CASCADE has a rule of its own', () => {
  test.each([
    ['DROP TYPE mood CASCADE', 'migrations/cascade-drop'],
    ['DROP TYPE mood', undefined],
    ['DROP TYPE mood RESTRICT', undefined],
  ])('%s', (sql, rule) => {
    expect(drops(sql).map(cascadeRule)).toEqual([rule]);
  });

  test('only where it is written for certain', () => {
    const [step] = drops('DROP TYPE mood CASCADE');
    expect(step && cascadeRule({ ...step, operation: { ...step.operation, cascade: undefined } })).toBe(
      undefined,
    );
  });
});

describe('A drop follows the use of the thing', () => {
  test.each([
    ['in a table that goes', 'DROP TABLE orders; DROP TYPE mood', true],
    ['in a column that goes', 'ALTER TABLE orders DROP m; DROP TYPE mood', true],
    ['in a column of another type by then', 'ALTER TABLE orders ALTER m TYPE text; DROP TYPE mood', true],
    ['in a default that goes', 'ALTER TABLE orders ALTER m DROP DEFAULT; DROP SEQUENCE s', true],
    ['with something between', 'DROP TABLE orders; SELECT 1; DROP TYPE mood', true],
    ['not where it goes first', 'DROP TYPE mood; DROP TABLE orders', false],
    ['not where only NULL is told', 'ALTER TABLE orders ALTER m SET NOT NULL; DROP TYPE mood', false],
    ['not where only a name is told', 'ALTER TABLE orders RENAME m TO n; DROP TYPE mood', false],
    ['not where CASCADE takes along what is left', 'DROP TABLE orders; DROP TYPE mood CASCADE', false],
    ['not where nothing else is done', 'DROP TYPE mood', false],
  ])('%s', (_, sql, expected) => {
    expect(drops(sql).map(followsItsUse)).toEqual([expected]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../operations/name.ts';
import { AT_END, foldedSql } from '../../testing/folded-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { constraintState, schemaOf, tableNamed, tableState } from '../../testing/sample-schema.ts';
import type { SchemaHistory } from '../schema/schema-history.ts';
import { isNotNullProven } from './proven-not-null.ts';

const parser = (await testParsers()).sql;

function provenIn(schema: SchemaHistory, column: string): boolean {
  const context = { schema, moment: AT_END, pgVersion: 15, timeZone: undefined };
  return isNotNullProven(context, tableNamed('orders'), knownName(column));
}

/** Whether a valid check on `orders` keeps NULL out of the column. */
function proven(column: string, expression: string): boolean {
  const definition = {
    kind: 'check' as const,
    name: knownName('c'),
    start: 0,
    end: 0,
    notValid: false,
    columns: undefined,
    expression,
  };
  const state = tableState('orders', [], { constraints: [constraintState('c', definition)] });
  return provenIn(schemaOf([state]), column);
}

describe('A check keeps NULL out of a column', () => {
  it.each<[column: string, expression: string]>([
    ['made', 'made IS NOT NULL'],
    ['made', 'MADE is Not nULL'],
    ['made', '  made\n  IS NOT\tNULL  '],
    ['made', '"made" IS NOT NULL'],
    ['made', '(made IS NOT NULL)'],
    ['made', '(((made IS NOT NULL)))'],
    ['made', 'made /* always */ IS NOT NULL -- or else'],
    ['Made', '"Made" IS NOT NULL'],
    ['made at', '"made at" IS NOT NULL'],
    ['say "so"', '"say ""so""" IS NOT NULL'],
    ['a.b', '"a.b" IS NOT NULL'],
    ['a$1', 'a$1 IS NOT NULL'],
    ['made', 'made IS NOT NULL AND total > 0'],
    ['made', 'total > 0 and made IS NOT NULL'],
    ['made', '(total > 0) AND ((note IS NOT NULL) AND (made IS NOT NULL))'],
    ['made', 'total BETWEEN 1 AND 9 AND made IS NOT NULL'],
    ['made', '(total > 0 OR note IS NULL) AND made IS NOT NULL'],
    ['made', 'NOT (total < 0) AND made IS NOT NULL'],
    ['made', "note <> 'this or that' AND made IS NOT NULL"],
    ['or', '"or" IS NOT NULL'],
  ])('%s by %s', (column, expression) => {
    expect(proven(column, expression)).toBe(true);
  });
});

describe('A check leaves NULL in a column', () => {
  it.each<[column: string, expression: string]>([
    ['made', 'made IS NULL'],
    ['made', 'made > 0'],
    ['made', 'made IS NOT NULL OR total > 0'],
    ['made', 'total > 0 or made IS NOT NULL'],
    ['made', 'made IS NOT NULL AND total > 0 OR note IS NULL'],
    ['made', '(total > 0 OR (note IS NULL AND made IS NOT NULL))'],
    ['made', 'NOT made IS NOT NULL'],
    ['made', 'NOT (made IS NOT NULL)'],
    ['made', 'NOT((total > 0) AND (made IS NOT NULL))'],
    ['made', '(made IS NOT NULL) = false'],
    ['made', '(made IS NOT NULL) IS NOT TRUE'],
    ['made', 'total = 1 IS DISTINCT FROM (made IS NOT NULL)'],
    ['made', 'coalesce(made IS NOT NULL, true)'],
    ['made', 'CASE WHEN total > 0 AND made IS NOT NULL AND note IS NULL THEN true ELSE true END'],
    ['made', 'total BETWEEN 1 AND made IS NOT NULL'],
    ['made', "note = ' made IS NOT NULL '"],
    ['made', 'total > 0 /* made IS NOT NULL */'],
    ['made', '(made, total) IS NOT NULL'],
    ['made', 'lower(made) IS NOT NULL'],
    ['made', ''],
    ['made', '()'],
    ['made', '(made IS NOT NULL'],
    ['made', 'made IS NOT NULL)'],
    ['made', '(note IS NULL) = (total > 0 AND made IS NOT NULL)'],
    ['made', '(made IS NOT NULL AND total > 0) = (note IS NULL)'],
  ])('%s in spite of %s', (column, expression) => {
    expect(proven(column, expression)).toBe(false);
  });

  it.each<[column: string, expression: string]>([
    ['made', 'made_at IS NOT NULL'],
    ['made_at', 'made IS NOT NULL'],
    ['made', 'remade IS NOT NULL'],
    ['made', 'made$ IS NOT NULL'],
    ['made', '"made " IS NOT NULL'],
    ['made', '"Made" IS NOT NULL'],
    ['Made', 'Made IS NOT NULL'],
    ['Made', 'made IS NOT NULL'],
    ['a.c', 'abc IS NOT NULL'],
    ['made', '"made""" IS NOT NULL'],
  ])('%s where it speaks of another one: %s', (column, expression) => {
    expect(proven(column, expression)).toBe(false);
  });

  it('whose name is not known', () => {
    const schema = foldedSql(parser, 'CREATE TABLE orders (made int, CHECK (made IS NOT NULL))');
    const context = { schema, moment: AT_END, pgVersion: 15, timeZone: undefined };
    expect(isNotNullProven(context, tableNamed('orders'), unknownName('made'))).toBe(false);
  });
});

describe('Of the checks of a table', () => {
  const TABLE = 'CREATE TABLE orders (made int, total int, note text);';
  it.each<[script: string, isProven: boolean]>([
    ['', false],
    ['ALTER TABLE orders ADD CHECK (total > 0); ALTER TABLE orders ADD CHECK (made IS NOT NULL);', true],
    ['ALTER TABLE orders ADD CONSTRAINT c CHECK (made IS NOT NULL) NOT VALID;', false],
    [
      'ALTER TABLE orders ADD CONSTRAINT c CHECK (made IS NOT NULL) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c;',
      true,
    ],
    [
      'ALTER TABLE orders ADD CONSTRAINT c CHECK (made IS NOT NULL); ALTER TABLE orders DROP CONSTRAINT c;',
      false,
    ],
    ['CREATE TABLE others (made int, CHECK (made IS NOT NULL));', false],
    ['ALTER TABLE orders ADD UNIQUE (made);', false],
  ])('%s: %s', (script, isProven) => {
    expect(provenIn(foldedSql(parser, TABLE + script), 'made')).toBe(isProven);
  });

  it('nothing is known where nobody has heard of the table', () => {
    expect(provenIn(foldedSql(parser, ''), 'made')).toBe(false);
  });
});

describe('Whatever else must hold', () => {
  const anyClause = fc.constantFrom<string>(
    'total > 0',
    'note IS NULL',
    "note <> 'or'",
    'total BETWEEN 1 AND 9',
    '(a OR b)',
  );

  it('a column is proven by any place among what AND joins, and by none among what OR does', () => {
    fc.assert(
      fc.property(fc.array(anyClause, { minLength: 1, maxLength: 4 }), fc.nat(4), (others, place) => {
        const clauses = others.toSpliced(place, 0, 'made IS NOT NULL');
        expect(proven('made', clauses.join(' AND '))).toBe(true);
        expect(proven('made', clauses.map((one) => `(${one})`).join(' AND '))).toBe(true);
        expect(proven('made', clauses.join(' OR '))).toBe(false);
        expect(proven('made', `NOT (${clauses.join(' AND ')})`)).toBe(false);
      }),
    );
  });

  it('a quoted name proves its own column, and no other', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (name, other) => {
        const check = `"${name.replaceAll('"', '""')}" IS NOT NULL`;
        expect(proven(name, check)).toBe(true);
        expect(proven(other, check)).toBe(name === other);
      }),
    );
  });
});

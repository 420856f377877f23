import { describe, expect, test } from 'vitest';

import { columnNamed, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import { constraintOf } from '../../testing/schema-changes.ts';
import { sqlDirections } from '../../testing/sql-directions.ts';
import type { ColumnDefault, ConstraintDefinition } from '../operations/column.ts';
import { columnDefinitionText, constraintText } from './definition-words.ts';
import { unknownName } from '../operations/name.ts';

const { operations } = await sqlDirections();

/** The words for the column that a statement adds. */
function added(column: string): string {
  const [step] = operations(`ALTER TABLE orders ADD COLUMN ${column}`);
  return step?.kind === 'add-column' ? columnDefinitionText(step.column) : 'no column';
}

/** The words for the constraint that a statement adds to orders. */
function constrained(constraint: string): string {
  const [step] = operations(`ALTER TABLE orders ADD ${constraint}`);
  return step?.kind === 'add-constraint' ? constraintText(step.constraint, 'orders') : 'no constraint';
}

describe('a column in words', () => {
  test.each([
    ['note text', 'note (text, nullable)'],
    ['note text NOT NULL', 'note (text, not null)'],
    ['number varchar(20)', 'number (varchar(20), nullable)'],
    ['total numeric(10,2) DEFAULT 0', 'total (numeric(10,2), nullable, default 0)'],
    ["state text DEFAULT 'new' NOT NULL", "state (text, not null, default 'new')"],
    ['made timestamptz DEFAULT now()', 'made (timestamptz, nullable, default now())'],
    ['tags text[]', 'tags (text[], nullable)'],
    ['size bigint', 'size (bigint, nullable)'],
    ['place serial', 'place (integer, not null, counted up)'],
    ['place int GENERATED ALWAYS AS IDENTITY', 'place (integer, not null, identity)'],
    ['twice int GENERATED ALWAYS AS (total * 2) STORED', 'twice (integer, nullable, computed and stored)'],
    ['code text UNIQUE', 'code (text, nullable, unique constraint)'],
    ['by int REFERENCES people (id)', 'by (integer, nullable, refers to people (id))'],
    ['by int REFERENCES hr.people', 'by (integer, nullable, refers to hr.people)'],
    ['total int CHECK (total > 0)', 'total (integer, nullable, check constraint)'],
    ['"Order No" mood', 'Order No (mood, nullable)'],
  ])('%s', (column, words) => {
    expect(added(column)).toBe(words);
  });

  test.each<[string, ColumnDefault, string]>([
    [
      'a default that only shows when it runs',
      { kind: 'unknown', source: 'NOW' },
      'x (integer, nullable, default `NOW`)',
    ],
    [
      'a computed one that is not stored',
      { kind: 'computed', isStored: false },
      'x (integer, nullable, computed)',
    ],
  ])('with %s', (...[, preset, words]) => {
    expect(columnDefinitionText(columnNamed('x', { default: preset }))).toBe(words);
  });

  test('that belongs to the primary key', () => {
    expect(columnDefinitionText(columnNamed('id', { primaryKey: true, nullable: false }))).toBe(
      'id (integer, primary key)',
    );
  });

  test('of which not everything is known', () => {
    const type = { isKnown: false, written: 'Geometry("POINT")' } as const;
    const column = columnNamed('x', { name: unknownName('f"{prefix}_x"'), type, nullable: undefined });
    expect(columnDefinitionText(column)).toBe('`f"{prefix}_x"` (Geometry("POINT"), maybe nullable)');
  });

  test('with a type as SQL spells it', () => {
    const spelt = ['int2', 'float4', 'float8', 'bool', 'bpchar'].map((name) =>
      columnDefinitionText(columnNamed('x', { type: typeNamed(name) })),
    );
    expect(spelt).toEqual([
      'x (smallint, nullable)',
      'x (real, nullable)',
      'x (double precision, nullable)',
      'x (boolean, nullable)',
      'x (char, nullable)',
    ]);
  });
});

describe('a constraint in words', () => {
  test.each([
    ['CONSTRAINT uq UNIQUE (number)', 'the unique constraint uq on orders (number)'],
    ['UNIQUE (number, shop_id)', 'a unique constraint on orders (number, shop_id)'],
    ['PRIMARY KEY (id)', 'a primary key on orders (id)'],
    ['CONSTRAINT ck CHECK (total > 0)', 'the check constraint ck on orders: total > 0'],
    [
      'CONSTRAINT fk FOREIGN KEY (by) REFERENCES people (id)',
      'the foreign key fk from orders (by) to people (id)',
    ],
    [
      'FOREIGN KEY (by) REFERENCES people ON UPDATE RESTRICT ON DELETE SET NULL',
      'a foreign key from orders (by) to people on delete set null on update restrict',
    ],
    [
      'FOREIGN KEY (by) REFERENCES people DEFERRABLE',
      'a foreign key from orders (by) to people deferrable, checked at once',
    ],
    [
      'FOREIGN KEY (by) REFERENCES people DEFERRABLE INITIALLY DEFERRED',
      'a foreign key from orders (by) to people deferrable, checked at the end',
    ],
    ['FOREIGN KEY (by) REFERENCES hr.people', 'a foreign key from orders (by) to hr.people'],
    [
      'CONSTRAINT fk FOREIGN KEY (by) REFERENCES people NOT VALID',
      'the foreign key fk from orders (by) to people, without a look at the rows that are there',
    ],
    ['CONSTRAINT ex EXCLUDE USING gist (room WITH =)', 'the exclusion constraint ex on orders (room)'],
  ])('%s', (constraint, words) => {
    expect(constrained(constraint)).toBe(words);
  });

  test.each<[ConstraintDefinition, string]>([
    [constraintOf({ kind: 'exclude', columns: undefined }), 'an exclusion constraint on shop.orders'],
    [constraintOf({ kind: 'unique', columns: undefined }), 'a unique constraint on shop.orders'],
    [constraintOf({ kind: 'check', columns: ['a'] }), 'a check constraint on shop.orders'],
  ])('of which not everything is known: %#', (constraint, words) => {
    expect(constraintText(constraint, 'shop.orders')).toBe(words);
  });

  test('whose target only shows when it runs', () => {
    const target = { table: { ...unknownName('TARGET'), schema: undefined }, columns: undefined };
    const constraint: ConstraintDefinition = {
      start: 0,
      end: 0,
      kind: 'foreign-key',
      name: unknownName('NAME'),
      columns: ['by'],
      notValid: false,
      target,
    };
    expect(constraintText(constraint, tableNamed('orders').text)).toBe(
      'the foreign key `NAME` from orders (by) to `TARGET`',
    );
  });
});

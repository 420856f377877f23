import { describe, expect, it } from 'vitest';

import { knownName, unknownName } from '../../migrations/operations/name.ts';
import { OBJECT_KINDS, type Operation } from '../../migrations/operations/operation.ts';
import {
  addColumn,
  alterColumn,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  orders,
  renameColumn,
  renameTable,
} from '../../testing/sample-operations.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { lossText, destructiveSign } from './destructive-signs.ts';
import type { PlanSign } from './plan-check.ts';
import type { Flag } from '../../migrations/operations/flag.ts';

type Verb = Extract<Operation, { kind: 'change-rows' }>['verb'];

function rows(verb: Verb, isFiltered: boolean): Operation {
  return { kind: 'change-rows', verb, table: orders, isFiltered };
}

function objectDropped(object: (typeof OBJECT_KINDS)[number], cascade: Flag): Operation {
  return { kind: 'drop-object', object, name: knownName('x'), ifExists: false, cascade };
}

describe('What removes data is a sign', () => {
  it.each<[sign: PlanSign, what: string, operation: Operation]>([
    ['drop-table', 'a table', dropTable('orders')],
    [
      'drop-table',
      'a table whose name is not known',
      { kind: 'drop-table', ...unknownTable(), ifExists: false, cascade: false },
    ],
    ['drop-column', 'a column', dropColumn('note')],
    ['mass-deletion', 'every row of a table', { kind: 'truncate', tables: [orders], cascade: false }],
    ['mass-deletion', 'rows that no WHERE keeps', rows('delete', false)],
    ['reset', 'whatever the metadata knows', { kind: 'drop-all' }],
    ['reset', 'a schema', objectDropped('schema', false)],
    ['reset', 'a database', objectDropped('database', false)],
    ['reset', 'everything of a role', objectDropped('owned', false)],
    ['data-loss', 'the value that a sequence has reached', objectDropped('sequence', false)],
    ['data-loss', 'a sequence with the defaults that use it', objectDropped('sequence', true)],
    ['drop-column', 'the columns of a type', objectDropped('type', true)],
    ['drop-column', 'the columns of a domain', objectDropped('domain', true)],
    ['drop-column', 'the columns of the types of an extension', objectDropped('extension', true)],
  ])('%s: %s', (sign, _, operation) => {
    expect(destructiveSign(operation)).toBe(sign);
  });
});

describe('What leaves values where they are is none', () => {
  it.each<[what: string, operation: Operation]>([
    ['a new table', createTable('orders', 'id')],
    ['a table that is renamed', renameTable('orders', 'sales')],
    ['a new column', addColumn('note')],
    ['a column that is renamed', renameColumn('note', 'remark')],
    ['a column that is altered', alterColumn({ nullable: false })],
    ['an index', createIndex('ix', ['id'])],
    ['an index that is dropped', dropIndex('ix')],
    ['a constraint that is dropped', dropConstraint('c')],
    ['a type', createObject('type', 'mood')],
    ['rows that are deleted by a condition', rows('delete', true)],
    ['rows that are inserted', rows('insert', false)],
    ['rows that are all updated', rows('update', false)],
    ['rows that are merged', rows('merge', false)],
    ['rows that are copied', rows('copy', false)],
    ['tables that the metadata makes', { kind: 'create-all' }],
    ['what is of no interest to the schema', { kind: 'other', what: 'GRANT' }],
  ])('%s', (_, operation) => {
    expect(destructiveSign(operation)).toBeUndefined();
  });
});

describe('Of other things that are dropped', () => {
  it('only some take data along even with CASCADE', () => {
    const signs = OBJECT_KINDS.filter((object) => destructiveSign(objectDropped(object, true)) !== undefined);
    expect(signs).toEqual(['database', 'schema', 'extension', 'type', 'domain', 'sequence', 'owned']);
  });

  it('a type without CASCADE cannot take a column along, as PostgreSQL refuses to drop what is used', () => {
    const signs = OBJECT_KINDS.filter(
      (object) => destructiveSign(objectDropped(object, false)) !== undefined,
    );
    expect(signs).toEqual(['database', 'schema', 'sequence', 'owned']);
  });

  it.each(['type', 'domain', 'extension'] as const)(
    'a CASCADE that is not told of a %s is none',
    (object) => {
      expect(destructiveSign(objectDropped(object, undefined))).toBeUndefined();
    },
  );
});

describe('What is lost is told in a sentence', () => {
  it.each<[text: string, operation: Operation]>([
    ['Drops the table orders and every row in it.', dropTable('orders')],
    ['Drops the column orders.note and every value in it.', dropColumn('note')],
    ['Deletes all rows of orders.', rows('delete', false)],
    [
      'Deletes every row of orders, hr.people.',
      { kind: 'truncate', tables: [orders, tableNamed('hr.people')], cascade: false },
    ],
    ['Drops the schema x, with whatever depends on it.', objectDropped('schema', true)],
    ['Drops the sequence x.', objectDropped('sequence', false)],
    ['Drops everything that x owns.', objectDropped('owned', false)],
    ['Drops whatever tables the metadata knows at that moment.', { kind: 'drop-all' }],
  ])('%s', (text, operation) => {
    expect(lossText(operation, { isCertain: true })).toBe(text);
  });

  it('which says so where it depends on something', () => {
    expect(lossText(dropTable('orders'), { isCertain: false })).toBe(
      'Maybe drops the table orders and every row in it.',
    );
  });

  it('which quotes the source of a name that is not known', () => {
    const operation: Operation = { kind: 'truncate', tables: [unknownTable().table], cascade: true };
    expect(lossText(operation, { isCertain: true })).toBe(
      'Deletes every row of `TABLES[0]` and of the tables that refer to it.',
    );
  });
});

function unknownTable() {
  return { table: { ...unknownName('TABLES[0]'), schema: undefined } };
}

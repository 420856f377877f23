import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  check,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropIndex,
  dropObject,
  dropTable,
  orders,
  renameTable,
} from '../../testing/sample-operations.ts';
import { stepOf, tableNamed } from '../../testing/sample-schema.ts';
import { knownName } from './name.ts';
import { indexOperations } from './operation-index.ts';
import type { Operation } from './operation.ts';
import { namesAcross } from './same-names.ts';
import { isUndoneBy } from './undone-by.ts';

function near(operation: Operation, ...others: readonly Operation[]): readonly Operation[] {
  const names = namesAcross([operation, ...others]);
  const index = indexOperations(
    others.map((other) => stepOf(other)),
    names,
  );
  return index.near(operation).map((step) => step.operation);
}

const people = tableNamed('people');
const schema: Operation = {
  kind: 'drop-object',
  object: 'schema',
  name: knownName('audit'),
  ifExists: false,
  cascade: true,
};

describe('near an operation is', () => {
  test('what is done to the same table, in its order', () => {
    const others = [dropColumn('a'), dropColumn('a', people), dropTable('public.orders')];
    expect(near(addColumn('a'), ...others)).toEqual([others[0], others[2]]);
  });

  test('what is done to it under another name', () => {
    const rename = renameTable('orders', 'sales');
    expect(near(addColumn('a', tableNamed('sales')), rename, dropColumn('a'))).toEqual([
      rename,
      dropColumn('a'),
    ]);
  });

  test('an index of that name, whatever its table', () => {
    expect(near(createIndex('ix', ['a']), dropIndex('ix'), dropIndex('iy'))).toEqual([dropIndex('ix')]);
    expect(near(dropIndex('ix'), createIndex('ix', ['a']))).toEqual([createIndex('ix', ['a'])]);
    expect(near({ ...createIndex('ix', ['a']), name: undefined } as Operation, dropTable('orders'))).toEqual([
      dropTable('orders'),
    ]);
  });

  test('the table that a foreign key points to', () => {
    const key = addConstraint({
      ...check(undefined),
      kind: 'foreign-key',
      target: { table: people, columns: ['id'] },
    });
    expect(near(key, dropTable('people'), dropTable('others'))).toEqual([dropTable('people')]);
    expect(near(dropTable('people'), key)).toEqual([key]);
  });

  test('each table that is emptied', () => {
    const truncate: Operation = { kind: 'truncate', tables: [orders, people], cascade: false };
    expect(near(truncate, dropTable('people'), dropTable('others'))).toEqual([dropTable('people')]);
    expect(near(addColumn('a'), truncate)).toEqual([truncate]);
  });

  test('a thing of the same name', () => {
    expect(
      near(createObject('type', 'mood'), dropObject('type', 'public.mood'), dropObject('type', 'x')),
    ).toEqual([dropObject('type', 'public.mood')]);
    const rename: Operation = {
      kind: 'rename-object',
      object: 'type',
      name: knownName('a'),
      to: knownName('b'),
    };
    expect(near(createObject('type', 'b'), rename)).toEqual([rename]);
  });

  test('everything, for what may belong to any table', () => {
    const others = [dropTable('people'), dropIndex('ix')];
    expect(near(createObject('trigger', 't'), ...others)).toEqual(others);
  });

  test('a schema that is dropped, always', () => {
    expect(near(addColumn('a', tableNamed('audit.log')), schema, dropTable('x'))).toEqual([schema]);
  });

  test('nothing, of nothing', () => {
    expect(near(addColumn('a'))).toEqual([]);
    expect(near({ kind: 'create-all' }, dropTable('orders'))).toEqual([]);
  });
});

test('whatever undoes an operation is near it', () => {
  const table = fc.constantFrom('orders', 'people', 'audit.orders');
  const word = fc.constantFrom('a', 'b');
  const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
    table.map((name) => createTable(name, 'id')),
    table.map(dropTable),
    fc.tuple(table, word).map(([name, to]) => renameTable(name, to)),
    fc.tuple(word, table).map(([name, of]) => addColumn(name, tableNamed(of))),
    fc.tuple(word, table).map(([name, of]) => dropColumn(name, tableNamed(of))),
    word.map((name) => createIndex(name, ['a'])),
    word.map(dropIndex),
    word.map((name) => createObject('type', name)),
    word.map((name) => dropObject('type', name)),
  );
  fc.assert(
    fc.property(anyOperation, fc.array(anyOperation, { maxLength: 12 }), (operation, others) => {
      const names = namesAcross([operation, ...others]);
      const undoers = others.filter((by) => isUndoneBy(operation, { by, names }));
      expect(near(operation, ...others)).toEqual(expect.arrayContaining(undoers));
    }),
  );
});

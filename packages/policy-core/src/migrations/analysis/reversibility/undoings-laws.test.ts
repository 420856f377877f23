import fc from 'fast-check';
import { expect, test } from 'vitest';

import { stepsTaken } from '../../../testing/steps-taken.ts';
import {
  addColumn,
  addConstraint,
  alterColumn,
  changeRows,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropIndex,
  dropTable,
  renameColumn,
  renameTable,
  unique,
} from '../../../testing/sample-operations.ts';
import { directionOf, stepOf, tableNamed, typeNamed } from '../../../testing/sample-schema.ts';
import { operationTable } from '../../operations/operation-table.ts';
import type { Operation } from '../../operations/operation.ts';
import { undoings } from './undoings.ts';

const table = fc.constantFrom('orders', 'people', 'audit.log');
const column = fc.constantFrom('a', 'b', 'c');
const index = fc.constantFrom('ix', 'iy');

/** What can be undone without knowing what was there. */
const anyMade: fc.Arbitrary<Operation> = fc.oneof(
  table.map((name) => createTable(name, 'id')),
  fc.tuple(column, table).map(([name, of]) => addColumn(name, tableNamed(of))),
  fc.tuple(column, table).map(([name, of]) => renameColumn(name, 'z', tableNamed(of))),
  table.map((name) => renameTable(name, 'q')),
  fc.tuple(index, column).map(([name, of]) => createIndex(name, [of])),
  fc.tuple(index, column).map(([name, of]) => addConstraint(unique(name, [of]))),
  fc.constantFrom('type', 'sequence').map((object) => createObject(object, 'o')),
  fc.constant(alterColumn({ type: typeNamed('int8'), existingType: typeNamed('int4') })),
);
const anyOther: fc.Arbitrary<Operation> = fc.oneof(
  table.map(dropTable),
  fc.tuple(column, table).map(([name, of]) => dropColumn(name, tableNamed(of))),
  index.map(dropIndex),
  fc
    .tuple(fc.constantFrom('insert', 'update', 'delete'), table)
    .map(([verb, of]) => changeRows(verb, tableNamed(of))),
);
const anySteps = fc.array(fc.oneof(anyMade, anyOther), { maxLength: 8 });

function kinds(upgrade: readonly Operation[], downgrade: readonly Operation[]) {
  return undoings(directionOf(upgrade), directionOf(downgrade)).steps.map(({ undoing }) => undoing.kind);
}

/** Steps on one table keep their order, and those on different ones are done in any. */
function sortedBy(order: readonly string[], steps: readonly Operation[]): readonly Operation[] {
  return steps.toSorted((one, other) => order.indexOf(subject(one)) - order.indexOf(subject(other)));
}

function subject(operation: Operation): string {
  const of = operationTable(operation);
  return of === undefined || of.text === 'q' ? 'orders' : of.text;
}

test('the order of a downgrade counts on one table only', () => {
  const anyCase = fc.record({
    upgrade: anySteps,
    downgrade: anySteps.filter((steps) => steps.every(({ kind }) => kind !== 'rename-table')),
    order: fc.shuffledSubarray(['orders', 'people', 'log'], { minLength: 3 }),
  });
  fc.assert(
    fc.property(anyCase, ({ upgrade, downgrade, order }) => {
      expect(kinds(upgrade, sortedBy(order, downgrade))).toEqual(kinds(upgrade, downgrade));
    }),
  );
});

test('nothing is undone by nothing, and every step is answered', () => {
  fc.assert(
    fc.property(anySteps, (upgrade) => {
      const found = undoings(directionOf(upgrade), directionOf([])).steps;
      expect(found.map(({ step }) => (step.kind === 'operation' ? step.operation : step))).toEqual(upgrade);
      expect(found.map(({ undoing }) => undoing.kind)).not.toContain('undone');
    }),
  );
});

test('more in a downgrade never leaves more', () => {
  fc.assert(
    fc.property(anySteps, anySteps, anyMade, (upgrade, downgrade, more) => {
      // A new name makes others the same, and a column altered in part is told otherwise than one left alone.
      fc.pre(!more.kind.startsWith('rename') && more.kind !== 'alter-column');
      const left = (steps: readonly Operation[]) =>
        kinds(upgrade, steps).flatMap((kind, place) => (kind === 'left' ? [place] : []));
      const before = left(downgrade);
      for (const place of left([...downgrade, more])) expect(before).toContain(place);
    }),
  );
});

test('two thousand steps are compared in few steps', () => {
  const up: Operation[] = [];
  const down: Operation[] = [];
  for (let number = 0; number < 500; number += 1) {
    const of = tableNamed(`t${number}`);
    up.push(createTable(`t${number}`, 'id'));
    for (const name of ['a', 'b', 'c']) up.push(addColumn(`${name}${number}`, of));
    down.push(dropTable(`t${number}`));
    for (const name of ['a', 'b', 'c']) down.push(dropColumn(`${name}${number}`, of));
  }
  const [upgrade, downgrade] = [directionOf(up.map((one) => stepOf(one))), directionOf(down.toReversed())];
  const started = stepsTaken();
  expect(undoings(upgrade, downgrade).steps.every(({ undoing }) => undoing.kind === 'undone')).toBe(true);
  expect(stepsTaken() - started).toBeLessThan(500_000);
});

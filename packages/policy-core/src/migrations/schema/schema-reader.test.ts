import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Step } from '../operations/operation.ts';
import { anyUpgrades } from '../../testing/any-schema-change.ts';
import { directionOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { addColumn, createTable, dropTable } from '../../testing/schema-changes.ts';
import { shownTable, shownTables } from '../../testing/shown-schema.ts';
import { foldUpgrades } from './fold-schema.ts';
import type { KnownLogs } from './schema-reader.ts';
import type { Upgrade } from './schema-log.ts';

const NAMES = ['i', 'j', 'a_x_idx', 'a_x_key', 'a_pkey'];

/** Counts how often the steps are folded. */
function counted(revision: string, ...operations: Parameters<typeof directionOf>[0]) {
  const steps: Step[] = [...directionOf(operations).steps];
  let folded = 0;
  const forEach = steps.forEach.bind(steps);
  steps.forEach = (call) => {
    folded += 1;
    forEach(call);
  };
  return { upgrade: { revision, steps, text: '' }, folded: () => folded };
}

/** Each makes a table and gives `orders` a column. */
function line(count: number) {
  return Array.from({ length: count }, (_, index) =>
    counted(`r${index}`, createTable(`t${index}`, ['a']), addColumn('orders', `c${index}`)),
  );
}

const upgradesOf = (line: readonly { readonly upgrade: Upgrade }[]) => line.map(({ upgrade }) => upgrade);
const orders = tableNamed('orders');
const foldedIn = (line: readonly { folded: () => number }[]) => line.map(({ folded }) => folded());

describe('a history of schemas', () => {
  test('is folded no further than somebody asks', () => {
    const revisions = line(4);
    const history = foldUpgrades(upgradesOf(revisions));
    expect(foldedIn(revisions)).toEqual([0, 0, 0, 0]);
    history.tableAt(orders, { revision: 'r1', step: 0 });
    expect(foldedIn(revisions)).toEqual([1, 1, 0, 0]);
    history.tableAt(orders, { revision: 'r0', step: 1 });
    expect(foldedIn(revisions)).toEqual([1, 1, 0, 0]);
    expect(shownTable(history.tableAt(orders, { revision: 'r3', step: 2 })).slice(1)).toHaveLength(4);
    expect(foldedIn(revisions)).toEqual([1, 1, 1, 1]);
  });

  test('goes on from what was folded of the one before it, up to the first upgrade that is another', () => {
    const tapes: KnownLogs = { logs: [] };
    const revisions = line(6);
    const moment = { revision: 'r3', step: 2 };
    foldUpgrades(upgradesOf(revisions), tapes).tableAt(orders, moment);
    for (const key of ['x', 'xy', 'xyz']) {
      const edited = counted('r3', createTable('t3', ['a']), addColumn('orders', key));
      const history = foldUpgrades(upgradesOf(revisions.with(3, edited)), tapes);
      expect(shownTable(history.tableAt(orders, moment)).slice(1)).toEqual([
        'c0 int4',
        'c1 int4',
        'c2 int4',
        `${key} int4`,
      ]);
      expect(foldedIn(revisions)).toEqual([1, 1, 1, 1, 0, 0]);
      expect(edited.folded()).toBe(1);
    }
    expect(tapes.logs).toHaveLength(1);
  });

  test('is folded anew where the text beside the steps is another, which unclear ones rest on', () => {
    const tapes: KnownLogs = { logs: [] };
    const made = { revision: 'a1', steps: directionOf([createTable('orders', ['a'])]).steps };
    const unclear = { revision: 'b2', steps: directionOf([unclearStep('it is a loop')]).steps };
    const isWhole = (text: string) =>
      foldUpgrades([made, { ...unclear, text }], tapes).tableAt(orders, { revision: 'b2', step: 1 })?.isWhole;
    expect(['invoices', 'orders', 'invoices'].map(isWhole)).toEqual([true, false, true]);
  });

  test('leaves the tape to another that shares little of it', () => {
    const tapes: KnownLogs = { logs: [] };
    const revisions = line(6);
    const other = [...revisions.slice(0, 2), ...line(6).slice(2)];
    const moment = { revision: 'r5', step: 2 };
    foldUpgrades(upgradesOf(revisions), tapes).tableAt(orders, moment);
    foldUpgrades(upgradesOf(other), tapes).tableAt(orders, moment);
    foldUpgrades(upgradesOf(revisions), tapes).tableAt(orders, moment);
    expect(foldedIn(revisions)).toEqual([2, 2, 1, 1, 1, 1]);
    expect(tapes.logs).toHaveLength(2);
  });

  test('does not take the tape back and forth with another that is asked in turns', () => {
    const tapes: KnownLogs = { logs: [] };
    const revisions = line(6);
    const other = [...revisions.slice(0, 4), ...line(6).slice(4)];
    const histories = [upgradesOf(revisions), upgradesOf(other)].map((all) => foldUpgrades(all, tapes));
    for (let turn = 0; turn < 20; turn += 1) {
      for (const history of histories) history.tableAt(orders, { revision: 'r5', step: 2 });
    }
    expect(Math.max(...foldedIn(revisions), ...foldedIn(other))).toBeLessThanOrEqual(3);
  });

  test('keeps few tapes', () => {
    const tapes: KnownLogs = { logs: [] };
    for (let index = 0; index < 9; index += 1) {
      foldUpgrades(upgradesOf(line(2)), tapes).tableAt(orders, { revision: 'r1', step: 0 });
    }
    expect(tapes.logs).toHaveLength(4);
  });

  test('tells of tables that were asked for before what they were, when another has gone on from it', () => {
    const tapes: KnownLogs = { logs: [] };
    const made = { revision: 'a1', steps: directionOf([createTable('orders', ['a', 'b', 'c'])]).steps };
    const added = { revision: 'b2', steps: directionOf([addColumn('orders', 'd')]).steps };
    const dropped = { revision: 'b2', steps: directionOf([dropTable('orders')]).steps };
    const moment = { revision: 'b2', step: 1 };
    const state = foldUpgrades([made, added], tapes).tableAt(orders, moment);
    expect(foldUpgrades([made, dropped], tapes).tableAt(orders, moment)).toBeUndefined();
    expect([...(state?.columns.keys() ?? [])]).toEqual(['a', 'b', 'c', 'd']);
    expect(state?.columns.get('d')?.addedIn).toBe('b2');
  });
});

describe('histories that share tapes', () => {
  /** A line of upgrades, and others that differ from it in one. */
  const variants = fc
    .tuple(anyUpgrades, fc.array(fc.tuple(fc.nat(), anyUpgrades), { minLength: 1, maxLength: 4 }))
    .map(([first, edits]) => {
      const all = first.map((steps, index): Upgrade => ({ revision: `r${index}`, steps, text: 'a b' }));
      const edited = edits.map(([place, [steps = []]]) =>
        all.with(place % all.length, { revision: `r${place % all.length}`, steps, text: 'a' }),
      );
      return [all, ...edited];
    });
  const asks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 });

  test('answer as each would alone, in whatever order they are asked', () => {
    fc.assert(
      fc.property(variants, asks, (lines, questions) => {
        const tapes: KnownLogs = { logs: [] };
        const histories = lines.map((all) => foldUpgrades(all, tapes));
        for (const [which, place, step] of questions) {
          const all = lines[which % lines.length] ?? [];
          const history = histories[which % lines.length];
          const { revision, steps } = all[place % all.length] ?? { revision: '', steps: [] };
          const moment = { revision, step: step % (steps.length + 1) };
          const alone = foldUpgrades(all);
          if (history === undefined) continue;
          expect(shownTables(history, moment)).toEqual(shownTables(alone, moment));
          expect(NAMES.map((name) => shownTable(history.tableOfIndex(name, moment)))).toEqual(
            NAMES.map((name) => shownTable(alone.tableOfIndex(name, moment))),
          );
        }
      }),
    );
  });
});

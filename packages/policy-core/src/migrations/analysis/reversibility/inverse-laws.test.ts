import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { directionOf } from '../../../testing/sample-schema.ts';
import { historyOf, shownTable } from '../../../testing/shown-schema.ts';
import { anyValidUpgrade, tablesAfter } from '../../../testing/valid-changes.ts';
import { inverseOf } from './inverse.ts';
import type { Operation } from '../../operations/operation.ts';
import { undoings } from './undoings.ts';
import { stateBeforeIn, type StateBefore } from '../state-before.ts';
import { schemaBefore } from '../../schema/schema-before.ts';

/** Asks what some operations leave for the table that another one is about. */
function stateAfter(before: readonly Operation[]): StateBefore {
  const history = historyOf({ before, now: [] });
  return (operation) => stateBeforeIn(history, 'now')(operation, 0);
}

/** In no order: what comes back stands behind what stayed. When it was made is left out. */
function shape(operations: readonly Operation[]): unknown {
  return tablesAfter(operations)
    .map((state) => {
      const [title = '', ...parts] = shownTable(state);
      const defaults = [...state.columns.values()].map(
        ({ name, default: preset }) => `${name} = ${preset?.kind === 'sql' ? preset.text : ''}`,
      );
      return [title.replace(/ made .*/, ''), ...[...parts, ...defaults].toSorted()];
    })
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b));
}

interface TakenBack {
  readonly operations: readonly Operation[];
  readonly losesData: boolean;
}

/** The inverse of each step, last one first; `undefined` where one has none that is known. */
function inverseOfAll(before: readonly Operation[], steps: readonly Operation[]): TakenBack | undefined {
  const operations: Operation[] = [];
  let losesData = false;
  for (const [place, step] of steps.entries()) {
    const inverse = inverseOf(step, stateAfter([...before, ...steps.slice(0, place)])(step, 0));
    if (inverse.kind === 'unknown') return undefined;
    losesData ||= inverse.kind === 'loses-data';
    operations.unshift(...inverse.operations);
  }
  return { operations, losesData };
}

describe('the inverse of steps on tables that are known whole', () => {
  test('is always known', () => {
    fc.assert(
      fc.property(anyValidUpgrade(6), ({ before, steps }) => {
        expect(inverseOfAll(before, steps)).toBeDefined();
      }),
    );
  });

  test('gives back the schema that was there before', () => {
    fc.assert(
      fc.property(anyValidUpgrade(6), ({ before, steps }) => {
        const back = inverseOfAll(before, steps)?.operations ?? [];
        expect(shape([...before, ...steps, ...back])).toEqual(shape(before));
      }),
    );
  });

  test('taken twice gives back what the steps made', () => {
    fc.assert(
      fc.property(anyValidUpgrade(4), ({ before, steps }) => {
        const back = inverseOfAll(before, steps)?.operations ?? [];
        const forth = inverseOfAll([...before, ...steps], back)?.operations ?? [];
        expect(shape([...before, ...steps, ...back, ...forth])).toEqual(shape([...before, ...steps]));
      }),
    );
  });

  test('loses data where a table or a column is dropped, and nowhere else', () => {
    fc.assert(
      fc.property(anyValidUpgrade(5), ({ before, steps }) => {
        const drops = steps.some(({ kind }) => kind === 'drop-table' || kind === 'drop-column');
        expect(inverseOfAll(before, steps)?.losesData).toBe(drops);
      }),
    );
  });

  test('undoes every step as a downgrade', () => {
    fc.assert(
      fc.property(anyValidUpgrade(6), ({ before, steps }) => {
        const back = inverseOfAll(before, steps)?.operations ?? [];
        const history = historyOf({ before, now: steps });
        const found = undoings(directionOf(steps), directionOf(back), schemaBefore(history, 'now'));
        expect(found.extra).toEqual([]);
        const kinds = found.steps.map(({ undoing }) => undoing.kind);
        expect(kinds.filter((kind) => !['nothing', 'undone', 'data-lost'].includes(kind))).toEqual([]);
      }),
    );
  });

  test('leaves a step where its own inverse is left out, unless something else takes it along', () => {
    fc.assert(
      fc.property(anyValidUpgrade(1), ({ before, steps }) => {
        const history = historyOf({ before, now: steps });
        const found = undoings(directionOf(steps), directionOf([]), schemaBefore(history, 'now')).steps;
        const [step] = steps;
        const inverse = step && inverseOf(step, stateAfter(before)(step, 0));
        const changes = inverse?.kind !== 'operations' || inverse.operations.length > 0;
        const isSame = JSON.stringify(shape(before)) === JSON.stringify(shape([...before, ...steps]));
        expect(found.map(({ undoing }) => undoing.kind)).toEqual([changes && !isSame ? 'left' : 'nothing']);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { addColumn } from '../../testing/schema-changes.ts';
import { knownName } from '../operations/name.ts';
import { makingOfView } from './new-view.ts';
import type { ObjectOperation, Operation } from '../operations/operation.ts';

type Made = Extract<ObjectOperation, { readonly kind: 'create-object' }>;

function made(name: string, more: Partial<Made> = {}): Made {
  return { kind: 'create-object', object: 'materialized-view', name: knownName(name), ...more };
}

function dropped(name: string): Operation {
  return {
    kind: 'drop-object',
    object: 'materialized-view',
    name: knownName(name),
    cascade: false,
    ifExists: false,
  };
}

const OTHER = addColumn('orders', 'a');

/** Asked by the step with that number. */
function making(view: string, steps: readonly Operation[], index = steps.length): Made | undefined {
  return makingOfView({ upgrade: judgedUpgrade(...steps), index }, tableNamed(view));
}

describe('A materialized view is new', () => {
  test('where the migration made it before', () => {
    expect(making('totals', [made('totals'), OTHER])).toEqual(made('totals'));
  });

  test('with all that is known of its making', () => {
    const perhaps = made('totals', { unlessThere: true });
    expect(making('totals', [OTHER, perhaps])).toEqual(perhaps);
  });

  test('where it is dropped first and made again', () => {
    expect(making('totals', [dropped('totals'), made('totals')])).toEqual(made('totals'));
  });
});

describe('A materialized view is none that the migration made', () => {
  test.each([
    ['where it makes none', [OTHER]],
    ['where it makes another one', [made('sums')]],
    ['where it makes a plain view', [made('totals', { object: 'view' })]],
    ['where it makes a sequence of that name', [made('totals', { object: 'sequence' })]],
    ['where it has dropped it since', [made('totals'), dropped('totals')]],
    ['where nothing stands before', []],
  ])('%s', (_where, steps) => {
    expect(making('totals', steps)).toBeUndefined();
  });

  test('before the step that makes it, and at that step', () => {
    const steps = [OTHER, made('totals'), OTHER];
    expect(making('totals', steps, 0)).toBeUndefined();
    expect(making('totals', steps, 1)).toBeUndefined();
    expect(making('totals', steps, 2)).toEqual(made('totals'));
  });
});

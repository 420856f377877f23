import { describe, expect, test } from 'vitest';

import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { createTable } from '../../testing/schema-changes.ts';
import { knownName } from './name.ts';
import { searchPathChanges } from './search-path-changes.ts';
import type { NameShift, Operation, Step } from './operation.ts';

const other: Operation = { kind: 'other', what: 'SELECT' };
const plain = stepOf(createTable('a', []));
const shifting = (shift: NameShift) => stepOf(other, { shift });
const unclear = unclearStep('it is only known when it runs');
const alone = stepOf(other, { autocommit: true });

const placesOf = (written: string, steps: readonly Step[]) => {
  const { before } = searchPathChanges(steps);
  return [...steps, undefined].map((_, index) => before(tableNamed(written), index));
};

describe('The last place where names got another meaning', () => {
  test('is none without a step that does that', () => {
    expect(placesOf('a', [])).toEqual([-1]);
    expect(placesOf('a', [plain, plain])).toEqual([-1, -1, -1]);
    expect(placesOf('a', [shifting('undone')])).toEqual([-1, -1]);
  });

  test('comes after the step that does it', () => {
    expect(placesOf('a', [plain, shifting('bare-names'), plain])).toEqual([-1, -1, 1.5, 1.5]);
    expect(placesOf('a', [shifting('every-name'), shifting('bare-names')])).toEqual([-1, 0.5, 1.5]);
  });

  test('leaves names with a schema alone where only the search path is another', () => {
    expect(placesOf('s.a', [shifting('every-name'), shifting('bare-names')])).toEqual([-1, 0.5, 0.5]);
    expect(placesOf('pg_temp.a', [shifting('bare-names')])).toEqual([-1, 0.5]);
  });

  test('is an unclear step, which says nothing of itself', () => {
    expect(placesOf('s.a', [unclear])).toEqual([-1, 0.5]);
    expect(placesOf('a', [{ ...unclear, reach: { kind: 'rows' } }])).toEqual([-1, -1]);
    const stated = searchPathChanges([unclear, shifting('bare-names')]).statedBefore;
    expect([0, 1, 2].map((index) => stated(tableNamed('a'), index))).toEqual([-1, -1, 1.5]);
  });

  test('is an unclear step of a few tables for those alone', () => {
    const few = { ...unclear, reach: { kind: 'tables', names: ['alter', 'a', 'order', 'items'] } } as const;
    expect(placesOf('a', [plain, few, plain])).toEqual([-1, -1, 1.5, 1.5]);
    expect(placesOf('s.A', [few])).toEqual([-1, 0.5]);
    expect(placesOf('Order Lines', [few])).toEqual([-1, 0.5]);
    expect(placesOf('b', [few])).toEqual([-1, -1]);
    expect(placesOf('b', [unclear, few])).toEqual([-1, 0.5, 0.5]);
    expect(placesOf('a', [few, unclear])).toEqual([-1, 0.5, 1.5]);
    const { before } = searchPathChanges([few]);
    expect(before({ text: 'NAME', schema: undefined, isKnown: false }, 1)).toBe(0.5);
  });

  test('is no unclear step that only sets up another database', () => {
    expect(placesOf('a', [{ ...unclear, reach: { kind: 'settings' } }])).toEqual([-1, -1]);
  });

  test('is the commit before what runs on its own', () => {
    expect(placesOf('a', [plain, alone, alone, plain, alone])).toEqual([-1, 0.5, 0.5, 0.5, 3.5, 3.5]);
    expect(placesOf('s.a', [plain, alone])).toEqual([-1, -1, -1]);
    expect(searchPathChanges([plain, alone]).statedBefore(tableNamed('a'), 2)).toBe(-1);
  });

  test('is where schemas, or everything in them, go', () => {
    const schema = (cascade: boolean | undefined): Operation => ({
      kind: 'drop-object',
      object: 'schema',
      name: knownName('x'),
      ifExists: false,
      cascade,
    });
    const gone = (operation: Operation) => placesOf('s.a', [stepOf(operation)]).at(-1);
    expect(gone(schema(true))).toBe(0.5);
    expect(gone(schema(undefined))).toBe(0.5);
    expect(gone(schema(false))).toBe(-1);
    expect(gone({ kind: 'drop-all' })).toBe(0.5);
    expect(gone({ kind: 'create-all' })).toBe(-1);
    expect(gone({ ...schema(false), object: 'owned' } as Operation)).toBe(0.5);
    expect(gone({ ...schema(true), object: 'view' } as Operation)).toBe(-1);
    const renamed = { kind: 'rename-object', name: knownName('x'), to: knownName('y') } as const;
    expect(gone({ ...renamed, object: 'schema' })).toBe(0.5);
    expect(gone({ ...renamed, object: 'view' })).toBe(-1);
  });
});

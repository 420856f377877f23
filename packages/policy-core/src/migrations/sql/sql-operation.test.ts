import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { movedBy, pinnedTo, type SqlOperation } from './sql-operation.ts';

const table = { text: 'orders', schema: undefined, isKnown: true };

function unclear(start: number, end: number): SqlOperation {
  return { kind: 'unclear', start, end, isCertain: false, problem: 'it is put together' };
}

function constraint(
  start: number,
  end: number,
  inner: { readonly start: number; readonly end: number },
): SqlOperation {
  return {
    kind: 'operation',
    start,
    end,
    isCertain: true,
    operation: {
      kind: 'add-constraint',
      table,
      constraint: { ...inner, kind: 'exclude', name: undefined, columns: undefined, notValid: false },
    },
  };
}

describe('An operation of SQL', () => {
  it('moves with the text before it', () => {
    expect(movedBy(unclear(1, 4), 10)).toEqual(unclear(11, 14));
    expect(movedBy(constraint(1, 9, { start: 3, end: 9 }), 10)).toEqual(
      constraint(11, 19, { start: 13, end: 19 }),
    );
  });

  it('is pinned with all that it names', () => {
    const place = { start: 5, end: 30 };
    expect(pinnedTo(unclear(1, 4), place)).toEqual(unclear(5, 30));
    expect(pinnedTo(constraint(1, 9, { start: 3, end: 9 }), place)).toEqual(constraint(5, 30, place));
  });

  it('takes nothing but the offsets of the place it is pinned to', () => {
    const place = { start: 5, end: 30, kind: 'execute', problem: 'another' };
    expect(pinnedTo(unclear(1, 4), place)).toEqual(unclear(5, 30));
  });

  it('comes to the same moved once or twice', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (first, second) => {
        const one = constraint(1, 9, { start: 3, end: 9 });
        expect(movedBy(movedBy(one, first), second)).toEqual(movedBy(one, first + second));
        expect(movedBy(movedBy(one, first), -first)).toEqual(one);
      }),
    );
  });
});

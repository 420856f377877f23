import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyParts, SHOP_PARTS, tableParts, TRACKING_PARTS } from '../testing/sample-database.ts';
import { schemaDifference, type PartDifference } from './schema-difference.ts';
import type { SchemaPart } from './seen-database.ts';

const told = (differences: readonly PartDifference[]) =>
  differences.map(
    ({ kind, on, name, standing, aspects }) =>
      `${on === undefined ? '' : `${on}: `}${kind} ${name} ${standing}${aspects.map(({ aspect, first, second }) => ` ${aspect} ${first ?? '-'}/${second ?? '-'}`).join('')}`,
  );

describe('two schemas', () => {
  test('that are alike have no difference, whatever order their parts come in', () => {
    expect(schemaDifference(SHOP_PARTS, SHOP_PARTS.toReversed())).toEqual([]);
  });

  test('differ by what only one of them has', () => {
    const more = [
      ...SHOP_PARTS,
      { kind: 'column' as const, on: 'orders', name: 'note', is: { type: 'text' } },
    ];
    expect(told(schemaDifference(SHOP_PARTS, more))).toEqual(['orders: column note only-in-second']);
    expect(told(schemaDifference(more, SHOP_PARTS))).toEqual(['orders: column note only-in-first']);
  });

  test('differ by what both have otherwise, aspect by aspect', () => {
    const changed = SHOP_PARTS.map((part) =>
      part.name === 'total' ? { ...part, is: { type: 'money', default: '0', nullable: 'no' } } : part,
    );
    expect(told(schemaDifference(SHOP_PARTS, changed))).toEqual([
      'orders: column total differs default -/0 type numeric(10,2)/money',
    ]);
  });

  test('do not differ by the bookkeeping of Alembic, in whichever schema it lies', () => {
    const elsewhere = tableParts('ops.alembic_version', { version_num: 'text' });
    expect(schemaDifference(SHOP_PARTS, [...SHOP_PARTS, ...TRACKING_PARTS, ...elsewhere])).toEqual([]);
  });

  test('differ by a table of which the name only ends like it', () => {
    const more = [...SHOP_PARTS, ...tableParts('my_alembic_version', { id: 'integer' })];
    expect(told(schemaDifference(SHOP_PARTS, more))).toEqual(['table my_alembic_version only-in-second']);
  });

  test('tell a table that only one of them has once, without all that belongs to it', () => {
    const without = SHOP_PARTS.filter(({ name, on }) => name !== 'orders' && on !== 'orders');
    expect(told(schemaDifference(SHOP_PARTS, without))).toEqual(['table orders only-in-first']);
  });

  test('are told by what stands alone first, and then table by table', () => {
    const other = [
      ...tableParts('customers', { id: 'bigint', nick: 'text' }),
      ...tableParts('a_new_one', { id: 'integer' }),
    ];
    expect(told(schemaDifference(SHOP_PARTS, other))).toEqual([
      'schema public only-in-first',
      'enum state only-in-first',
      'table a_new_one only-in-second',
      'customers: column id differs type integer/bigint',
      'customers: column name only-in-first',
      'customers: column nick only-in-second',
      'table orders only-in-first',
    ]);
  });
});

describe('any two schemas', () => {
  test('have no difference from themselves', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        expect(schemaDifference(parts, parts.toReversed())).toEqual([]);
      }),
    );
  });

  test('differ the other way round by the same parts', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (one, other) => {
        const there = schemaDifference(one, other);
        const back = schemaDifference(other, one);
        expect(back.map(turned).toSorted(byText)).toEqual([...there].toSorted(byText));
      }),
    );
  });

  test('are told apart by every single change', () => {
    fc.assert(
      fc.property(anyParts, fc.nat(), fc.constantFrom('gone', 'changed', 'more'), (parts, choice, how) => {
        fc.pre(parts.length > 0);
        const at = choice % parts.length;
        const differences = schemaDifference(parts, changedAt(parts, at, how));
        const part = parts[at];
        const what = how === 'more' ? 'zz' : part?.name;
        const isTold = differences.some(({ name }) => name === what || name === part?.on);
        expect(isTold).toBe(true);
      }),
    );
  });

  test('come in one order, and none of them twice', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (one, other) => {
        const lines = told(schemaDifference(one, other));
        expect(told(schemaDifference(one.toReversed(), other.toReversed()))).toEqual(lines);
        expect(new Set(lines).size).toBe(lines.length);
      }),
    );
  });
});

function changedAt(
  parts: readonly SchemaPart[],
  at: number,
  how: 'gone' | 'changed' | 'more',
): readonly SchemaPart[] {
  if (how === 'more') return [...parts, { kind: 'sequence', name: 'zz', is: {} }];
  return parts.flatMap((part, index) =>
    index !== at ? [part] : how === 'gone' ? [] : [{ ...part, is: { ...part.is, owner: 'somebody' } }],
  );
}

function turned(difference: PartDifference): PartDifference {
  const standing =
    difference.standing === 'differs'
      ? 'differs'
      : difference.standing === 'only-in-first'
        ? 'only-in-second'
        : 'only-in-first';
  const aspects = difference.aspects.map(({ aspect, first, second }) => ({
    aspect,
    first: second,
    second: first,
  }));
  return { ...difference, standing, aspects };
}

function byText(one: PartDifference, other: PartDifference): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

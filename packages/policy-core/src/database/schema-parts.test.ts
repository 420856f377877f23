import { describe, expect, test } from 'vitest';

import { SHOP_PARTS, tableParts, TRACKING_PARTS } from '../testing/sample-database.ts';
import { partKey, tableNames, withoutTracking } from './schema-parts.ts';
import type { SchemaPart } from './seen-database.ts';

describe('the bookkeeping of Alembic', () => {
  test('is no part of a schema, with all that belongs to it', () => {
    expect(withoutTracking([...SHOP_PARTS, ...TRACKING_PARTS])).toEqual(SHOP_PARTS);
    expect(withoutTracking(TRACKING_PARTS)).toEqual([]);
  });

  test('is none in any schema', () => {
    const elsewhere: readonly SchemaPart[] = [
      ...tableParts('ops.alembic_version', { version_num: 'text' }),
      { kind: 'index', on: 'ops.alembic_version', name: 'ix', is: { definition: '' } },
      ...tableParts('"a.b".alembic_version', { version_num: 'text' }),
    ];
    expect(withoutTracking(elsewhere)).toEqual([]);
  });

  test('is a table: what else has its name is a part', () => {
    const others: readonly SchemaPart[] = [
      { kind: 'sequence', name: 'alembic_version', is: {} },
      { kind: 'function', name: 'alembic_version()', is: {} },
      { kind: 'column', on: 'orders', name: 'alembic_version', is: {} },
      ...tableParts('alembic_version_old', { id: 'integer' }),
      ...tableParts('my_alembic_version', { id: 'integer' }),
    ];
    expect(withoutTracking(others)).toEqual(others);
  });
});

describe('the tables of a schema', () => {
  test('are told by their names, sorted, without views and without the bookkeeping', () => {
    const parts: readonly SchemaPart[] = [
      ...tableParts('orders', { id: 'integer' }),
      ...tableParts('audit.log', { id: 'integer' }),
      ...tableParts('Customers', { id: 'integer' }),
      { kind: 'view', name: 'a_view', is: {} },
      { kind: 'materialized view', name: 'another', is: {} },
      ...TRACKING_PARTS,
    ];
    expect(tableNames(parts)).toEqual(['Customers', 'audit.log', 'orders']);
    expect(tableNames([])).toEqual([]);
  });
});

describe('the key of a part', () => {
  test('is its own among parts that look alike', () => {
    const parts = [
      { kind: 'table', name: 'a' },
      { kind: 'view', name: 'a' },
      { kind: 'column', on: 'a', name: 'a' },
      { kind: 'index', on: 'a', name: 'a' },
      { kind: 'column', on: 'a', name: 'b' },
      { kind: 'column', on: 'b', name: 'a' },
      { kind: 'column', on: 'a.b', name: 'c' },
      { kind: 'column', on: 'a', name: 'b.c' },
    ] as const;
    expect(new Set(parts.map(partKey)).size).toBe(parts.length);
  });

  test('does not hang on what the part is', () => {
    expect(partKey({ kind: 'table', name: 'a' })).toBe(
      partKey(tableParts('a', {})[0] ?? { kind: 'view', name: '' }),
    );
  });
});

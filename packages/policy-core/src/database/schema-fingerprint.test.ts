import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyParts, SHOP_PARTS, TRACKING_PARTS } from '../testing/sample-database.ts';
import { schemaDifference } from './schema-difference.ts';
import { schemaFingerprint } from './schema-fingerprint.ts';
import type { SchemaPart } from './seen-database.ts';

describe('the fingerprint of a schema', () => {
  test('is a SHA-256 that stays what it is', () => {
    expect(schemaFingerprint(SHOP_PARTS)).toMatchInlineSnapshot(
      `"sha256:22e765afa45bfc2930919d3073681feba60615392ed0fd4930fc55aa5cd83c37"`,
    );
    expect(schemaFingerprint([])).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('does not depend on the order of parts or aspects, nor on the bookkeeping of Alembic', () => {
    const shuffled = SHOP_PARTS.toReversed().map((part) => ({
      ...part,
      is: Object.fromEntries(Object.entries(part.is).toReversed()),
    }));
    expect(schemaFingerprint([...TRACKING_PARTS, ...shuffled])).toBe(schemaFingerprint(SHOP_PARTS));
  });

  test('is another where bytes that are not UTF-8 are others, or are spelled out', () => {
    const named = (name: string): SchemaPart[] => [{ kind: 'table', name, is: {} }];
    const prints = ['x\udc80', 'x\udc81', 'x\\dc80', 'x\\\udc80', 'x'].map((name) =>
      schemaFingerprint(named(name)),
    );
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('is equal exactly for schemas without a difference', () => {
    fc.assert(
      fc.property(anyParts, anyParts, (one, other) => {
        const isSame = schemaDifference(one, other).length === 0;
        expect(schemaFingerprint(one) === schemaFingerprint(other)).toBe(isSame);
      }),
    );
  });
});

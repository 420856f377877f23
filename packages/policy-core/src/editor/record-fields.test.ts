import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { recordV1 } from '../deployment/facts/deploy-record-schema.ts';
import { RECORD_FIELDS } from './record-fields.ts';

interface Part {
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | boolean;
  readonly items?: Part | readonly Part[];
  readonly anyOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
}

/** Every way that the schema of a record knows, written as in {@link RECORD_FIELDS}. */
function waysIn(part: Part, above: readonly string[] = []): readonly string[] {
  const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = part;
  const own = Object.entries(properties).flatMap(([key, below]) => [
    [...above, key].join('.'),
    ...waysIn(below, [...above, key]),
  ]);
  const named = typeof additionalProperties === 'object' ? waysIn(additionalProperties, [...above, '*']) : [];
  const listed = [items ?? []].flat().flatMap((item) => waysIn(item, [...above, '*']));
  return [...own, ...named, ...listed, ...[...anyOf, ...oneOf].flatMap((form) => waysIn(form, above))];
}

describe('the fields of a deploy record', () => {
  const ways = new Set(waysIn(z.toJSONSchema(recordV1, { io: 'input', unrepresentable: 'any' }) as Part));
  /** Of what is counted the names say all. */
  const isCount = (way: string) => way.startsWith('checks.*.counts.');

  test('all have a meaning', () => {
    expect(ways.size).toBeGreaterThan(40);
    expect([...ways].filter((way) => !isCount(way) && !RECORD_FIELDS.has(way))).toEqual([]);
  });

  test('are of the record: none has a meaning that nobody can write', () => {
    const keys = Object.keys(recordV1.shape);
    expect([...RECORD_FIELDS.keys()].filter((way) => !keys.includes(way.split('.')[0] ?? ''))).toEqual([]);
  });

  test('follow what they belong to', () => {
    const known = [...RECORD_FIELDS.keys()];
    const early = known.filter((way, index) => {
      const above = way.replace(/(\.\*)?\.[^.]+$/, '');
      return above !== way && !known.slice(0, index).includes(above);
    });
    expect(early).toEqual([]);
  });

  test('are named as the record writes them, and told in whole sentences', () => {
    for (const [way, meaning] of RECORD_FIELDS) {
      expect(way).toMatch(/^[a-z_0-9]+(\.([a-z_0-9]+|\*))*$/);
      expect(meaning, way).toMatch(/^[A-Z].*[A-Za-z0-9]\.$/);
    }
  });
});

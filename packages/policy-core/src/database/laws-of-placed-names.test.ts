import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newName, placedName } from './placed-name.ts';

const schema = fc.constantFrom('app', 'audit', 'ops', 'public');
const schemas = fc.uniqueArray(schema, { maxLength: 4 });
const place = fc.record({ schemas, visibleSchemas: schemas });
const name = fc.constantFrom('log', 'a.b', 'Größe');
const table = fc.record({ schema: fc.option(schema, { nil: undefined }), text: name });
const there = fc
  .array(fc.tuple(schema, name), { maxLength: 6 })
  .map((pairs) => new Set(pairs.map(([one, text]) => newName({ schema: one, text }, EVERYWHERE) ?? '')));

const EVERYWHERE = {
  schemas: ['app', 'audit', 'ops', 'public'],
  visibleSchemas: ['app', 'audit', 'ops', 'public'],
};

describe('the name of a table among the parts of a database', () => {
  test('does not depend on the order in which schemas were looked into', () => {
    fc.assert(
      fc.property(table, place, there, (one, at, tables) => {
        const turned = { ...at, schemas: at.schemas.toReversed() };
        expect(placedName(one, turned, tables)).toBe(placedName(one, at, tables));
        expect(newName(one, turned)).toBe(newName(one, at));
      }),
    );
  });

  test('is that of a new one where there is none of its name', () => {
    fc.assert(
      fc.property(table, place, (one, at) => {
        expect(placedName(one, at, new Set())).toBe(newName(one, at));
      }),
    );
  });

  test('is that of one that is there, where the search path finds any', () => {
    fc.assert(
      fc.property(name, place, there, (text, at, tables) => {
        const found = at.visibleSchemas.some((one) => tables.has(newName({ schema: one, text }, at) ?? ''));
        const told = placedName({ schema: undefined, text }, at, tables);
        expect(tables.has(told ?? '')).toBe(found);
      }),
    );
  });

  test('is not known exactly where nobody looked', () => {
    fc.assert(
      fc.property(table, place, there, (one, at, tables) => {
        const path = one.schema === undefined ? at.visibleSchemas : [one.schema];
        const isLookedInto = path.some((each) => at.schemas.includes(each));
        expect(placedName(one, at, tables) !== undefined).toBe(isLookedInto);
      }),
    );
  });
});

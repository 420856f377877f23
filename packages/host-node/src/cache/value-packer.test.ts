import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createPacker } from './value-packer.ts';
import { createUnpacker } from './value-unpacker.ts';

/** Packs all of them with one dictionary, and reads them again. */
function there(...values: readonly unknown[]): readonly unknown[] {
  const packer = createPacker();
  const packed = values.map((value) => packer.pack(value));
  return packed.map(createUnpacker(packer.dictionary()));
}

/** Few names, so that forms recur; as those of fields are, which nobody chooses. */
const NAMES = ['kind', 'start', 'end', 'name', 'text', 'isKnown', 'constructor', 'length', '0'];

const { value: values } = fc.letrec<{ value: unknown; list: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom('drop-table', 'a', '', 'größe\n', '\u2028"\\', '0', '-1', '__proto__'),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { noNullPrototype: true }),
}));

describe('Values that are packed', () => {
  it('come back as they come back from JSON, key by key and in its order', () => {
    fc.assert(
      fc.property(fc.array(values), (all) => {
        expect(there(...all).map((value) => JSON.stringify(value))).toEqual(
          all.map((value) => JSON.stringify(value)),
        );
        expect(there(...all)).toEqual(JSON.parse(JSON.stringify(all)));
      }),
    );
  });

  it.each<[string, unknown]>([
    ['a word', 'a'],
    ['a number', -3.5],
    ['nothing', null],
    ['an empty list', []],
    ['an empty object', {}],
    ['a list of numbers', [1, -1, 0, 2 ** 40]],
    ['lists of lists', [[], [[1], [2, 3]], []]],
    [
      'numbers where others have words',
      [{ a: 1 }, { a: 'b' }, { a: [] }, { a: null }, { a: true }, { a: {} }],
    ],
  ])('may be %s', (_, value) => {
    expect(there(value)).toEqual([value]);
  });

  it('lose what JSON loses', () => {
    expect(there({ a: undefined, b: [undefined], c: { d: undefined } })).toEqual([{ b: [null], c: {} }]);
    expect(Object.keys(there({ a: undefined, b: 1 })[0] ?? {})).toEqual(['b']);
  });

  it('take one line each, as their dictionary does', () => {
    const packer = createPacker();
    expect(packer.pack({ text: 'a\nb', at: 1 })).toMatch(/^\[[-\d,]+\]$/);
    expect(packer.dictionary()).not.toContain('\n');
  });

  it('take far less room than as JSON where they are alike', () => {
    const steps = Array.from({ length: 100 }, (_, index) => ({
      kind: 'operation',
      start: index * 10,
      end: index * 10 + 7,
      isCertain: true,
      operation: {
        kind: 'drop-table',
        table: { text: `orders_${index % 7}`, isKnown: true },
        ifExists: false,
      },
    }));
    const packer = createPacker();
    const size = packer.pack(steps).length + packer.dictionary().length;
    expect(size).toBeLessThan(JSON.stringify(steps).length / 5);
  });
});

describe('What is the same in many values', () => {
  const name = { text: 'orders', isKnown: true };

  it('is one and the same when it has no place of its own', () => {
    const [one, two] = there({ start: 1, name: { ...name } }, { start: 2, name: { ...name } });
    expect(Reflect.get(Object(one), 'name')).toEqual(name);
    expect(Reflect.get(Object(one), 'name')).toBe(Reflect.get(Object(two), 'name'));
  });

  // By its list of steps people remember what they have found out about a direction.
  it.each<[string, unknown]>([
    ['a list', []],
    ['what has a place', { start: 1, end: 2 }],
    ['what holds a list', { columns: ['id'] }],
    ['what holds an object', { table: name }],
  ])('is another one each time when it is %s', (_, value) => {
    const [one, two] = there(value, value);
    expect(one).toEqual(two);
    expect(one).not.toBe(two);
  });
});

describe('What was not packed with the dictionary', () => {
  const packer = createPacker();
  packer.pack({ start: 1, names: ['a'] });
  const unpack = createUnpacker(packer.dictionary());

  it.each(['', '[', '[]', '[-90]', '[-1]', '[-1,5]', '{}', 'null'])('is refused: %s', (packed) => {
    expect(() => unpack(packed)).toThrow(Error);
  });

  it.each(['', '[]', '{}', 'null', '{"forms":1}'])('has nothing to do with %j', (dictionary) => {
    expect(() => createUnpacker(dictionary)('[-1,5,-2,0]')).toThrow(Error);
  });

  it('does not keep the next one from being read', () => {
    expect(() => unpack('[-1,5]')).toThrow('There are too few tokens.');
    const own = createPacker();
    const packed = own.pack({ start: 1, names: ['a'] });
    expect(unpack(packed)).toEqual({ start: 1, names: ['a'] });
  });
});

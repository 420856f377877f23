import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { blockOf, blocksIn, readingKey } from './reading-blocks.ts';

const keyOf = (text: string) => readingKey(text) ?? expect.unreachable('it is well formed');

/** Everything that can be read in these bytes, by the first letters of its key. */
function valuesIn(bytes: Buffer): readonly (readonly [string, unknown])[] {
  return blocksIn(bytes).flatMap((block) =>
    block.keys.map((key, index) => [key.slice(0, 4), block.value(index)] as const),
  );
}

const short = (text: string) => keyOf(text).slice(0, 4);

describe('A block', () => {
  it('gives back what it was made of, in its order', () => {
    const one = blockOf([
      [keyOf('a'), { name: 'größe' }],
      [keyOf('b'), ['\n', '\nreadings 1 1 ']],
    ]);
    expect(valuesIn(one)).toEqual([
      [short('a'), { name: 'größe' }],
      [short('b'), ['\n', '\nreadings 1 1 ']],
    ]);
    expect(valuesIn(Buffer.concat([one, blockOf([[keyOf('a'), 2]])]))).toHaveLength(3);
  });

  it('tells where it lies, so that it can be copied', () => {
    const [first, second] = [blockOf([[keyOf('a'), 1]]), blockOf([[keyOf('b'), 2]])];
    const bytes = Buffer.concat([Buffer.from('rubbish'), first, Buffer.from('rubbish\n'), second]);
    const copies = blocksIn(bytes).map(({ start, end }) => bytes.subarray(start, end));
    expect(copies).toEqual([first, second]);
  });

  it('may be empty of readings, and is none then', () => {
    expect(blocksIn(blockOf([]))).toMatchObject([{ keys: [] }]);
  });

  it('is looked at closer only when it is asked', () => {
    const bytes = blockOf([[keyOf('a'), 'word']]);
    const damaged = Buffer.from(bytes.toString('latin1').replace('word', 'work'), 'latin1');
    const [block] = blocksIn(damaged);
    expect(block?.keys).toEqual([keyOf('a')]);
    expect(block?.value(0)).toBeUndefined();
  });
});

describe('Blocks that came to harm', () => {
  const whole = [
    blockOf([[keyOf('a'), 'one']]),
    blockOf([[keyOf('b'), 'two']]),
    blockOf([[keyOf('c'), 'three']]),
  ];

  it('are lost alone, wherever one is cut off', () => {
    const [first = Buffer.of(), second = Buffer.of(), third = Buffer.of()] = whole;
    fc.assert(
      fc.property(fc.nat({ max: second.length - 1 }), (length) => {
        const bytes = Buffer.concat([first, second.subarray(0, length), third]);
        const found = valuesIn(bytes).filter(([, value]) => value !== undefined);
        expect(found).toEqual([
          [short('a'), 'one'],
          [short('c'), 'three'],
        ]);
      }),
    );
  });

  it('are lost alone, where another one was written into the middle', () => {
    const [first = Buffer.of(), second = Buffer.of(), third = Buffer.of()] = whole;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: second.length - 1 }), (at) => {
        const bytes = Buffer.concat([first, second.subarray(0, at), third, second.subarray(at)]);
        const found = valuesIn(bytes).filter(([, value]) => value !== undefined);
        expect(found).toEqual([
          [short('a'), 'one'],
          [short('c'), 'three'],
        ]);
      }),
    );
  });

  it.each([
    '',
    '\n',
    '\nreadings ',
    '\nreadings 1 2 3\n',
    `\nreadings 1 99 ${'0'.repeat(64)}\n{}`,
    '\0'.repeat(300),
  ])('may be no more than %j', (text) => {
    expect(blocksIn(Buffer.from(text))).toEqual([]);
  });

  it('are not looked for beyond what their head says they have', () => {
    const head = `\nreadings 3 10 ${'0'.repeat(64)}\n`;
    expect(blocksIn(Buffer.from(`${head}${'x'.repeat(500)}`))).toEqual([]);
  });
});

describe('The key of a text', () => {
  it('is another one for every other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, two) => {
        expect(keyOf(one) === keyOf(two)).toBe(one === two);
        expect(keyOf(one)).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });

  it('is none for texts that are the same as UTF-8', () => {
    expect(readingKey('\ud800')).toBeUndefined();
    expect(readingKey('x\udfff')).toBeUndefined();
    expect(readingKey('\u{1f600}')).toBeDefined();
  });
});

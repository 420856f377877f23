import { describe, expect, it } from 'vitest';

import { alikeMemory } from './alike-memory.ts';

const PATTERN = { kind: 'same', value: 1 } as const;

describe('What is known of shapes', () => {
  it('is worth learning the second time', () => {
    const memory = alikeMemory();
    expect(['a', 'b', 'a', 'b'].map((key) => memory.isWorthLearning(key))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('is learned once, also where nothing can be learned', () => {
    const memory = alikeMemory();
    memory.learn('a', PATTERN);
    memory.learn('b', undefined);
    expect([memory.patternFor('a'), memory.patternFor('b'), memory.patternFor('c')]).toEqual([
      PATTERN,
      undefined,
      undefined,
    ]);
    expect(['a', 'a', 'b', 'b'].map((key) => memory.isWorthLearning(key))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('is forgotten before it fills the memory', () => {
    const memory = alikeMemory();
    memory.isWorthLearning('first');
    for (let index = 0; index < 30_000; index += 1) memory.isWorthLearning(String(index));
    expect(memory.isWorthLearning('first')).toBe(false);
    memory.learn('first', PATTERN);
    for (let index = 0; index < 6_000; index += 1) memory.learn(`learned ${index}`, PATTERN);
    expect(memory.patternFor('first')).toBeUndefined();
    expect(memory.patternFor('learned 5999')).toBe(PATTERN);
  });
});

import { describe, expect, test } from 'vitest';

import { createBatches } from './batches.ts';

describe('questions that come one by one', () => {
  test('are asked together, and each gets its own answer', async () => {
    const { batches, asked } = doubling();
    expect(await Promise.all(['a', 'b', 'none'].map((one) => batches.ask(one)))).toEqual([
      'aa',
      'bb',
      undefined,
    ]);
    expect(asked).toEqual([['a', 'b', 'none']]);
  });

  test('are asked once where the same comes twice', async () => {
    const { batches, asked } = doubling();
    expect(await Promise.all([batches.ask('a'), batches.ask('a')])).toEqual(['aa', 'aa']);
    expect(asked).toEqual([['a']]);
  });

  test('are asked again later: an answer may have changed', async () => {
    const { batches, asked } = doubling();
    await batches.ask('a');
    await batches.ask('a');
    expect(asked).toEqual([['a'], ['a']]);
  });

  test('are asked in several batches where they are many', async () => {
    const { batches, asked } = doubling();
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one) => batches.ask(one)));
    expect(asked).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  });

  test('have no answer when asking fails, and the next ones are asked all the same', async () => {
    const failures: unknown[] = [];
    let isDown = true;
    const batches = createBatches({
      ask: (questions) =>
        isDown
          ? Promise.reject(new Error('down'))
          : Promise.resolve(new Map(questions.map((one) => [one, one]))),
      quietMs: 1,
      most: 3,
      failed: (error) => failures.push(error),
    });
    expect(await batches.ask('a')).toBeUndefined();
    expect(failures).toEqual([new Error('down')]);
    isDown = false;
    expect(await batches.ask('a')).toBe('a');
  });

  test('have no answer once it has stopped', async () => {
    const { batches, asked } = doubling();
    const answer = batches.ask('a');
    batches.stop();
    expect(await answer).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

function doubling() {
  const asked: (readonly string[])[] = [];
  const batches = createBatches({
    ask: (questions) => {
      asked.push(questions);
      const known = questions.filter((one) => one !== 'none');
      return Promise.resolve(new Map(known.map((one) => [one, `${one}${one}`])));
    },
    quietMs: 1,
    most: 3,
    failed: (error) => expect.unreachable(String(error)),
  });
  return { batches, asked };
}

import { expect, test } from 'vitest';

import { answerMemory, MOST_ANSWERS } from './answer-memory.ts';

test('the same question is asked once, until everything is forgotten', async () => {
  const memory = answerMemory();
  let asked = 0;
  const ask = () => Promise.resolve((asked += 1));
  expect([await memory.recall('q', ask), await memory.recall('q', ask)]).toEqual([1, 1]);
  memory.forget();
  expect(await memory.recall('q', ask)).toBe(2);
});

test('two who ask at once get one answer', async () => {
  const memory = answerMemory();
  const answer = { of: 'git' };
  const [one, two] = await Promise.all([
    memory.recall('q', () => Promise.resolve(answer)),
    memory.recall('q', () => Promise.reject(new Error('It is being asked already.'))),
  ]);
  expect(one).toBe(answer);
  expect(two).toBe(answer);
});

test('a failure is not remembered', async () => {
  const memory = answerMemory();
  await expect(memory.recall('q', () => Promise.reject(new Error('git failed')))).rejects.toThrow(
    'git failed',
  );
  expect(await memory.recall('q', () => Promise.resolve('better'))).toBe('better');
});

test('what was not asked for the longest is forgotten first', async () => {
  const memory = answerMemory();
  const ask = (answer: number) => () => Promise.resolve(answer);
  for (let index = 0; index < MOST_ANSWERS; index += 1) await memory.recall(`q${index}`, ask(index));
  await memory.recall('q0', ask(-1));
  await memory.recall('more', ask(0));
  expect(await memory.recall('q0', ask(-2))).toBe(0);
  expect(await memory.recall('q1', ask(-2))).toBe(-2);
});

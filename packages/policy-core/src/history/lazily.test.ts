import { expect, it } from 'vitest';

import { lazily } from './lazily.ts';

it('what nobody asks for is never worked out, and what somebody does is once', () => {
  let made = 0;
  const answer = lazily(() => {
    made += 1;
    return { made };
  });
  expect(made).toBe(0);
  expect(answer()).toBe(answer());
  expect(made).toBe(1);
});

it('nothing is an answer too', () => {
  let made = 0;
  const answer = lazily(() => void (made += 1));
  expect([answer(), answer(), made]).toEqual([undefined, undefined, 1]);
});

it('a failure is not kept', () => {
  let made = 0;
  const answer = lazily(() => {
    made += 1;
    if (made === 1) throw new Error('not yet');
    return made;
  });
  expect(answer).toThrow('not yet');
  expect(answer()).toBe(2);
});

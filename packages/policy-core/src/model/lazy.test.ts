import { describe, expect, it } from 'vitest';

import { lazily } from './lazy.ts';

describe('what is worked out lazily', () => {
  it('is worked out when it is asked for, and once', () => {
    const made: string[] = [];
    const value = lazily(() => {
      made.push('made');
      return made.length;
    });
    expect(made).toEqual([]);
    expect([value(), value(), value()]).toEqual([1, 1, 1]);
    expect(made).toEqual(['made']);
  });

  it.each([undefined, null, false, 0, ''])('may be %s, and is not worked out again', (result) => {
    let calls = 0;
    const value = lazily(() => {
      calls += 1;
      return result;
    });
    expect([value(), value()]).toEqual([result, result]);
    expect(calls).toBe(1);
  });
});

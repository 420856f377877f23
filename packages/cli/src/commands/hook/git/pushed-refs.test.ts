import { describe, expect, test } from 'vitest';

import { pushedRefs } from './pushed-refs.ts';

const [A, B, ZERO] = ['a'.repeat(40), 'b'.repeat(64), '0'.repeat(40)];

describe('what git says is pushed', () => {
  test('is one name a line, new, moved or taken away', () => {
    const text = [
      `refs/heads/x ${A} refs/heads/x ${ZERO}`,
      `HEAD ${A} refs/heads/main ${B}`,
      `(delete) ${ZERO} refs/heads/old ${A}`,
      '',
    ].join('\n');
    expect(pushedRefs(text)).toEqual([
      { commit: A, ref: 'refs/heads/x', before: undefined },
      { commit: A, ref: 'refs/heads/main', before: B },
      { commit: undefined, ref: 'refs/heads/old', before: A },
    ]);
    expect(pushedRefs('')).toEqual([]);
  });

  test.each(['x', `refs/heads/x ${A} refs/heads/x`, `refs/heads/x ${A} refs/heads/x main`, ' '])(
    'is refused in any other form: %j',
    (text) => {
      expect(() => pushedRefs(text)).toThrow('Standard input does not say what is pushed.');
    },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkpointText, readCheckpoint } from './checkpoint.ts';
import { endText, readEnd } from './log-end.ts';

const place = {
  seq: fc.nat(),
  hash: fc.stringMatching(/^sha256:[0-9a-f]{64}$/),
  bytes: fc.nat(),
};
const anyEnd = fc.record(place);
const anyCheckpoint = fc.record({ ...place, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) });

/** A text with one character changed, added or taken away. */
const anyDamage = fc.record({ at: fc.nat(), put: fc.constantFrom('', '0', 'x', ' ', '\n') });

function damaged(text: string, { at, put }: { readonly at: number; readonly put: string }): string {
  const index = at % text.length;
  return text.slice(0, index) + put + text.slice(index + 1);
}

describe('the end of a log', () => {
  test('comes back as it was written down', () => {
    fc.assert(
      fc.property(anyEnd, (end) => {
        expect(readEnd(endText(end))).toMatchObject(end);
      }),
    );
  });

  test('is not believed where any character of it was changed, added or taken away', () => {
    fc.assert(
      fc.property(anyEnd, anyDamage, (end, damage) => {
        const text = endText(end);
        fc.pre(damaged(text, damage) !== text);
        expect(readEnd(damaged(text, damage))).toBeUndefined();
      }),
    );
  });

  test('is not what somebody else wrote', () => {
    const checkpoint = checkpointText({
      seq: 1,
      hash: `sha256:${'a'.repeat(64)}`,
      bytes: 9,
      sha256: 'b'.repeat(64),
    });
    for (const text of ['', '{}', 'null', '{"seq":1}\n', checkpoint]) expect(readEnd(text)).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  test('comes back as it was written down, and not where it was damaged', () => {
    fc.assert(
      fc.property(anyCheckpoint, anyDamage, (checkpoint, damage) => {
        const text = checkpointText(checkpoint);
        expect(readCheckpoint(text)).toMatchObject(checkpoint);
        fc.pre(damaged(text, damage) !== text);
        expect(readCheckpoint(damaged(text, damage))).toBeUndefined();
      }),
    );
  });
});

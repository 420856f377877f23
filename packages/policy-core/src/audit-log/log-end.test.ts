import fc from 'fast-check';
import { expect, test } from 'vitest';

import { endText, readEnd } from './log-end.ts';

const hash = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
const place = { seq: fc.nat(), hash, bytes: fc.nat() };
const anyEnd = fc.record(
  { ...place, verified: fc.record({ ...place, sha256: fc.stringMatching(/^[0-9a-f]{64}$/) }) },
  { requiredKeys: ['seq', 'hash', 'bytes'] },
);

test('the end of a log comes back as it was written down', () => {
  fc.assert(
    fc.property(anyEnd, (end) => {
      expect(readEnd(endText(end))).toMatchObject(end);
    }),
  );
});

test('an end of which any character was changed, added or taken away is not believed', () => {
  fc.assert(
    fc.property(anyEnd, fc.nat(), fc.constantFrom('', '0', 'x', ' ', '\n'), (end, at, put) => {
      const text = endText(end);
      const index = at % text.length;
      const changed = text.slice(0, index) + put + text.slice(index + 1);
      fc.pre(changed !== text);
      expect(readEnd(changed)).toBeUndefined();
    }),
  );
});

test('a file that somebody else wrote is no end', () => {
  for (const text of ['', '{}', 'null', '{"seq":1}\n']) expect(readEnd(text)).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { textOf } from '../../testing/text-of.ts';
import { readDeployRecord } from './deploy-record.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];
const V0 = { last_good_sha: 'c'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' };

describe('the digests of a record', () => {
  test('are read with their pair, their side and their place [row 2.06]', () => {
    const { text, digests } = digestsIn({
      requirements_lock_sha256: B,
      requirements_txt_sha256: A,
      pairs: { api: { lock_sha256: B, source_sha256: A } },
    });
    expect(
      digests.map(({ pair, side, digest }) => [pair, side, digest.value, textOf(text, digest.at)]),
    ).toEqual([
      [undefined, 'source', A, `"${A}"`],
      [undefined, 'lock', B, `"${B}"`],
      ['api', 'source', A, `"${A}"`],
      ['api', 'lock', B, `"${B}"`],
    ]);
  });

  test('are read one by one where another is wrong', () => {
    const { digests } = digestsIn({ requirements_txt_sha256: 'x', pairs: { api: { lock_sha256: A }, b: 1 } });
    expect(digests.map(({ pair, side }) => [pair, side])).toEqual([['api', 'lock']]);
  });

  test('may be those of a pair whose name every object seems to have', () => {
    const { digests } = digestsIn({ pairs: { constructor: { lock_sha256: A, source_sha256: B } } });
    expect(digests.map(({ pair, side }) => [pair, side])).toEqual([
      ['constructor', 'source'],
      ['constructor', 'lock'],
    ]);
  });

  test('never stop the record from being read, whatever stands in their place', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (dependencies) => {
        for (const { digest } of digestsIn(dependencies).digests)
          expect(digest.value).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });
});

function digestsIn(dependencies: unknown) {
  const text = JSON.stringify({ ...V0, dependencies });
  const reading = readDeployRecord('record.json', textContent(text));
  if (reading.kind !== 'read') throw new Error(`It is ${reading.kind}.`);
  return { text, digests: reading.digests };
}

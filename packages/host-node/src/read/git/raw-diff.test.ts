import { observed, unobserved } from '@lockkeeper/policy-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bytesFromPath } from '../../text/path-bytes.ts';
import { parseRawDiff } from './raw-diff.ts';

const OLD = 'a'.repeat(40);
const NONE = '0'.repeat(40);

describe('a raw diff', () => {
  test('of nothing is no change', () => {
    expect(parseRawDiff(Buffer.alloc(0))).toEqual(observed([]));
  });

  test('gives both modes of every entry', () => {
    const output = `:100644 120000 ${OLD} ${NONE} T\0a.py\0:000000 160000 ${NONE} ${OLD} A\0vendor\0`;
    expect(parseRawDiff(Buffer.from(output))).toEqual(
      observed([
        { status: 'type-changed', path: 'a.py', oldMode: '100644', newMode: '120000' },
        { status: 'added', path: 'vendor', oldMode: '000000', newMode: '160000' },
      ]),
    );
  });

  test('reads back any path, also one that looks like a header', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'));
    const path = fc.oneof(name, fc.constant(`:100644 100644 ${OLD} ${OLD} M`));
    fc.assert(
      fc.property(fc.array(path), (paths) => {
        const output = Buffer.concat(
          paths.flatMap((one) => [
            Buffer.from(`:100644 000000 ${OLD} ${NONE} D\0`),
            bytesFromPath(one),
            Buffer.of(0),
          ]),
        );
        const entries = paths.map((one) => ({
          status: 'deleted',
          path: one,
          oldMode: '100644',
          newMode: '000000',
        }));
        expect(parseRawDiff(output)).toEqual(observed(entries));
      }),
    );
  });

  test('with ids of SHA-256 is read', () => {
    const id = 'b'.repeat(64);
    expect(parseRawDiff(Buffer.from(`:100644 100755 ${id} ${id} M\0run.sh\0`))).toMatchObject({
      value: [{ path: 'run.sh' }],
    });
  });

  test('with a conflict is unobserved', () => {
    const output = `:000000 000000 ${NONE} ${NONE} U\0core/a.py\0`;
    expect(parseRawDiff(Buffer.from(output))).toEqual(
      unobserved('"core/a.py" has a merge conflict that is not resolved'),
    );
  });

  test.each([
    ['cut off in a path', `:100644 100644 ${OLD} ${OLD} M\0core/a`],
    ['cut off after a header', `:100644 100644 ${OLD} ${OLD} M\0`],
    ['with an empty path', `:100644 100644 ${OLD} ${OLD} M\0\0`],
    ['with a rename, which was not asked for', `:100644 100644 ${OLD} ${OLD} R100\0a\0b\0`],
    ['with an unknown letter', `:100644 100644 ${OLD} ${OLD} Q\0a\0`],
    ['with something else', 'diff --git a/a b/a\0x\0'],
  ])('is unobserved when it is %s, never a shorter list', (_what, output) => {
    expect(parseRawDiff(Buffer.from(output))).toEqual(
      unobserved('git described the change in a form that is not understood'),
    );
  });
});

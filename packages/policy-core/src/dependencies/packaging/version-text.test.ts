import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyVersion, versionOf } from '../../testing/any-version.ts';
import { compareVersions } from './version-order.ts';
import { canonicalVersionText, publicVersionText, versionText } from './version-text.ts';

describe('the text of a version', () => {
  it.each([
    ['v1.0', '1.0', '1'],
    ['0!1.0', '1.0', '1'],
    ['1!0.0.0', '1!0.0.0', '1!0'],
    ['0', '0', '0'],
    ['0.0', '0.0', '0'],
    ['1.0.10.0', '1.0.10.0', '1.0.10'],
    ['01.002', '1.2', '1.2'],
    ['1.0-ALPHA', '1.0a0', '1a0'],
    ['1.0.0c1-2.dev', '1.0.0rc1.post2.dev0', '1rc1.post2.dev0'],
    ['1.0+Ubuntu-07', '1.0+ubuntu.7', '1+ubuntu.7'],
    ['9007199254740993.0', '9007199254740993.0', '9007199254740993'],
  ])('of %s is %s in its normal spelling, and %s without trailing zeros', (text, normal, canonical) => {
    expect(versionText(versionOf(text))).toBe(normal);
    expect(canonicalVersionText(versionOf(text))).toBe(canonical);
  });

  it('can leave the local part out', () => {
    expect(publicVersionText(versionOf('2!1.0rc1.post2.dev3+cu121.4'))).toBe('2!1.0rc1.post2.dev3');
    expect(publicVersionText(versionOf('1.0'))).toBe('1.0');
  });

  it('is the public text and the local part', () => {
    fc.assert(
      fc.property(anyVersion, (version) => {
        expect(versionText(version).split('+')[0]).toBe(publicVersionText(version));
        expect(versionText({ ...version, local: undefined })).toBe(publicVersionText(version));
      }),
    );
  });

  it('is canonically the same for versions that are equal, and only for them', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        const sameText = canonicalVersionText(a) === canonicalVersionText(b);
        expect(sameText).toBe(compareVersions(a, b) === 0);
      }),
    );
  });

  it('is canonically the same however many zeros end the release', () => {
    fc.assert(
      fc.property(anyVersion, fc.nat({ max: 4 }), (version, count) => {
        const zeros = Array.from({ length: count }, () => 0);
        const longer = { ...version, release: [...version.release, ...zeros] as const };
        expect(canonicalVersionText(longer)).toBe(canonicalVersionText(version));
        expect(canonicalVersionText(versionOf(canonicalVersionText(version)))).toBe(
          canonicalVersionText(version),
        );
      }),
    );
  });
});

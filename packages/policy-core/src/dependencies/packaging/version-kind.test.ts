import fc from 'fast-check';
import { expect, it } from 'vitest';

import { anyVersion, versionOf } from '../../testing/any-version.ts';
import { isDevelopmentRelease, isPostrelease, isPrerelease } from './version-kind.ts';

it.each([
  ['1.0', false, false, false],
  ['1.0a0', true, false, false],
  ['1.0rc1', true, false, false],
  ['1.0.dev0', true, false, true],
  ['1.0.post0', false, true, false],
  ['1.0-1', false, true, false],
  ['1.0.post1.dev0', true, true, true],
  ['1.0b1.post0', true, true, false],
  ['1.0+dev1', false, false, false],
  ['1!1.0', false, false, false],
])('%s is a pre-release: %s, a post-release: %s, a development release: %s', (text, ...kinds) => {
  const version = versionOf(text);
  expect([isPrerelease(version), isPostrelease(version), isDevelopmentRelease(version)]).toEqual(kinds);
});

it('a development release is a pre-release, whatever else it is', () => {
  fc.assert(
    fc.property(anyVersion, (version) => {
      if (isDevelopmentRelease(version)) expect(isPrerelease(version)).toBe(true);
      expect(isPrerelease({ ...version, pre: undefined, dev: undefined })).toBe(false);
    }),
  );
});

import { describe, expect, it } from 'vitest';

import { isPostrelease, isPrerelease } from './version-kind.ts';
import { canonicalVersionText, publicVersionText, versionText } from './version-text.ts';
import { parseVersion } from './parse-version.ts';

interface Row {
  readonly text: string;
  readonly canonical: string;
  readonly publicPart: string;
  /** `a` for a pre-release, `p` for a post-release. */
  readonly kind: string;
}

function read(written: string): Row {
  const version = parseVersion(written);
  if (version === undefined) throw new Error(`${written} is a version.`);
  return {
    text: versionText(version),
    canonical: canonicalVersionText(version),
    publicPart: publicVersionText(version),
    kind: `${isPrerelease(version) ? 'a' : ''}${isPostrelease(version) ? 'p' : ''}`,
  };
}

/** As `str(Version)`, `canonicalize_version`, `public` and the kinds of the reference implementation give them. */
describe('a version', () => {
  it.each([
    ['1', '1', '1', '1', ''],
    ['1.0', '1.0', '1', '1.0', ''],
    ['01.0', '1.0', '1', '1.0', ''],
    ['1.0.0', '1.0.0', '1', '1.0.0', ''],
    ['1.00.000', '1.0.0', '1', '1.0.0', ''],
    ['1.2.3.4.5', '1.2.3.4.5', '1.2.3.4.5', '1.2.3.4.5', ''],
    ['2024.01.02', '2024.1.2', '2024.1.2', '2024.1.2', ''],
    ['0', '0', '0', '0', ''],
    ['0.0', '0.0', '0', '0.0', ''],
    ['0!1', '1', '1', '1', ''],
    ['1!1', '1!1', '1!1', '1!1', ''],
    ['01!1', '1!1', '1!1', '1!1', ''],
    ['1!0', '1!0', '1!0', '1!0', ''],
    ['v1', '1', '1', '1', ''],
    ['V1.0', '1.0', '1', '1.0', ''],
    ['1.0a', '1.0a0', '1a0', '1.0a0', 'a'],
    ['1.0a0', '1.0a0', '1a0', '1.0a0', 'a'],
    ['1.0.a1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0-a1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0_a1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0a.1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0a-1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0a_1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0alpha1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0ALPHA1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0b2', '1.0b2', '1b2', '1.0b2', 'a'],
    ['1.0beta2', '1.0b2', '1b2', '1.0b2', 'a'],
    ['1.0c3', '1.0rc3', '1rc3', '1.0rc3', 'a'],
    ['1.0rc3', '1.0rc3', '1rc3', '1.0rc3', 'a'],
    ['1.0pre3', '1.0rc3', '1rc3', '1.0rc3', 'a'],
    ['1.0preview3', '1.0rc3', '1rc3', '1.0rc3', 'a'],
    ['1.0-preview-3', '1.0rc3', '1rc3', '1.0rc3', 'a'],
    ['1.0.post', '1.0.post0', '1.post0', '1.0.post0', 'p'],
    ['1.0.post1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0post1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0-post1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0_post1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0-1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0-01', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0rev1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0r1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0.r1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0.dev', '1.0.dev0', '1.dev0', '1.0.dev0', 'a'],
    ['1.0.dev1', '1.0.dev1', '1.dev1', '1.0.dev1', 'a'],
    ['1.0dev1', '1.0.dev1', '1.dev1', '1.0.dev1', 'a'],
    ['1.0-dev1', '1.0.dev1', '1.dev1', '1.0.dev1', 'a'],
    ['1.0_dev_1', '1.0.dev1', '1.dev1', '1.0.dev1', 'a'],
    ['1.0a1.dev1', '1.0a1.dev1', '1a1.dev1', '1.0a1.dev1', 'a'],
    ['1.0a1.post2', '1.0a1.post2', '1a1.post2', '1.0a1.post2', 'ap'],
    ['1.0a1.post2.dev3', '1.0a1.post2.dev3', '1a1.post2.dev3', '1.0a1.post2.dev3', 'ap'],
    ['1.0.post2.dev3', '1.0.post2.dev3', '1.post2.dev3', '1.0.post2.dev3', 'ap'],
    ['1.0+local', '1.0+local', '1+local', '1.0', ''],
    ['1.0+LOCAL', '1.0+local', '1+local', '1.0', ''],
    ['1.0+local.1', '1.0+local.1', '1+local.1', '1.0', ''],
    ['1.0+local-1', '1.0+local.1', '1+local.1', '1.0', ''],
    ['1.0+local_1', '1.0+local.1', '1+local.1', '1.0', ''],
    ['1.0+1', '1.0+1', '1+1', '1.0', ''],
    ['1.0+01', '1.0+1', '1+1', '1.0', ''],
    ['1.0+0a', '1.0+0a', '1+0a', '1.0', ''],
    ['1.0+a.b.c', '1.0+a.b.c', '1+a.b.c', '1.0', ''],
    ['1.0a1+x', '1.0a1+x', '1a1+x', '1.0a1', 'a'],
    ['1.0.dev1+git.abc123', '1.0.dev1+git.abc123', '1.dev1+git.abc123', '1.0.dev1', 'a'],
    [
      '1!2.3a4.post5.dev6+local.7',
      '1!2.3a4.post5.dev6+local.7',
      '1!2.3a4.post5.dev6+local.7',
      '1!2.3a4.post5.dev6',
      'ap',
    ],
    ['1.0.0a1', '1.0.0a1', '1a1', '1.0.0a1', 'a'],
    ['1.10.0', '1.10.0', '1.10', '1.10.0', ''],
    ['1.0.0+0', '1.0.0+0', '1+0', '1.0.0', ''],
    ['00000001.0', '1.0', '1', '1.0', ''],
    ['1.0A1', '1.0a1', '1a1', '1.0a1', 'a'],
    ['1.0.POST1', '1.0.post1', '1.post1', '1.0.post1', 'p'],
    ['1.0.DEV1', '1.0.dev1', '1.dev1', '1.0.dev1', 'a'],
  ])('%s is %s, canonically %s, to the public %s', (written, ...[text, canonical, publicPart, kind]) => {
    expect(read(written)).toEqual({ text, canonical, publicPart, kind });
  });

  it.each([
    '',
    'v',
    '1.',
    '.1',
    '1..0',
    '1.0.',
    'a',
    'a1',
    '1.0x',
    '1.0 a1',
    '1 .0',
    '1.0-',
    '1.0_1',
    '1.0+',
    '1.0+a+b',
    '1.0+a..b',
    '1.0+.a',
    '1.0+a.',
    '1.0+!',
    '!1',
    '1!',
    '1!!1',
    '1.0a1a2',
    '1.0a1b1',
    '1.0.post1.post2',
    '1.0.dev1.dev2',
    '1.0.dev1a1',
    '1.0.dev1.post1',
    '1.0.post1a1',
    '1,0',
    '1/0',
    '1.0*',
    '1.*',
    '=1.0',
    '==1.0',
    '^1.0',
    '~1.0',
    '1.0-SNAPSHOT',
    '1.0.GA',
    'latest',
    '1.0.0-alpha+',
    '1.0.0-x.7',
    'r1',
    'dev',
    '1.0.final',
    '\u0661.\u0660',
    '1.0\u00df',
    '\uff11.0',
    '-1.0',
    '+1.0',
    '1.0--1',
    '1.0~rc1',
    '1:1.0',
    '1.0-2-3',
    '1.0.x',
  ])('is not %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

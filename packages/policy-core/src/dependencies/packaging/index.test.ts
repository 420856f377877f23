import { describe, expect, test } from 'vitest';

import * as packaging from './index.ts';

/** What this entry promises. A name that goes breaks those who use it: think of them before editing this list. */
const PROMISED = [
  'OPERATORS',
  'canonicalSpecifierText',
  'canonicalVersionText',
  'compareVersions',
  'evaluateMarker',
  'isDevelopmentRelease',
  'isNormalizedProject',
  'isPostrelease',
  'isPrerelease',
  'isProjectName',
  'isPylock',
  'lockHeader',
  'markerEnvironment',
  'markerText',
  'markersMayOverlap',
  'normalizedProject',
  'parseMarker',
  'parseProjectRequirement',
  'parsePylock',
  'parseRequirements',
  'parseSpecifier',
  'parseSpecifierSet',
  'parseVersion',
  'publicVersionText',
  'sameVersion',
  'sourceRanges',
  'specifierAdmits',
  'specifierSetText',
  'specifierText',
  'specifiersAdmit',
  'versionText',
  'viaComments',
];

describe('the packaging entry', () => {
  test('keeps what it promises', () => {
    expect(Object.keys(packaging).toSorted()).toEqual(PROMISED);
  });

  test('reads a requirements file as its page says: what pip refuses says why, and the rest is read on', () => {
    const { lines } = packaging.parseRequirements(
      'httpx==0.27.0 --hash=sha256:00\n=====\nflask>=3 ; os_name == "nt"\n',
    );
    expect(
      lines.map(({ number, entry, hashes }) =>
        entry.kind === 'requirement'
          ? `${number}: ${entry.requirement.name}, ${hashes.length} hashes`
          : `${number}: ${entry.kind === 'invalid' ? entry.problem : entry.kind}`,
      ),
    ).toEqual([
      '1: httpx, 1 hashes',
      '2: it does not begin with the name of a project',
      '3: flask, 0 hashes',
    ]);
  });

  test('orders versions and holds them against specifiers', () => {
    const versions = ['1.0', '1.0rc1', '1.0.post1', '0.9'].flatMap(
      (text) => packaging.parseVersion(text) ?? [],
    );
    expect(versions.toSorted(packaging.compareVersions).map(packaging.versionText)).toEqual([
      '0.9',
      '1.0rc1',
      '1.0',
      '1.0.post1',
    ]);
    const bounds = packaging.parseSpecifierSet('>=1.0,<2') ?? [];
    expect(packaging.specifiersAdmit(bounds, '1.5', { prereleases: undefined })).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';

import * as dependencies from './index.ts';

describe('versions and requirements, from the door of dependencies', () => {
  test('reads a requirements file as its page says: what pip refuses says why, and the rest is read on', () => {
    const { lines } = dependencies.parseRequirements(
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
      (text) => dependencies.parseVersion(text) ?? [],
    );
    expect(versions.toSorted(dependencies.compareVersions).map(dependencies.versionText)).toEqual([
      '0.9',
      '1.0rc1',
      '1.0',
      '1.0.post1',
    ]);
    const bounds = dependencies.parseSpecifierSet('>=1.0,<2') ?? [];
    expect(dependencies.specifiersAdmit(bounds, '1.5', { prereleases: undefined })).toBe(true);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyPublicVersion, anyVersion, versionOf } from '../../testing/any-version.ts';
import { parseSpecifier, type Operator, type Specifier } from './specifier.ts';
import { specifierAdmits } from './specifier-match.ts';
import type { Version } from './version.ts';
import { isPrerelease } from './version-kind.ts';
import { comparePublicVersions, compareVersions } from './version-order.ts';
import { versionText } from './version-text.ts';

const ANY = { prereleases: undefined };

/** What a clause admits of these, in their order. */
const VERSIONS = [
  '0.9',
  '1.0.dev1',
  '1.0a1',
  '1.0rc1.post1',
  '1.0',
  '1.0+local',
  '1.0.post1.dev1',
  '1.0.post1',
  '1.0.post1+local',
  '1.0.1.dev1',
  '1.0.1',
  '1.1',
  '2.0.dev1',
  '2.0',
  '1!1.0',
];

describe.each<[string, string]>([
  ['==1.0', '1.0 1.0+local'],
  ['==1', '1.0 1.0+local'],
  ['==1.0+local', '1.0+local'],
  ['==1.0+LOCAL', '1.0+local'],
  ['==1.0.post1', '1.0.post1 1.0.post1+local'],
  ['==1!1', '1!1.0'],
  [
    '==1.0.*',
    '1.0.dev1 1.0a1 1.0rc1.post1 1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.0.post1+local 1.0.1.dev1 1.0.1',
  ],
  ['==1.0.0.*', '1.0.dev1 1.0a1 1.0rc1.post1 1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.0.post1+local'],
  ['==1!1.*', '1!1.0'],
  ['==0.*', '0.9'],
  ['<1.0', '0.9'],
  ['<1.0rc1', '0.9 1.0.dev1 1.0a1'],
  ['<1.0.dev1', '0.9'],
  ['<1.0.post1', '0.9 1.0.dev1 1.0a1 1.0rc1.post1 1.0 1.0+local'],
  ['<1.0.1', '0.9 1.0.dev1 1.0a1 1.0rc1.post1 1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.0.post1+local'],
  ['<0.dev0', ''],
  ['<=1.0', '0.9 1.0.dev1 1.0a1 1.0rc1.post1 1.0 1.0+local'],
  ['<=0.9', '0.9'],
  ['>1.0', '1.0.1.dev1 1.0.1 1.1 2.0.dev1 2.0 1!1.0'],
  ['>1.0.post1', '1.0.1.dev1 1.0.1 1.1 2.0.dev1 2.0 1!1.0'],
  ['>1.0.post0', '1.0.post1.dev1 1.0.post1 1.0.post1+local 1.0.1.dev1 1.0.1 1.1 2.0.dev1 2.0 1!1.0'],
  ['>1.0.1.dev1', '1.0.1 1.1 2.0.dev1 2.0 1!1.0'],
  [
    '>1.0rc1',
    '1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.0.post1+local 1.0.1.dev1 1.0.1 1.1 2.0.dev1 2.0 1!1.0',
  ],
  ['>=1.1', '1.1 2.0.dev1 2.0 1!1.0'],
  ['>=1.0.1', '1.0.1 1.1 2.0.dev1 2.0 1!1.0'],
  ['>=1!0', '1!1.0'],
  ['~=1.0', '1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.0.post1+local 1.0.1.dev1 1.0.1 1.1'],
  ['~=1.0.0', '1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.0.post1+local 1.0.1.dev1 1.0.1'],
  ['~=1.0.post1', '1.0.post1 1.0.post1+local 1.0.1.dev1 1.0.1 1.1'],
  ['~=1!1.0', '1!1.0'],
  ['===1.0', '1.0'],
  ['===1.0+LOCAL', '1.0+local'],
  ['===1', ''],
])('%s', (text, admitted) => {
  it(`admits ${admitted === '' ? 'nothing' : admitted}`, () => {
    const found = VERSIONS.filter((version) => specifierAdmits(clause(text), version, ANY));
    expect(found.join(' ')).toBe(admitted);
  });

  it('admits the same of versions that were read before', () => {
    const found = VERSIONS.filter((version) => specifierAdmits(clause(text), versionOf(version), ANY));
    expect(found.join(' ')).toBe(admitted);
  });

  it('admits the same without pre-releases when they are refused, and all of it when they are not', () => {
    const refused = VERSIONS.filter((version) =>
      specifierAdmits(clause(text), version, { prereleases: false }),
    );
    const allowed = VERSIONS.filter((version) =>
      specifierAdmits(clause(text), version, { prereleases: true }),
    );
    const final = admitted
      .split(' ')
      .filter((version) => version !== '' && !isPrerelease(versionOf(version)));
    expect(refused).toEqual(final);
    expect(allowed.join(' ')).toBe(admitted);
  });
});

describe('!=', () => {
  it.each(['1.0', '1.0.*', '1.0+local', '1.0.post1', '1!1.*', '0'])(
    'admits of %s what == does not',
    (version) => {
      for (const candidate of VERSIONS) {
        const equal = specifierAdmits(clause(`==${version}`), candidate, ANY);
        expect(specifierAdmits(clause(`!=${version}`), candidate, ANY)).toBe(!equal);
      }
    },
  );
});

describe('===', () => {
  it.each([
    ['1.0', '1.0', true],
    ['1.0', '1.00', false],
    ['1.0', ' 1.0', false],
    ['1.0-RC1', '1.0-rc1', true],
    ['foobar', 'FooBar', true],
    ['foobar', 'foobaz', false],
    ['', '', true],
  ])('%j against %j is %s: the texts count, but not their case', (text, candidate, expected) => {
    expect(specifierAdmits({ operator: '===', version: text }, candidate, ANY)).toBe(expected);
  });

  it('takes the normal spelling of a version that was read', () => {
    expect(specifierAdmits(clause('===1.0rc1'), versionOf('v1.0-C1'), ANY)).toBe(true);
    expect(specifierAdmits(clause('===1.0-C1'), versionOf('v1.0-C1'), ANY)).toBe(false);
  });

  it('admits a text that is no version even where pre-releases are refused', () => {
    expect(specifierAdmits(clause('===nightly'), 'nightly', { prereleases: false })).toBe(true);
    expect(specifierAdmits(clause('===1.0a1'), '1.0a1', { prereleases: false })).toBe(false);
  });
});

describe('every other operator', () => {
  const operators = ['==', '!=', '<=', '>=', '<', '>', '~='] as const;

  it.each(operators)('%s admits no text that is not a version', (operator) => {
    for (const text of ['', 'nightly', '1.0.*', '1..0', '1'.repeat(5000)]) {
      expect(specifierAdmits({ operator, version: '1.0' }, text, ANY)).toBe(false);
    }
  });

  it.each(operators)('%s admits nothing where its own version cannot be read', (operator) => {
    const specifier = parseSpecifier(`${operator}1.${'1'.repeat(5000)}`);
    expect(specifier && specifierAdmits(specifier, '1.0', ANY)).toBe(false);
  });
});

describe('by law', () => {
  function holds(operator: Operator, limit: Version, version: Version): boolean {
    return specifierAdmits({ operator, version: versionText(limit) }, version, ANY);
  }

  it('>= and <= together are ==', () => {
    fc.assert(
      fc.property(anyPublicVersion, anyVersion, (limit, version) => {
        const both = holds('>=', limit, version) && holds('<=', limit, version);
        expect(both).toBe(holds('==', limit, version));
        expect(holds('>=', limit, version) || holds('<=', limit, version)).toBe(true);
      }),
    );
  });

  it('< and > admit nothing that is not before or behind, and never both', () => {
    fc.assert(
      fc.property(anyPublicVersion, anyVersion, (limit, version) => {
        if (holds('<', limit, version)) expect(comparePublicVersions(version, limit)).toBe(-1);
        if (holds('>', limit, version)) expect(comparePublicVersions(version, limit)).toBe(1);
      }),
    );
  });

  it('< and > differ from the order only within the release of the limit', () => {
    fc.assert(
      fc.property(anyPublicVersion, anyVersion, (limit, version) => {
        const final = { pre: undefined, post: undefined, dev: undefined };
        const order = comparePublicVersions({ ...version, ...final }, { ...limit, ...final });
        if (order === 0) return;
        expect(holds('<', limit, version)).toBe(order < 0);
        expect(holds('>', limit, version)).toBe(order > 0);
      }),
    );
  });

  it('~= is >= and the wildcard of all numbers but the last', () => {
    fc.assert(
      fc.property(anyPublicVersion, anyVersion, (limit, version) => {
        if (limit.release.length < 2) return;
        const prefix = limit.release.slice(0, -1).join('.');
        const wildcard: Specifier = { operator: '==', version: `${limit.epoch}!${prefix}.*` };
        expect(holds('~=', limit, version)).toBe(
          holds('>=', limit, version) && specifierAdmits(wildcard, version, ANY),
        );
      }),
    );
  });

  it('a version is equal to itself, and to nothing else that has a local part of its own', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (limit, version) => {
        expect(holds('==', limit, limit)).toBe(true);
        const same = limit.local === undefined ? comparePublicVersions : compareVersions;
        expect(holds('==', limit, version)).toBe(same(version, limit) === 0);
        expect(holds('!=', limit, version)).toBe(same(version, limit) !== 0);
      }),
    );
  });

  it('refusing pre-releases takes away the pre-releases and nothing else', () => {
    const operator = fc.constantFrom<Operator>('==', '!=', '<=', '>=', '<', '>');
    fc.assert(
      fc.property(operator, anyPublicVersion, anyVersion, (written, limit, version) => {
        const specifier = { operator: written, version: versionText(limit) };
        const admitted = specifierAdmits(specifier, version, { prereleases: true });
        expect(specifierAdmits(specifier, version, { prereleases: false })).toBe(
          admitted && !isPrerelease(version),
        );
        expect(specifierAdmits(specifier, versionText(version), ANY)).toBe(admitted);
      }),
    );
  });
});

function clause(text: string): Specifier {
  const specifier = parseSpecifier(text);
  if (specifier === undefined) throw new Error(`The test means a specifier: ${text}`);
  return specifier;
}

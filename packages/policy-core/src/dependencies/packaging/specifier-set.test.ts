import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySpelling, anyVersion, versionOf } from '../../testing/any-version.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import type { Specifier } from './specifier.ts';
import { specifierAdmits } from './specifier-match.ts';
import { parseSpecifierSet, sameVersion, specifiersAdmit } from './specifier-set.ts';
import { compareVersions } from './version-order.ts';
import { versionText } from './version-text.ts';

const ANY = { prereleases: undefined };

describe('a set of specifiers', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    ['  ', []],
    [' , ,', []],
    ['>=1.0', ['>=1.0']],
    ['>=1.0,<2', ['>=1.0', '<2']],
    [' >= 1.0 , < 2 ', ['>=1.0', '<2']],
    ['>=1.0,', ['>=1.0']],
    [',>=1.0,,<2', ['>=1.0', '<2']],
    ['<2\u0085,\u001c>=1.0', ['<2', '>=1.0']],
    ['==1.0,==1.0', ['==1.0', '==1.0']],
    ['===a,===b', ['===a', '===b']],
  ])('%j has its clauses in the order written', (text, clauses) => {
    expect(parseSpecifierSet(text)?.map(({ operator, version }) => operator + version)).toEqual(clauses);
  });

  it.each(['1.0', '>=1.0 <2', '>=1.0;<2', '(>=1.0)', '>=1.0,foo', 'foo,>=1.0', '>=1.0,==', '\ufeff,>=1'])(
    '%j is none',
    (text) => {
      expect(parseSpecifierSet(text)).toBeUndefined();
    },
  );

  it('of 100,000 characters is read in few steps', () => {
    const started = stepsTaken();
    expect(parseSpecifierSet(','.repeat(100_000))).toEqual([]);
    expect(parseSpecifierSet('>1,'.repeat(33_333))).toHaveLength(33_333);
    expect(parseSpecifierSet(`>1${' '.repeat(100_000)},`)).toHaveLength(1);
    expect(stepsTaken() - started).toBeLessThan(4_000_000);
  });
});

describe('a version in a set', () => {
  it.each([
    ['>=1.0,<2.0', '1.5', true],
    ['>=1.0,<2.0', '2.0', false],
    ['>=1.0,<2.0', '2.0rc1', false],
    ['>=1.0,<2.0', '1.5rc1', true],
    ['>=1.0,!=1.5.*', '1.5.3', false],
    ['==1.0,==1.0.0', '1', true],
    ['>2,<1', '1.5', false],
    ['===1.0,>=0', '1.0', true],
    ['===1.0,>=0', '1.00', false],
    ['===foo,>=0', 'foo', false],
    ['===foo,===FOO', 'Foo', true],
    ['', '1.0', true],
    ['', '1.0a1', true],
    ['', 'nightly', true],
    ['>=0', 'nightly', false],
  ])('%j admits %s: %s', (text, version, admitted) => {
    expect(specifiersAdmit(setOf(text), version, ANY)).toBe(admitted);
    expect(specifiersAdmit(setOf(text), version, { prereleases: true })).toBe(admitted);
  });

  it.each([
    ['', '1.0a1', false],
    ['', '1.0', true],
    ['', 'nightly', true],
    ['>=1.0a1', '1.0a2', false],
    ['>=1.0,===1.5.dev1', '1.5.dev1', false],
    ['>=1.0', '1.5+dev1', true],
  ])('%j, pre-releases refused, admits %s: %s', (text, version, admitted) => {
    expect(specifiersAdmit(setOf(text), version, { prereleases: false })).toBe(admitted);
  });

  const anyClause: fc.Arbitrary<Specifier> = fc.record({
    operator: fc.constantFrom('==', '!=', '<=', '>=', '<', '>'),
    version: anyVersion.map((version) => versionText({ ...version, local: undefined })),
  });
  const anyAdmission = fc.record({ prereleases: fc.constantFrom(undefined, true, false) });

  it('is in it when it is in each of its clauses', () => {
    fc.assert(
      fc.property(
        fc.array(anyClause, { minLength: 1 }),
        anyVersion,
        anyAdmission,
        (set, version, admission) => {
          const each = set.map((clause) => specifierAdmits(clause, version, admission));
          expect(specifiersAdmit(set, version, admission)).toBe(each.every(Boolean));
        },
      ),
    );
  });

  it('stays in it whatever the order, and however often a clause is there', () => {
    fc.assert(
      fc.property(fc.array(anyClause), anyVersion, anyAdmission, (set, version, admission) => {
        const admitted = specifiersAdmit(set, version, admission);
        expect(specifiersAdmit(set.toReversed(), version, admission)).toBe(admitted);
        expect(specifiersAdmit([...set, ...set], version, admission)).toBe(admitted);
      }),
    );
  });

  it('never comes into it by one more clause', () => {
    fc.assert(
      fc.property(fc.array(anyClause), anyClause, anyVersion, (set, clause, version) => {
        const more = specifiersAdmit([...set, clause], version, ANY);
        expect(more && !specifiersAdmit(set, version, ANY)).toBe(false);
      }),
    );
  });
});

describe('two texts', () => {
  it.each([
    ['1.0', '1.0.0', true],
    ['1.0', 'v1', true],
    ['1.0', '0!1.0', true],
    ['1.0a1', '1.0alpha1', true],
    ['1.0a0', '1.0a', true],
    ['1.0+abc.1', '1.0+ABC-1', true],
    ['1.0', '1.0.post0', false],
    ['1.0', '1.0+local', false],
    ['1.0', '1.0.dev0', false],
    ['9007199254740992', '9007199254740993', false],
    ['nightly', 'nightly', true],
    ['nightly', 'Nightly', false],
    ['1.*', '1.*', true],
    ['1.*', '1', false],
    ['', '', true],
  ])('%j and %j name one version: %s', (a, b, same) => {
    expect(sameVersion(a, b)).toBe(same);
    expect(sameVersion(b, a)).toBe(same);
  });

  it('name one version in whatever spelling', () => {
    fc.assert(
      fc.property(anySpelling, anySpelling, (one, other) => {
        expect(sameVersion(one.text, versionText(one.version))).toBe(true);
        const order = compareVersions(one.version, other.version);
        expect(sameVersion(one.text, other.text)).toBe(order === 0);
      }),
    );
  });
});

function setOf(text: string): readonly Specifier[] {
  const specifiers = parseSpecifierSet(text);
  if (specifiers === undefined) throw new Error(`The test means a set of specifiers: ${text}`);
  return specifiers;
}

it('a version that was read before is judged like its text', () => {
  expect(specifiersAdmit(setOf('>=1.0,<2'), versionOf(' v1.5 '), ANY)).toBe(true);
});

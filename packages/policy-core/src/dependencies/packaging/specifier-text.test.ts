import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyPublicVersion } from '../../testing/any-version.ts';
import { parseSpecifierSet } from './specifier-set.ts';
import { canonicalSpecifierText, specifierSetText, specifierText } from './specifier-text.ts';
import { versionText } from './version-text.ts';

describe('the text of a specifier', () => {
  it.each([
    [' >= 1.0 ', '>=1.0', '>=1'],
    ['==1.0-ALPHA', '==1.0-ALPHA', '==1a0'],
    ['~=1.0.0', '~=1.0.0', '~=1.0.0'],
    ['~=v1.00', '~=v1.00', '~=1.0'],
    ['==1.0.*', '==1.0.*', '==1.0.*'],
    ['=== 1.0 ', '===1.0', '===1.0'],
    ['===Foo', '===Foo', '===Foo'],
    ['!=1.0+LOCAL', '!=1.0+LOCAL', '!=1+local'],
  ])('%j is %s as written, and %s canonically', (text, written, canonical) => {
    const specifiers = parseSpecifierSet(text) ?? [];
    expect(specifiers.map(specifierText)).toEqual([written]);
    expect(specifiers.map(canonicalSpecifierText)).toEqual([canonical]);
  });

  it('is canonically as written where the version is too long to be read', () => {
    const text = `==${'1'.repeat(5000)}`;
    expect(parseSpecifierSet(text)?.map(canonicalSpecifierText)).toEqual([text]);
  });
});

describe('the text of a set', () => {
  it.each([
    ['', ''],
    ['>=1.0,<2', '<2,>=1.0'],
    ['~=1.0, !=1.5, ===a', '!=1.5,===a,~=1.0'],
    ['==1.0,==1.0.0', '==1.0'],
    ['==1.0.0,==1.0', '==1.0'],
    ['~=1.0,~=1.0.0', '~=1.0,~=1.0.0'],
    ['>=1.0,>=1.0,<2.0', '<2.0,>=1.0'],
    ['==1.*,==1.0.*', '==1.*,==1.0.*'],
    ['===\u{1d538},===\uff21', '===\uff21,===\u{1d538}'],
    ['===\u{1d539},===\u{1d538}', '===\u{1d538},===\u{1d539}'],
  ])('%j is %j: in order, and nothing twice', (text, expected) => {
    expect(specifierSetText(parseSpecifierSet(text) ?? [])).toBe(expected);
  });

  const anyText = fc
    .array(fc.tuple(fc.constantFrom('==', '!=', '<=', '>=', '<', '>'), anyPublicVersion), { maxLength: 6 })
    .map((clauses) => clauses.map(([operator, version]) => operator + versionText(version)));

  it('is the same whatever the order of the clauses', () => {
    fc.assert(
      fc.property(anyText, (clauses) => {
        const one = specifierSetText(parseSpecifierSet(clauses.join(',')) ?? []);
        const other = specifierSetText(parseSpecifierSet(clauses.toReversed().join(' , ')) ?? []);
        expect(other).toBe(one);
        expect(specifierSetText(parseSpecifierSet(one) ?? [])).toBe(one);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseSpecifierSet, specifiersAdmit } from '../packaging/specifier-set.ts';
import { anySpelling } from '../../testing/any-version.ts';
import { clausesAsWritten, whyNotAdmitted } from './met-specifier.ts';

function clauses(text: string) {
  const parsed = parseSpecifierSet(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

describe('why a version is not admitted', () => {
  test.each([
    ['>=4.2,<5', '4.2.13', undefined],
    ['', '1', undefined],
    ['>=4.2,<5', '5.0', '5.0 is not <5'],
    ['>=4.2,<4', '4.1', '4.1 is not >=4.2 and not <4'],
    ['~=1.4.2', '1.5.0', '1.5.0 is not ~=1.4.2'],
    ['==1.*', '2.0', '2.0 is not ==1.*'],
    ['!=1.0', '1.0.0', '1.0.0 is not !=1.0'],
    ['>=2.0', '2.0rc1', '2.0rc1 is not >=2.0'],
    ['>=1.0', '2.0rc1', undefined],
    ['===1.0', '1.0.0', '1.0.0 is not ===1.0'],
    ['>=1', 'banana', 'banana is no version as PEP 440 has it'],
    ['===banana', 'banana', undefined],
  ])('%j for %s: %s', (specifier, version, why) => {
    expect(whyNotAdmitted(clauses(specifier), version)).toBe(why);
  });

  test('is said exactly where pip would not take it', () => {
    const anySpecifier = fc.constantFrom('>=1', '<2', '>=1,<2', '!=1.5', '~=1.2', '==1.*', '>0,!=1.0.0');
    fc.assert(
      fc.property(anySpecifier, anySpelling, (specifier, { text: version }) => {
        const admitted = specifiersAdmit(clauses(specifier), version, { prereleases: true });
        expect(whyNotAdmitted(clauses(specifier), version) === undefined).toBe(admitted);
      }),
    );
  });

  test('a specifier is shown as it is written, without blanks', () => {
    expect(clausesAsWritten(clauses(' >= 1.0 , < 2 '))).toBe('>=1.0,<2');
    expect(clausesAsWritten([])).toBe('');
  });
});

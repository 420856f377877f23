import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { pathsSought, standings, type Present, type SoughtReference } from './reference-standing.ts';

const PATHS = ['docs/a.md', 'docs/A.md', 'docs', 'ops/a.md', 'ops', 'a.md'];
const anySought: fc.Arbitrary<SoughtReference> = fc.record({
  places: fc.uniqueArray(fc.constantFrom(...PATHS), { minLength: 1, maxLength: 3 }),
  onlyIf: fc.subarray(['docs', 'ops']),
  isBareName: fc.boolean(),
});
const anyPresence = fc.constantFrom<Known<boolean>>(
  observed(true),
  observed(false),
  unobserved('permission is denied'),
);
const anyPresent: fc.Arbitrary<Present> = fc
  .tuple(...PATHS.map((path) => anyPresence.map((presence) => [path, presence] as const)))
  .map((entries) => Object.fromEntries(entries));

const kindOf = (present: Present, sought: SoughtReference) => standings(present)(sought).kind;

describe('whatever is known of the paths', () => {
  test('what is at one of its places is there', () => {
    fc.assert(
      fc.property(anyPresent, anySought, (present, sought) => {
        const [place = ''] = sought.places;
        expect(kindOf({ ...present, [place]: observed(true) }, sought)).toBe('there');
      }),
    );
  });

  test('what is nowhere, while all its folders are there, is missing', () => {
    fc.assert(
      fc.property(anySought, (sought) => {
        const gone = Object.fromEntries(PATHS.map((path) => [path, observed(false)]));
        const folders = Object.fromEntries(sought.onlyIf.map((folder) => [folder, observed(true)]));
        fc.pre(!sought.places.some((place) => sought.onlyIf.includes(place)));
        expect(kindOf({ ...gone, ...folders }, sought)).toBe('missing');
      }),
    );
  });

  test('to know less never finds more missing, and never finds less there by guessing', () => {
    fc.assert(
      fc.property(anyPresent, anySought, fc.subarray(PATHS), (present, sought, hidden) => {
        const lost = Object.fromEntries(hidden.map((path) => [path, unobserved('nobody looked')]));
        const [whole, partly] = [kindOf(present, sought), kindOf({ ...present, ...lost }, sought)];
        if (partly === 'missing') expect(whole).toBe('missing');
        if (partly === 'there') expect(whole).toBe('there');
      }),
    );
  });

  test('the order of places matters for nothing but which similar name is told', () => {
    fc.assert(
      fc.property(anyPresent, anySought, (present, sought) => {
        const turned = { ...sought, places: sought.places.toReversed(), onlyIf: sought.onlyIf.toReversed() };
        expect(kindOf(present, turned)).toBe(kindOf(present, sought));
      }),
    );
  });

  test('everything that decides is looked up before', () => {
    fc.assert(
      fc.property(anyPresent, anySought, (present, sought) => {
        fc.pre(!sought.isBareName);
        const asked = new Set(pathsSought(sought));
        const only = Object.fromEntries(Object.entries(present).filter(([path]) => asked.has(path)));
        expect(kindOf(only, sought)).toBe(kindOf(present, sought));
      }),
    );
  });
});

describe('a name much the same', () => {
  const similar = (place: string, ...there: readonly string[]) => {
    const present = Object.fromEntries([
      [place, observed(false)],
      ...there.map((path) => [path, observed(true)]),
    ]);
    const standing = standings(present)({ places: [place], onlyIf: [], isBareName: false });
    return standing.kind === 'missing' ? standing.similar : standing.kind;
  };

  test.each([
    ['in another case', 'docs/Release.md', 'docs/RELEASE.md'],
    ['with a letter too many', 'docs/releases.md', 'docs/release.md'],
    ['with a letter missing', 'docs/relase.md', 'docs/release.md'],
    ['with two letters exchanged', 'docs/relaese.md', 'docs/release.md'],
  ])('%s is told', (_, place, other) => {
    expect(similar(place, other)).toBe(other);
  });

  test.each([
    ['in another folder', 'docs/release.md', 'ops/release.md'],
    ['that is quite another', 'docs/release.md', 'docs/onboarding.md'],
    ['of a folder with the same end', 'docs/release.md', 'old/docs/release.md'],
  ])('%s is not told', (_, place, other) => {
    expect(similar(place, other)).toBeUndefined();
  });
});

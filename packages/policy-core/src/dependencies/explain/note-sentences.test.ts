import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AskedLine, LockedEntry, PairExplanation, RequirementWay } from './dependency-explanation.ts';
import { noteSentences } from './note-sentences.ts';

const HERE = { path: 'r.lock', line: 7 };

function asked(line: number, given: Partial<AskedLine> = {}): AskedLine {
  return {
    path: 'r.in',
    line,
    text: 'django>=4.2',
    as: 'requirements',
    brought_in_by: [],
    specifier: '>=4.2',
    extras: [],
    marker: null,
    ...given,
  };
}

function locked(line: number, given: Partial<LockedEntry> = {}): LockedEntry {
  const text = 'django==4.2.16';
  return { path: 'r.lock', line, text, version: '4.2.16', hashes: 0, marker: null, meets: [], ...given };
}

function pair(given: Partial<PairExplanation> = {}): PairExplanation {
  return {
    id: 'api',
    source: 'r.in',
    lock: 'r.lock',
    mode: 'compiled',
    python: '3.12',
    platform: 'linux',
    asked: [],
    locked: [],
    required_by: [],
    more_ways: 0,
    unseen: [],
    ...given,
  };
}

const way = (packages: readonly string[], given: Partial<RequirementWay['from']> = {}): RequirementWay => ({
  packages,
  from: { path: 'r.in', line: 3, as: 'requirements', ...given },
});
const ofLock = (given: Partial<PairExplanation>) =>
  noteSentences(pair({ locked: [locked(7)], ...given }), HERE);

describe('of a line of the lock is said', () => {
  test('who asks for it, and what holds it back', () => {
    const lines = [asked(3), asked(1, { path: 'c.txt', text: 'django<5', as: 'constraints' })];
    expect(ofLock({ asked: lines })).toEqual([
      'r.in:3 asks for django>=4.2.',
      'c.txt:1 holds it to django<5.',
    ]);
  });

  test('of many lines the first two', () => {
    expect(ofLock({ asked: [asked(1), asked(2), asked(3)] })).toHaveLength(2);
  });

  test('nothing of lines that say the same', () => {
    expect(ofLock({ asked: [asked(3, { text: 'django==4.2.16' })] })).toEqual([]);
  });

  test.each([
    ['one step', ['django', 'shop'], 'It comes from shop, which r.in:3 asks for.'],
    ['two steps', ['django', 'a', 'b'], 'It comes from a, which comes from b, which r.in:3 asks for.'],
    [
      'three steps',
      ['django', 'a', 'b', 'c'],
      'It comes from a, which comes from b, which comes from c, which r.in:3 asks for.',
    ],
    [
      'a long way',
      ['django', 'a', 'b', 'c', 'd'],
      'It comes from a, in the end from d, which r.in:3 asks for.',
    ],
  ])('the way up of %s', (_name, packages, sentence) => {
    expect(ofLock({ required_by: [way(packages)] })).toEqual([sentence]);
  });

  test.each([
    ['constraints', 'names'],
    ['overrides', 'names'],
    ['project', 'asks for'],
    ['requirements', 'asks for'],
  ] as const)('that %s %s what leads to it', (as, verb) => {
    const from = { path: 'pyproject.toml', line: null, as };
    expect(ofLock({ required_by: [way(['django', 'shop'], from)] })).toEqual([
      `It comes from shop, which pyproject.toml ${verb}.`,
    ]);
  });

  test.each([
    [1, 0, '1 more way leads to it.'],
    [2, 0, '2 more ways lead to it.'],
    [1, 4, '5 more ways lead to it.'],
  ])('that there are more ways: %i and %i', (others, more, sentence) => {
    const ways = Array.from({ length: others + 1 }, (_, index) => way(['django', `p${index}`]));
    expect(ofLock({ required_by: ways, more_ways: more })).toEqual([
      'It comes from p0, which r.in:3 asks for.',
      sentence,
    ]);
  });

  test('no way of a single step: that is the line that asks for it', () => {
    expect(ofLock({ required_by: [way(['django'])] })).toEqual([]);
  });
});

describe('of a line of the source is said', () => {
  const ofSource = (given: Partial<PairExplanation>) =>
    noteSentences(pair({ asked: [asked(3)], ...given }), { path: 'r.in', line: 3 });

  test('what is locked for it', () => {
    expect(ofSource({ locked: [locked(7), locked(8, { text: 'django==3.2', hashes: 1 })] })).toEqual([
      'r.lock:7 locks django==4.2.16.',
      'r.lock:8 locks django==3.2, held to 1 hash.',
    ]);
  });

  test('not what it comes from: it comes from the line itself', () => {
    expect(ofSource({ required_by: [way(['django', 'shop'])] })).toEqual([]);
  });
});

describe('of a marker is said', () => {
  const marker = { text: 'python_version < "3.11"', holds: true, depends_on: [], problem: null };
  const ofMarker = (given: Partial<typeof marker | object>, around: Partial<PairExplanation> = {}) =>
    ofLock({ locked: [locked(7, { marker: { ...marker, ...given } })], ...around });

  test('whether it holds, and for which machine', () => {
    expect(ofMarker({})).toEqual(['Its marker holds for Python 3.12 on linux.']);
    expect(ofMarker({ holds: false }, { platform: 'windows' })).toEqual([
      'Its marker does not hold for Python 3.12 on windows.',
    ]);
    expect(ofMarker({}, { python: null })).toEqual(['Its marker holds for linux.']);
  });

  test('what it depends on where nobody can tell', () => {
    expect(ofMarker({ holds: null, depends_on: ['extra', 'python_version'] })).toEqual([
      'Whether its marker holds depends on extra and python_version.',
    ]);
  });

  test('nothing where it cannot be evaluated: that is for a rule to report', () => {
    expect(ofMarker({ holds: null, problem: 'a version is missing' })).toEqual([]);
  });
});

test('nothing is said of a line that the pair does not hold', () => {
  expect(noteSentences(pair({ asked: [asked(3)], locked: [locked(8)] }), HERE)).toEqual([]);
});

test('whatever stands there, each thing said is one sentence', () => {
  const anyName = fc.constantFrom('django', 'a', 'b');
  const anyWay = fc.record({ packages: fc.array(anyName, { minLength: 1, maxLength: 8 }) });
  fc.assert(
    fc.property(fc.array(anyWay, { maxLength: 5 }), fc.nat(3), fc.nat(4), (ways, more, lines) => {
      const said = ofLock({
        asked: Array.from({ length: lines }, (_, index) => asked(index + 1)),
        required_by: ways.map(({ packages }) => way(packages)),
        more_ways: more,
      });
      expect(said.length).toBeLessThanOrEqual(4);
      for (const sentence of said) expect(sentence).toMatch(/^\S.*\.$/);
    }),
  );
});

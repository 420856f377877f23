import { expect, test } from 'vitest';

import { releaseNote } from './release-note.ts';
import { readReleaseTerms } from './release-terms.ts';

const MOMENT = { now: '2026-11-21T08:00:00.000Z', tags: ['v1.5.0', 'nightly', 'v1.4.0'] };

const TERMS = {
  expires: '2027-01-01T00:00:00Z',
  minFrom: 'v1.4.0',
  rollout: '10%@0h 100%@24h',
  blocked: ['v1.5.0', 'v1.5.1'],
};

test('a note says the terms that hosts read', () => {
  const note = releaseNote('v1.6.0', { title: 'The spring release', terms: TERMS }, MOMENT);
  expect(note).toMatchObject({
    kind: 'note',
    text: expect.stringMatching(/^The spring release\n\nLockkeeper-/),
  });
  expect(readReleaseTerms(note.kind === 'note' ? note.text : '')).toEqual({
    kind: 'terms',
    terms: {
      expires: TERMS.expires,
      minFrom: TERMS.minFrom,
      rollout: [
        { points: 1000, afterMs: 0 },
        { points: 10_000, afterMs: 24 * 3_600_000 },
      ],
      withdraws: TERMS.blocked,
    },
  });
  expect(releaseNote('v1.6.0', { title: 'v1.6.0', terms: {} }, MOMENT)).toEqual({
    kind: 'note',
    text: 'v1.6.0\n',
  });
});

test.each<readonly [string, string, Parameters<typeof releaseNote>[1]]>([
  ['a version with a suffix', 'v1.6.0-rc.1', { title: 'x', terms: {} }],
  ['a rollout that takes hosts out again', 'v1.6.0', { title: 'x', terms: { rollout: '50%@0h 10%@1h' } }],
  ['a time without a zone', 'v1.6.0', { title: 'x', terms: { expires: '2027-01-01 00:00' } }],
  ['a block of no release', 'v1.6.0', { title: 'x', terms: { blocked: ['1.5'] } }],
  ['a block of itself', 'v1.6.0', { title: 'x', terms: { blocked: ['v1.6.0'] } }],
  ['a title that says a term of its own', 'v1.6.0', { title: 'Lockkeeper-Foo: x', terms: {} }],
  ['a version that is tagged', 'v1.4.0', { title: 'x', terms: {} }],
  ['a version that is not the newest', 'v1.4.1', { title: 'x', terms: {} }],
  ['a release that has expired', 'v1.6.0', { title: 'x', terms: { expires: MOMENT.now } }],
  [
    'a release that expires before its first host',
    'v1.6.0',
    { title: 'x', terms: { expires: '2026-11-22T08:00:00Z', rollout: '0%@0h 10%@24h' } },
  ],
  ['a rollout without a host', 'v1.6.0', { title: 'x', terms: { rollout: '0%@0h' } }],
  ['hosts that run it already', 'v1.6.0', { title: 'x', terms: { minFrom: 'v1.6.0' } }],
])('there is none for %s', (_, ...[version, asked]) => {
  expect(releaseNote(version, asked, MOMENT).kind).toBe('problem');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { namesIn, sampleSource, sectionsIn, type SampleValues } from '../../testing/sample-variables.ts';
import { unmetVariables } from './unmet-variables.ts';

function unmet(names: Readonly<Record<string, object>>, values: SampleValues, place = 'production') {
  const sections = namesIn(names);
  return unmetVariables(sections, sampleSource(place, values, sections));
}

const told = (...asked: Parameters<typeof unmet>) => unmet(...asked).map(({ text }) => text);

describe('a variable that must be there', () => {
  test('is there', () => {
    expect(unmet({ API_URL: {} }, { API_URL: 'https://api.example.com' })).toEqual([]);
  });

  test('is told with where it was looked for, and what to do', () => {
    expect(unmet({ API_URL: {} }, {})).toEqual([
      {
        kind: 'failed',
        text: 'API_URL is not set in production (.env.production).',
        where: 'API_URL',
        path: null,
        next_step: 'Set it.',
      },
    ]);
  });

  test('is told with the service', () => {
    expect(told({ API_URL: {} }, {}, 'staging/web')).toEqual([
      'API_URL is not set in staging/web (.env.staging).',
    ]);
  });

  test('is not the one of another case', () => {
    expect(told({ API_URL: {} }, { api_url: 'https://api.example.com' })).toEqual([
      'API_URL is not set in production (.env.production).',
    ]);
  });

  test.each(['', ' ', '\t', '\n'])('is not there with nothing in it: %j', (value) => {
    expect(told({ API_URL: {} }, { API_URL: value })).toEqual([
      'API_URL is empty in production (.env.production).',
    ]);
  });

  test('is told each by itself, in the order of the policy', () => {
    expect(told({ B: {}, A: {}, C: {} }, { A: 'set' })).toEqual([
      'B is not set in production (.env.production).',
      'C is not set in production (.env.production).',
    ]);
  });
});

describe('a variable that may be missing', () => {
  const SENTRY = { SENTRY_DSN: { optional: true, matches: 'https://*', min_length: 10 } };

  test.each([
    ['is missing', {}],
    ['is empty', { SENTRY_DSN: '' }],
    ['is as it must be', { SENTRY_DSN: 'https://key@sentry.example.com/1' }],
  ] as const)('is fine where it %s', (_, values) => {
    expect(told(SENTRY, values)).toEqual([]);
  });

  test.each([
    ['of another form', 'ftp://sentry', 'is not of the form https://*'],
    ['too short', 'https://a', 'has fewer than 10 characters'],
    ['a placeholder', 'changeme', 'holds a placeholder'],
  ])('is told where it is %s', (_, value, said) => {
    expect(told(SENTRY, { SENTRY_DSN: value })).toEqual([
      `SENTRY_DSN ${said} in production (.env.production).`,
    ]);
  });
});

describe('the form of a value', () => {
  test('is one of those that the policy names', () => {
    const names = { DATABASE_URL: { matches: ['postgresql*://*', 'postgres://*'] } };
    expect(told(names, { DATABASE_URL: 'postgres://db/shop' })).toEqual([]);
    expect(told(names, { DATABASE_URL: 'postgresql+psycopg2://db/shop' })).toEqual([]);
    expect(told(names, { DATABASE_URL: 'mysql://db/shop' })).toEqual([
      'DATABASE_URL is not of the form postgresql*://* or postgres://* in production (.env.production).',
    ]);
  });

  test('is told before its length', () => {
    const names = { KEY: { matches: 'sk_*', min_length: 30 } };
    expect(told(names, { KEY: 'short' })).toEqual([
      'KEY is not of the form sk_* in production (.env.production).',
    ]);
  });

  test('is another one in another environment', () => {
    const sections = sectionsIn(
      { id: 'live', environments: ['production'], names: { STRIPE_KEY: { matches: 'sk_live_*' } } },
      { id: 'test', environments: ['staging'], names: { STRIPE_KEY: { matches: 'sk_test_*' } } },
    );
    const of = (place: string, value: string) =>
      unmetVariables(sections, sampleSource(place, { STRIPE_KEY: value }, sections)).map(({ text }) => text);
    expect(of('production', 'sk_live_1')).toEqual([]);
    expect(of('staging', 'sk_test_1')).toEqual([]);
    expect(of('production', 'sk_test_1')).toEqual([
      'STRIPE_KEY is not of the form sk_live_* in production (.env.production).',
    ]);
    expect(of('staging', 'sk_live_1')).toEqual([
      'STRIPE_KEY is not of the form sk_test_* in staging (.env.staging).',
    ]);
    expect(of('development', 'anything')).toEqual([]);
  });

  test('is that of every section that speaks of it', () => {
    const sections = sectionsIn(
      { id: 'one', names: { API_URL: { matches: 'https://*' } } },
      { id: 'two', names: { API_URL: { matches: '*/v2' } } },
    );
    const of = (value: string) =>
      unmetVariables(sections, sampleSource('production', { API_URL: value }, sections)).length;
    expect(of('https://api.example.com/v2')).toBe(0);
    expect(of('https://api.example.com/v1')).toBe(1);
    expect(of('http://api.example.com/v2')).toBe(1);
    expect(of('http://api.example.com/v1')).toBe(2);
  });
});

describe('the length of a value', () => {
  test.each([
    [31, 1],
    [32, 0],
    [33, 0],
  ])('with %i of 32 characters has %i problems', (length, problems) => {
    expect(told({ JWT_SECRET: { min_length: 32 } }, { JWT_SECRET: 'k'.repeat(length) })).toHaveLength(
      problems,
    );
  });

  test('is counted in characters, and not in bytes', () => {
    expect(told({ WORDS: { min_length: 3 } }, { WORDS: '\u{1F511}\u{1F511}' })).toHaveLength(1);
    expect(told({ WORDS: { min_length: 3 } }, { WORDS: '\u{1F511}\u{1F511}\u{1F511}' })).toEqual([]);
  });

  test('is never told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), (length) => {
        const [text] = told({ KEY: { min_length: 32 } }, { KEY: 'k'.repeat(length) });
        expect(text).toBe('KEY has fewer than 32 characters in production (.env.production).');
      }),
    );
  });
});

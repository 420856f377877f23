import { describe, expect, test } from 'vitest';

import { namesIn, sampleSource, type SampleValues } from '../../testing/sample-variables.ts';
import { exposedVariables } from './exposed-variables.ts';

const KEY = 'Ab1'.repeat(6);

function exposed(
  values: SampleValues,
  names: Readonly<Record<string, object>> = {},
  others: Readonly<Record<string, SampleValues>> = {},
) {
  const sections = namesIn(names);
  const source = sampleSource('production', values, sections);
  const more = Object.entries(others).map(([place, given]) => sampleSource(place, given, sections));
  return exposedVariables(sections, source, [source, ...more]);
}

const told = (...asked: Parameters<typeof exposed>) => exposed(...asked).problems.map(({ text }) => text);

describe('a variable that everybody reads', () => {
  test('is told with what to do about the secret in it', () => {
    expect(exposed({ NEXT_PUBLIC_STRIPE: `sk_live_${KEY}` })).toEqual({
      problems: [
        {
          kind: 'failed',
          text: 'NEXT_PUBLIC_STRIPE of production begins as a secret key of Stripe or Clerk does, and everybody who loads the page can read it.',
          where: 'NEXT_PUBLIC_STRIPE',
          path: null,
          next_step:
            'Use it on the server alone, under a name without NEXT_PUBLIC_, and replace it: it may be known by now.',
        },
      ],
      evidence: [],
    });
  });

  test.each([
    'NEXT_PUBLIC_KEY',
    'VITE_KEY',
    'REACT_APP_KEY',
    'EXPO_PUBLIC_KEY',
    'NUXT_PUBLIC_KEY',
    'VUE_APP_KEY',
    'GATSBY_KEY',
    'PUBLIC_KEY',
  ])('is %s', (name) => {
    expect(told({ [name]: `sk_live_${KEY}` })).toHaveLength(1);
  });

  test.each(['STRIPE_KEY', 'INVITE_KEY', 'MY_NEXT_PUBLIC_KEY', 'vite_key', 'PUBLICKEY'])(
    'is not %s',
    (name) => {
      expect(told({ [name]: `sk_live_${KEY}` })).toEqual([]);
    },
  );

  test.each([
    ['https://api.example.com'],
    [`pk_live_${KEY}`],
    ['G-12345'],
    ['true'],
    ['changeme'],
    [''],
    ['https://abcdef@o1.ingest.sentry.io/1'],
  ])('may hold %j', (value) => {
    expect(exposed({ NEXT_PUBLIC_VALUE: value })).toEqual({ problems: [], evidence: [] });
  });

  test('holds no address of a database with its password', () => {
    expect(told({ VITE_DB: 'postgresql://app:pw@db/shop' })).toEqual([
      'VITE_DB of production is an address with a password, and everybody who loads the page can read it.',
    ]);
  });
});

describe('a public variable that is called a secret', () => {
  test.each([
    'NEXT_PUBLIC_JWT_SECRET',
    'VITE_SMTP_PASSWORD',
    'REACT_APP_PRIVATE_KEY',
    'NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY',
    'EXPO_PUBLIC_ACCESS_TOKEN',
  ])('is told: %s', (name) => {
    expect(told({ [name]: 'anything' })).toEqual([
      `${name} of production is called a secret, and everybody who loads the page can read it.`,
    ]);
  });

  test('is none where it is empty, or says that it is public', () => {
    expect(told({ NEXT_PUBLIC_JWT_SECRET: '', NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_1' })).toEqual([]);
    expect(told({ VITE_VAPID_PUBLIC_KEY: 'BNcR' })).toEqual([]);
  });

  test('is none where the policy names it, unless its value shows that it is', () => {
    const names = { NEXT_PUBLIC_RESET_SECRET: {} };
    expect(told({ NEXT_PUBLIC_RESET_SECRET: 'anything' }, names)).toEqual([]);
    expect(told({ NEXT_PUBLIC_RESET_SECRET: `whsec_${KEY}` }, names)).toEqual([
      'NEXT_PUBLIC_RESET_SECRET of production begins as a secret of a webhook does, and everybody who loads the page can read it.',
    ]);
  });
});

describe('a public variable that holds the same as a secret', () => {
  const names = { SIGNING: { secret: true }, REGION: {} };

  test('is told with the name of the secret', () => {
    expect(told({ SIGNING: 'plain words', NEXT_PUBLIC_WORDS: 'plain words' }, names)).toEqual([
      'NEXT_PUBLIC_WORDS of production holds the same as SIGNING, and everybody who loads the page can read it.',
    ]);
  });

  test('is told also where the secret is one of another service or environment', () => {
    const values = { NEXT_PUBLIC_WORDS: 'plain words' };
    const secret = { SIGNING: 'plain words' };
    expect(told(values, names, { 'production/api': secret })).toHaveLength(1);
    expect(told(values, names, { staging: secret })).toHaveLength(1);
  });

  test('is told where only the name of the secret says so', () => {
    expect(told({ SMTP_PASSWORD: 'plain words', VITE_WORDS: 'plain words' })).toEqual([
      'VITE_WORDS of production holds the same as SMTP_PASSWORD, and everybody who loads the page can read it.',
    ]);
  });

  test('is none where it shares its value with what is no secret', () => {
    expect(told({ REGION: 'eu', NEXT_PUBLIC_REGION: 'eu' }, names)).toEqual([]);
    expect(told({ SIGNING: '', NEXT_PUBLIC_WORDS: '' }, names)).toEqual([]);
    expect(told({ SIGNING: 'changeme', NEXT_PUBLIC_WORDS: 'changeme' }, names)).toEqual([]);
  });
});

describe('a public variable that looks like a key', () => {
  const value = '9f86d081884c7d659a2feaa0c55ad015';

  test('is told without failing by it', () => {
    expect(exposed({ NEXT_PUBLIC_SEARCH: value })).toEqual({
      problems: [],
      evidence: [
        {
          text: 'NEXT_PUBLIC_SEARCH of production looks like a key, and everybody may read it. If that is meant, name it in the policy.',
          where: 'NEXT_PUBLIC_SEARCH',
        },
      ],
    });
  });

  test('is not told where the policy names it, or where it is told already', () => {
    expect(exposed({ NEXT_PUBLIC_SEARCH: value }, { NEXT_PUBLIC_SEARCH: {} }).evidence).toEqual([]);
    expect(exposed({ NEXT_PUBLIC_SEARCH: value, APP_SECRET: value }).evidence).toEqual([]);
    expect(exposed({ SEARCH: value }).evidence).toEqual([]);
  });
});

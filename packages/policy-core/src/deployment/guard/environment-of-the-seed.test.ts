import { describe, expect, test } from 'vitest';

import { observed } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { sampleSource } from '../../testing/sample-variables.ts';
import { environmentCheck } from './environment-check.ts';

/** What a pipeline says that its backend and its frontend need. */
const POLICY = policyOf({
  variables: [
    {
      id: 'backend',
      environments: ['production'],
      services: ['backend'],
      names: {
        DATABASE_URL: { secret: true, matches: 'postgresql*://*' },
        STRIPE_SECRET_KEY: { secret: true, matches: 'sk_live_*' },
        STRIPE_WEBHOOK_SECRET: { secret: true, matches: 'whsec_*' },
        TWILIO_ACCOUNT_SID: { matches: 'AC*' },
        TWILIO_AUTH_TOKEN: { secret: true, min_length: 32 },
        GMAIL_CLIENT_ID: { matches: '*.apps.googleusercontent.com' },
        GMAIL_CLIENT_SECRET: { secret: true, matches: 'GOCSPX-*' },
        ENCRYPTION_KEY: { secret: true, min_length: 32 },
        JWT_SECRET: { secret: true, min_length: 32 },
      },
    },
    {
      id: 'frontend',
      environments: ['production'],
      services: ['frontend'],
      names: {
        NEXT_PUBLIC_API_URL: { matches: 'https://*' },
        NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: { matches: 'pk_live_*' },
        CLERK_SECRET_KEY: { secret: true, matches: 'sk_live_*' },
      },
    },
  ],
});

const LONG = 'a1'.repeat(16);
const BACKEND = {
  DATABASE_URL: 'postgresql://app:pw@db.example.com/shop',
  STRIPE_SECRET_KEY: 'sk_live_one',
  STRIPE_WEBHOOK_SECRET: 'whsec_one',
  TWILIO_ACCOUNT_SID: 'AC0123',
  TWILIO_AUTH_TOKEN: `${LONG}t`,
  GMAIL_CLIENT_ID: 'shop.apps.googleusercontent.com',
  GMAIL_CLIENT_SECRET: 'GOCSPX-one',
  ENCRYPTION_KEY: `${LONG}e`,
  JWT_SECRET: `${LONG}j`,
};
const FRONTEND = {
  NEXT_PUBLIC_API_URL: 'https://api.example.com',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_two',
  CLERK_SECRET_KEY: 'sk_live_two',
};

/** @param changes Values in place of the sound ones; `undefined`: not set. */
function told(changes: Readonly<Record<string, string | undefined>>): readonly string[] {
  const changed = (values: Readonly<Record<string, string>>, service: string) => {
    const all = { ...values, ...changes };
    const own = Object.entries(all).filter(([name]) => name in values || service === 'frontend');
    const set = own.flatMap(([name, value]) =>
      value === undefined || (name in BACKEND && service === 'frontend') ? [] : [[name, value] as const],
    );
    const source = sampleSource(`production/${service}`, Object.fromEntries(set), POLICY.variables);
    return { ...source, seen: observed(source.seen) };
  };
  const sources = [changed(BACKEND, 'backend'), changed(FRONTEND, 'frontend')];
  return environmentCheck({ policy: POLICY, environment: 'production', sources }).problems.map(
    ({ text }) => text,
  );
}

const inBackend = (said: string) => [`${said} in production/backend (.env.production).`];
const inFrontend = (said: string) => [`${said} in production/frontend (.env.production).`];

describe('[D-14] the variables of a pipeline, whose kinds alone were given', () => {
  test('are all there', () => {
    expect(told({})).toEqual([]);
  });

  test.each([
    ['the address of the database [row 1.37]', 'DATABASE_URL', 'mysql://db/shop', 'postgresql*://*'],
    ['keys of Stripe [row 1.38]', 'STRIPE_SECRET_KEY', 'sk_test_one', 'sk_live_*'],
    ['keys of Stripe for webhooks [row 1.38]', 'STRIPE_WEBHOOK_SECRET', 'sk_live_1', 'whsec_*'],
    ['keys of Twilio [row 1.39]', 'TWILIO_ACCOUNT_SID', 'SK0123', 'AC*'],
    ['keys of Gmail [row 1.40]', 'GMAIL_CLIENT_ID', 'shop', '*.apps.googleusercontent.com'],
    ['secrets of Gmail [row 1.40]', 'GMAIL_CLIENT_SECRET', 'one', 'GOCSPX-*'],
  ])('hold %s', (...[, name, wrong, form]) => {
    expect(told({ [name]: undefined })).toEqual(inBackend(`${name} is not set`));
    expect(told({ [name]: wrong })).toEqual(inBackend(`${name} is not of the form ${form}`));
  });

  test.each([
    ['a token of Twilio [row 1.39]', 'TWILIO_AUTH_TOKEN'],
    ['a key of encryption [row 1.41]', 'ENCRYPTION_KEY'],
    ['a key of tokens [row 1.42]', 'JWT_SECRET'],
  ])('hold %s that is long enough', (_, name) => {
    expect(told({ [name]: undefined })).toEqual(inBackend(`${name} is not set`));
    expect(told({ [name]: 'too-short' })).toEqual(inBackend(`${name} has fewer than 32 characters`));
    expect(told({ [name]: 'changeme' })).toEqual(inBackend(`${name} holds a placeholder`));
  });

  test('hold the address of the API [row 1.43]', () => {
    expect(told({ NEXT_PUBLIC_API_URL: undefined })).toEqual(inFrontend('NEXT_PUBLIC_API_URL is not set'));
    expect(told({ NEXT_PUBLIC_API_URL: 'http://localhost:8000' })).toEqual(
      inFrontend('NEXT_PUBLIC_API_URL is not of the form https://*'),
    );
  });

  test('hold keys of Clerk, the secret one where nobody reads it [row 1.44]', () => {
    expect(told({ CLERK_SECRET_KEY: undefined })).toEqual(inFrontend('CLERK_SECRET_KEY is not set'));
    expect(told({ NEXT_PUBLIC_CLERK_SECRET: 'sk_live_two' })).toEqual([
      'NEXT_PUBLIC_CLERK_SECRET of production/frontend holds the same as CLERK_SECRET_KEY, and everybody who loads the page can read it.',
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { SAMPLE_FINGERPRINT } from '../../testing/sample-variables.ts';
import { seeVariables } from '../variables/seen-variables.ts';
import type { VariableSource } from '../variables/variable-source.ts';
import { environmentCheck } from './environment-check.ts';

type Values = Readonly<Record<string, string>>;

/** @param values By `production`, or `production/api`. */
function checked(
  keys: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, Values | undefined>>,
  environment: string | undefined = 'production',
) {
  const policy = policyOf(keys);
  const sources = Object.entries(values).map(([place, given]): VariableSource => {
    const [name = '', service] = place.split('/');
    return {
      environment: name,
      service,
      where: `.env.${name}`,
      seen:
        given === undefined
          ? unobserved('the file is not there')
          : observed(seeVariables(new Map(Object.entries(given)), policy.variables, SAMPLE_FINGERPRINT)),
    };
  });
  return environmentCheck({ policy, environment, sources });
}

const told = ({ problems }: ReturnType<typeof checked>) => problems.map(({ text }) => text);

/** The seed's list: rows 1.37 to 1.44. */
const MANIFEST = [
  {
    id: 'backend',
    environments: ['staging', 'production'],
    services: ['api'],
    names: {
      DATABASE_URL: { secret: true, matches: ['postgresql*://*', 'postgres://*'] },
      STRIPE_SECRET_KEY: { secret: true, matches: 'sk_*' },
      TWILIO_AUTH_TOKEN: { secret: true },
      GOOGLE_CALENDAR_CREDENTIALS: { secret: true },
      ENCRYPTION_KEY: { secret: true, min_length: 32 },
      JWT_SECRET: { secret: true, min_length: 32 },
      SENTRY_DSN: { optional: true, matches: 'https://*' },
    },
  },
  {
    id: 'frontend',
    environments: ['staging', 'production'],
    services: ['web'],
    names: {
      NEXT_PUBLIC_API_URL: { matches: 'https://*' },
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: { matches: 'pk_*' },
      CLERK_SECRET_KEY: { secret: true, matches: 'sk_*' },
    },
  },
];

const KEY = 'k'.repeat(31);
const backend = (mark: string): Values => ({
  DATABASE_URL: `postgresql://app:${mark}pw@${mark}-db.example.com/shop`,
  STRIPE_SECRET_KEY: `sk_live_${mark}1`,
  TWILIO_AUTH_TOKEN: `${mark}-twilio`,
  GOOGLE_CALENDAR_CREDENTIALS: `${mark}-google`,
  ENCRYPTION_KEY: `${KEY}${mark}`,
  JWT_SECRET: `j${KEY}${mark}`,
});
const frontend = (mark: string): Values => ({
  NEXT_PUBLIC_API_URL: `https://${mark}.example.com`,
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_${mark}`,
  CLERK_SECRET_KEY: `sk_${mark}2`,
});
const WHOLE = {
  'production/api': backend('prod'),
  'production/web': frontend('prod'),
  'staging/api': backend('stage'),
  'staging/web': frontend('stage'),
};
const without = (values: Values, name: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));

describe('the variables that a release needs', () => {
  test('are all there [row 1.37] [row 1.38] [row 1.39] [row 1.40] [row 1.41] [row 1.42] [row 1.43] [row 1.44]', () => {
    const check = checked({ variables: MANIFEST }, WHOLE);
    expect(check.state).toBe('passed');
    expect(check.evidence.map(({ text }) => text)).toEqual([
      '6 variables of production/api looked at; the policy names 7.',
      '3 variables of production/web looked at; the policy names 3.',
    ]);
  });

  test.each(Object.keys(backend('prod')))('%s is missed where it is not set', (name) => {
    const check = checked(
      { variables: MANIFEST },
      { ...WHOLE, 'production/api': without(backend('prod'), name) },
    );
    expect(check.state).toBe('failed');
    expect(check.problems).toEqual([
      {
        kind: 'failed',
        text: `${name} is not set in production/api (.env.production).`,
        where: name,
        path: null,
        next_step: 'Set it.',
      },
    ]);
  });

  test.each([
    ['JWT_SECRET', '', 'JWT_SECRET is empty'],
    ['JWT_SECRET', '   ', 'JWT_SECRET is empty'],
    ['JWT_SECRET', 'short-one', 'JWT_SECRET has fewer than 32 characters'],
    ['JWT_SECRET', 'changeme', 'JWT_SECRET holds a placeholder'],
    ['STRIPE_SECRET_KEY', 'pk_live_1', 'STRIPE_SECRET_KEY is not of the form sk_*'],
    ['DATABASE_URL', 'mysql://db/x', 'DATABASE_URL is not of the form postgresql*://* or postgres://*'],
    ['SENTRY_DSN', 'ftp://x', 'SENTRY_DSN is not of the form https://*'],
  ])('%s as %j is told', (name, value, text) => {
    const values = { ...backend('prod'), [name]: value };
    expect(told(checked({ variables: MANIFEST }, { ...WHOLE, 'production/api': values }))).toEqual([
      `${text} in production/api (.env.production).`,
    ]);
  });

  test('are those of the environment and of the service', () => {
    const keys = { variables: MANIFEST };
    expect(checked(keys, WHOLE, 'development')).toMatchObject({
      state: 'not-asked',
      why: 'The policy names no variables of development.',
    });
    const swapped = { ...WHOLE, 'production/api': frontend('prod') };
    expect(told(checked(keys, swapped))).toContain(
      'JWT_SECRET is not set in production/api (.env.production).',
    );
  });

  test('are those of the environment in any case', () => {
    const keys = { variables: MANIFEST };
    const check = checked(keys, WHOLE, 'Production');
    expect(check.state).toBe('passed');
    expect(check.evidence).toHaveLength(2);
    expect(checked(keys, {}, 'PRODUCTION').state).toBe('undetermined');
    const values = { ...WHOLE, 'Staging/api': backend('prod'), 'staging/api': backend('prod') };
    expect(told(checked(keys, values, 'Production'))).toContain(
      'JWT_SECRET is the same in production/api and Staging/api.',
    );
    const twice = { Production: backend('prod'), production: backend('prod') };
    expect(told(checked({}, twice))).toEqual([]);
  });

  test('are all in one file where no service is named with it', () => {
    const both = (mark: string) => ({ ...backend(mark), ...frontend(mark) });
    const values = { production: both('prod'), staging: both('stage') };
    expect(checked({ variables: MANIFEST }, values).state).toBe('passed');
  });

  test('are not proved where nobody showed them', () => {
    const check = checked({ variables: MANIFEST }, { 'production/api': backend('prod'), staging: undefined });
    expect(check.state).toBe('undetermined');
    expect(told(check)).toEqual([
      'The variables of production/web were not seen because nobody gave them.',
      'Whether production and staging have a secret in common is not known: the variables of staging were not seen.',
    ]);
    expect(told(checked({ variables: MANIFEST }, { production: undefined, ...WHOLE }))).toEqual([
      'The variables of production were not seen because the file is not there.',
    ]);
  });

  test('are not asked for where nobody named an environment, nor gave any', () => {
    expect(
      environmentCheck({ policy: policyOf({ variables: MANIFEST }), environment: undefined, sources: [] }),
    ).toMatchObject({ state: 'not-asked', why: 'Nobody named an environment, and no variables were given.' });
    expect(checked({}, {}).state).toBe('not-asked');
  });
});

describe('two environments', () => {
  test('have no secret in common', () => {
    const values = { ...WHOLE, 'staging/api': { ...backend('stage'), JWT_SECRET: `j${KEY}prod` } };
    const check = checked({ variables: MANIFEST }, values);
    expect(check.state).toBe('failed');
    expect(check.problems).toEqual([
      {
        kind: 'failed',
        text: 'JWT_SECRET is the same in production/api and staging/api.',
        where: 'JWT_SECRET',
        path: null,
        next_step:
          'Give each environment a value of its own; where they may have the same, say `differs: false` in the policy.',
      },
    ]);
  });

  test('have none in common under another name either', () => {
    const values = { ...WHOLE, 'staging/api': { ...backend('stage'), JWT_SECRET: `${KEY}prod` } };
    expect(told(checked({ variables: MANIFEST }, values))).toEqual([
      'ENCRYPTION_KEY of production/api is the same as JWT_SECRET of staging/api.',
    ]);
  });

  test('do not share a database, by whatever user and form of address [row 0.26]', () => {
    const values = {
      ...WHOLE,
      'staging/api': {
        ...backend('stage'),
        DATABASE_URL: 'postgresql+psycopg2://other:pw2@PROD-db.example.com:5432/shop?sslmode=require',
      },
    };
    expect(told(checked({ variables: MANIFEST }, values))).toEqual([
      'DATABASE_URL of production/api leads to the same database as DATABASE_URL of staging/api.',
    ]);
    // Also where the policy names nothing.
    expect(told(checked({}, values))).toEqual([
      'DATABASE_URL of production/api leads to the same database as DATABASE_URL of staging/api.',
    ]);
  });

  test('may lead to production by the variable that is there for it', () => {
    const values = {
      production: { DATABASE_URL: 'postgresql://db/shop' },
      development: { DATABASE_URL: 'postgresql://dev/shop', DATABASE_URL_PROD: 'postgresql://me@db/shop' },
    };
    expect(checked({}, values).state).toBe('passed');
    expect(told(checked({ databases: { production: 'PROD' } }, values))).toEqual([
      'DATABASE_URL of production leads to the same database as DATABASE_URL_PROD of development.',
    ]);
  });

  test('may share what the policy lets them share', () => {
    const names = {
      LICENCE: { secret: true, differs: false },
      CACHE_URL: { differs: false },
      REGION: { differs: true },
    };
    const values = { LICENCE: 'abc', CACHE_URL: 'redis://cache/0', REGION: 'eu' };
    const check = checked({ variables: [{ id: 'all', names }] }, { production: values, staging: values });
    expect(told(check)).toEqual(['REGION is the same in production and staging.']);
  });

  test('are told of what they share and the policy does not name, without failing by it', () => {
    const values = { SMTP_PASSWORD: 'hunter2hunter2', LOG_LEVEL: 'info' };
    const check = checked({}, { production: values, staging: values });
    expect(check.state).toBe('passed');
    expect(check.evidence.map(({ text }) => text)).toContain(
      'SMTP_PASSWORD, of which the policy says nothing, is the same in production and staging.',
    );
  });

  test('are compared once, whichever is asked about', () => {
    const values = { DATABASE_URL: 'postgresql://db/shop' };
    const all = { production: values, staging: values };
    expect(told(checked({}, all))).toHaveLength(1);
    expect(told(checked({}, all, 'staging'))).toHaveLength(1);
    expect(
      told(
        environmentCheck({
          policy: policyOf({}),
          environment: undefined,
          sources: Object.entries(all).map(([environment, given]) => ({
            environment,
            service: undefined,
            where: 'x',
            seen: observed(seeVariables(new Map(Object.entries(given)), [], SAMPLE_FINGERPRINT)),
          })),
        }),
      ),
    ).toHaveLength(1);
  });
});

describe('a variable that everybody reads', () => {
  const secret = `sk_live_${'Ab1'.repeat(6)}`;

  test.each([
    ['NEXT_PUBLIC_STRIPE_KEY', secret, 'begins as a secret key of Stripe or Clerk does'],
    ['VITE_DATABASE', 'postgresql://app:pw@db/shop', 'is an address with a password'],
    ['REACT_APP_JWT_SECRET', 'anything', 'is called a secret'],
    ['EXPO_PUBLIC_TOKEN', `j${KEY}prod`, 'holds the same as JWT_SECRET'],
  ])('holds no secret: %s', (name, value, why) => {
    const values = { ...WHOLE, 'production/web': { ...frontend('prod'), [name]: value } };
    const [problem, ...more] = checked({ variables: MANIFEST }, values).problems;
    expect(more).toEqual([]);
    expect(problem?.text).toBe(
      `${name} of production/web ${why}, and everybody who loads the page can read it.`,
    );
    expect(problem?.next_step).toContain('replace it: it may be known by now.');
  });

  test('may hold what the policy says that everybody may read', () => {
    const names = { NEXT_PUBLIC_SEARCH_KEY: {}, NEXT_PUBLIC_RESET_SECRET: {} };
    const values = {
      NEXT_PUBLIC_SEARCH_KEY: '9f86d081884c7d659a2feaa0c55ad015',
      NEXT_PUBLIC_RESET_SECRET: 'x',
    };
    expect(checked({ variables: [{ id: 'web', names }] }, { production: values })).toMatchObject({
      state: 'passed',
      evidence: [{}],
    });
    expect(
      checked({}, { production: { NEXT_PUBLIC_SEARCH_KEY: values.NEXT_PUBLIC_SEARCH_KEY } }),
    ).toMatchObject({
      state: 'passed',
      evidence: [{}, { where: 'NEXT_PUBLIC_SEARCH_KEY' }],
    });
  });
});

test('no value, no part of one and no hash of one ever shows', () => {
  const MARK = 'Zq9Xw7';
  const names = [
    'DATABASE_URL',
    'JWT_SECRET',
    'STRIPE_SECRET_KEY',
    'NEXT_PUBLIC_KEY',
    'VITE_SECRET',
    'OTHER',
    'SMTP_PASSWORD',
  ];
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => `${text}${MARK}${text}`),
    fc.constantFrom(
      `sk_live_${MARK}`,
      `postgresql://${MARK}:${MARK}@${MARK}/${MARK}`,
      `<${MARK}>`,
      `changeme ${MARK}`,
      `-----BEGIN PRIVATE KEY-----\n${MARK}`,
      MARK,
    ),
  );
  const values = fc.dictionary(fc.constantFrom(...names), value);
  fc.assert(
    fc.property(
      fc.record({ production: values, staging: values, 'staging/web': values }),
      fc.constantFrom('production', 'staging', undefined),
      (sources, environment) => {
        for (const keys of [{}, { variables: MANIFEST }]) {
          const policy = policyOf(keys);
          const check = environmentCheck({
            policy,
            environment,
            sources: Object.entries(sources).map(([place, given]) => ({
              environment: place.split('/')[0] ?? '',
              service: place.split('/')[1],
              where: '.env',
              seen: observed(
                seeVariables(new Map(Object.entries(given)), policy.variables, SAMPLE_FINGERPRINT),
              ),
            })),
          });
          const shown = JSON.stringify(check);
          expect(shown).not.toContain(MARK);
          expect(shown.toLowerCase()).not.toContain(MARK.toLowerCase());
          expect(shown).not.toMatch(/[0-9a-f]{16}/);
        }
      },
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { namesIn, sampleSource, sectionsIn, type SampleValues } from '../../testing/sample-variables.ts';
import { sharedVariables } from './shared-variables.ts';

interface Asked {
  readonly production: SampleValues;
  readonly staging: SampleValues;
  readonly names?: Readonly<Record<string, object>>;
}

function shared({ production, staging, names = {} }: Asked) {
  const sections = namesIn(names);
  return sharedVariables(
    { sections, leadsToProduction: 'DATABASE_URL_PROD' },
    sampleSource('production', production, sections),
    sampleSource('staging', staging, sections),
  );
}

const told = (asked: Asked) => shared(asked).problems.map(({ text }) => text);
const noted = (asked: Asked) => shared(asked).evidence.map(({ text }) => text);

const both = (values: SampleValues) => ({ production: values, staging: values });

describe('a secret of two environments', () => {
  const names = { JWT_SECRET: { secret: true }, ENCRYPTION_KEY: { secret: true } };

  test('is another one in each', () => {
    expect(shared({ production: { JWT_SECRET: 'one' }, staging: { JWT_SECRET: 'another' }, names })).toEqual({
      problems: [],
      evidence: [],
    });
  });

  test('is told where it is the same', () => {
    expect(shared({ ...both({ JWT_SECRET: 'one' }), names })).toEqual({
      problems: [
        {
          kind: 'failed',
          text: 'JWT_SECRET is the same in production and staging.',
          where: 'JWT_SECRET',
          path: null,
          next_step:
            'Give each environment a value of its own; where they may have the same, say `differs: false` in the policy.',
        },
      ],
      evidence: [],
    });
  });

  test('is told under another name, too', () => {
    const asked = { production: { JWT_SECRET: 'one' }, staging: { ENCRYPTION_KEY: 'one' }, names };
    expect(told(asked)).toEqual(['JWT_SECRET of production is the same as ENCRYPTION_KEY of staging.']);
  });

  test('is told once, by its own name where that is the same', () => {
    const asked = { ...both({ JWT_SECRET: 'one', ENCRYPTION_KEY: 'one' }), names };
    expect(told(asked)).toEqual([
      'JWT_SECRET is the same in production and staging.',
      'ENCRYPTION_KEY is the same in production and staging.',
    ]);
  });

  test.each(['', '  ', 'changeme', '<secret>'])(
    'is none while it is %j, which is told elsewhere',
    (value) => {
      expect(shared({ ...both({ JWT_SECRET: value }), names })).toEqual({ problems: [], evidence: [] });
    },
  );

  test('is compared to the last character', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        const [production, staging] = [`value ${one}`, `value ${other}`];
        expect(
          told({ production: { JWT_SECRET: production }, staging: { JWT_SECRET: staging }, names }),
        ).toHaveLength(one === other ? 1 : 0);
      }),
    );
  });

  test('is one where either of the environments says so', () => {
    const sections = sectionsIn({
      id: 'live',
      environments: ['production'],
      names: { KEY: { secret: true } },
    });
    const question = { sections, leadsToProduction: 'DATABASE_URL_PROD' };
    const production = sampleSource('production', { KEY: 'one' }, sections);
    const staging = sampleSource('staging', { KEY: 'one' }, sections);
    expect(sharedVariables(question, production, staging).problems).toHaveLength(1);
    expect(sharedVariables(question, staging, production).problems).toHaveLength(1);
  });
});

describe('what environments may share', () => {
  test('is what the policy lets them share', () => {
    expect(
      told({ ...both({ LICENCE: 'one' }), names: { LICENCE: { secret: true, differs: false } } }),
    ).toEqual([]);
  });

  test('is what is no secret', () => {
    expect(told({ ...both({ REGION: 'eu' }), names: { REGION: {} } })).toEqual([]);
  });

  test('is not what must differ without being a secret', () => {
    expect(
      told({ ...both({ ORIGIN: 'https://example.com' }), names: { ORIGIN: { differs: true } } }),
    ).toEqual(['ORIGIN is the same in production and staging.']);
  });

  test('is not a secret by another name that may be shared by its own', () => {
    const names = { A: { secret: true, differs: false }, B: { secret: true } };
    expect(told({ production: { A: 'one' }, staging: { B: 'one' }, names })).toEqual([]);
    expect(told({ production: { B: 'one' }, staging: { B: 'one' }, names })).toHaveLength(1);
  });

  test('is not a text by another name where that is no secret', () => {
    const names = { ORIGIN: { differs: true }, REGION: { differs: true } };
    expect(told({ production: { ORIGIN: 'eu' }, staging: { REGION: 'eu' }, names })).toEqual([]);
  });
});

describe('the database of two environments', () => {
  test('is another one in each', () => {
    expect(
      told({
        production: { DATABASE_URL: 'postgresql://app:pw@db/shop' },
        staging: { DATABASE_URL: 'postgresql://app:pw@db/shop_staging' },
      }),
    ).toEqual([]);
  });

  test('is told where it is the same, whoever comes in [row 0.26]', () => {
    expect(
      shared({
        production: { DATABASE_URL: 'postgresql://app:pw@db.example.com/shop' },
        staging: { DB: 'postgres://tester@DB.example.com:5432/shop?sslmode=require' },
      }).problems,
    ).toEqual([
      {
        kind: 'failed',
        text: 'DATABASE_URL of production leads to the same database as DB of staging.',
        where: 'DATABASE_URL',
        path: null,
        next_step: 'Give each environment a database of its own.',
      },
    ]);
  });

  test('is told once where the whole address is the same, also of a secret', () => {
    const names = { DATABASE_URL: { secret: true } };
    expect(told({ ...both({ DATABASE_URL: 'postgresql://app:pw@db/shop' }), names })).toEqual([
      'DATABASE_URL of production leads to the same database as DATABASE_URL of staging.',
    ]);
  });

  test('may be the same by the variable that leads to production', () => {
    const production = { DATABASE_URL: 'postgresql://db/shop' };
    expect(told({ production, staging: { DATABASE_URL_PROD: 'postgresql://db/shop' } })).toEqual([]);
  });

  test('may be the same where the policy says so', () => {
    const names = { CACHE_URL: { differs: false } };
    expect(told({ ...both({ CACHE_URL: 'redis://cache/0' }), names })).toEqual([]);
    expect(told(both({ CACHE_URL: 'redis://cache/0' }))).toHaveLength(1);
  });
});

describe('a variable of which the policy says nothing', () => {
  test('is noted where its name says that it is secret', () => {
    expect(shared(both({ SMTP_PASSWORD: 'one' }))).toEqual({
      problems: [],
      evidence: [
        {
          text: 'SMTP_PASSWORD, of which the policy says nothing, is the same in production and staging.',
          where: 'SMTP_PASSWORD',
        },
      ],
    });
  });

  test.each([
    ['holds another value', { production: { SMTP_PASSWORD: 'one' }, staging: { SMTP_PASSWORD: 'two' } }],
    ['is empty', both({ SMTP_PASSWORD: '' })],
    ['is a placeholder', both({ SMTP_PASSWORD: 'changeme' })],
    ['is called something else', both({ LOG_LEVEL: 'info' })],
    ['may be part of a value that was not understood', both({ 'MIIEv/SECRET': '=', mii_SECRET: '=' })],
  ])('is not where it %s', (_, asked) => {
    expect(noted(asked)).toEqual([]);
  });

  test('is not where the policy speaks of it', () => {
    const names = { SMTP_PASSWORD: { secret: true, differs: false } };
    expect(noted({ ...both({ SMTP_PASSWORD: 'one' }), names })).toEqual([]);
    expect(noted({ ...both({ SMTP_PASSWORD: 'one' }), names: { SMTP_PASSWORD: { secret: true } } })).toEqual(
      [],
    );
  });
});

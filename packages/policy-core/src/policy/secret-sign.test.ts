import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksRandom, secretSign, claimsOf } from './secret-sign.ts';

const claims = (body: object) =>
  `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(body)).toString('base64url')}.c2lnbmF0dXJl`;

/** Put together here, so that nobody who looks for secrets finds one in this file. */
const KEY = 'A1b2C3d4E5f6G7h8J9k0';

describe('a value must be a secret', () => {
  test.each([
    [`sk_live_${KEY}`, 'begins as a secret key of Stripe or Clerk does'],
    [`rk_test_${KEY}`, 'begins as a secret key of Stripe or Clerk does'],
    [`whsec_${KEY}`, 'begins as a secret of a webhook does'],
    [`ghp_${KEY}`, 'begins as a token of GitHub does'],
    [`github_pat_${KEY}`, 'begins as a token of GitHub does'],
    [`xoxb-${KEY}`, 'begins as a token of Slack does'],
    [`AKIA${KEY.toUpperCase()}`, 'begins as an access key of AWS does'],
    [`SG.${KEY}.${KEY}`, 'begins as a key of SendGrid does'],
    [`sk-ant-${KEY}`, 'begins as a key of a language model does'],
    [`GOCSPX-${KEY}`, 'begins as a client secret of Google does'],
    [`SK${'0123456789abcdef'.repeat(2)}`, 'begins as a key of Twilio does'],
    [`-----BEGIN ${'RSA PRIVATE KEY'}-----\n${KEY}`, 'is a private key'],
    [`  sk_live_${KEY}\n`, 'begins as a secret key of Stripe or Clerk does'],
    ['postgresql+psycopg2://ana:pw@db/shop', 'is an address with a password'],
    ['https://ana:pw@example.com', 'is an address with a password'],
    [claims({ role: 'service_role', iss: 'supabase' }), 'is a token of the role service_role'],
  ])('%#: %j', (value, why) => {
    expect(secretSign(value)).toBe(why);
  });

  test.each([
    'https://api.example.com/v1',
    'https://0123456789abcdef@o1.ingest.sentry.io/2',
    `pk_live_${KEY}`,
    `pk_test_${KEY}`,
    'G-ABC123',
    'true',
    '',
    'task-force',
    claims({ role: 'anon', iss: 'supabase' }),
    'eyJ.eyJ.x',
    'eyJhbGciOiJIUzI1NiJ9.eyJub3QganNvbg.x',
    'http://localhost:3000/a:b@c',
  ])('nothing shows it of %j', (value) => {
    expect(secretSign(value)).toBeUndefined();
  });
});

describe('a value looks random', () => {
  test.each([
    ['9f86d081884c7d659a2feaa0c55ad015', true],
    [`${KEY}Zq8W5r7T2y4U`, true],
    ['123e4567-e89b-12d3-a456-426614174000', false],
    ['https://api.example.com/a/long/path/to/something', false],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1', false],
    ['my-production-bucket-with-a-long-name', false],
    ['9f86d081', false],
  ])('%s: %s', (value, isSo) => {
    expect(looksRandom(value)).toBe(isSo);
  });
});

const part = (text: string) => Buffer.from(text).toString('base64url');

describe('a token', () => {
  test('says its claims', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), fc.stringMatching(/^[ -~]*$/)),
        (claims) => {
          // The beginning of an object is what tells a token from three words.
          const token = `${part('{"alg":"none"}')}.${part(JSON.stringify({ iss: 'x', ...claims }))}.`;
          expect(claimsOf(token)).toEqual({ iss: 'x', ...claims });
        },
      ),
    );
  });

  test.each([
    '',
    'a.b.c',
    `${part('{"a":1}')}.${part('{"a":')}.`,
    `${part('{"a":1}')}.${part('{"a":1}')}`,
    'eyJ.eyJ*.x',
  ])('is not %j', (text) => {
    expect(claimsOf(text)).toBeUndefined();
  });
});

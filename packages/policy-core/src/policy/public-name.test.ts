import { describe, expect, test } from 'vitest';

import { namesSecret, publicPrefix } from './public-name.ts';

describe('a name', () => {
  test.each([
    ['NEXT_PUBLIC_API_URL', 'NEXT_PUBLIC_'],
    ['VITE_API_URL', 'VITE_'],
    ['REACT_APP_KEY', 'REACT_APP_'],
    ['EXPO_PUBLIC_KEY', 'EXPO_PUBLIC_'],
    ['NUXT_PUBLIC_KEY', 'NUXT_PUBLIC_'],
    ['API_URL', undefined],
    ['INVITE_KEY', undefined],
    ['MY_NEXT_PUBLIC_KEY', undefined],
    ['NEXT_PUBLIC_', 'NEXT_PUBLIC_'],
    ['next_public_key', undefined],
    ['VUE_APP_TITLE', 'VUE_APP_'],
    ['GATSBY_API', 'GATSBY_'],
    ['PUBLIC_ORIGIN', 'PUBLIC_'],
    ['PUBLICATION', undefined],
    ['VITE', undefined],
    ['NUXT_KEY', undefined],
    ['NUXT_PUBLIC_KEY_2', 'NUXT_PUBLIC_'],
    ['REACT_APPS_KEY', undefined],
    ['EXPO_TOKEN', undefined],
    ['_PUBLIC_KEY', undefined],
    ['STORYBOOK_KEY', undefined],
  ])('%s gives its value to everybody by %s', (name, prefix) => {
    expect(publicPrefix(name)).toBe(prefix);
  });

  test.each([
    ['JWT_SECRET', true],
    ['SMTP_PASSWORD', true],
    ['NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY', true],
    ['SECRET_KEY_BASE', true],
    ['ENCRYPTION_KEY', true],
    ['API_URL', false],
    ['PASSWORDLESS_LOGIN', false],
    ['JWT_PUBLIC_KEY', false],
    ['SECRET', true],
    ['STRIPE_SECRET_KEY', true],
    ['CLERK_SECRET_KEY', true],
    ['DB_PASSWD', true],
    ['KEY_PASSPHRASE', true],
    ['PRIVATE_KEY', true],
    ['RSA_PRIVATE_KEY_PEM', true],
    ['SIGNING_KEY', true],
    ['JWT_KEY', true],
    ['GITHUB_ACCESS_TOKEN', true],
    ['TWILIO_AUTH_TOKEN', true],
    ['OAUTH_REFRESH_TOKEN', true],
    ['SECRETS_PATH', false],
    ['SECRETARY', false],
    ['TOKEN_TTL', false],
    ['MONKEY', false],
    ['KEY', false],
    ['STRIPE_PUBLISHABLE_KEY', false],
    ['SECRET_PUBLIC_KEY', false],
    ['PUBLIC_SECRET', true],
    ['secret', false],
    ['Secret', false],
    ['9_SECRET', false],
    ['', false],
    // What a file that was not understood may take for a name.
    ['MIIEvSECRETq', false],
    ['abc_SECRET', false],
  ])('%s says that it is secret: %s', (name, isSo) => {
    expect(namesSecret(name)).toBe(isSo);
  });
});

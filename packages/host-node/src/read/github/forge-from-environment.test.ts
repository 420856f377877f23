import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { forgeFromEnvironment } from './forge-from-environment.ts';

const ENV = { GITHUB_TOKEN: 'ghs_secret', GITHUB_REPOSITORY: 'acme/shop' };
const ORIGIN = 'git@github.com:acme/shop.git';

const placed = (env: Readonly<Record<string, string | undefined>>, remote?: string) =>
  forgeFromEnvironment(env, remote);
const at = (changes = {}) => ({
  known: true,
  value: {
    owner: 'acme',
    repository: 'shop',
    token: 'ghs_secret',
    apiUrl: 'https://api.github.com',
    ...changes,
  },
});
const because = (reason: string) => ({ known: false, reason });

test('in a workflow everything is in the environment', () => {
  expect(placed(ENV)).toEqual(at());
});

describe('the repository', () => {
  test('is the one of the workflow, whatever the remote says', () => {
    expect(placed(ENV, 'git@github.com:mallory/shop.git')).toEqual(at());
  });

  test('is that of the remote on one’s own machine', () => {
    expect(placed({ GITHUB_TOKEN: 'ghs_secret' }, `${ORIGIN}\n`)).toEqual(at());
    expect(placed({ GITHUB_TOKEN: 'ghs_secret' }, 'ssh://git@ssh.github.com:443/acme/shop.git')).toEqual(
      at(),
    );
  });

  test('is not guessed', () => {
    expect(placed({ GITHUB_TOKEN: 'ghs_secret' })).toEqual(
      because('this repository has no remote "origin"; set GITHUB_REPOSITORY to owner/name'),
    );
    expect(placed({ ...ENV, GITHUB_REPOSITORY: 'shop' }, ORIGIN)).toEqual(
      because('GITHUB_REPOSITORY is not of the form owner/name'),
    );
  });

  test.each(['https://gitlab.com/acme/shop.git', 'https://github.com.evil.test/acme/shop', '/srv/git/shop'])(
    'is not asked for on github.com when it lies at %s',
    (remote) => {
      expect(placed({ GITHUB_TOKEN: 'ghs_secret' }, remote)).toEqual(
        because('the remote "origin" is no repository on github.com; set GITHUB_REPOSITORY to owner/name'),
      );
    },
  );

  test('lies on the company’s own GitHub when that is the one that is asked', () => {
    const env = { GITHUB_TOKEN: 'ghs_secret', GITHUB_API_URL: 'https://git.acme.test/api/v3' };
    const apiUrl = 'https://git.acme.test/api/v3';
    expect(placed(env, 'git@git.acme.test:acme/shop.git')).toEqual(at({ apiUrl }));
    expect(placed(env, ORIGIN)).toMatchObject({ known: false });
    const cloud = { GITHUB_TOKEN: 'ghs_secret', GITHUB_API_URL: 'https://api.acme.ghe.com' };
    expect(placed(cloud, 'https://acme.ghe.com/acme/shop')).toEqual(
      at({ apiUrl: 'https://api.acme.ghe.com' }),
    );
    const proxied = { ...env, GITHUB_SERVER_URL: 'https://code.acme.test' };
    expect(placed(proxied, 'https://code.acme.test/acme/shop')).toEqual(at({ apiUrl }));
  });
});

describe('the token', () => {
  test('is GITHUB_TOKEN, else GH_TOKEN', () => {
    expect(placed({ ...ENV, GH_TOKEN: 'other' })).toEqual(at());
    expect(placed({ GITHUB_REPOSITORY: 'acme/shop', GH_TOKEN: 'other' })).toEqual(at({ token: 'other' }));
    expect(placed({ ...ENV, GITHUB_TOKEN: '', GH_TOKEN: 'other' })).toEqual(at({ token: 'other' }));
  });

  test('may have an end of line, as secrets often have', () => {
    expect(placed({ ...ENV, GITHUB_TOKEN: 'ghs_secret\n' })).toEqual(at());
  });

  test.each([undefined, '', '  '])('%j is none', (token) => {
    expect(placed({ ...ENV, GITHUB_TOKEN: token })).toEqual(
      because('there is no token for GitHub; set GITHUB_TOKEN to one that may read the repository'),
    );
  });

  test.each(['two words', 'two\nlines', 'ümlaut'])('%j could not be sent', (token) => {
    expect(placed({ ...ENV, GITHUB_TOKEN: token })).toEqual(
      because('the token for GitHub holds a space or another character that no token has; set GITHUB_TOKEN'),
    );
  });
});

test('an address that is not safe is not used', () => {
  expect(placed({ ...ENV, GITHUB_API_URL: 'http://github.test' })).toMatchObject(
    because(expect.stringContaining('is not https')),
  );
});

test('no reason repeats what may be secret', () => {
  const secret = fc.stringMatching(/^[ -~]{6,40}$/);
  fc.assert(
    fc.property(secret, fc.boolean(), (text, inRemote) => {
      const remote = inRemote ? `https://x:${encodeURIComponent(text)}@gitlab.com/acme/shop` : undefined;
      const found = placed({ GITHUB_TOKEN: ` ${text} ü`, GITHUB_API_URL: `http://${text}` }, remote);
      expect(found).toMatchObject({ known: false });
      if (!found.known && !'the address of GitHub is no https URL; set to'.includes(text.trim()))
        expect(found.reason).not.toContain(text);
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { repositoryName, repositoryOfRemote } from './repository-name.ts';

describe('a name', () => {
  test.each(['acme/shop', 'acme-inc/shop.js', 'Acme_corp/.github', 'a/b', 'acme/shop_2'])(
    '%s is one',
    (text) => {
      const [owner, repository] = text.split('/');
      expect(repositoryName(text)).toEqual({ owner, repository });
    },
  );

  test.each([
    '',
    'acme',
    'acme/',
    '/shop',
    'acme/shop/x',
    'acme/..',
    'acme/.',
    'ac me/shop',
    'acme/shöp',
    '../shop',
    'acme/shop?x',
    'acme\n/shop',
    'acme/shop\n',
  ])('%j is none', (text) => {
    expect(repositoryName(text)).toBeUndefined();
  });
});

describe('a remote', () => {
  test.each([
    'https://github.com/acme/shop.git',
    'https://github.com/acme/shop',
    'https://github.com/acme/shop/',
    'https://x-access-token:secret@github.com/acme/shop.git',
    'https://GitHub.com:443/acme/shop.git',
    'git@github.com:acme/shop.git',
    'github.com:acme/shop',
    'org-123@github.com:/acme/shop.git',
    'ssh://git@github.com/acme/shop.git',
    'ssh://git@github.com:22/acme/shop.git',
    'git://github.com/acme/shop.git',
    'http://github.com/acme/shop.git',
  ])('%s points at acme/shop on github.com', (url) => {
    expect(repositoryOfRemote(url)).toEqual({ host: 'github.com', owner: 'acme', repository: 'shop' });
  });

  test.each([
    ['ssh://git@ssh.github.com:443/acme/shop.git', 'ssh.github.com'],
    ['https://git.acme.test/acme/shop.git', 'git.acme.test'],
    ['https://github.com.evil.test/acme/shop.git', 'github.com.evil.test'],
    ['https://github.com@evil.test/acme/shop.git', 'evil.test'],
  ])('the host of %s is %s', (url, host) => {
    expect(repositoryOfRemote(url)?.host).toBe(host);
  });

  test.each([
    '',
    '/srv/git/shop.git',
    '../shop',
    'C:\\work\\shop',
    'C:/work/shop',
    'file:///srv/git/acme/shop.git',
    'https://github.com/acme',
    'https://github.com/acme/shop/tree/main',
    'https://github.com/acme/..',
    'ext::sh -c touch% /tmp/x',
    'https://',
  ])('%j points at no repository on a site', (url) => {
    expect(repositoryOfRemote(url)).toBeUndefined();
  });

  test('whatever stands there, what is found is a name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (url) => {
        const found = repositoryOfRemote(url);
        if (found !== undefined)
          expect(repositoryName(`${found.owner}/${found.repository}`)).toEqual({
            owner: found.owner,
            repository: found.repository,
          });
      }),
    );
  });
});

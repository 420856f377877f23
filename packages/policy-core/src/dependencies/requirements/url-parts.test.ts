import { describe, expect, test } from 'vitest';

import { isAddress, isVersionControl, urlParts } from './url-parts.ts';

describe('an address', () => {
  test.each([
    ['https://x.example/a?b#c', { scheme: 'https', host: 'x.example', path: '/a' }],
    ['HTTP://X/a', { scheme: 'http', host: 'X', path: '/a' }],
    ['file:a/b', { scheme: 'file', host: '', path: 'a/b' }],
    ['file:///a', { scheme: 'file', host: '', path: '/a' }],
    ['git+ssh://git@h:22/r.git@v1#egg=r', { scheme: 'git+ssh', host: 'git@h:22', path: '/r.git@v1' }],
    ['//h/a', { scheme: '', host: 'h', path: '/a' }],
    ['a==1', { scheme: '', host: '', path: 'a==1' }],
    ['1a:b', { scheme: '', host: '', path: '1a:b' }],
    ['a b:c', { scheme: '', host: '', path: 'a b:c' }],
    ['ht\ttps://h', { scheme: 'https', host: 'h', path: '' }],
    ['\0 https://h', { scheme: 'https', host: 'h', path: '' }],
    ['http://[::1]/', { scheme: 'http', host: '[::1]', path: '/' }],
    ['http://h?a/b', { scheme: 'http', host: 'h', path: '' }],
    ['', { scheme: '', host: '', path: '' }],
  ])('%j is cut as Python cuts it', (url, parts) => {
    expect(urlParts(url)).toEqual(parts);
  });

  test.each([
    'http://[',
    'http://]',
    'http://[x]',
    'http://[1:2]',
    'http://[1::2::3]',
    'http://[12345::]',
    '//[',
    'a://[::1.2.3]',
  ])('%s has a host that Python refuses', (url) => {
    expect(urlParts(url)).toBeUndefined();
  });

  test.each([
    ['https://h', true, false],
    ['ftp://h', true, false],
    ['git+https://h', true, true],
    ['bzr+lp:x', true, true],
    ['hg+static-http://h', true, true],
    ['git://h', false, false],
    ['ssh://h', false, false],
    ['svn+git://h', false, false],
    ['a', false, false],
  ])('%s is one to pip: %s, of a checkout: %s', (url, isOne, isCheckout) => {
    const parts = urlParts(url);
    if (parts === undefined) throw new Error('It can be cut.');
    expect([isAddress(parts), isVersionControl(parts)]).toEqual([isOne, isCheckout]);
  });
});

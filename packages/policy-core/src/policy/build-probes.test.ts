import { expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { problemsIn } from '../testing/problems-in.ts';

test('a probe asks at a place for the commit that runs there', () => {
  const probe = { environment: 'production', url: '${SHOP_URL}/health', identity: '$.build.sha' };
  expect(policyOf({ deployment: { probes: [probe] } }).probes).toEqual([
    { environment: 'production', service: undefined, url: '${SHOP_URL}/health', identity: ['build', 'sha'] },
  ]);
  expect(policyOf({}).probes).toEqual([]);
});

test.each([
  '${SHOP_URL}',
  '${SHOP_URL}:8443/health',
  'https://shop.example.com/health?deep=1#top',
  'http://127.0.0.1:8080/@me',
])('asks at %s', (url) => {
  const probe = { environment: 'production', url, identity: '$.sha' };
  expect(policyOf({ deployment: { probes: [probe] } }).probes).toMatchObject([{ url }]);
});

test.each([
  'https://ana:pw@shop.example.com/health',
  'https://token@shop.example.com',
  '${SHOP_URL}@shop.example.com',
  'https://shop.example.com\\@other.example.com',
  'ftp://shop.example.com',
  'shop.example.com',
])('never asks at %s', (url) => {
  const probe = { environment: 'production', url, identity: '$.sha' };
  expect(problemsIn(`deployment: ${JSON.stringify({ probes: [probe] })}`)).toEqual([
    [
      'deployment.probes[0].url is not valid: Write an address such as ${PRODUCTION_URL}/health, without a password.',
      JSON.stringify(url),
    ],
  ]);
});

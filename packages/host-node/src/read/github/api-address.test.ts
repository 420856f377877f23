import { expect, test } from 'vitest';

import { apiAddress } from './api-address.ts';

test.each([
  ['https://api.github.com', 'https://api.github.com'],
  ['https://api.github.com/', 'https://api.github.com'],
  ['https://git.acme.test/api/v3/', 'https://git.acme.test/api/v3'],
  ['https://git.acme.test:8443/api/v3', 'https://git.acme.test:8443/api/v3'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://localhost:4000/', 'http://localhost:4000'],
  ['http://[::1]:4000', 'http://[::1]:4000'],
])('%s is an address a token may be sent to', (text, address) => {
  expect(apiAddress(text)).toEqual({ known: true, value: address });
});

test.each([
  ['http://api.github.com', 'is not https'],
  ['http://127.0.0.1.evil.test', 'is not https'],
  ['http://localhost.evil.test', 'is not https'],
  ['ftp://api.github.com', 'is not https'],
  ['file:///etc/passwd', 'is not https'],
  ['api.github.com', 'is no URL'],
  ['', 'is no URL'],
  ['https://', 'is no URL'],
  ['https://user:hunter2@api.github.com', 'holds more than a host and a path'],
  ['https://api.github.com?key=hunter2', 'holds more than a host and a path'],
  ['https://api.github.com/#x', 'holds more than a host and a path'],
])('%s is not, and the reason does not repeat it', (text, problem) => {
  const address = apiAddress(text);
  expect(address).toEqual({
    known: false,
    reason: `the address of GitHub's API ${problem}; set GITHUB_API_URL to an address such as https://api.github.com`,
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { coveredCredentials, withoutCredentials } from './without-credentials.ts';

describe('an address is shown', () => {
  test.each([
    ['https://ana:hunter2@pypi.example/simple', 'https://****@pypi.example/simple'],
    ['sdk @ git+https://ghp_abc123@github.com/o/r.git@v1', 'sdk @ git+https://****@github.com/o/r.git@v1'],
    ['--extra-index-url=https://__token__:pypi-AgE@x.example/', '--extra-index-url=https://****@x.example/'],
    ['a https://u:p@x.example b https://v:q@y.example', 'a https://****@x.example b https://****@y.example'],
    ['https://u:p@ss@x.example', 'https://****@x.example'],
    ["'https://u:p@x.example'", "'https://****@x.example'"],
    [`https://u:it's"<so>"@x.example`, 'https://****@x.example'],
    ['https://u:p\u00a0p@x.example', 'https://****@x.example'],
    ['https://git@u:p@x.example', 'https://****@x.example'],
    ['https://${USER}@u:p@x.example', 'https://****@x.example'],
    ['https:/u:p@x.example', 'https:/****@x.example'],
    ['https:///u:p@x.example', 'https:///****@x.example'],
    ['HTTPS:u:p@x.example', 'HTTPS:****@x.example'],
  ])('%s without what lets people in', (text, shown) => {
    expect(withoutCredentials(text)).toBe(shown);
  });

  test.each([
    'https://pypi.example/simple',
    'git+ssh://git@github.com/o/r.git@v1',
    'https://${USER}:${TOKEN}@x.example',
    'https://${TOKEN}@x.example',
    'sdk @ https://x.example/sdk.zip',
    'mail ana@example.com',
    'https://x.example/@scope/name',
    'https://x.example?mail=a@b.example',
    'a==1',
  ])('%s as it is: there is no secret in it', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });

  test('with every character behind the secret in its place, where a line is underlined', () => {
    const line = 'sdk @ https://ana:hunter2@x.example/sdk.zip';
    expect(coveredCredentials(line)).toBe('sdk @ https://***********@x.example/sdk.zip');
  });

  test('the same when it is shown once more', () => {
    const part = fc.constantFrom('https://', 'a', ':', '@', '/', ' ', 'git', '${X}', '****', 'x.example');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const once = withoutCredentials(parts.join(''));
        expect(withoutCredentials(once)).toBe(once);
        expect(coveredCredentials(parts.join(''))).toHaveLength(parts.join('').length);
      }),
    );
  });
});

import { expect, test } from 'vitest';

import { remoteFault } from './remote-fault.ts';

test.each([
  ['a quota of this host', 'fatal: write error: Disk quota exceeded', 'disk-full'],
  [
    'a full disk of the remote',
    'remote: fatal: write error: No space left on device',
    'remote-broken-transfer',
  ],
])('%s is told from the other one', (_, said, code) => {
  expect(remoteFault(`${said}\nfatal: fetch-pack: invalid index-pack output\n`, '', '').id).toBe(code);
});

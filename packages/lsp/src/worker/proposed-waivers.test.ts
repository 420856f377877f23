import { expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP } from '../testing/fake-host.ts';
import { createRequestHandlers } from './request-handlers.ts';

const asked = {
  kind: 'waivers',
  folder: SHOP,
  rules: ['docs/encoding', 'policy/self-protect'],
  path: 'a.md',
} as const;

test('waivers hold for thirty days, and are written into the policy as it stands in the editor', async () => {
  const answers = createRequestHandlers(
    fakeHost(fakeMachine({ 'lockkeeper.yaml': 'version: 1\n' })),
    () => {},
  );
  answers.opened({ uri: `${SHOP}/lockkeeper.yaml`, version: 2, text: 'version: 1\nrules: {}\n' });
  const [edit, none] = await answers.waivers(asked);
  expect(edit).toMatchObject({ path: 'lockkeeper.yaml', start: { line: 2, character: 0 } });
  // The clock of the machine says 2026-11-21.
  expect(edit?.text).toContain('expires: 2026-12-21\n');
  expect(none, 'it takes no waiver').toBeUndefined();
});

test('a policy that cannot be used gets none', async () => {
  const answers = createRequestHandlers(
    fakeHost(fakeMachine({ 'lockkeeper.yaml': 'version: 2\n' })),
    () => {},
  );
  expect(await answers.waivers(asked)).toEqual([undefined, undefined]);
});

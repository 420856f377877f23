import { afterEach, expect, test, vi } from 'vitest';

import { chooseVscode } from './choose-vscode.mjs';

afterEach(() => vi.unstubAllEnvs());

test('an absolute path in LOCKKEEPER_VSCODE is taken as it is', async () => {
  vi.stubEnv('LOCKKEEPER_VSCODE', '/opt/vscode/code');
  vi.stubEnv('DISPLAY', ':0');
  expect(await chooseVscode()).toEqual({
    kind: 'desktop',
    executable: '/opt/vscode/code',
    wrapper: [],
    because: 'LOCKKEEPER_VSCODE names it',
  });
});

test('an unknown word in LOCKKEEPER_VSCODE is refused with the words that are known', async () => {
  vi.stubEnv('LOCKKEEPER_VSCODE', 'insiders');
  await expect(chooseVscode()).rejects.toThrow(
    'LOCKKEEPER_VSCODE is "insiders". Set it to auto, desktop, server or the absolute path of a VS Code.',
  );
});

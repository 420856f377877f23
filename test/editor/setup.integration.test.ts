import path from 'node:path';

import { afterEach, expect, test, vi } from 'vitest';

import { ensureChromium, findChromium } from '../../tools/setup/chromium.mjs';
import { ensureVscodeServer } from '../../tools/setup/vscode-server.mjs';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test('LOCKKEEPER_CHROMIUM wins over what is installed', async () => {
  vi.stubEnv('LOCKKEEPER_CHROMIUM', process.execPath);
  expect(findChromium()).toBe(process.execPath);
  expect(await ensureChromium()).toBe(process.execPath);
});

test('a LOCKKEEPER_CHROMIUM that names nothing is an error, not a reason to take another', () => {
  const nothing = path.join(import.meta.dirname, 'no-such-browser');
  vi.stubEnv('LOCKKEEPER_CHROMIUM', nothing);
  expect(() => findChromium()).toThrow(
    `LOCKKEEPER_CHROMIUM names ${nothing}, which cannot be executed. Correct or unset it.`,
  );
});

test('a platform without the VS Code server is told so', async () => {
  vi.stubGlobal('process', { ...process, platform: 'win32', arch: 'arm64', env: process.env });
  expect(await ensureVscodeServer()).toEqual({
    kind: 'unavailable',
    reason: 'the VS Code server for tests exists for linux-x64 only, this is win32-arm64',
  });
});

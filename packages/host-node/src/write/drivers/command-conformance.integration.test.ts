import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { placeAt, startCommandPlatform } from '../../testing/command-platform.ts';
import { deployElsewhere, describeDriver, orderOf } from '../../testing/driver-conformance.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';
import { createCommandDriver } from './command-driver.ts';

afterAll(removeTemporaryFolders);

describeDriver('command', {
  start: async () => await Promise.resolve(startCommandPlatform()),
  unconfigured: () =>
    createCommandDriver(
      {
        kind: 'command',
        deploy: ['no-such-program'],
        current: undefined,
        list: undefined,
        autoDeploy: undefined,
        timeoutMs: 5000,
      },
      placeAt(temporaryFolder()),
    ),
});

test('a command that deploys ends with a Lockkeeper that was killed', async () => {
  const platform = startCommandPlatform();
  platform.behave('hangs');
  const killed = await deployElsewhere(platform, orderOf());
  await expect.poll(() => platform.begun(), { interval: 20 }).toHaveLength(1);
  const files = await platform.place.folder();
  const pid = Number(readFileSync(path.join(files.known ? files.value : '', 'pid'), 'utf8'));
  expect(isRunning(pid)).toBe(true);
  killed.kill('SIGKILL');
  await expect.poll(() => isRunning(pid)).toBe(false);
  await platform.end();
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

import { afterAll } from 'vitest';

import { placeAt, startCommandPlatform } from '../../testing/command-platform.ts';
import { describeDriver } from '../../testing/driver-conformance.ts';
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

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, expect, test } from 'vitest';

import { SHOP_FILES } from '../../packages/cli/src/testing/alembic-sample.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

/** Says that it runs, has Ctrl-C pressed, as it is in a group of its own that does not feel it, and hangs. */
const HANGING = `#!/bin/sh
echo $$ >> "$BEGUN/pids"
mkdir "$BEGUN/pressed" 2> "$BEGUN/errors" && kill -INT $PPID
exec sleep 300
`;

test.skipIf(process.platform === 'win32')(
  'Ctrl-C while Alembic writes what is pending ends db stamp, and all that it started',
  async () => {
    const repository = temporaryRepository();
    repository.commit(SHOP_FILES);
    const begun = temporaryFolder();
    const alembic = path.join(begun, 'alembic');
    writeFileSync(alembic, HANGING);
    chmodSync(alembic, 0o755);
    const ended = await lockkeeper(['db', 'stamp', '--yes', '--alembic', alembic], {
      cwd: repository.root,
      env: { BEGUN: begun },
    });
    expect(ended).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'It was interrupted while Alembic was asked. Nothing was done.\n',
    });
    const pids = readFileSync(path.join(begun, 'pids'), 'utf8').trim().split('\n').map(Number);
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  },
);

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { seenLog } from './seen-log.ts';
import { bundleWriter } from './writer-bundle.ts';

const run = promisify(execFile);
let program = '';
beforeAll(async () => {
  program = await bundleWriter(temporaryFolder());
});
afterAll(removeTemporaryFolders);

describe('processes that write at once', () => {
  test('50 of them lose no entry and make one chain', async () => {
    const root = temporaryFolder();
    const names = Array.from({ length: 50 }, (_, index) => `writer${index}`);
    const outputs = await Promise.all(
      names.map(async (name) => await run(process.execPath, [program, root, name, '2'])),
    );
    const acknowledged = outputs.flatMap(({ stdout }) => stdout.trim().split('\n'));
    const { problems, events, isTorn } = seenLog(root);
    expect({ problems, isTorn }).toEqual({ problems: [], isTorn: false });
    expect(acknowledged).toHaveLength(100);
    expect(events.toSorted()).toEqual(acknowledged.toSorted());
  });
});

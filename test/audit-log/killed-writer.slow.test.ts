import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { seenLog } from './seen-log.ts';
import { bundleWriter } from './writer-bundle.ts';

const EXHAUSTIVE = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1';
const TRACED =
  process.platform === 'linux' && spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

let program = '';
beforeAll(async () => {
  program = await bundleWriter(temporaryFolder());
});
afterAll(removeTemporaryFolders);

/** System calls by which the log changes. Those that every program makes all the time count only on these files. */
const CALLS = [
  { call: 'fsync', on: [] },
  { call: 'link', on: [] },
  { call: 'rename', on: [] },
  { call: 'unlink', on: [] },
  { call: 'mkdir', on: [] },
  { call: 'openat', on: ['deploys/audit.jsonl', 'deploys/audit.end.json'] },
  { call: 'write', on: ['deploys/audit.jsonl'] },
];

/** More often than the program makes any of them for its three entries. */
const MOST = 40;

describe.skipIf(!TRACED)('a writer that is killed at a system call', () => {
  test.each(CALLS)(
    '$call loses nothing that it acknowledged, and keeps nobody from writing',
    ({ call, on }) => {
      let reached = 0;
      for (let nth = 1; nth <= MOST; nth += EXHAUSTIVE ? 1 : 5) {
        const root = temporaryFolder();
        execFileSync(process.execPath, [program, root, 'before', '1']);
        const files = on.flatMap((file) => ['-P', path.join(root, file)]);
        const injection = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${nth}`];
        const { stdout, signal, status } = spawnSync(
          'strace',
          [
            '-f',
            '-qq',
            '-o',
            '/dev/null',
            ...files,
            ...injection,
            process.execPath,
            program,
            root,
            'killed',
            '3',
          ],
          { encoding: 'utf8' },
        );
        if (status === 0) break;
        expect({ signal, status }).toEqual({ signal: 'SIGKILL', status: null });
        reached += 1;
        execFileSync(process.execPath, [program, root, 'after', '1']);
        const { problems, events, isTorn } = seenLog(root);
        expect({ problems, isTorn, at: nth }).toEqual({ problems: [], isTorn: false, at: nth });
        const acknowledged = ['before.1', ...stdout.split('\n').filter((line) => line !== ''), 'after.1'];
        expect(events.filter((event) => acknowledged.includes(event))).toEqual(acknowledged);
      }
      expect(reached).toBeGreaterThan(0);
    },
  );
});

import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { SqlShare } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { secondThread } from './second-thread.ts';

afterAll(removeTemporaryFolders);

const SHARE: SqlShare = {
  files: [],
  pgVersion: 15,
  isUpgradedByHand: false,
  settings: { rules: new Map(), status: 'canonical' },
  stage: 'local',
};

async function saidBy(program: string, longestWait?: number): Promise<unknown> {
  const file = path.join(temporaryFolder(), 'program.cjs');
  writeFileSync(file, program);
  const installation = { version: '1', wasm: '/wasm', rulePages: '', secondThread: file };
  const second = secondThread(installation, { cores: 4, ...(longestWait !== undefined && { longestWait }) });
  return second?.begin(SHARE)();
}

describe('a second thread', () => {
  test('is given the share and the place of the parsers, and says what came of it', async () => {
    const program = `const { parentPort, workerData } = require('node:worker_threads');
      parentPort.postMessage(workerData);`;
    expect(await saidBy(program)).toEqual({ share: SHARE, wasm: '/wasm' });
  });

  test.each([
    { what: 'cannot be read', program: 'const = 1;' },
    { what: 'throws', program: 'throw new Error("out of order");' },
    { what: 'rejects', program: 'Promise.reject(new Error("out of order"));' },
    { what: 'ends without a word', program: '' },
    { what: 'ends itself', program: 'process.exit(0);' },
    {
      what: 'has no memory left',
      program: 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));',
    },
  ])('says nothing where it $what', async ({ program }) => {
    expect(await saidBy(program)).toBeUndefined();
  });

  test('is ended where nobody can wait for it any longer', async () => {
    expect(await saidBy('for (;;);', 50)).toBeUndefined();
  });

  test('says nothing where its program is missing', async () => {
    const installation = { version: '1', wasm: '', rulePages: '', secondThread: '/nowhere/program.cjs' };
    expect(await secondThread(installation, { cores: 4 })?.begin(SHARE)()).toBeUndefined();
  });

  test('is not begun on few cores, nor without a program', () => {
    const installation = { version: '1', wasm: '', rulePages: '' };
    const withProgram = { ...installation, secondThread: 'program.cjs' };
    for (const cores of [1, 2, 3]) expect(secondThread(withProgram, { cores })).toBeUndefined();
    expect(secondThread(withProgram, { cores: 4 })).toBeDefined();
    expect(secondThread(installation, { cores: 8 })).toBeUndefined();
  });
});

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { generatedSql } from '../bench/generated-sql.mjs';
import { PROGRAM, runToEnd, withoutDuration, type Ended } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const DIST = path.dirname(PROGRAM);
const SECOND = 'chunks/judge-share.cjs';
let root = '';

beforeAll(() => {
  root = temporaryFolder();
  mkdirSync(path.join(root, 'db'));
  writeFileSync(path.join(root, 'lockkeeper.yaml'), "version: 1\nmigrations: { sql: ['db/**/*.sql'] }\n");
  for (const file of generatedSql(1200)) writeFileSync(path.join(root, file.path), file.text);
});

/** The program with another one for its second thread. */
function programWith(second: string): string {
  const folder = temporaryFolder();
  for (const part of ['lockkeeper.cjs', 'chunks', 'wasm', 'rules']) {
    cpSync(path.join(DIST, part), path.join(folder, part), { recursive: true });
  }
  writeFileSync(path.join(folder, SECOND), second);
  return path.join(folder, 'lockkeeper.cjs');
}

async function check(program: string): Promise<Ended> {
  const args = [program, 'check', '--no-git', '--no-cache', '--root', root, '--format', 'json'];
  const ended = await runToEnd(process.execPath, args, { cwd: root });
  return { ...ended, stdout: withoutDuration(ended.stdout) };
}

describe('many SQL migrations', { timeout: 120_000 }, () => {
  test('are judged by two threads as by one, whatever becomes of the second', async () => {
    const alone = await check(programWith(''));
    expect(alone.exitCode).toBe(1);
    expect(JSON.parse(alone.stdout)).toMatchObject({ summary: { files: 1200 } });
    expect(await check(PROGRAM)).toEqual(alone);
    expect(await check(programWith('throw new Error("out of order");'))).toEqual(alone);
  });

  test('are in fact judged by both', async () => {
    const nothing = "require('node:worker_threads').parentPort.postMessage(";
    const none = `${nothing}{ findings: [], undetermined: [], crashed: [], yielding: [] })`;
    const half = JSON.parse((await check(programWith(none))).stdout);
    const whole = JSON.parse((await check(PROGRAM)).stdout);
    expect(half.findings.length).toBeGreaterThan(0);
    expect(half.findings.length).toBeLessThan(whole.findings.length * 0.6);
  });
});

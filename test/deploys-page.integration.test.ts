import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { writeEvents, writeRecord } from '../packages/cli/src/testing/recorded-deploys.ts';
import { runMain } from '../packages/cli/src/testing/run-main.ts';
import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../packages/host-node/src/testing/temporary-repository.ts';
import { ROOT } from './architecture/source-files.ts';

const PAGE = readFileSync(path.join(ROOT, 'docs/deploys.md'), 'utf8');
const SHOWN_SHA = '4f6d2a9c3b1e8d7f6a5b4c3d2e1f0a9b8c7d6e5f';

afterAll(removeTemporaryFolders);

async function deployedRepository() {
  const repository = temporaryRepository();
  const sha = repository.commit({ 'app.py': '' });
  const deploy = { event: 'deploy.healthy', env: 'production', data: { sha, service: 'api' } } as const;
  const auditHead = await writeEvents(repository.root, [deploy]);
  writeRecord(repository.root, { sha, auditHead });
  const run = async (line: string) => {
    const { stdout } = await runMain(line.split(' '), { cwd: repository.root });
    return stdout.replaceAll(sha, SHOWN_SHA);
  };
  return { run };
}

describe('the page about deploys', () => {
  test('shows what the program says', async () => {
    const { run } = await deployedRepository();
    const shown = Array.from(PAGE.matchAll(/```console\n\$ lockkeeper (.*)\n([\s\S]*?)```/g));
    const ran = shown.filter(([, line]) => line === 'record verify' || line === 'audit show');
    expect(ran).toHaveLength(2);
    for (const [, line = '', stdout = ''] of ran) expect(await run(line)).toBe(stdout);
    // Each of the others needs a place of its own.
    const others = shown.flatMap(([, line]) => (ran.some(([, one]) => one === line) ? [] : [line]));
    expect(others).toEqual(['record mirror', 'lock production --reason "release 1.4" --for 30m']);
  });

  test('shows what taking and giving back a lock says', async () => {
    const { root } = temporaryRepository();
    const env = { USER: 'alice' };
    const run = async (...args: readonly string[]) =>
      (await runMain([...args, '--file', root], { cwd: root, env })).stdout;
    const taken = await run('lock', 'production', '--reason', 'release 1.4', '--for', '30m');
    const shown = taken
      .replace(/until \S+,/, 'until 2026-11-21T08:30:00.000Z,')
      .replace('number 1.', 'number 7.');
    expect(PAGE).toContain(`\n${shown}$ lockkeeper unlock production\n${await run('unlock', 'production')}`);
  });

  test('names every field that programs get', async () => {
    const { run } = await deployedRepository();
    for (const line of ['record verify --format json', 'audit verify --format json'])
      for (const field of Object.keys(JSON.parse(await run(line)) as object))
        expect(PAGE).toContain(`\`${field}\``);
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper, PROGRAM, quietEnvironment } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
dependencies:
  - { id: one, source: one/requirements.txt, lock: one/requirements.lock }
  - { id: two, source: two/requirements.txt, lock: two/requirements.lock }
`;
/** Its safe fix adds the missing lines to the lock. */
const FILES = {
  'lockkeeper.yaml': POLICY,
  'one/requirements.txt': 'fastapi==0.110.0\nhttpx==0.27.0\n',
  'one/requirements.lock': 'fastapi==0.110.0\n',
  'two/requirements.txt': 'fastapi==0.110.0\nhttpx==0.27.0\n',
  'two/requirements.lock': 'fastapi==0.110.0\n',
};

describe('--fix that cannot write', () => {
  test('a file that may not be written is named, and so is what was fixed before it', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    chmodSync(path.join(repository.root, 'two'), 0o500);
    chmodSync(path.join(repository.root, 'two/requirements.lock'), 0o400);
    const { exitCode, stdout, stderr } = await lockkeeper(['check', '--fix'], {
      cwd: repository.root,
      unprivileged: true,
    });
    chmodSync(path.join(repository.root, 'two'), 0o700);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'two/requirements.lock was not written: permission is denied. Make the file and its folder writable, then run the command again. Already fixed, and whole: one/requirements.lock.\n',
    );
    expect(readFileSync(path.join(repository.root, 'one/requirements.lock'), 'utf8')).toContain(
      'httpx==0.27.0',
    );
    expect(readFileSync(path.join(repository.root, 'two/requirements.lock'), 'utf8')).toBe(
      'fastapi==0.110.0\n',
    );
    expect(readdirSync(path.join(repository.root, 'two'))).toEqual(['requirements.lock', 'requirements.txt']);
  });

  test('a program gets the same as JSON', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    for (const folder of ['one', 'two']) chmodSync(path.join(repository.root, folder), 0o500);
    const { exitCode, stdout } = await lockkeeper(['check', '--fix', '--format', 'json'], {
      cwd: repository.root,
      unprivileged: true,
    });
    for (const folder of ['one', 'two']) chmodSync(path.join(repository.root, folder), 0o700);
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'undetermined',
      error: { kind: 'technical', message: expect.stringContaining('No file was changed.') },
    });
  });

  test.skipIf(!canMount())('a full disk leaves every file whole', () => {
    const folder = temporaryFolder();
    const { status, stdout, stderr } = runOnFullDisk(folder, [PROGRAM, 'check', '--fix', '--no-git']);
    expect(stderr).toBe(
      'one/requirements.lock was not written: the disk is full. Free some space, then run the command again. No file was changed.\n',
    );
    expect(status).toBe(3);
    expect(stdout).toBe('fastapi==0.110.0\nrequirements.lock\nrequirements.txt\n');
  });

  test.skipIf(!canMount())('a report that does not fit on the disk is not half-written', () => {
    const folder = temporaryFolder();
    const { status, stdout, stderr } = runOnFullDisk(folder, [
      PROGRAM,
      'check',
      '--no-git',
      '--format',
      'json',
      '--output',
      'one/report.json',
    ]);
    expect(stderr).toBe('one/report.json could not be written: the disk is full.\n');
    expect(status).toBe(3);
    expect(stdout).toBe('fastapi==0.110.0\nrequirements.lock\nrequirements.txt\n');
  });
});

/** Needs a kernel and a user that may mount in a namespace of their own. */
function canMount(): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;
}

/** Runs Node in a folder on a disk without a free block, then shows the lock and its folder. */
function runOnFullDisk(folder: string, args: readonly string[]) {
  const script = path.join(folder, 'run.sh');
  const made = Object.entries(FILES).map(([file, text]) => {
    const quoted = text.replaceAll('\n', '\\n');
    return `mkdir -p "$(dirname disk/${file})"; printf '${quoted}' > disk/${file}`;
  });
  writeFileSync(
    script,
    [
      `cd ${folder}; mount --make-rprivate /; mkdir disk; mount -t tmpfs -o size=64k tmpfs disk`,
      ...made,
      'dd if=/dev/zero of=disk/fill bs=4k count=64 status=none 2>/dev/null',
      `cd disk; "${process.execPath}" ${args.map((arg) => `"${arg}"`).join(' ')} > /dev/null; code=$?`,
      'cat one/requirements.lock; ls -A one; exit $code',
    ].join('\n'),
  );
  expect(execFileSync('cat', [script], { encoding: 'utf8' })).toContain('tmpfs');
  return spawnSync('unshare', ['-m', 'sh', script], { encoding: 'utf8', env: quietEnvironment() });
}

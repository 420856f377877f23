import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { seenLog } from './seen-log.ts';
import { bundleWriter } from './writer-bundle.ts';

const CUTS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 20 : 3;

let program = '';
beforeAll(async () => {
  program = await bundleWriter(temporaryFolder());
});
afterAll(removeTemporaryFolders);

const mayMountDisks =
  process.platform === 'linux' && spawnSync('unshare', ['-m', 'losetup', '-f']).status === 0 && hasExt4();
const mayMountMemory =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-r', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

function hasExt4(): boolean {
  return spawnSync('mkfs.ext4', ['-V']).status === 0;
}

/**
 * Writes on a disk of its own, then takes what is on the disk, not what the system still keeps in memory:
 * that is what a power cut leaves. Copies the files of that second disk to where they can be read.
 */
const POWER_CUT = `
set -e
truncate -s 8M "$1/disk.img"; mkfs.ext4 -q "$1/disk.img"
mkdir -p "$1/disk" "$1/after"
mount -o loop,noatime "$1/disk.img" "$1/disk"
"$2" "$3" "$1/disk" writer 3 "$1/locks"
printf 'not forced' > "$1/disk/careless"
cp "$1/disk.img" "$1/cut.img"
umount "$1/disk"
mount -o loop,noatime "$1/cut.img" "$1/disk"
cp -r "$1/disk/." "$1/after/"
umount "$1/disk"
`;

describe.skipIf(!mayMountDisks)('a power cut', () => {
  test('loses no entry that was acknowledged', () => {
    let lost = 0;
    for (let round = 0; round < CUTS; round += 1) {
      const folder = temporaryFolder();
      const args = ['-m', 'sh', '-c', POWER_CUT, 'sh', folder, process.execPath, program];
      const acknowledged = execFileSync('unshare', args, { encoding: 'utf8' }).trim().split('\n');
      const { problems, events } = seenLog(path.join(folder, 'after'));
      expect(acknowledged).toEqual(['writer.1', 'writer.2', 'writer.3']);
      expect({ problems, events }).toEqual({ problems: [], events: acknowledged });
      if (!existsSync(path.join(folder, 'after', 'careless'))) lost += 1;
    }
    // Otherwise nothing was cut at all. The system may force the file by itself just then, but not each time.
    expect(lost).toBeGreaterThan(0);
  });
});

/** Fills a disk of 32 KB behind a first entry, then lets the program try to write more. */
const FULL_DISK = `
set -e
mount -t tmpfs -o size=32k tmpfs "$1/disk"
"$2" "$3" "$1/disk" before 1 "$1/locks"
dd if=/dev/zero of="$1/disk/filler" bs=1k status=none 2>/dev/null || true
"$2" "$3" "$1/disk" full 40 "$1/locks" 2>"$1/said" || true
rm "$1/disk/filler"
"$2" "$3" "$1/disk" after 1 "$1/locks"
cp -r "$1/disk/deploys" "$1/after/"
`;

describe.skipIf(!mayMountMemory)('a full disk', () => {
  test('leaves the log as it was, and says what to do', () => {
    const folder = temporaryFolder();
    for (const name of ['disk', 'after']) mkdirSync(path.join(folder, name));
    const args = ['-r', '-m', 'sh', '-c', FULL_DISK, 'sh', folder, process.execPath, program];
    const acknowledged = execFileSync('unshare', args, { encoding: 'utf8' }).trim().split('\n');
    expect(readFileSync(path.join(folder, 'said'), 'utf8')).toMatch(
      /deploys\/audit\.(?:jsonl|end\.json) was not written: the disk is full\. Free some space, then run the command again\./,
    );
    const { problems, events, isTorn } = seenLog(path.join(folder, 'after'));
    expect({ problems, isTorn }).toEqual({ problems: [], isTorn: false });
    expect(events.filter((event) => acknowledged.includes(event))).toEqual(acknowledged);
    expect(acknowledged.at(0)).toBe('before.1');
    expect(acknowledged.at(-1)).toBe('after.1');
  });
});

describe('a log on a disk', () => {
  test('that was cut in the middle of a line is put right by the next writer, and what was cut off is kept', () => {
    const root = temporaryFolder();
    execFileSync(process.execPath, [program, root, 'first', '2']);
    const file = path.join(root, 'deploys', 'audit.jsonl');
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"actor":"caf\u00e9`);
    execFileSync(process.execPath, [program, root, 'second', '1']);
    expect(readFileSync(path.join(root, 'deploys', 'audit.torn'), 'utf8')).toBe('{"actor":"caf\u00e9\n');
    const { problems, events } = seenLog(root);
    expect({ problems, events }).toEqual({
      problems: [],
      events: ['first.1', 'first.2', 'AUDIT_TORN_TAIL', 'second.1'],
    });
  });
});

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bundleWriter } from '../../testing/bundle-for-child.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../testing/temporary-repository.ts';

const OLD = `${'old line\n'.repeat(40_000)}`;
const NEW = `${'new line\n'.repeat(50_000)}`;
const KILLS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 300 : 25;

let writer = '';
beforeAll(async () => {
  writer = await bundleWriter(temporaryFolder());
});
afterAll(removeTemporaryFolders);

const mayMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-r', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

/** Fills a disk of 32 KB, then lets node run the script there; prints what is left on it. */
const FULL_DISK = `
set -e
mount -t tmpfs -o size=32k tmpfs "$1"
printf 'old' > "$1/a.txt"
dd if=/dev/zero of="$1/filler" bs=4k status=none 2>/dev/null || true
"$2" --input-type=module --eval "$3" "$1"
rm "$1/filler"; ls -A "$1"; cat "$1/a.txt"
`;

test.skipIf(!mayMount)('a full disk leaves the old file, no half file, and a clear sentence', () => {
  const script = `
    import { createFileWriter, writeNewFile } from ${JSON.stringify(writer)};
    const root = process.argv[1];
    const say = ({ kind, message }) => console.log(kind + ': ' + message.replace(root, '.'));
    await createFileWriter(root).replace('a.txt', 'new'.repeat(5000)).catch(say);
    await writeNewFile(root + '/b.txt', 'new'.repeat(5000)).catch(say);
  `;
  const disk = path.join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  const args = ['-r', '-m', 'sh', '-c', FULL_DISK, 'sh', disk, process.execPath, script];
  const output = execFileSync('unshare', args, { encoding: 'utf8' });
  const full = 'was not written: the disk is full. Free some space, then run the command again.';
  expect(output).toBe(`no-space: a.txt ${full}\nno-space: ./b.txt ${full}\na.txt\nold`);
});

describe('a writer that is killed', () => {
  test('leaves the old text or the new one, at whatever moment', async () => {
    const root = temporaryFolder();
    const script = `
      import { createFileWriter } from ${JSON.stringify(writer)};
      const files = createFileWriter(${JSON.stringify(root)});
      const [old, fresh] = [${JSON.stringify('old line\n')}.repeat(40000), ${JSON.stringify('new line\n')}.repeat(50000)];
      console.log('ready');
      for (;;) { await files.replace('a.sql', fresh); await files.replace('a.sql', old); }
    `;
    const seen = new Set<string>();
    writeFileSync(path.join(root, 'a.sql'), OLD);
    for (let round = 0; round < KILLS; round += 1) {
      await killAfter(script, (round * 7) % 40);
      const text = readFileSync(path.join(root, 'a.sql'), 'utf8');
      seen.add(text === OLD ? 'old' : text === NEW ? 'new' : `broken (${text.length} characters)`);
    }
    expect([...seen].filter((state) => state.startsWith('broken'))).toEqual([]);
    const others = readdirSync(root).filter((name) => name !== 'a.sql');
    expect(others.every((name) => /^\.lockkeeper-\d+-[0-9a-f]+\.tmp$/.test(name))).toBe(true);
  });
});

async function killAfter(script: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await ended;
}

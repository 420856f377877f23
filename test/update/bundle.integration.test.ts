import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { dryRun, releaseWorld, type Remote, type ReleaseWorld, type SigningKey } from './release-world.ts';

let world: ReleaseWorld;
let mine: SigningKey;
let released: Remote;
let pins: string;
let count = 0;

beforeAll(() => {
  world = releaseWorld();
  mine = world.key('mine');
  pins = world.pin(`mia@example.com ${mine.line}\n`);
  released = world.remote('released');
  released.git([...mine.options, 'tag', '-s', '-m', 'v1.1.0', 'v1.1.0', world.commits.second]);
});

afterAll(() => world.remove());

/** What somebody carries to a host without a network. */
function bundle(...revisions: readonly string[]): string {
  const file = path.join(world.folder, `${(count += 1)}.bundle`);
  released.git(['bundle', 'create', '--quiet', file, ...revisions]);
  return file;
}

const run = (remote: string, settings: Readonly<Record<string, string>> = {}) =>
  dryRun(world, {
    remote,
    mirror: path.join(world.folder, `mirror-${(count += 1)}.git`),
    allowed_signers: pins,
    ...settings,
  });

describe('a bundle of git as the remote [row 3.48]', () => {
  test('brings a signed version to a host without a network', async () => {
    const { codes, answer } = await run(bundle('main', 'v1.1.0'));
    expect(codes).toEqual([]);
    expect(answer).toMatchObject({
      verdict: 'would-update',
      to: { version: 'v1.1.0', commit: world.commits.second },
      verified: { required: true, signer: 'mia@example.com' },
    });
  });

  test('is no more trusted than any other remote', async () => {
    const others = world.pin(`eve@example.com ${world.key('other').line}\n`);
    const all = bundle('main', 'v1.1.0');
    expect((await run(all, { allowed_signers: others })).codes).toEqual(['key-unpinned']);
    expect((await run(bundle('v1.1.0'))).codes).toContain('no-branch');
  });

  test('that builds on commits which the host has not says so', async () => {
    const part = bundle(`${world.commits.first}..main`, 'v1.1.0');
    expect((await run(part)).codes).toEqual(['bundle-incomplete']);
  });

  test.each([
    ['cut off in its objects', -40, 'remote-broken-transfer'],
    ['cut off in its first line', 10, 'bundle-unreadable'],
    ['empty', 0, 'bundle-unreadable'],
  ])('that is %s says so', async (_, end, code) => {
    const whole = readFileSync(bundle('main', 'v1.1.0'));
    const file = path.join(world.folder, `cut-${(count += 1)}.bundle`);
    writeFileSync(file, whole.subarray(0, end));
    expect((await run(file)).codes).toEqual([code]);
  });

  test('that is not there says so', async () => {
    expect((await run(path.join(world.folder, 'none.bundle'))).codes).toEqual(['remote-missing']);
  });

  test('that was replaced by one with a moved tag is not taken', async () => {
    const mirror = path.join(world.folder, `mirror-${(count += 1)}.git`);
    const file = bundle('main', 'v1.1.0');
    await run(file, { mirror });
    released.git([...mine.options, 'tag', '-f', '-s', '-m', 'again', 'v1.1.0', world.commits.second]);
    copyFileSync(bundle('main', 'v1.1.0'), file);
    expect((await run(file, { mirror })).codes).toEqual(['tag-moved']);
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

import { tagName, verifiedRef } from '@lockkeeper/policy-core/update';
import { afterEach, expect, test } from 'vitest';

import { createReleaseReader } from '../../read/git/release-reader.ts';
import { countingGit } from '../../testing/counted-git.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createReleaseFetcher } from './release-fetcher.ts';

afterEach(removeTemporaryFolders);

test('a look at a remote starts git once where the mirror is there', async () => {
  const { fetcher, head } = remoteAndFetcher();
  await fetcher.offered();
  const { answer, calls } = await countingGit(async () => await fetcher.offered());
  expect(answer).toEqual({ kind: 'answered', value: new Map([['refs/heads/main', head]]) });
  expect(calls).toBe(1);
});

test.each(['HEAD', 'objects/info', 'objects', 'refs'])(
  'a mirror whose making was cut off before %s is completed',
  async (part) => {
    const { fetcher, mirror } = remoteAndFetcher();
    await fetcher.offered();
    // What git makes comes in this order.
    for (const later of LATER[part] ?? []) rmSync(path.join(mirror, later), { recursive: true, force: true });
    expect((await fetcher.fetch()).kind).toBe('answered');
    expect(existsSync(path.join(mirror, part))).toBe(true);
  },
);

const LATER: Readonly<Record<string, readonly string[]>> = {
  refs: ['refs', 'HEAD', 'config', 'objects'],
  HEAD: ['HEAD', 'config', 'objects'],
  objects: ['objects'],
  'objects/info': ['objects/info'],
};

test('refs take room on disk as well, those that a remote names and those that it sends', async () => {
  const { fetcher, head, mirror, remote } = remoteAndFetcher(1);
  const fits = await fetcher.fetch();
  // A tag is a file, and a file takes a block: of so many none is written.
  const input = Array.from({ length: 300 }, (_, at) => `create refs/tags/many/${at} ${head}\n`).join('');
  execFileSync('git', ['-C', remote.root, 'update-ref', '--stdin'], { input });
  const [offered, fetched] = [await fetcher.offered(), await fetcher.fetch()];
  const refused = { kind: 'refused', refusal: { id: 'remote-too-large', data: { most: 1 } } };
  expect([fits.kind, offered, fetched]).toEqual(['answered', refused, refused]);
  expect(existsSync(path.join(mirror, 'HEAD'))).toBe(true);
});

test('a tag that begins the name of another is kept beside it, also where the remote deleted it', async () => {
  const { fetcher, head, mirror, remote } = remoteAndFetcher();
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', remote.root, ...args]);
  const kept = ['x', 'x/y', '100%2Fx'].map((name) => `refs/tags/${name}`);
  for (const [at, ref] of kept.entries()) {
    if (at === 1) git('update-ref', '-d', 'refs/tags/x');
    git('update-ref', ref, head);
    expect((await fetcher.fetch()).kind).toBe('answered');
    await fetcher.keep(new Map([[verifiedRef(ref), head]]));
  }
  const refs = await createReleaseReader(mirror, { signers: undefined, keyring: undefined }).refs();
  const names = refs.known ? [...refs.value.keys()].filter((ref) => ref.includes('verified')) : [];
  expect(names.map(tagName).toSorted()).toEqual(['100%2Fx', 'x', 'x/y']);
});

function remoteAndFetcher(maxMegabytes = 10) {
  const remote = temporaryRepository();
  const head = remote.commit({ 'bot.mjs': '' });
  const mirror = path.join(temporaryFolder(), 'mirrors', 'service.git');
  const limits = { hasPassword: false, timeoutSeconds: 60, maxMegabytes };
  const fetcher = createReleaseFetcher({ mirror, remote: remote.root, branch: 'main', ...limits });
  return { fetcher, head, mirror, remote };
}

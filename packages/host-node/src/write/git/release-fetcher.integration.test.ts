import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';

import { afterEach, expect, test } from 'vitest';

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

function remoteAndFetcher() {
  const remote = temporaryRepository();
  const head = remote.commit({ 'bot.mjs': '' });
  const mirror = path.join(temporaryFolder(), 'mirrors', 'service.git');
  const limits = { timeoutSeconds: 60, maxMegabytes: 10 };
  const fetcher = createReleaseFetcher({ mirror, remote: remote.root, branch: 'main', ...limits });
  return { fetcher, head, mirror };
}

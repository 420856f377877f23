import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { remoteUrl } from './remote-url.ts';

afterAll(removeTemporaryFolders);

test('origin is where the repository came from', async () => {
  const repository = temporaryRepository();
  repository.git('remote', 'add', 'upstream', 'git@github.com:other/shop.git');
  repository.git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
  expect(await remoteUrl(repository.root)).toBe('git@github.com:acme/shop.git');
});

test('a short form that git is told to spell out is spelled out', async () => {
  const repository = temporaryRepository();
  repository.git('config', 'url.https://github.com/.insteadOf', 'gh:');
  repository.git('remote', 'add', 'origin', 'gh:acme/shop');
  expect(await remoteUrl(repository.root)).toBe('https://github.com/acme/shop');
});

test('without origin, and without a repository, there is none', async () => {
  expect(await remoteUrl(temporaryRepository().root)).toBeUndefined();
  expect(await remoteUrl(temporaryFolder())).toBeUndefined();
});

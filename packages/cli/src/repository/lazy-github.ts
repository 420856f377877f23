import { createGitHub, forgeFromEnvironment, unavailableForge } from '@lockkeeper/host-node/read';
import type { Forge } from '@lockkeeper/operations/ports';

import type { World } from '../world.ts';

/**
 * GitHub as the environment names it. Nobody is asked anything, not even git for its remote, before the first
 * question; where GitHub cannot be asked, every answer is the reason.
 */
export function lazyGitHub(env: World['env'], remoteUrl: () => Promise<string | undefined>): Forge {
  let made: Promise<Forge> | undefined;
  const forge = (): Promise<Forge> => (made ??= makeForge(env, remoteUrl));
  return {
    name: 'GitHub',
    pullRequest: async (number) => (await forge()).pullRequest(number),
    pullRequestOf: async (commit, branch) => (await forge()).pullRequestOf(commit, branch),
    labelsOf: async (number) => (await forge()).labelsOf(number),
    reviewsOf: async (number) => (await forge()).reviewsOf(number),
    checksOf: async (commit) => (await forge()).checksOf(commit),
    account: async (login) => (await forge()).account(login),
    makersOf: async (range) => (await forge()).makersOf(range),
  };
}

async function makeForge(env: World['env'], remoteUrl: () => Promise<string | undefined>): Promise<Forge> {
  const isNamed = (env['GITHUB_REPOSITORY'] ?? '').trim() !== '';
  const place = forgeFromEnvironment(env, isNamed ? undefined : await remoteUrl());
  return place.known ? createGitHub(place.value) : unavailableForge(place.reason);
}

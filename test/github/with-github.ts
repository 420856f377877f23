import { createGitHub, type GitHubOptions } from '@lockkeeper/host-node/read';
import type { Forge } from '@lockkeeper/operations/ports';

import { TOKEN } from './sample-world.ts';
import { startGitHub, type RunningGitHub } from './start-github.ts';
import type { GitHubWorld } from './world.ts';

/** Runs a test against a world; afterwards nothing may be wrong with what was asked. */
export async function withGitHub<T>(
  world: GitHubWorld,
  test: (forge: Forge, github: RunningGitHub) => Promise<T>,
  options: Partial<GitHubOptions> = {},
): Promise<T> {
  const github = await startGitHub(world);
  const [owner = '', repository = ''] = world.repository.split('/');
  const forge = createGitHub({ owner, repository, token: TOKEN, apiUrl: github.url, ...options });
  try {
    return await test(forge, github);
  } finally {
    await github.close();
  }
}

/** Time passes as fast as the test wishes: pauses take none, and are noted. What hangs still takes `timeoutMs`. */
export function fastPatience(timeoutMs = 10_000): {
  readonly patience: NonNullable<GitHubOptions['patience']>;
  readonly pauses: number[];
} {
  const pauses: number[] = [];
  let clock = Date.parse('2026-11-21T12:00:00Z');
  const sleep = (milliseconds: number) => {
    pauses.push(milliseconds);
    clock += milliseconds;
    return Promise.resolve();
  };
  return { patience: { sleep, now: () => clock, timeoutMs }, pauses };
}

/** Little of it where GitHub leaves a request hanging. Where it does not, a busy machine takes the time that it takes. */
export function patienceWith({ faults = [] }: Pick<GitHubWorld, 'faults'>): ReturnType<typeof fastPatience> {
  const hangs = faults.some(({ kind }) => kind === 'silence' || kind === 'half-open');
  return fastPatience(hangs ? 300 : undefined);
}

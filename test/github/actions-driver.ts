import type { Driver } from '@lockkeeper/operations/ports';

import { filesIn } from '../../packages/host-node/src/testing/files-in.ts';
import type { DriverPlace } from '../../packages/host-node/src/write/drivers/driver-place.ts';
import {
  createGitHubActionsDriver,
  type GitHubPatience,
} from '../../packages/host-node/src/write/drivers/github-actions-driver.ts';
import { TOKEN } from './sample-world.ts';

export const POLICY = {
  kind: 'github-actions',
  workflow: 'deploy.yml',
  environment: 'staging',
  timeoutMs: 20_000,
} as const;

export function actionsPlace({ url }: { readonly url: string }): DriverPlace {
  const github = { owner: 'acme', repository: 'shop', token: TOKEN, apiUrl: url };
  return {
    service: 'api',
    environment: 'staging',
    folder: filesIn('/'),
    env: { PATH: process.env['PATH'] },
    signal: new AbortController().signal,
    github: async () => await Promise.resolve({ known: true, value: github }),
    person: undefined,
    pollMs: 20,
  };
}

interface ActionsDriverOptions {
  readonly place?: Partial<DriverPlace> | undefined;
  readonly policy?: Partial<Pick<typeof POLICY, 'workflow'>> & { readonly timeoutMs?: number };
  readonly patience?: GitHubPatience;
}

/** Waits for nothing that a test does not want it to wait for. */
export function actionsDriver(
  github: { readonly url: string },
  { place = {}, policy = {}, patience = {} }: ActionsDriverOptions = {},
): Driver {
  return createGitHubActionsDriver(
    { ...POLICY, ...policy },
    { ...actionsPlace(github), ...place },
    { timeoutMs: 1000, listedWithinMs: 200, ...patience },
  );
}

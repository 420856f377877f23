import { userInfo } from 'node:os';

import type { World } from '../world.ts';

/** Who takes a lock, for the others to see: who runs the workflow, else the user of this machine. */
export function lockHolder({ env }: Pick<World, 'env'>, named: string | undefined): string {
  return (
    named ?? given(env['GITHUB_ACTOR']) ?? given(env['USER']) ?? given(env['USERNAME']) ?? userInfo().username
  );
}

/** Where the run of the workflow can be looked at; `null` where there is none. */
export function workflowRunUrl({ env }: Pick<World, 'env'>): string | null {
  const [server, repository, run] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map((name) =>
    given(env[name]),
  );
  if (server === undefined || repository === undefined || run === undefined) return null;
  return `${server}/${repository}/actions/runs/${run}`;
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

import type { Person } from '@lockkeeper/operations/ports';
import type { Known } from '@lockkeeper/policy-core';

import type { GitHubPlace } from '../../read/github/forge-from-environment.ts';

/** For which service of which environment a driver works, and what it works with. */
export interface DriverPlace {
  readonly service: string;
  readonly environment: string;
  /** Where commands of the policy run, absolute: files that nobody can change who only changes what is checked out. */
  readonly folder: () => Promise<Known<string>>;
  /** Of the user: commands get all of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Stops whatever the driver does, also what no order of its own stops. */
  readonly signal: AbortSignal;
  /** Only a driver of GitHub asks for it. */
  readonly github: () => Promise<Known<GitHubPlace>>;
  /** `undefined`: nobody is there to be asked. */
  readonly person: Person | undefined;
  /** From one look at a deploy that goes on to the next, in milliseconds. Left out: as is fit for the platform. */
  readonly pollMs?: number;
}

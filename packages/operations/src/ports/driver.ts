import type { Known } from '@lockkeeper/policy-core';
import type { EnvironmentProtection } from '@lockkeeper/policy-core/deployment/run';

import type { StopSignal } from './stop-signal.ts';

/**
 * What deploys a service to one environment, on whatever platform. Nothing here rejects, and nothing is believed for its
 * exit code: that a commit runs is proved by the probes. Reasons are clauses without addresses, tokens or what a
 * platform repeats of them.
 */
export interface Driver {
  /** As the policy names it. */
  readonly kind: 'command' | 'github-actions' | 'manual';
  /**
   * Starts a deploy and waits until the platform says how it ended, or the time of the order is over. One that was begun for
   * the same key, as far as the platform knows keys, is waited for instead.
   */
  deploy(order: DeployOrder): Promise<DeployResult>;
  /**
   * What became of an order that was given before, by its key; waits while it goes on. `not-begun` only where the platform is sure to know all its
   * deploys: else it is given again, and two deploys may run.
   */
  find(order: Pick<DeployOrder, 'key' | 'commit' | 'since' | 'signal'>): Promise<FoundDeploy>;
  /** What the platform says runs there; `null`: nothing was ever deployed. */
  current(): Promise<Known<PlatformDeploy | null>>;
  /** Deploys of the past, the newest first. */
  list(): Promise<Known<readonly PlatformDeploy[]>>;
  /** Whether the platform deploys by itself what is pushed, past everything that is judged here. */
  deploysByItself(): Promise<Known<boolean>>;
  /** Where the platform itself asks people before it deploys there; `undefined`: it asks nobody. */
  readonly gate?: PlatformGate;
}

export interface PlatformGate {
  protection(): Promise<Known<EnvironmentProtection>>;
  /** What people said of a deploy there. */
  approvals(deploy: DeployReference): Promise<Known<readonly PlatformApproval[]>>;
}

export interface PlatformApproval {
  /** Their login. */
  readonly by: string;
  readonly state: 'approved' | 'rejected';
}

export interface DeployOrder {
  readonly commit: string;
  readonly environment: string;
  readonly service: string;
  /** The same whenever the same is ordered: the platform keeps it with the deploy where it can. */
  readonly key: string;
  /** Of the lock. Greater than that of every earlier order: who keeps it can refuse a late one. */
  readonly token: number;
  /** When the order was given first, in UTC. */
  readonly since: string;
  /** Resolves where the lock is lost, or the user wants it to stop. */
  readonly signal: StopSignal;
}

export type DeployResult =
  | { readonly kind: 'done'; readonly deploy: DeployReference }
  /** It is known that it did not, or does no longer, go ahead. `isBegun: false`: what runs was not touched. */
  | { readonly kind: 'failed'; readonly why: string; readonly isBegun?: false }
  /** It may have gone ahead: time was over, or the connection was lost. */
  | { readonly kind: 'unknown'; readonly why: string };

export type FoundDeploy = DeployResult | { readonly kind: 'not-begun' };

/** How the platform names a deploy. */
export interface DeployReference {
  readonly id: string | null;
  readonly url: string | null;
}

export interface PlatformDeploy extends DeployReference {
  /** Full id; `null`: the platform does not say. */
  readonly commit: string | null;
  /** Of the order that it came from, where the platform kept it. */
  readonly key: string | null;
  readonly state: 'live' | 'under-way' | 'failed' | 'over';
  /** Whether it can still be brought back as it is. */
  readonly isKept: boolean;
}

import type { Known } from '../../model/known.ts';
import type { CheckResult } from '../../model/observations.ts';
import type { ServiceEnvironment } from '../../policy/service-policy.ts';
import type { LockState } from '../lock/environment-lock.ts';
import type { RunStep } from '../run/run-plan.ts';
import type { ReleaseMakers } from './approval.ts';
import type { GateFault } from './environment-gate.ts';
import type { GuardFindings } from './guard-refusals.ts';
import type { PlaceState, ReadyCommit, ServicePlace } from './place-state.ts';
import type { Refusal } from './refusal.ts';

/** All that was looked at before something is deployed. Nothing in it is an address or a secret. */
export interface ReleaseSight {
  readonly place: ServicePlace;
  readonly policy: PlacePolicy;
  readonly commit: SeenCommit;
  /** What runs there by the record, else by the platform; `null`: nothing does. */
  readonly previous: Known<string | null>;
  /** What the commit that runs there is to the one that would be; `null`: nothing runs there. */
  readonly relation: Known<CommitRelation | null>;
  /** By which the place is judged. */
  readonly state: PlaceState;
  /** Commits that nobody may deploy anywhere, and why. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Where the commit has to have been tried before; `undefined`: nowhere. */
  readonly tried: TriedPlace | undefined;
  readonly guard: Known<GuardFindings>;
  /** Statuses and check runs of the commit; not asked where the policy names none. */
  readonly checks: Known<readonly CheckResult[]>;
  readonly tests: readonly TestCounts[];
  readonly tags: Known<readonly SeenTag[]>;
  readonly lock: Known<LockState>;
  /** What deploys there past everything that is judged here, as clauses; none: nothing does. */
  readonly deploysByItself: Known<readonly string[]>;
  readonly wayBack: WayBack;
  /** Who made it, and so may not approve it; `undefined`: nobody has to. */
  readonly makers?: Known<ReleaseMakers> | undefined;
  /** Why the gate of the forge holds nobody back; `undefined`: the policy asks for none. */
  readonly gate: Known<readonly GateFault[]> | undefined;
  /** UTC. */
  readonly now: string;
}

export type PlacePolicy = Pick<
  ServiceEnvironment,
  'name' | 'soakMs' | 'approval' | 'requires' | 'freeze' | 'automaticRollback'
> & {
  readonly equality: 'sha' | 'tree';
  /** Digest of the policy file. */
  readonly digest: string;
};

export interface SeenCommit {
  readonly sha: string;
  readonly tree: string;
  /** How it gets to the branch of production; `undefined`: it has not to be there. */
  readonly branch: Known<BranchState> | undefined;
}

/** `on`: the branch has it. `ahead`: the branch can be moved forward to it. `apart`: neither. */
export type BranchState = {
  readonly remote: string;
  readonly name: string;
  readonly tip: string;
  readonly is: 'on' | 'ahead' | 'apart';
};

/** `same`, or what the running commit is: one that came before, one that comes after, or one of another line. */
export type CommitRelation = 'same' | 'earlier' | 'later' | 'apart';

export interface TriedPlace {
  readonly environment: string;
  /** The commit that was tried and stands for this one; `undefined`: none does. */
  readonly ready: ReadyCommit | undefined;
  /** A later one that is ready there. */
  readonly newer: ReadyCommit | undefined;
  /** How long it has to have been there. */
  readonly soakMs: number;
  /** Whether it is still well there; not asked where something else runs there by now. */
  readonly stillWell: Known<{ readonly isWell: boolean; readonly why: string }> | undefined;
}

export interface TestCounts {
  readonly suite: string;
  readonly total: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface SeenTag {
  readonly name: string;
  /** Whether somebody signed it who may, and what is wrong with it otherwise, as a clause. */
  readonly signature: Known<{ readonly isGood: boolean; readonly why: string }>;
}

/** How the service comes back where the new commit does not get well. */
export type WayBack =
  /** The policy brings nothing back by itself. */
  | { readonly kind: 'not-asked' }
  /** Nothing ran there before. */
  | { readonly kind: 'first' }
  | { readonly kind: 'steps'; readonly steps: readonly RunStep[] }
  | { readonly kind: 'none'; readonly refusals: readonly Refusal[] };

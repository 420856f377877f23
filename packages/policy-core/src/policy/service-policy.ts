import type { SourceSpan } from '../model/source-span.ts';
import type { PathPattern } from './patterns/path-pattern.ts';

/** A service that Lockkeeper itself deploys, promotes and rolls back. */
export interface DeployedService {
  readonly name: string;
  /** How a commit in production is known to be the one that was tried before. */
  readonly equality: 'sha' | 'tree';
  readonly environments: readonly ServiceEnvironment[];
  readonly at: SourceSpan;
}

/** One place where a service runs. Times are in milliseconds. */
export interface ServiceEnvironment {
  readonly name: string;
  /** Branches that may be deployed here, among those of `branches.deploy_from`; `undefined`: all of those. */
  readonly from: readonly PathPattern[] | undefined;
  /** Where a commit has to be ready before, as that environment is written; `undefined`: it comes from a branch. */
  readonly promoteFrom: string | undefined;
  /** `undefined`: nothing deploys it, guard and record work. */
  readonly driver: DriverPolicy | undefined;
  readonly probes: readonly ProbePolicy[];
  /** How long a commit has to have been ready here before it may go on. */
  readonly soakMs: number;
  readonly approval: ApprovalPolicy | undefined;
  readonly requires: ReleaseRequirements;
  /** What brings the last good commit back without a person. */
  readonly automaticRollback: readonly AutomaticRollback[];
  readonly freeze: readonly FreezeWindow[];
  readonly at: SourceSpan;
}

export type Words = readonly [string, ...string[]];

export type DriverPolicy =
  | {
      readonly kind: 'command';
      /** `{sha}`, `{key}` and `{token}` stand for what the order says. */
      readonly deploy: Words;
      readonly current: Words | undefined;
      readonly list: Words | undefined;
      readonly autoDeploy: Words | undefined;
      readonly timeoutMs: number;
    }
  | {
      readonly kind: 'github-actions';
      /** Name of its file, such as `deploy.yml`. */
      readonly workflow: string;
      readonly environment: string;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'manual'; readonly checklist: readonly string[]; readonly timeoutMs: number };

export type ProbePolicy = ProbeSchedule &
  (
    | {
        readonly kind: 'http';
        /** Begins with `${NAME}` where a variable of the environment holds its beginning. */
        readonly url: string;
        /** The keys that lead to the id of the commit in the answer. */
        readonly identity: readonly string[] | undefined;
        readonly status: number;
      }
    | { readonly kind: 'sql'; readonly variable: string; readonly query: string }
    | { readonly kind: 'command'; readonly run: Words }
  );

export interface ProbeSchedule {
  readonly id: string;
  /** By when it has to be well. */
  readonly deadlineMs: number;
  readonly intervalMs: number;
  /** How often in a row it has to be well. */
  readonly successes: number;
  /** How long it has to stay well behind that. */
  readonly bakeMs: number;
}

export interface ApprovalPolicy {
  readonly by: 'github-environment' | 'ssh-signature';
  /** Principals of the file of the signers, in lower case; nobody else counts. Of GitHub it is empty: it knows its own. */
  readonly approvers: readonly string[];
  readonly quorum: number;
  readonly expiresMs: number;
}

/** Beside those of `branches.production_requires`. */
export interface ReleaseRequirements {
  /** In production at least `any` where `production_requires` has `tagged`. */
  readonly tag: 'any' | 'signed' | undefined;
  /** How many tests of a suite have to have run, by its name. */
  readonly tests: ReadonlyMap<string, number>;
  /** How old the last backup may be; `undefined`: as the guard has it. */
  readonly backupMs: number | undefined;
  /** Names of statuses and check runs of the forge that have to be green. */
  readonly checks: readonly string[];
}

export type AutomaticRollback = 'probe-failed';

/** A time of the week in which nothing is deployed; never over midnight, where the policy's is written as two. */
export interface FreezeWindow {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight; `to` is not in it any more. */
  readonly from: number;
  readonly to: number;
  /** Name of the time zone, such as `Europe/Berlin`. */
  readonly zone: string;
}

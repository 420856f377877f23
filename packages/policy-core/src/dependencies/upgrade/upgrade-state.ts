import type { PackageChange } from './package-changes.ts';
import type { PlannedCommand, UpgradePlan } from './upgrade-plan.ts';

/** What has to be done next. Each is answered by one event. */
export type UpgradeEffect =
  /** Whether the commands of the plan may run. */
  | { readonly kind: 'ask' }
  /** Fails only where no branch was made. */
  | { readonly kind: 'create-branch'; readonly branch: string; readonly commit: string }
  /** Succeeds where it is checked out already. */
  | { readonly kind: 'switch'; readonly branch: string }
  | { readonly kind: 'rewrite'; readonly texts: Readonly<Record<string, string>> }
  | { readonly kind: 'lock'; readonly command: PlannedCommand }
  /** What the upgrade changed. */
  | { readonly kind: 'compare' }
  | { readonly kind: 'test'; readonly command: PlannedCommand }
  | { readonly kind: 'judge' }
  /** On this branch and onto this commit only. Fails only where no commit was made. */
  | {
      readonly kind: 'commit';
      readonly message: string;
      readonly paths: readonly string[];
      readonly on: string;
      readonly onto: string;
    }
  /** Gives the files the contents they have in the commit. */
  | { readonly kind: 'restore'; readonly paths: readonly string[]; readonly commit: string }
  /** Only while it points at this commit; succeeds where there is no such branch. */
  | { readonly kind: 'delete-branch'; readonly branch: string; readonly commit: string };

export type UpgradeEvent =
  | { readonly kind: 'started' }
  /** The effect succeeded; the answer to `ask` was yes. */
  | { readonly kind: 'done' }
  /** The answer to `ask` was no. `problem` is a sentence. */
  | { readonly kind: 'declined'; readonly problem: string }
  /** The effect could not be carried out. `problem` is a clause. */
  | { readonly kind: 'failed'; readonly problem: string }
  /** A command ended by itself, but not well. */
  | { readonly kind: 'exited'; readonly code: number; readonly lastLines: readonly string[] }
  | { readonly kind: 'compared'; readonly changes: readonly PackageChange[] }
  /** Errors of the rules about dependencies, and what they only remark on. */
  | { readonly kind: 'judged'; readonly errors: readonly string[]; readonly remarks: readonly string[] }
  | { readonly kind: 'committed'; readonly commit: string }
  /** The user wants it to stop; the effect was not carried out to its end, or not at all. */
  | { readonly kind: 'interrupted' };

export interface UpgradeState {
  readonly plan: UpgradePlan;
  readonly changes: readonly PackageChange[];
  readonly remarks: readonly string[];
  /** Steps on the way there that are done. */
  readonly done: readonly UpgradeEffect[];
  /** The effect that an event is awaited for; `undefined` before the start and after the end. */
  readonly current: UpgradeEffect | undefined;
  /** What follows it. */
  readonly ahead: readonly UpgradeEffect[];
  /** Why it is being taken back; `undefined` while it goes ahead. */
  readonly stopping: UpgradeStop | undefined;
  readonly end: UpgradeEnd | undefined;
}

export type UpgradeStop = 'nothing-to-upgrade' | 'declined' | 'interrupted' | 'failed' | 'tests' | 'findings';

export type UpgradeEnd =
  | { readonly kind: 'committed'; readonly commit: string }
  | {
      readonly kind: 'stopped';
      readonly because: UpgradeStop;
      /** Whether the repository is as it was before. */
      readonly restored: boolean;
    };

/** What people are told. */
export interface UpgradeFinding {
  readonly severity: 'error' | 'info';
  readonly message: string;
  /** What a program said last, or what the rules found. */
  readonly lines: readonly string[];
}

export interface UpgradeStep {
  readonly state: UpgradeState;
  /** At most one: the next effect is known only when this one was answered. */
  readonly effects: readonly UpgradeEffect[];
  readonly findings: readonly UpgradeFinding[];
}

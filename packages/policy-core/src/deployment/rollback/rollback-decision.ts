import type { CommitsOfRollback } from './rollback-sight.ts';
import type { RollbackReason } from './rollback-reason.ts';

/**
 * - `safe`: the target can be deployed as it is.
 * - `upgrade-first`: it needs revisions that production lacks, which lose nothing: its start runs them, or somebody does before.
 * - `downgrade-first`: revisions are taken back before it is deployed.
 * - `refused`: roll forward, or lift what `reasons` tell.
 */
export type RollbackVerdict = 'safe' | 'upgrade-first' | 'downgrade-first' | 'refused';

/** What going back to an earlier commit does, and whether it may be done. */
export interface RollbackDecision {
  readonly verdict: RollbackVerdict;
  /** Full id of what runs now. */
  readonly current: string;
  readonly target: string;
  /** A deploy that works with the schema of now and with that of the target: it runs while revisions are taken back. */
  readonly bridge: string | null;
  readonly commits: CommitsOfRollback;
  readonly dependencies: readonly DependencyImpact[];
  readonly database: DatabaseImpact;
  /** Everything that stands against it: nothing is begun while something does. */
  readonly reasons: readonly RollbackReason[];
  /** Revisions whose downgrade loses rows, and nobody has said yet that these may be lost. Nothing is begun before. */
  readonly unconfirmed: readonly string[];
}

export interface DependencyImpact {
  readonly path: string;
  readonly side: 'source' | 'lock';
  /** From what runs now to the target. */
  readonly change: 'same' | 'other' | 'comes' | 'goes' | 'unknown';
  /** Whether the target's tree has what was deployed with it then. `not-recorded`: nobody wrote that down. */
  readonly recorded: 'same' | 'differs' | 'gone' | 'unknown' | 'not-recorded';
}

export interface DatabaseImpact {
  /**
   * Where production stands, seen from the target. `none`: there are no migrations. `unchanged`: no revision lies between.
   * `unknown`: that cannot be told.
   */
  readonly relation: 'none' | 'unchanged' | 'ahead' | 'behind' | 'unknown';
  /** What production is at; `null`: not known. */
  readonly live: readonly string[] | null;
  /** Revisions that production has and the target's tree has not, in the order in which they ran. */
  readonly ahead: readonly string[];
  /** Revisions that the target has and production has not, in the order in which they would run. */
  readonly behind: readonly string[];
  /** How the target's start deals with them: it upgrades by itself, or somebody has to before. */
  readonly upgrade: { readonly byStart: boolean; readonly command: string } | null;
  /** In their order; empty unless the verdict is `downgrade-first`. */
  readonly downgrades: readonly Downgrade[];
  /** Rows or values that these take away, and those that upgrades took away before and that stay away. */
  readonly losses: readonly PlannedLoss[];
  /** What was looked at, in sentences: why it is safe, and what a reader should know. */
  readonly notes: readonly string[];
}

/** One run of `alembic downgrade`. */
export interface Downgrade {
  /** The commit whose tree has the revisions. */
  readonly tree: string;
  /** Path of the configuration in it. */
  readonly config: string;
  /** `null`: the usual one. */
  readonly section: string | null;
  /** What production is at before. */
  readonly from: readonly string[];
  /** What Alembic is given: a revision, `base`, or `BRANCH@REVISION`. */
  readonly to: string;
  /** What production is at afterwards. */
  readonly leaves: readonly string[];
  /** What it takes back, in the order in which it does. */
  readonly revisions: readonly string[];
}

export interface PlannedLoss {
  readonly revision: string;
  /** `downgrade`: it happens then. `upgrade`: it has happened, and the downgrade does not bring it back. */
  readonly by: 'downgrade' | 'upgrade';
  /** A sentence. */
  readonly text: string;
}

import type { DatabaseAudit } from '../../database/database-audit.ts';
import type { PlanCheck } from '../../database/plan/plan-check.ts';
import type { Known } from '../../model/known.ts';
import type { MigrationsFlag } from './migrations-flag.ts';

/** Everything that was looked at. */
export interface ChecklistSight {
  readonly databases: DatabaseAudit;
  readonly guard: GuardSight;
  /** The script that the policy has somebody stamp with. */
  readonly stampScript: string;
  /** Paths of the scripts that are there. */
  readonly scripts: ReadonlySet<string>;
  /** `undefined`: nobody showed a plan. */
  readonly plan: Pick<PlanCheck, 'verdict' | 'statements' | 'reasons'> | undefined;
  readonly work: Known<MigrationWork>;
  /** Revisions that a database is at when every migration is in. */
  readonly heads: Known<readonly string[]>;
  /** Where the checklist is made. */
  readonly flag: MigrationsFlag;
}

export type GuardSight =
  | {
      readonly kind: 'ran';
      /** Full id. */
      readonly commit: string;
      readonly exit: number;
      readonly headline: string;
      /** Sentences. */
      readonly explanation: string;
    }
  /** `why` is sentences. */
  | { readonly kind: 'not-run'; readonly why: string };

/** What is new of migrations since the branch people merge into, committed or not. */
export interface MigrationWork {
  /** Full id of the commit it is new since. */
  readonly base: string;
  /** Changed files that describe tables; `undefined`: the policy names none. */
  readonly models: readonly string[] | undefined;
  readonly revisions: readonly string[];
  /** Of these files, those that no commit has as they lie on disk. */
  readonly uncommitted: readonly string[];
  /** Findings of the rules in the new revisions. */
  readonly judged: Known<{ readonly errors: number; readonly others: number }>;
}

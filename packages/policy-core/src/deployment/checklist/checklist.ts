import type { DatabaseAudit } from '../../database/database-audit.ts';
import type { Known } from '../../model/known.ts';
import type { PlanCheck } from '../../database/plan/plan-check.ts';
import { beforePublish } from './before-publish.ts';
import { emergency } from './emergency.ts';
import { firstTime } from './first-time.ts';
import type { MigrationsFlag } from './migrations-flag.ts';
import { newMigrations } from './new-migrations.ts';

/** The summary checklist of a deployment policy with what was seen at each item. `checklist --format json` gives it. */
export interface Checklist {
  readonly schema_version: 1;
  readonly sections: readonly ChecklistSection[];
}

export interface ChecklistSection {
  readonly id: 'first-time' | 'before-publish' | 'new-migrations' | 'emergency';
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

export interface ChecklistItem {
  /** Such as `guard-passed`; each once. */
  readonly id: string;
  /** What somebody does. */
  readonly title: string;
  /** `unknown`: whether it is done could not be seen, which is neither. */
  readonly state: 'done' | 'not-done' | 'unknown';
  /** What the state comes from, in sentences. */
  readonly seen: string;
}

/** Everything that was looked at. */
export interface ChecklistSight {
  readonly databases: DatabaseAudit;
  readonly guard: GuardSight;
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

export function checklist(sight: ChecklistSight): Checklist {
  return {
    schema_version: 1,
    sections: [
      { id: 'first-time', title: 'First-time setup', items: firstTime(sight) },
      { id: 'before-publish', title: 'Before every publish', items: beforePublish(sight) },
      { id: 'new-migrations', title: 'Creating new migrations', items: newMigrations(sight) },
      { id: 'emergency', title: 'Emergency', items: emergency(sight) },
    ],
  };
}

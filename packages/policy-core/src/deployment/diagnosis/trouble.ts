import type { DatabaseAudit } from '../../database/database-audit.ts';
import type { DatabaseSight } from '../../database/seen-database.ts';
import type { Known } from '../../model/known.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import type { MigrationStart } from './migration-starts.ts';
import type { GuardSight } from '../checklist/checklist-sight.ts';
import type { PlanCheck } from '../../database/plan/plan-check.ts';

/** The known troubles of databases, and whether each is the one at hand. `db diagnose --format json` gives it. */
export interface Troubles {
  readonly schema_version: 1;
  readonly sections: readonly TroubleSection[];
}

export interface TroubleSection {
  readonly id: 'unexpected-version' | 'migrations-failed' | 'plan-still-drops';
  /** The words that somebody sees it by. */
  readonly title: string;
  /** `unknown`: too little was seen to say either. */
  readonly applies: 'yes' | 'no' | 'unknown';
  /** What that comes from, as sentences. */
  readonly seen: readonly string[];
  /** What to do, in this order. */
  readonly steps: readonly TroubleStep[];
}

export interface TroubleStep {
  /** A sentence or more. */
  readonly text: string;
  /** What to type; empty where no command does it. */
  readonly commands: readonly string[];
  /** `done`: what follows is what the step would tell. `unknown`: whether somebody did it could not be seen. */
  readonly state: 'done' | 'not-done' | 'unknown';
  /** What the state comes from, in sentences. */
  readonly seen: string;
}

/** Everything that was looked at. */
export interface TroubleSight {
  readonly databases: DatabaseAudit;
  /** The same production, whole. */
  readonly production: DatabaseSight;
  /** Unobserved where the migrations of the repository cannot be read. */
  readonly histories: Known<readonly RevisionHistory[]>;
  /** Id of the baseline; `undefined`: the policy names none. */
  readonly baseline: string | undefined;
  readonly starts: Known<readonly MigrationStart[]>;
  readonly guard: GuardSight;
  /** `undefined`: nobody showed a plan. */
  readonly plan: Pick<PlanCheck, 'verdict' | 'reasons'> | undefined;
}

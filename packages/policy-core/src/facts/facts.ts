import type { Known } from '../known.ts';
import type { AppliedLabel } from '../observations.ts';
import type { DeployRecordFile } from './deploy-record.ts';
import type { Migrations } from './migrations.ts';
import type { PolicyChange } from './policy-change.ts';
import type { ProtectedChange } from './protected-change.ts';
import type { RequirementsPair } from './requirements-file.ts';

/** Everything a rule may know: parsed from the observations once, before any rule runs. */
export interface Facts {
  readonly protectedChanges: Known<readonly ProtectedChange[]>;
  readonly labels: Known<readonly AppliedLabel[]>;
  readonly requirementsPairs: readonly RequirementsPair[];
  readonly migrations: Migrations;
  /** `undefined` when the record is not under judgement. */
  readonly deployRecord: DeployRecordFile | undefined;
  readonly policyChange: PolicyChange;
  /** UTC, such as `2026-11-21T08:00:00Z`. */
  readonly now: Known<string>;
}

export type FactName = keyof Facts;

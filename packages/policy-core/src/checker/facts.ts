import type { Known } from '../model/known.ts';
import type { ReleasedNames, UnmatchedPlace } from '../model/observations.ts';
import type { ApplicationCode } from '../migrations/facts/application-code.ts';
import type { ApplicationImport } from '../migrations/facts/application-imports.ts';
import type { Approval } from '../change/facts/approval.ts';
import type { Approvals } from '../change/facts/approvals.ts';
import type { AskedApproval } from '../change/facts/required-approvals.ts';
import type { Authorship } from '../change/facts/authorship.ts';
import type { BaselineRevision } from '../migrations/facts/baseline-revision.ts';
import type { ChangeSight } from '../change/facts/change-sight.ts';
import type { DependencyChange } from '../dependencies/facts/dependency-change.ts';
import type { DeployRecordFile } from '../deployment/facts/deploy-record.ts';
import type { RequirementForDeploy } from '../change/facts/deploy-requirements.ts';
import type { DeploySource } from '../change/facts/deploy-source.ts';
import type { EnvironmentFile } from '../migrations/facts/environment-code.ts';
import type { HashedRequirement } from '../dependencies/facts/hashed-requirements.ts';
import type { ListedDocument, JudgedReference } from '../documents/facts/judged-documents.ts';
import type { JudgedRequirements } from '../dependencies/facts/judged-requirements.ts';
import type { MachineOwnedChange } from '../change/facts/machine-owned-change.ts';
import type { SecondTool } from '../migrations/facts/migration-tools.ts';
import type { Migrations } from '../migrations/analysis/migrations.ts';
import type { ModelChanges } from '../migrations/facts/model-changes.ts';
import type { ModelMetadata } from '../migrations/facts/model-metadata.ts';
import type { PathIntegrity } from '../paths/facts/path-integrity.ts';
import type { PolicyChange } from '../change/facts/policy-change.ts';
import type { ProtectedChange } from '../change/facts/protected-change.ts';
import type { PushedBranch } from '../change/facts/pushed-branch.ts';
import type { PythonChanges } from '../change/facts/python-changes.ts';
import type { RequirementsPair } from '../dependencies/facts/requirements-pair.ts';
import type { ScopedChange } from '../change/facts/scoped-change.ts';
import type { SelfProtectedChange } from '../change/facts/self-protected-change.ts';
import type { SkippedChecks } from '../change/facts/skipped-checks.ts';
import type { UnsupportedTool } from '../change/facts/unsupported-tools.ts';
import type { VersionLocationProblems } from '../migrations/facts/version-locations.ts';

/** Everything a rule may know: parsed from the observations once, before any rule runs. */
export interface Facts extends PathIntegrity {
  readonly changeSight: ChangeSight;
  readonly authorship: Known<Authorship>;
  readonly protectedChanges: Known<readonly ProtectedChange[]>;
  /** Protected paths that only single commits touch. */
  readonly passingChanges: Known<readonly ProtectedChange[]>;
  readonly selfProtectedChanges: readonly SelfProtectedChange[];
  /** `undefined`: no scope holds for this change. */
  readonly scopedChange: ScopedChange | undefined;
  readonly machineOwnedChanges: readonly MachineOwnedChange[];
  /** `undefined`: no scope holds for this change. */
  readonly pythonChanges: PythonChanges | undefined;
  /** `undefined`: nothing is pushed to a branch the policy describes. */
  readonly pushedBranch: PushedBranch | undefined;
  /** `undefined`: no agent asks for it. */
  readonly skippedChecks: SkippedChecks | undefined;
  /** By label. */
  readonly approvals: Approvals;
  /** Of a change of the policy, or of what enforces it. */
  readonly policyApproval: Approval;
  readonly askedApprovals: readonly AskedApproval[];
  readonly requirementsPairs: readonly RequirementsPair[];
  /** Both sides of these pairs, and what they bring in. */
  readonly requirementsFiles: readonly JudgedRequirements[];
  /** What the lines of these files install, with its hashes. */
  readonly hashedRequirements: readonly HashedRequirement[];
  /** Pairs that the change touches. */
  readonly dependencyChanges: readonly DependencyChange[];
  readonly migrations: Migrations;
  /** `undefined`: nobody looked. */
  readonly releasedNames: Known<ReleasedNames> | undefined;
  /** Code and scripts under judgement that must leave the schema alone. */
  readonly applicationCode: Known<ApplicationCode>;
  readonly applicationImports: readonly ApplicationImport[];
  /** Paths of code of the application that the change touches, models aside. */
  readonly changedApplication: readonly string[];
  readonly modelChanges: ModelChanges;
  readonly modelMetadata: readonly ModelMetadata[];
  readonly secondTools: readonly SecondTool[];
  readonly environmentCode: readonly EnvironmentFile[];
  readonly versionLocations: VersionLocationProblems;
  /** `undefined`: the policy names none, or it is not under judgement. */
  readonly baselineRevision: BaselineRevision | undefined;
  /** `undefined` when the record is not under judgement. */
  readonly deployRecord: DeployRecordFile | undefined;
  /** `undefined`: nothing is deployed, or the policy does not say from where. */
  readonly deploySource: DeploySource | undefined;
  /** Empty unless something is deployed to production. */
  readonly deployRequirements: readonly RequirementForDeploy[];
  readonly policyChange: PolicyChange;
  /** Empty also where nobody looked. */
  readonly unmatchedPlaces: readonly UnmatchedPlace[];
  /** What the policy does not want left unjudged; empty also where nobody looked. */
  readonly unsupportedTools: readonly UnsupportedTool[];
  /** The documents of the policy under judgement, and the policy file itself. */
  readonly documents: Known<readonly ListedDocument[]>;
  /** Documents that the policy names in `docs`. */
  readonly namedDocuments: readonly JudgedReference[];
  /** UTC, such as `2026-11-21T08:00:00Z`. */
  readonly now: Known<string>;
}

export type FactName = keyof Facts;

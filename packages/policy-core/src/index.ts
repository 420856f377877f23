export { applyEdits, applyFixes, type AppliedFixes } from './model/apply-edits.ts';
export { auditListing } from './deployment/audit-log/audit-listing.ts';
export { AUDIT_LOG_PATH } from './policy/audit-log-path.ts';
export { auditReport, auditReportText, type AuditReport } from './deployment/audit-log/audit-report.ts';
export { branchProblems } from './deployment/audit-log/branch-problems.ts';
export { checkpointText, readCheckpoint, type Checkpoint } from './deployment/audit-log/checkpoint.ts';
export type { KnownEntry } from './deployment/audit-log/judge-end.ts';
export { endText, readEnd, type LogEnd } from './deployment/audit-log/log-end.ts';
export {
  entryAfter,
  entryLine,
  type LogEntry,
  type LogEvent,
  type LogHead,
} from './deployment/audit-log/log-entry.ts';
export { planAppend } from './deployment/audit-log/plan-append.ts';
export { readLog, type LogProblem } from './deployment/audit-log/read-log.ts';
export { tornTail } from './deployment/audit-log/torn-tail.ts';
export { verifyLog, type LogVerdict } from './deployment/audit-log/verify-log.ts';
export { acceptableIn, baselineOf, baselineText, parseBaseline, type Baseline } from './checker/baseline.ts';
export { checkerFor, type Checker, type CheckOptions } from './checker/checker.ts';
export { createChecker } from './checker/create-checker.ts';
export { auditDatabases, type AuditInput, type SightOf } from './database/audit-databases.ts';
export type { DatabaseAudit, DatabaseRole } from './database/database-audit.ts';
export { isAtRevisions } from './database/is-at-revisions.ts';
export { partName } from './database/part-name.ts';
export type {
  DatabaseSight,
  PartKind,
  SchemaPart,
  SeenDatabase,
  UnseenDatabase,
  VersionTable,
} from './database/seen-database.ts';
export { decideGuard } from './deployment/guard/guard.ts';
export { agentCommits } from './change/agent-commits.ts';
export { decideHook, JUDGED_LATER, type HookDecision } from './hook/hook.ts';
export { hookMessage, type HookSubject } from './hook/hook-message.ts';
export { stepUpgrade, upgradeOf } from './dependencies/upgrade/dependency-upgrade.ts';
export { commandText } from './dependencies/upgrade/command-text.ts';
export { DEFAULT_BRANCH_SUGGESTION, freeBranch } from './dependencies/upgrade/free-branch.ts';
export { packageChanges } from './dependencies/upgrade/package-changes.ts';
export type { PairTexts } from './dependencies/upgrade/pinned-versions.ts';
export { planFiles } from './dependencies/upgrade/plan-files.ts';
export { planText } from './dependencies/upgrade/plan-text.ts';
export { nextCommands, pullRequestText } from './dependencies/upgrade/pull-request-text.ts';
export type { PlannedCommand, UpgradePlan } from './dependencies/upgrade/upgrade-plan.ts';
export type {
  UpgradeEffect,
  UpgradeEvent,
  UpgradeFinding,
  UpgradeState,
} from './dependencies/upgrade/upgrade-state.ts';
export { upgradeExitCode } from './dependencies/upgrade/upgrade-exit-code.ts';
export { typedCommand } from './dependencies/upgrade/typed-command.ts';
export { wantedPackage, type WantedPackage } from './dependencies/upgrade/wanted-package.ts';
export { nextRecord, type HealthyDeploy } from './deployment/record/next-record.ts';
export { schemaFingerprint } from './database/schema-fingerprint.ts';
export { databasesCheck } from './deployment/guard/databases-check.ts';
export { knownRevisionCheck } from './deployment/guard/known-revision-check.ts';
export { pendingCheck } from './deployment/guard/pending-check.ts';
export {
  broughtBy,
  pendingMigrations,
  type PendingMigrations,
} from './deployment/guard/pending-revisions.ts';
export {
  isProved,
  proofCheck,
  proofHash,
  type ProofRun,
  type RanProof,
} from './deployment/guard/proof-check.ts';
export { auditLogCheck, recordCheck, type RecordPresence } from './deployment/guard/record-check.ts';
export { notAsked, unproved, type GuardCheck, type GuardCheckId } from './deployment/guard/guard-check.ts';
export type { MirroredRecord } from './deployment/record/mirrored-record.ts';
export { recordReport, type RecordReport, type SeenRecord } from './deployment/record/record-report.ts';
export { recordReportText } from './deployment/record/record-report-text.ts';
export { displayText } from './model/display-text.ts';
export { documentView } from './editor/document-view.ts';
export type { DocumentView, Lens, OutlineSymbol } from './editor/document-annotations.ts';
export type { JudgedDocument } from './editor/judged-document.ts';
export { pathGuards } from './editor/path-guards.ts';
export { decidingLineIn, type DecidingLine } from './editor/policy-file/deciding-line.ts';
export { policyCompletions, type PolicyCompletion } from './editor/policy-file/policy-completions.ts';
export { policyNote, type PolicyDocument } from './editor/policy-file/policy-note.ts';
export { waiverEdit } from './editor/policy-file/waiver-edit.ts';
export { policyView } from './editor/policy-file/policy-view.ts';
export { placeNote } from './editor/place-note.ts';
export type { PlaceNote } from './editor/note.ts';
export { revisionKinds, type RevisionKind } from './editor/revision-kinds.ts';
export { dependencyNames, explainDependency } from './dependencies/explain/explain-dependency.ts';
export { explainMigration } from './migrations/explain/explain-migration.ts';
export { locksOfMigration } from './migrations/explain/locks-of-migration.ts';
export { locksOfRun } from './migrations/explain/locks-of-run.ts';
export { locksOfSqlFile, type SeenSqlFile } from './migrations/explain/locks-of-sql-file.ts';
export { revisionFindings } from './checker/revision-findings.ts';
export { findRevision, type RevisionSearch } from './migrations/explain/find-revision.ts';
export {
  environmentGraph,
  migrationGraph,
  type EnvironmentGraph,
  type MigrationGraph,
} from './migrations/explain/migration-graph.ts';
export { migrationHeads, type MigrationHeads } from './migrations/explain/migration-heads.ts';
export { readDeployRecord, type DeployRecordReading } from './deployment/facts/deploy-record.ts';
export { keptModes } from './dependencies/facts/kept-modes.ts';
export { pairsIn } from './dependencies/facts/pairs-in-files.ts';
export { proposedMode, type ProposedMode } from './dependencies/facts/proposed-mode.ts';
export { requirementsPair, type RequirementsPair } from './dependencies/facts/requirements-pair.ts';
export { usedTerms, type UsedTerms } from './dependencies/facts/used-terms.ts';
export { applicationFolders } from './migrations/facts/application-files.ts';
export { spelledOut } from './paths/facts/spelled-out.ts';
export { documentFolders } from './documents/facts/document-subjects.ts';
export { referencesSought } from './documents/facts/judged-documents.ts';
export { digestsToTake } from './deployment/facts/recorded-files.ts';
export { pathsSought, type SoughtReference } from './documents/facts/reference-standing.ts';
export { branchClassOf } from './policy/branch-class.ts';
export { gitLookAlike } from './paths/facts/git-look-alike.ts';
export { migrationFolders, migrationKind } from './migrations/facts/migration-files.ts';
export { surroundingsWanted } from './paths/facts/path-integrity.ts';
export { alembicFolders, isRevisionOf, type AlembicPlace } from './policy/alembic-place.ts';
export { configurationsWanted, foldersToProbe } from './migrations/facts/configurations-wanted.ts';
export { configurationFolders } from './migrations/facts/configuration-folders.ts';
export { modulesToRead } from './migrations/facts/imported-modules.ts';
export { metadataToRead } from './migrations/facts/naming-conventions.ts';
export {
  isConfigurationPath,
  revisionEnvironments,
  revisionsToRead,
  versionFolders,
} from './migrations/facts/revisions-wanted.ts';
export { sqlFolders, sqlInOrder, sqlToRead } from './checker/sql-wanted.ts';
export { linkedPath, revisionLinksSought } from './migrations/facts/revision-links.ts';
export { targetConfigurations } from './migrations/facts/target-environments.ts';
export { unjudgedRevisions } from './migrations/facts/unjudged-revisions.ts';
export { wholeHistories } from './migrations/facts/whole-histories.ts';
export { approvalPaths } from './change/facts/release-approval.ts';
export { releasedSearch } from './checker/released-names.ts';
export { filesToRead, filesToReadBefore, needsParsers, judgesRevisions } from './checker/subjects.ts';
export { lockHeader } from './dependencies/requirements/lock-header.ts';
export { SOURCE_OPTIONS } from './policy/named-options.ts';
export { filesToFollow } from './dependencies/facts/touched-pairs.ts';
export {
  autoMigrationsCheck,
  FLAG,
  FLAG_SINCE,
  type SeenFlag,
} from './deployment/guard/auto-migrations-check.ts';
export { onceCheck } from './deployment/guard/once-check.ts';
export { backupCheck, type BackupQuestion } from './deployment/guard/backup-check.ts';
export {
  BACKUP_MADE,
  knowsDeploy,
  lastBackup,
  RAN_ONCE,
  ranOnce,
  type MadeBackup,
} from './deployment/guard/ledger.ts';
export { environmentCheck } from './deployment/guard/environment-check.ts';
export { filesLookedAt } from './model/files-looked-at.ts';
export { MAX_TEXT_UNITS, textContent, type FileContent } from './model/file-content.ts';
export {
  SEVERITIES,
  type Evidence,
  type Finding,
  type MissingFact,
  type RelatedPlace,
  type Severity,
  type Undetermined,
} from './model/finding.ts';
export type { Fix, TextEdit } from './model/fix.ts';
export { generateCodeowners } from './generate/codeowners.ts';
export { isGenerated, type GeneratedFile, type Generation } from './generate/generated-file.ts';
export { DEPENDENCY_CHECK } from './generate/dependency-workflow.ts';
export { GUARD_CHECK } from './generate/guard-workflow.ts';
export { generateRulesets } from './generate/rulesets.ts';
export { generateScripts } from './generate/scripts.ts';
export { alembicStarts } from './generate/alembic-starts.ts';
export { generateWorkflows } from './generate/workflows.ts';
export {
  accountNamed,
  appliedLabel,
  type ChangeInput,
  type TextFile,
} from './checker/observations-from-input.ts';
export { observed, unobserved, type Known } from './model/known.ts';
export { ADVISORY_CLASS, advisoryKey } from './deployment/lock/advisory-key.ts';
export {
  decideRenew,
  decideTake,
  mayRelease,
  type LockRequest,
  type OwnLock,
} from './deployment/lock/decide-lock.ts';
export {
  freeText,
  heldText,
  readLock,
  type LockHolding,
  type LockState,
} from './deployment/lock/environment-lock.ts';
export { afterBeat, type Beat, type HeldUntil } from './deployment/lock/heartbeat.ts';
export { lockPath, lockNameText, readLockPath, type LockName } from './deployment/lock/lock-name.ts';
export {
  readSession,
  sessionName,
  sessionNote,
  type SeenSession,
  type SessionHolding,
  type SessionLock,
} from './deployment/lock/session-lock.ts';
export {
  isAboutChange,
  ROLES,
  type Account,
  type AppliedLabel,
  type Change,
  type ChangeEntry,
  type CheckResult,
  type Commit,
  type Deployment,
  type Focus,
  type FolderEntry,
  type MergedWork,
  type MigrationsAt,
  type NamedLine,
  type Observations,
  type Person,
  type PullRequest,
  type Push,
  type RecordedCommit,
  type Review,
  type ReleasedNames,
  type RevisionSources,
  type Role,
  type SettledPoint,
} from './model/observations.ts';
export type { KeptReading, ReadingStore } from './parsers/reading-store.ts';
export type { RevisionReading } from './migrations/alembic/revision-reading.ts';
export { recallReadings } from './migrations/alembic/known-readings.ts';
export type { Parsers } from './parsers/parsers.ts';
export { checkPlan } from './database/plan/check-plan.ts';
export type { PlanCheck } from './database/plan/plan-check.ts';
export { PG_VERSIONS } from './policy/schema/migrations-schema.ts';
export { loadPolicy } from './checker/load-policy.ts';
export type { PolicySource } from './policy/read-policy.ts';
export { isConfiguration } from './migrations/history/alembic-config.ts';
export type { ConfigurationFile } from './migrations/history/alembic-config.ts';
export { configurationPaths, foundFolders } from './migrations/history/found-folders.ts';
export { HEAD_PIN } from './migrations/history/head-pins.ts';
export { ownHeadLabels } from './migrations/history/own-head-labels.ts';
export type { RevisionHistory } from './migrations/history/revision-history.ts';
export type { MeantWord } from './policy/meant-word.ts';
export { nearestWord } from './policy/nearest-word.ts';
export { compilePattern } from './policy/patterns/path-pattern.ts';
export { pathSet } from './policy/patterns/path-set.ts';
export { policyJsonSchema } from './policy/policy-schema.ts';
export {
  DEFAULT_DATABASES,
  DEFAULT_LABEL_TERMS,
  DEFAULT_RECORD_PATH,
  POLICY_FILE_NAMES,
  type DependencyPair,
  type InvalidPolicy,
  type Policy,
  type PolicyProblem,
  type Waiver,
} from './policy/policy.ts';
export { productionBranch } from './policy/production-branch.ts';
export {
  placeJudged,
  policyOfDocument,
  policyOfPlace,
  recordPlaceFor,
  recordPlaces,
  releasePlace,
  type FoundPlace,
  type PlacesPolicy,
  type RecordPlace,
} from './policy/record-places.ts';
export { BRANCH_NAME } from './policy/schema/deployment-schema.ts';
export { PRESETS } from './policy/presets/presets.ts';
export { exitCodeOf } from './report/exit-code.ts';
export { dependencyExplanationText } from './report/dependency-explanation-text.ts';
export { checklist } from './deployment/checklist/checklist.ts';
export type { ChecklistSight, GuardSight, MigrationWork } from './deployment/checklist/checklist-sight.ts';
export type { Checklist } from './deployment/checklist/checklist-item.ts';
export { targetHeads } from './deployment/checklist/target-heads.ts';
export { migrationsFlag } from './deployment/checklist/migrations-flag.ts';
export { checklistMarkdown } from './report/checklist-markdown.ts';
export { checklistText } from './report/checklist-text.ts';
export { migrationStarts, startScriptsAmong } from './deployment/diagnosis/migration-starts.ts';
export { troubles } from './deployment/diagnosis/troubles.ts';
export type { Troubles, TroubleSight } from './deployment/diagnosis/trouble.ts';
export { troublesMarkdown } from './report/troubles-markdown.ts';
export { troublesText } from './report/troubles-text.ts';
export { recordedFacts } from './deployment/record/recorded-facts.ts';
export { qualityReport, type QualityReport } from './deployment/readiness/quality-report.ts';
export type { GuardedRelease, QualitySight } from './deployment/readiness/quality-sight.ts';
export { qualityReportMarkdown } from './report/quality-report-markdown.ts';
export { qualityReportText } from './report/quality-report-text.ts';
export { databaseAuditText } from './report/database-audit-text.ts';
export { databaseSummary } from './report/database-summary.ts';
export { migrationExplanationText } from './report/migration-explanation-text.ts';
export { migrationGraphMermaid } from './report/migration-graph-mermaid.ts';
export { migrationGraphSvg } from './report/migration-graph-svg.ts';
export { migrationGraphText } from './report/migration-graph-text.ts';
export { migrationLocksText, sqlFileLocksText } from './report/migration-locks-text.ts';
export { runLocksText } from './report/run-locks-text.ts';
export { migrationHeadsText } from './report/migration-heads-text.ts';
export { lockSyncText } from './report/lock-sync-text.ts';
export { pairTable, type ListedPair } from './report/pair-table.ts';
export { planCheckText } from './report/plan-check-text.ts';
export { renderGuard, type GuardFormat } from './report/render-guard.ts';
export { codeFrame, linesOf } from './report/code-frame.ts';
export { REPORT_FORMATS, renderReport, type ReportFormat } from './report/render-report.ts';
export type { ReportContext } from './report/report-context.ts';
export type { CrashedRule, PolicyOrigin, Report, RuleSummary, Verdict } from './engine/report.ts';
export type { Rule } from './engine/rule.ts';
export { selectRules } from './checker/rule-selection.ts';
export { allRules } from './checker/all-rules.ts';
export { migrationPlace, migrationsBefore } from './migrations/sql/migration-place.ts';
export { validUntil } from './checker/verdict-validity.ts';
export { parseSnapshot, snapshotText, type Snapshot } from './checker/snapshot.ts';
export { WRITTEN_BY_COMMAND } from './dependencies/sync-evidence.ts';
export { startOf, type Position, type SourceSpan } from './model/source-span.ts';
export { lockSync, type LockSync } from './dependencies/sync/lock-sync.ts';
export { mustBeProved, STAGES, type Stage } from './model/stage.ts';
export { keyedFingerprint, type Fingerprint } from './deployment/variables/keyed-fingerprint.ts';
export { isSameEnvironment } from './policy/same-environment.ts';
export { seeVariables } from './deployment/variables/seen-variables.ts';
export type { VariableSource } from './deployment/variables/variable-source.ts';
export { configurationOf } from './database/stamp/configuration-of.ts';
export { offlineModeGaps } from './database/stamp/offline-mode-gaps.ts';
export {
  judgedFilesOfPending,
  judgedSqlOfPending,
  NOTHING_PENDING,
  type PendingJudgement,
} from './database/stamp/pending-judgement.ts';
export { planStamp } from './database/stamp/plan-stamp.ts';
export type { StampPlan } from './database/stamp/stamp-plan.ts';
export { stampStatements } from './database/stamp/stamp-statements.ts';
export { stampTarget, type FoundTarget, type StampTarget } from './database/stamp/stamp-target.ts';
export { USUAL_PLACE, versionPlaceIn, type VersionPlace } from './database/stamp/version-place.ts';
export { stampPlanText } from './report/stamp-plan-text.ts';

export { writeEvent, type AuditTrail, type TrailEvent, type LogWrite } from './records/audit-trail.ts';
export {
  releaseLock,
  renewLock,
  takeLock,
  type LockPlace,
  type ReleaseOutcome,
  type TakeOutcome,
} from './locks/environment-lock.ts';
export type { Hold, HoldRelease } from './locks/hold.ts';
export { keepHold } from './locks/keep-hold.ts';
export type { KeepAliveOutcome } from './locks/lock-keep-alive.ts';
export { takeInSession, type SessionTakeOutcome } from './locks/session-lock.ts';
export type { ReleaseContext, GuardProbe } from './guard/guard-probe.ts';
export { guard, type GuardRequest, type GuardRun, type UnknownTarget } from './guard/guard.ts';
export { recordDeploy, type DeployToRecord, type RecordedDeploy } from './records/record-deploy.ts';
export { databaseProbe, provingProbe } from './guard/probes/database-probe.ts';
export type { ProofTools } from './prove/prove-migrations.ts';
export { backupProbe } from './guard/probes/backup-probe.ts';
export { onceProbe } from './guard/probes/once-probe.ts';
export { recordProbe } from './guard/probes/record-probe.ts';
export { autoMigrationsProbe } from './guard/probes/auto-migrations-probe.ts';
export { environmentProbe } from './guard/probes/environment-probe.ts';
export type { VariablesSource } from './guard/probes/variables-source.ts';
export { upgradeDependencies, type UpgradeTools } from './upgrade/upgrade-dependencies.ts';
export { tryUpgrade, type SandboxEffect, type Trial } from './upgrade/try-upgrade.ts';
export {
  planMadeUpgrade,
  planUpgrade,
  type UpgradeRequest,
  type UpgradeStart,
} from './upgrade/upgrade-start.ts';
export {
  settleDoneStamps,
  stampDatabase,
  type StampRun,
  type StampTools,
} from './databases/stamp-database.ts';
export { observeAuditLog, type AuditLogRequest, type ObservedAuditLog } from './records/audit-log.ts';
export { observeDatabases, type DatabaseAuditRequest } from './databases/audited-databases.ts';
export { observeDeployRecord } from './records/deploy-record.ts';
export { divergingVersions, repairRecords } from './records/repair-records.ts';
export { recordsInTree } from './records/records-in-tree.ts';
export { observeDiagnosis } from './databases/diagnosis.ts';
export {
  planAsOfNow,
  prepareStamp,
  type StampPreparation,
  type StampRequest,
} from './databases/stamp-preparation.ts';
export { JournalError } from './run/log-journal.ts';
export type { ReleaseTools } from './run/release-performer.ts';
export type { MachineEnd } from './run/run-machine.ts';
export { awaitHealth, type HealthOutcome, type ScheduledProbe } from './run/await-health.ts';
export { observeRelease } from './release/observe-release.ts';
export type { ReleaseQuestion, ReleaseSources } from './release/release-question.ts';
export { trustedLogEntries } from './records/trusted-log-entries.ts';
export { runRelease } from './run/run-release.ts';
export { planWayBack } from './rollback/plan-way-back.ts';
export type { RollbackWorld } from './rollback/observe-rollback.ts';
export { planRollback, type PlannedRollback, type RollbackRequest } from './rollback/plan-rollback.ts';
export { loggedUpdates, unfinishedUpdate, type LoggedUpdate } from './update/update-log.ts';
export { recoverBeforeStart, recoverUpdate, runUpdate, type EndedUpdate } from './update/run-update.ts';
export type { UpdateReport, UpdateTools } from './update/update-tools.ts';
export { runningIllness } from './update/running-illness.ts';
export { runningVersion } from './update/update-sight.ts';
export { previewUpdate, type UpdatePreview } from './update/preview-update.ts';

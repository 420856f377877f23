export {
  throughTrail,
  writeEvent,
  type AuditTrail,
  type TrailEvent,
  type Through,
  type Written,
} from './records/audit-trail.ts';
export {
  releaseLock,
  renewLock,
  takeLock,
  type LockPlace,
  type Released,
  type Taken,
} from './locks/environment-lock.ts';
export { keepHeld, type Keeping, type Kept } from './locks/keep-held.ts';
export { takeInSession, type TakenInSession } from './locks/session-lock.ts';
export type { AskedMigrations, GuardedRelease, GuardProbe } from './guard/guard-probe.ts';
export { guard, type GuardRequest, type GuardRun, type UnknownPlace } from './guard/guard.ts';
export { recordDeploy, type DeployToRecord, type RecordedDeploy } from './records/record-deploy.ts';
export { databaseProbe, provingProbe } from './guard/probes/database-probe.ts';
export type { ProofTools } from './prove/prove-migrations.ts';
export { backupProbe } from './guard/probes/backup-probe.ts';
export { onceProbe } from './guard/probes/once-probe.ts';
export { recordProbe } from './guard/probes/record-probe.ts';
export { autoMigrationsProbe } from './guard/probes/auto-migrations-probe.ts';
export { environmentProbe, type VariablesPlace } from './guard/probes/environment-probe.ts';
export { upgradeDependencies, type UpgradeTools } from './upgrade/upgrade-dependencies.ts';
export { planUpgrade, type UpgradeRequest, type UpgradeStart } from './upgrade/upgrade-start.ts';
export { stampDatabase, type StampRun, type StampTools } from './databases/stamp-database.ts';
export { seeAuditLog, type AuditLogQuestion, type SeenAuditLog } from './records/audit-log.ts';
export { observeDatabases, type DatabaseAuditRequest } from './databases/audited-databases.ts';
export { seeDeployRecord } from './records/deploy-record.ts';
export { recordsInTree } from './records/records-in-tree.ts';
export { observeTroubles } from './databases/troubles.ts';
export {
  planAsOfNow,
  prepareStamp,
  type StampPreparation,
  type StampRequest,
} from './databases/stamp-preparation.ts';

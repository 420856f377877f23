export {
  throughTrail,
  writeEvent,
  type AuditTrail,
  type TrailEvent,
  type Through,
  type Written,
} from './audit-trail.ts';
export {
  releaseLock,
  renewLock,
  takeLock,
  type LockPlace,
  type Released,
  type Taken,
} from './environment-lock.ts';
export { keepHeld, type Keeping, type Kept } from './keep-held.ts';
export { takeInSession, type TakenInSession } from './session-lock.ts';
export type { AskedMigrations, GuardedRelease, GuardProbe } from './guard-probe.ts';
export { guard, type GuardRequest, type GuardRun, type UnknownPlace } from './guard.ts';
export { recordDeploy, type DeployToRecord, type RecordedDeploy } from './record-deploy.ts';
export { databaseProbe, provingProbe } from './probes/database-probe.ts';
export type { ProofTools } from './prove-migrations.ts';
export { backupProbe } from './probes/backup-probe.ts';
export { onceProbe } from './probes/once-probe.ts';
export { recordProbe } from './probes/record-probe.ts';
export { autoMigrationsProbe } from './probes/auto-migrations-probe.ts';
export { environmentProbe, type VariablesPlace } from './probes/environment-probe.ts';
export { upgradeDependencies, type UpgradeTools } from './upgrade-dependencies.ts';
export { planUpgrade, type UpgradeRequest, type UpgradeStart } from './upgrade-start.ts';
export { stampDatabase, type StampRun, type StampTools } from './stamp-database.ts';

export type { Checklist } from './checklist/checklist-item.ts';
export {
  CHECKLIST_SCRIPTS,
  type ChecklistSight,
  type GuardSight,
  type MigrationWork,
} from './checklist/checklist-sight.ts';
export { checklist } from './checklist/checklist.ts';
export { migrationsFlag } from './checklist/migrations-flag.ts';
export { targetHeads } from './checklist/target-heads.ts';
export { migrationStarts, startScriptsAmong } from './diagnosis/migration-starts.ts';
export type { Troubles, TroubleSight } from './diagnosis/trouble.ts';
export { troubles } from './diagnosis/troubles.ts';
export { autoMigrationsCheck, FLAG, FLAG_SINCE, type SeenFlag } from './guard/auto-migrations-check.ts';
export { backupCheck, type BackupQuestion } from './guard/backup-check.ts';
export { databasesCheck } from './guard/databases-check.ts';
export { environmentCheck } from './guard/environment-check.ts';
export { notAsked, unproved, type GuardCheck, type GuardCheckId } from './guard/guard-check.ts';
export { decideGuard } from './guard/guard.ts';
export { knownRevisionCheck } from './guard/known-revision-check.ts';
export { BACKUP_MADE, knowsDeploy, lastBackup, RAN_ONCE, ranOnce, type MadeBackup } from './guard/ledger.ts';
export { onceCheck } from './guard/once-check.ts';
export { pendingCheck } from './guard/pending-check.ts';
export { broughtBy, pendingMigrations, type PendingMigrations } from './guard/pending-revisions.ts';
export { isProved, proofCheck, proofHash, type ProofRun, type RanProof } from './guard/proof-check.ts';
export { auditLogCheck, recordCheck, type RecordPresence } from './guard/record-check.ts';
export { qualityReport, type QualityReport } from './readiness/quality-report.ts';
export type { GuardedRelease, QualitySight } from './readiness/quality-sight.ts';
export { keyedFingerprint, type Fingerprint } from './variables/keyed-fingerprint.ts';
export { seeVariables } from './variables/seen-variables.ts';
export type { VariableSource } from './variables/variable-source.ts';
export { productionBranch } from '../policy/production-branch.ts';
export { keepsRecord } from '../policy/record-places.ts';
export { isSameEnvironment } from '../policy/same-environment.ts';

export { auditDatabases, type AuditInput, type SightOf } from './audit-databases.ts';
export { auditedDatabase } from './audited-database.ts';
export type { DatabaseAudit, DatabaseRole } from './database-audit.ts';
export { isAtRevisions } from './is-at-revisions.ts';
export { partName } from './part-name.ts';
export { checkPlan } from './plan/check-plan.ts';
export type { PlanCheck } from './plan/plan-check.ts';
export { schemaFingerprint } from './schema-fingerprint.ts';
export type {
  DatabaseSight,
  PartKind,
  SchemaPart,
  SeenDatabase,
  UnseenDatabase,
  VersionTable,
} from './seen-database.ts';
export { configurationOf } from './stamp/configuration-of.ts';
export { offlineModeGaps } from './stamp/offline-mode-gaps.ts';
export {
  judgedFilesOfPending,
  judgedSqlOfPending,
  NOTHING_PENDING,
  type PendingJudgement,
} from './stamp/pending-judgement.ts';
export { planStamp } from './stamp/plan-stamp.ts';
export type { StampPlan } from './stamp/stamp-plan.ts';
export { stampStatements } from './stamp/stamp-statements.ts';
export { stampTarget, type FoundTarget, type StampTarget } from './stamp/stamp-target.ts';
export { USUAL_PLACE, versionPlaceIn, type VersionPlace } from './stamp/version-place.ts';
export { DEFAULT_DATABASES } from '../policy/policy.ts';

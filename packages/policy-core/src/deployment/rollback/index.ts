export { decideRollback, namesToSeek } from './decide-rollback.ts';
export { chooseTarget, earlierDeploys, type EarlierDeploy } from './good-deploys.ts';
export type { RollbackDecision } from './rollback-decision.ts';
export { rollbackRefused, rollbackUnknown, type RollbackReason } from './rollback-reason.ts';
export type { DependencyFile, MigrationsOfTree, RollbackSight } from './rollback-sight.ts';
export { rollbackSteps } from './rollback-steps.ts';
export { mayUpgradeAtStart, upgradesAtStart, UPGRADE_WORDS } from './upgrades-at-start.ts';

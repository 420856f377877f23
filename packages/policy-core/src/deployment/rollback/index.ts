export { decideRollback, namesToSeek } from './decide-rollback.ts';
export { chooseTarget, earlierDeploys } from './good-deploys.ts';
export type { RollbackDecision } from './rollback-decision.ts';
export { rollbackRefused, rollbackUnknown } from './rollback-reason.ts';
export type { MigrationsOfTree, RollbackSight } from './rollback-sight.ts';
export { rollbackSteps } from './rollback-steps.ts';
export { upgradeStarts } from './upgrade-starts.ts';

export type {
  DeployedService,
  DriverPolicy,
  ProbePolicy,
  ServiceEnvironment,
} from '../../policy/service-policy.ts';
export { policyDigest } from '../../policy/policy-digest.ts';
export { afterProbe, NOT_PROBED } from '../health/probe-progress.ts';
export {
  approvalRefusals,
  countedApprovals,
  approverFault,
  type ApprovalSight,
} from '../promotion/approval.ts';
export type { EnvironmentProtection } from '../promotion/environment-gate.ts';
export { judgeGitHub } from '../promotion/judge-github.ts';
export { blockedCommits, placeState, type PlaceState, type ReadyCommit } from '../promotion/place-state.ts';
export type { CommitRelation, ReleaseSight, TriedPlace, WayBack } from '../promotion/promotion-sight.ts';
export { standing } from '../promotion/accepted-unknowns.ts';
export { refused, unknown, type Refusal } from '../promotion/refusal.ts';
export { askedIn, planRelease, type ReleaseAsked } from '../promotion/release-plan.ts';
export { releaseChanges } from '../promotion/release-changes.ts';
export { releaseMakers, type ForgeMakers } from '../promotion/release-makers.ts';
export { testsOf } from '../promotion/tests-of.ts';
export { triedCommit } from '../promotion/tried-commit.ts';
export { latestLock } from './fencing.ts';
export { endedIfOverdue } from './overdue-run.ts';
export { recordOfRun } from './record-of-run.ts';
export { hasKnownShape } from './plan-shape.ts';
export { planDigest } from './plan-digest.ts';
export {
  BEGUN,
  dueStep,
  stepRun,
  type DoneStep,
  type DueStep,
  type RunEvent,
  type RunState,
} from './run-machine.ts';
export { runPlanSchema, type RunPlan, type RunStep } from './run-plan.ts';
export { isGenuine, runsInLog, stepKey, type LoggedRun } from './runs-in-log.ts';

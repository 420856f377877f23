export type {
  DeployedService,
  DriverPolicy,
  ProbePolicy,
  ProbeSchedule,
  ServiceEnvironment,
} from '../../policy/deployed-service.ts';
export { afterProbe, NOT_PROBED, type ProbeSample } from '../health/probe-progress.ts';
export { fencedOff } from './fencing.ts';
export { planDigest } from './plan-digest.ts';
export {
  BEGUN,
  dueStep,
  stepRun,
  type DoneStep,
  type DueStep,
  type ProbedHealth,
  type RunEvent,
  type RunState,
} from './run-machine.ts';
export type { RunKind, RunPlan, RunStep } from './run-plan.ts';
export { runsInLog, stepKey, type LoggedRun, type OpenStep } from './runs-in-log.ts';

import type { HealthyDeploy } from '../record/next-record.ts';
import type { DueStep } from './run-machine.ts';
import type { LoggedRun, RunApproval } from './runs-in-log.ts';

/**
 * What the record says of the deploy that a run brought, besides commit, place and time. The same log says the same.
 * `approvals`: those that count; what the log says of others proves nothing.
 */
export function recordOfRun(
  { id, plan, actor, done }: Pick<LoggedRun, 'id' | 'plan' | 'actor' | 'done'>,
  { way }: Pick<DueStep, 'way'>,
  { driver, approvals }: { readonly driver: string; readonly approvals: readonly RunApproval[] },
): Partial<HealthyDeploy> {
  const mine = done.filter((one) => one.way === way);
  // What ran on the way, while migrations were taken back, is none of it.
  const last = mine.findLastIndex(({ step }) => step.kind === 'deploy');
  const deploy = mine[last];
  const { tried, equality } = plan;
  const isPromotion = way === 'there' && tried !== null && equality !== null;
  return {
    ...(deploy && { provider: { kind: driver, deployment_id: deploy.id, url: deploy.url } }),
    ...(isPromotion && { promotion: { id, staging_sha: tried, equality } }),
    deployed_by: { kind: 'run', login: actor },
    ...(approvals.length > 0 && {
      approved_by: approvals.map(({ by, method, at }) => ({ login: by, method, at })),
    }),
    health: mine.slice(Math.max(last, 0)).flatMap(({ health }) => health.map((one) => ({ ...one }))),
  };
}

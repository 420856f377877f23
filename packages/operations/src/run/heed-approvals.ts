import { observed } from '@lockkeeper/policy-core';
import {
  approvalRefusals,
  standing,
  type ApprovalSight,
  type DueStep,
  type LoggedRun,
} from '@lockkeeper/policy-core/deployment/run';

import type { DeployReference, DeployResult, Driver, PlatformApproval } from '../ports/index.ts';
import { writeInto, type AuditTrail } from '../records/audit-trail.ts';
import { entriesIn } from '../records/log-entries.ts';
import { JournalError, runNow, runUnder, type JournalledUnder } from './log-journal.ts';

/** What the policy wants of approvals that the platform itself asks for. */
export interface ApprovalsOnPlatform {
  readonly policy: ApprovalSight['policy'];
  readonly makers: (run: LoggedRun) => Promise<ApprovalSight['makers']>;
}

export interface ApprovalTools {
  readonly trail: AuditTrail;
  readonly driver: Driver;
  /** `undefined`: the platform asks nobody, or it does not count. */
  readonly approvals?: ApprovalsOnPlatform | undefined;
}

/**
 * What became of a deploy, once it is written down who let the platform go ahead: the platform asks anybody whom it was told to
 * ask, and one who made the commit approves nothing.
 */
export async function heedApprovals(
  result: DeployResult,
  { way }: Pick<DueStep, 'way'>,
  { under, tools }: { readonly under: JournalledUnder; readonly tools: ApprovalTools },
): Promise<DeployResult> {
  const { driver, trail, approvals: wanted } = tools;
  if (result.kind !== 'done' || wanted === undefined || driver.gate === undefined) return result;
  const said = await driver.gate.approvals(result.deploy);
  if (!said.known) return { kind: 'unknown', why: `who approved it is not known: ${said.reason}` };
  const people = said.value.filter(({ state }) => state === 'approved');
  for (const { by } of people) await noteApproval({ by, deploy: result.deploy }, wanted, { under, trail });
  const run = await runNow(trail, under);
  if (way === 'back' || run.plan.kind === 'rollback') return result;
  return await judged(result, { run, wanted, people, now: trail.clock.now() });
}

async function judged(
  result: DeployResult,
  {
    run,
    wanted: { policy, makers },
    people,
    now,
  }: {
    readonly run: LoggedRun;
    readonly wanted: ApprovalsOnPlatform;
    readonly people: readonly PlatformApproval[];
    readonly now: string;
  },
): Promise<DeployResult> {
  const given = run.approvals.filter(({ by }) => people.some((one) => one.by === by));
  const refusals = approvalRefusals({
    policy,
    run,
    approvals: given.map((approval) => ({ approval, by: observed(approval.by), key: undefined })),
    makers: await makers(run),
    digest: run.digest,
    now,
  });
  const [first] = standing(refusals, run.plan.accepted);
  if (first === undefined) return result;
  const why = `its approval does not count (R09): ${first.why.replace(/\.$/, '')}`;
  return { kind: first.kind === 'refused' ? 'failed' : 'unknown', why };
}

/** Once, whoever goes on with the run. */
async function noteApproval(
  { by, deploy: { id, url } }: { readonly by: string; readonly deploy: DeployReference },
  { policy: { by: method, expiresMs } }: ApprovalsOnPlatform,
  { under, trail }: { readonly under: JournalledUnder; readonly trail: AuditTrail },
): Promise<void> {
  await trail.logs.exclusively(trail.path, async (log) => {
    const { run, problem = `the log has no run ${under.id}` } = runUnder(await entriesIn(log), under);
    if (run === undefined) throw new JournalError(`The run does not go on: ${problem}.`);
    if (run.approvals.some((one) => one.by === by && one.method === method)) return;
    const { commit, policy, environment: env } = run.plan;
    const written = await writeInto(log, trail, {
      event: 'run.approved',
      env,
      promotion_id: under.id,
      data: {
        commit,
        plan: run.digest,
        policy,
        method,
        by,
        expires_at: new Date(Date.parse(trail.clock.now()) + expiresMs).toISOString(),
        evidence: url ?? id,
      },
    });
    if (written.kind === 'not-believed')
      throw new JournalError(written.problems[0]?.problem ?? 'The audit log cannot be believed.');
  });
}
